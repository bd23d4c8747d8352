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

package io.datawarehouse.sample.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.datawarehouse.fila.FilaTemplate;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.ParentRun;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.lake.SalesFile;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Takes files into the lake and tells the workers of them, each file once: what was taken
 * in by an earlier start is passed over.
 */
@Component
public class SalesIngest {

	/**
	 * Table of the raw files.
	 */
	public static final String TABLE = "sales_raw";

	private static final Log logger = LogFactory.getLog(SalesIngest.class);

	private final InputFiles inputs;

	private final DataWarehouseTemplate dw;

	private final JobContextFactory jobs;

	private final FilaTemplate fila;

	private final Lake lake;

	SalesIngest(InputFiles inputs, DataWarehouseTemplate dw, JobContextFactory jobs, FilaTemplate fila, Lake lake) {
		this.inputs = inputs;
		this.dw = dw;
		this.jobs = jobs;
		this.fila = fila;
		this.lake = lake;
	}

	/**
	 * Take in the files that are new.
	 * @param input CSV file, folder of CSV files, or dw:// address of either
	 * @return how many were
	 * @throws IOException if a file cannot be read
	 */
	public int ingest(String input) throws IOException {
		Path downloads = Files.createTempDirectory("sales-input-");
		try {
			List<RawFile> fresh = new ArrayList<>();
			for (Path path : this.inputs.find(input, downloads)) {
				RawFile file = RawFile.inspect(path);
				if (!this.lake.isIngested(file.description())) {
					fresh.add(file);
				}
			}
			if (!fresh.isEmpty()) {
				this.jobs.run("sales_ingest", Map.of("files", fresh.size()), (job) -> ingest(fresh, job));
			}
			return fresh.size();
		}
		finally {
			FileSystemUtils.deleteRecursively(downloads);
		}
	}

	private void ingest(List<RawFile> files, JobContext job) {
		for (RawFile file : files) {
			ingest(file, job);
		}
	}

	/**
	 * The mark comes last. When the process dies before it, all is done again: the object
	 * is written to the same place, and the worker passes over a second message.
	 */
	private void ingest(RawFile file, JobContext job) {
		SalesFile description = file.description();
		this.dw.store(this.lake.rawTable().resolve(description.path("csv")), file.path());
		job.registerSnapshot(TABLE, this.lake.rawTable().toString(), "csv", RawFile.SCHEMA);
		this.fila.convertAndSend(SalesFile.QUEUE, description, headers(file, job));
		this.lake.markIngested(description);
		logger.info("Took in " + file.path().getFileName() + " as " + description.id());
	}

	/**
	 * Who works on the message is part of the run that sent it.
	 */
	private static Map<String, String> headers(RawFile file, JobContext job) {
		Map<String, String> headers = new HashMap<>(ParentRun.of(job).toHeaders());
		headers.put("tenants", String.join(",", file.tenants()));
		return headers;
	}

}
