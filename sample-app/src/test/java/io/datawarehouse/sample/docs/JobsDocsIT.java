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

package io.datawarehouse.sample.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.datawarehouse.duckdb.DuckDbSession;
import io.datawarehouse.duckdb.DuckDbTables;
import io.datawarehouse.embedded.job.CatalogRunAssert;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.RunStatus;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.LineageDataset;
import io.datawarehouse.job.LineageJob;
import io.datawarehouse.job.ParentRun;
import io.datawarehouse.job.RunOptions;
import io.datawarehouse.job.RunTrigger;
import io.datawarehouse.job.StartFailurePolicy;
import io.datawarehouse.job.openlineage.ColumnLineage;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code docs/jobs.md}.
 */
@SuppressWarnings("try")
@SpringBootTest(properties = "dw.embedded.in-memory=true")
class JobsDocsIT {

	private static final Path DOCS = Path.of("..", "docs", "jobs.md");

	private static final Path SOURCE = Path.of("src/test/java/io/datawarehouse/sample/docs/JobsDocsIT.java");

	@Autowired
	private JobContextFactory jobs;

	@Autowired
	private EmbeddedDatlakeCatalog catalog;

	@Autowired
	private DuckDbTables tables;

	@TempDir
	private Path temp;

	@BeforeEach
	void storeSales(@Autowired DataWarehouseTemplate dw) {
		dw.ensureBucket("lake");
		dw.store("dw://lake/raw/v1.csv", "day,amount\n2026-11-20,1.50\n2026-11-21,2.50\n");
		this.jobs.run("ingest", (job) -> job.registerSnapshot("sales_raw", "dw://lake/raw/v1.csv", "csv"));
	}

