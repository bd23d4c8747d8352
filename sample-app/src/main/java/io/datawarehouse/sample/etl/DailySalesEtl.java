/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.datawarehouse.sample.etl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.datawarehouse.DwUri;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.sample.etl.DailySalesAggregator.LineCounts;
import io.datawarehouse.sample.ingest.SalesIngest;
import io.datawarehouse.sample.lake.FileResult;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.lake.SalesFile;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The job {@code daily_sales_etl}: reads one raw file, stores its totals and its rejected
 * lines. All addresses follow from the file, so a second run replaces what the first one
 * stored and never adds to it.
 */
@Component
class DailySalesEtl {

	static final String JOB = "daily_sales_etl";

	static final String TABLE = "sales_curated";

	private static final Map<String, String> SCHEMA = schema();

	private final JobContextFactory jobs;

	private final DataWarehouseTemplate dw;

	private final DailySalesAggregator aggregator;

	private final Lake lake;

	DailySalesEtl(JobContextFactory jobs, DataWarehouseTemplate dw, DailySalesAggregator aggregator, Lake lake) {
		this.jobs = jobs;
		this.dw = dw;
		this.aggregator = aggregator;
		this.lake = lake;
	}

	private static Map<String, String> schema() {
		Map<String, String> schema = new LinkedHashMap<>();
		schema.put("day", "date");
		schema.put("tenant", "string");
		schema.put("currency", "string");
		schema.put("sales", "bigint");
		schema.put("refunds", "bigint");
		schema.put("gross", "decimal(18,2)");
		schema.put("refunded", "decimal(18,2)");
		schema.put("net", "decimal(18,2)");
		return schema;
	}

	/**
	 * Run the job for one file.
	 * @param file the file
	 * @param attempt which attempt this is, from 1
	 * @return what came of it
	 * @throws Exception if the run failed
	 */
	FileResult run(SalesFile file, int attempt) throws Exception {
		Map<String, Object> metadata = Map.of("file", file.name(), "partition", file.partition(), "attempt", attempt);
		return this.jobs.call(JOB, metadata, (job) -> process(job, file, attempt));
	}

	private FileResult process(JobContext job, SalesFile file, int attempt) throws IOException, SQLException {
		long start = System.nanoTime();
		DwUri raw = DwUri.parse(job.latestTableUri(SalesIngest.TABLE)).resolve(file.path("csv"));
		Path folder = Files.createTempDirectory("sales-etl-");
		try {
			Path parquet = folder.resolve("totals.parquet");
			Path rejects = folder.resolve("rejects.csv");
			LineCounts counts = aggregate(raw, parquet, rejects);
			DwUri curated = this.lake.curated(file);
			this.dw.store(curated, parquet);
			String rejectsUri = storeRejects(file, counts, rejects);
			job.registerSnapshot(TABLE, this.lake.curatedTable().toString(), "parquet", SCHEMA);
			job.logEvent("row_counts", rowCounts(file, counts, rejectsUri));
			return new FileResult(file, job.runId(), attempt, counts.read(), counts.accepted(), counts.rejected(),
					curated.toString(), rejectsUri, (System.nanoTime() - start) / 1_000_000, null);
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
	}

	private LineCounts aggregate(DwUri raw, Path parquet, Path rejects) throws IOException, SQLException {
		try (InputStream csv = this.dw.retrieveStream(raw)) {
			return this.aggregator.aggregate(csv, parquet, rejects);
		}
	}

	private @Nullable String storeRejects(SalesFile file, LineCounts counts, Path rejects) {
		if (counts.rejected() == 0) {
			return null;
		}
		DwUri uri = this.lake.rejects(file);
		this.dw.store(uri, rejects);
		return uri.toString();
	}

	private static Map<String, Object> rowCounts(SalesFile file, LineCounts counts, @Nullable String rejectsUri) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("file", file.name());
		data.put("read", counts.read());
		data.put("written", counts.accepted());
		data.put("rejected", counts.rejected());
		if (rejectsUri != null) {
			data.put("rejects", rejectsUri);
		}
		return data;
	}

}
