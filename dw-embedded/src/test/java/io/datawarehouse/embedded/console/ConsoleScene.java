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

package io.datawarehouse.embedded.console;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.datawarehouse.DwUri;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.fila.OnEnqueue;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.util.FileSystemUtils;

/**
 * Servers with something of everything in them, and a console that shows it.
 */
final class ConsoleScene implements AutoCloseable {

	private final EmbeddedS3Server s3 = EmbeddedS3Server.builder().transientStore().start();

	private final EmbeddedDatlakeCatalog catalog = EmbeddedDatlakeCatalog.builder().start();

	private final EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().start();

	private final DataWarehouseTemplate storage = DataWarehouseTemplate.builder()
		.endpoint(this.s3.endpoint())
		.credentials(this.s3.accessKey(), this.s3.secretKey())
		.build();

	private final FilaAdmin admin = FilaAdmin.builder().address(this.broker.address()).build();

	private final CatalogCalls calls = new CatalogCalls(this.catalog.url());

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final DataWarehouseConsole console;

	private final String failedRun;

	ConsoleScene() throws Exception {
		storeObjects();
		runJobs();
		this.failedRun = failJob();
		sendMessages();
		timeOperations();
		this.console = DataWarehouseConsole.builder()
			.applicationName("daily-sales")
			.storage(this.storage, true)
			.catalog(this.catalog.url(), Map.of())
			.fila(this.admin, true)
			.broker(this.broker)
			.timings(new MeterTimings(this.meters, "dw."))
			.start();
	}

	private void storeObjects() throws Exception {
		for (String bucket : List.of("lake", "uploads", "hostile")) {
			this.storage.createBucket(bucket);
		}
		for (int month = 1; month <= 6; month++) {
			this.storage.store("dw://lake/raw/2026-0%d/part-0.csv".formatted(month), "day,amount\n1,5\n");
		}
		this.storage.store("dw://lake/2026-01.csv", "day,region,amount\n2026-01-01,north,12.50\n2026-01-02,south,3\n");
		this.storage.store("dw://lake/config.json", "{\"region\":\"north\",\"rates\":[1.10,2]}");
		this.storage.store("dw://lake/report.txt", "All is well.\n");
		Path folder = Files.createTempDirectory("dw-scene-");
		try {
			Path file = folder.resolve("sales.parquet");
			try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
					Statement statement = connection.createStatement()) {
				statement.execute("COPY (SELECT range AS id, DATE '2026-01-01' + (range % 180)::INTEGER AS day, "
						+ "['north', 'south', 'east'][range % 3 + 1] AS region, round(random() * 100, 2) AS amount "
						+ "FROM range(2000)) TO '" + file + "' (FORMAT parquet)");
			}
			this.storage.uploadFile("dw://lake/sales.parquet", file);
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
		for (String name : HostileNames.ALL) {
			if (!name.equals(HostileNames.PARENT)) {
				this.storage.store(DwUri.of("hostile", name), name);
			}
		}
	}

	private void runJobs() throws Exception {
		for (String name : HostileNames.ALL) {
			// The name of a job has no slash.
			String job = name.replace("/", "\u2215");
			this.calls.work(job, Map.of("inputs", List.of(job + "-in"), "outputs", List.of(job + "-out")));
		}
		for (int day = 1; day <= 3; day++) {
			this.calls.work("ingest", Map.of("inputs", List.of("dw://lake/raw"), "outputs", List.of("sales_raw")));
			this.calls.work("daily_sales_etl",
					Map.of("inputs", List.of("sales_raw", "dw://lake/config.json"), "outputs", List.of("sales_curated"),
							"output_datasets",
							List.of(Map.of("name", "sales_curated", "rows", 180, "facets", columnLineage()))));
			this.calls.work("weekly_report", Map.of("inputs", List.of("sales_curated"), "outputs",
					List.of("dw://lake/report.txt", "dashboard")));
		}
	}

	private static Map<String, Object> columnLineage() {
		return Map.of("columnLineage", Map.of("fields",
				Map.of("amount", Map.of("inputFields", List.of(Map.of("namespace", "", "name", "sales_raw", "field",
						"price", "transformations", List.of(Map.of("type", "DIRECT", "subtype", "AGGREGATION"))))))));
	}

	private String failJob() throws Exception {
		this.storage.createBucket("logs");
		this.storage.store("dw://logs/run.log", "started\nreading 3 files\nthe last line of the log\n");
		String parent = this.calls.start("nightly", Map.of("trigger", "schedule"));
		String run = this.calls.start("daily_sales_etl", Map.of("parent_run_id", parent, "version", "1.4.2"));
		this.calls.event("progress", "daily_sales_etl", run, Map.of("done", 0.4, "message", "two of five files"));
		this.calls.event("metrics", "daily_sales_etl", run, Map.of("rows", 1234, "rejected", 7));
		this.calls.complete("daily_sales_etl", run, false,
				Map.of("error", "java.io.IOException: no space left on device", "stack_trace",
						"java.io.IOException: no space left on device\n\tat example.Etl.run(Etl.java:42)", "inputs",
						List.of("dw://lake/raw"), "artifacts",
						List.of(Map.of("type", "log", "uri", "dw://logs/run.log"))));
		this.calls.complete("nightly", parent, false, Map.of("error", "a child failed"));
		this.calls.start("still_running", Map.of());
		return run;
	}

	private void sendMessages() {
		try (FilaClient client = FilaClient.builder().address(this.broker.address()).build()) {
			this.admin.createQueue("orders");
			this.admin.createQueue("returns");
			this.broker.onEnqueue("orders",
					(message) -> OnEnqueue.Routing.of(message.headers().getOrDefault("tenant", "none")));
			String[] tenants = { "acme", "acme", "acme", "globex", "globex", "initech" };
			for (int i = 0; i < 60; i++) {
				client.enqueue("orders", Map.of("tenant", tenants[i % tenants.length]),
						("{\"order\":" + i + "}").getBytes(StandardCharsets.UTF_8));
			}
			for (int i = 0; i < 3; i++) {
				client.enqueue("returns.dlq", Map.of("x-dead-letter-reason", "<b>no such order</b>"),
						("dead letter " + i).getBytes(StandardCharsets.UTF_8));
			}
			for (String name : HostileNames.ALL) {
				this.admin.createQueue(name);
			}
		}
	}

	private void timeOperations() {
		for (String operation : List.of("retrieve", "store", "list", "head")) {
			Timer timer = Timer.builder("dw.storage")
				.tag("operation", operation)
				.tag("error", "none")
				.publishPercentiles(0.5, 0.95, 0.99)
				.distributionStatisticExpiry(Duration.ofHours(1))
				.register(this.meters);
			for (int i = 1; i <= 200; i++) {
				timer.record(Duration.ofMillis(operation.length() + i % 40));
			}
		}
	}

	DataWarehouseConsole console() {
		return this.console;
	}

	DataWarehouseTemplate storage() {
		return this.storage;
	}

	FilaAdmin admin() {
		return this.admin;
	}

	CatalogCalls catalogCalls() {
		return this.calls;
	}

	String failedRun() {
		return this.failedRun;
	}

	@Override
	public void close() {
		this.console.close();
		this.admin.close();
		this.storage.close();
		this.broker.close();
		this.catalog.close();
		this.s3.close();
	}

}