	@Test
	void everyExampleIsOneOfThese() throws IOException {
		String source = withoutSpace(Files.readString(SOURCE));
		Matcher example = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCS));
		int count = 0;
		while (example.find()) {
			count++;
			assertThat(source).contains(withoutSpace(example.group(1)));
		}
		assertThat(count).isGreaterThanOrEqualTo(10);
	}

	private static String withoutSpace(String text) {
		return text.replaceAll("\\s+", "").replace("this.", "").replace("staticclass", "class");
	}

	@Test
	void component(@Autowired DailySales sales) {
		sales.aggregate();
		// doc: assertion
		CatalogRunAssert.assertThat(this.catalog.latestRun("daily_sales_etl"))
			.succeeded()
			.hasInput("sales_raw")
			.hasOutput("sales_curated");
		// end
	}

	@Test
	void forms() throws IOException {
		// doc: forms
		long rows = this.jobs.call("count_sales", (job) -> {
			try (InputStream sales = job.read("sales_raw")) {
				return new String(sales.readAllBytes(), StandardCharsets.UTF_8).lines().count();
			}
		});
		try (JobContext job = this.jobs.start("import_sales", Map.of("source", "shop"))) {
			job.logEvent("row_counts", Map.of("rows", rows));
			job.complete(Map.of("rows", rows)); // closed without, the run has failed
		}
		// end
		assertThat(rows).isEqualTo(3);
		assertThat(this.catalog.latestRun("import_sales").run().result()).containsEntry("rows", 3);
	}

	@Test
	void annotated(@Autowired Nightly nightly) {
		nightly.nightly();
		assertThat(this.catalog.latestRun("nightly_sales").run().result()).containsEntry("mode", "nightly");
		assertThat(this.catalog.latestRun("nightly_sales").run().metadata()).containsKey("nominal_start_time");
	}

	@Test
	void threads() throws InterruptedException {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		this.jobs.run("threads", (job) -> {
			// doc: threads
			executor.submit(job.wrap(() -> JobContext.current().progress(0.9, "nearly")));
			try (JobContext.Scope scope = job.makeCurrent()) {
				this.jobs.run("part_of_it", (child) -> child.putMetadata("parent", child.parent().runId()));
			}
			// end
			executor.shutdown();
			assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
		});
		String parent = this.catalog.latestRun("threads").run().runId();
		assertThat(this.catalog.latestRun("part_of_it").run().result()).containsEntry("parent", parent);
	}

	@Test
	void trigger() {
		Map<String, String> headers = Map.of(ParentRun.PARENT_HEADER, "shop/export/17");
		// doc: trigger
		LineageDataset topic = LineageDataset.of("kafka://orders");
		try (RunTrigger.Scope scope = RunTrigger.enter(topic, ParentRun.fromHeaders(headers))) {
			this.jobs.run("import_orders", (job) -> job.progress(1, null));
		}
		// end
		CatalogRunAssert.assertThat(this.catalog.latestRun("import_orders")).succeeded().hasInput("kafka://orders");
		assertThat(this.catalog.latestRun("import_orders").run().metadata()).containsEntry("parent_run_id", "17");
	}

	@Test
	void datasets() {
		this.jobs.run("datasets", (job) -> {
			// doc: datasets
			job.addInput(LineageDataset.of("sales_raw").withSchema(Map.of("amount", "decimal(10,2)")));
			job.addOutput(LineageDataset.of("sales_daily")
				.withUri("dw://lake/daily.parquet")
				.withSchema(Map.of("total", "decimal(18,2)"))
				.withStatistics(365, 12_288)
				.withFacet(ColumnLineage.FACET,
						ColumnLineage.builder().from("total", "datlake", "sales_raw", "amount").build()));
			// end
		});
		CatalogRunAssert.assertThat(this.catalog.latestRun("datasets")).hasInput("sales_raw").hasOutput("sales_daily");
	}

	@Test
	void data() throws IOException {
		this.jobs.run("data", (job) -> {
			// doc: data
			job.write("sales_raw", "dw://lake/raw/sales.csv", "csv",
					(out) -> out.write("day,amount\n2026-11-21,9.50\n".getBytes(StandardCharsets.UTF_8)));
			try (InputStream sales = job.read("sales_raw")) {
				job.putMetadata("bytes", sales.readAllBytes().length);
			}
			job.attachMetrics("metrics.json", Map.of("rows", 1));
			job.attachReport("report.html", "<h1>Sales of the day</h1>");
			job.attachArtifact("model", "model.bin", new ByteArrayResource(new byte[16]), "application/octet-stream");
			// end
		});
		assertThat(this.catalog.latestRun("data").run().result()).containsEntry("bytes", 27);
		assertThat(this.catalog.latestRun("data").artifacts()).extracting("type")
			.containsExactly("metrics", "report", "model");
	}

	@Test
	void duckDb() throws Exception {
		this.jobs.run("duckdb", (job) -> {
			// doc: duckdb
			try (DuckDbSession duckdb = this.tables.open(job)) {
				duckdb.load("sales_raw");
				duckdb.store("SELECT day, sum(amount) AS total FROM sales_raw GROUP BY day", "sales_daily",
						"dw://lake/daily.parquet");
			}
			// end
		});
		CatalogRunAssert.assertThat(this.catalog.latestRun("duckdb")).hasInput("sales_raw").hasOutput("sales_daily");
		assertThat(this.jobs.getClient().latestSnapshot("sales_daily").schema()).containsOnlyKeys("day", "total");
	}

	@Test
	void parents() {
		ProcessBuilder processBuilder = new ProcessBuilder("true");
		this.jobs.run("parents", (job) -> {
			// doc: parents
			// The sender of a message ...
			Map<String, String> headers = ParentRun.of(job).toHeaders();
			// ... and its receiver.
			RunOptions options = RunOptions.of("import").withParent(ParentRun.fromHeaders(headers));
			this.jobs.run(options, (imported) -> imported.progress(1, null));
			// A child process.
			processBuilder.environment().putAll(ParentRun.of(job).toEnvironment());
			// end
		});
		assertThat(this.catalog.latestRun("import").run().metadata()).containsEntry("parent_job_name", "parents");
		assertThat(processBuilder.environment()).containsKeys("OPENLINEAGE_CONTEXT", "OPENLINEAGE_PARENT_ID");
	}

	@Test
	void withoutSpringBoot() {
		try (EmbeddedDatlakeCatalog own = EmbeddedDatlakeCatalog.builder().apiKey("key").start()) {
			URI url = own.url();
			String key = "key";
			String state = this.temp.toString();
			// doc: plain
			try (DatlakeClient client = DatlakeClient.builder().url(url).apiKey(key).build();
					JobContextFactory jobs = JobContextFactory.builder(client)
						.stateDirectory(Path.of(state, "jobs"))
						.startFailurePolicy(StartFailurePolicy.SUPPRESS_TRANSIENT)
						.build()) {
				jobs.recover(); // what an earlier process left
				jobs.run("daily_sales_etl", (job) -> job.putMetadata("rows", 42));
			}
			// end
			assertThat(own.latestRun("daily_sales_etl").run().status()).isEqualTo(RunStatus.SUCCESS);
		}
	}

	@Component
	static class DailySales {

		private final JobContextFactory jobs;

		DailySales(JobContextFactory jobs) {
			this.jobs = jobs;
		}

		void aggregate() {
			this.jobs.run("daily_sales_etl", (job) -> {
				String source = job.latestTableUri("sales_raw"); // an input
				job.progress(0.5, "aggregated " + source); // never waits
				job.registerSnapshot("sales_curated", "dw://lake/curated/v7", "parquet");
			});
		}

	}

	static class Nightly {

		// doc: annotation
		@Scheduled(cron = "0 0 2 * * *")
		@LineageJob("nightly_sales")
		void nightly() {
			JobContext.current().putMetadata("mode", "nightly");
		}
		// end

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ DailySales.class, Nightly.class })
	static class Application {

	}

}
