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
import java.util.List;
import java.util.Map;

import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.sample.SalesProperties;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.lake.SalesFile;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.json.JsonMapper;

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

	private final FilaClient fila;

	private final Lake lake;

	private final JsonMapper json;

	private final SalesProperties properties;

	SalesIngest(InputFiles inputs, DataWarehouseTemplate dw, JobContextFactory jobs, FilaClient fila, Lake lake,
			JsonMapper json, SalesProperties properties) {
		this.inputs = inputs;
		this.dw = dw;
		this.jobs = jobs;
		this.fila = fila;
		this.lake = lake;
		this.json = json;
		this.properties = properties;
	}

	/**
	 * Take in the files that are new.
	 * @return how many were
	 * @throws IOException if a file cannot be read
	 */
	public int ingest() throws IOException {
		Path downloads = Files.createTempDirectory("sales-input-");
		try {
			List<RawFile> fresh = new ArrayList<>();
			for (Path path : this.inputs.find(downloads)) {
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
		this.fila.enqueue(this.properties.queue(), headers(file), this.json.writeValueAsBytes(description));
		this.lake.markIngested(description);
		logger.info("Took in " + file.path().getFileName() + " as " + description.id());
	}

	private static Map<String, String> headers(RawFile file) {
		return Map.of("content-type", "application/json", "tenants", String.join(",", file.tenants()));
	}

}
