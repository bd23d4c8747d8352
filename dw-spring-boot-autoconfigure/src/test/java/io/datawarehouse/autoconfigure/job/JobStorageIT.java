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

package io.datawarehouse.autoconfigure.job;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.embedded.job.CatalogArtifact;
import io.datawarehouse.embedded.job.CatalogRunDetail;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.LineageJob;
import io.datawarehouse.spark.SparkSettings;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Jobs and the storage template together, on the embedded servers.
 */
class JobStorageIT {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwStorageAutoConfiguration.class,
				DwJobAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.fila.enabled=false");

	@TempDir
	Path temp;

	private static CatalogRunDetail run(EmbeddedDatlakeCatalog catalog, String job) {
		return catalog.latestRun(job);
	}

	@Test
	void whatIsReadAndWrittenIsNoted() {
		this.runner.run((context) -> {
			DataWarehouseTemplate dw = context.getBean(DataWarehouseTemplate.class);
			dw.ensureBucket("lake");
			dw.store("dw://lake/raw/a.csv", "a");
			context.getBean(JobContextFactory.class).run("etl", (job) -> {
				assertThat(dw.retrieveString("dw://lake/raw/a.csv")).isEqualTo("a");
				for (int i = 0; i < 20; i++) {
					dw.store("dw://lake/out/part-" + i, "b");
				}
				dw.store("dw://lake/single.csv", "c");
				assertThat(dw.exists("dw://lake/missing.csv")).isFalse();
			});
			CatalogRunDetail run = run(context.getBean(EmbeddedDatlakeCatalog.class), "etl");
			assertThat(run.inputs()).extracting("name").containsExactly("dw://lake/raw/a.csv");
			assertThat(run.outputs()).extracting("name")
				.containsExactlyInAnyOrder("dw://lake/out/", "dw://lake/single.csv");
		});
	}

	@Test
	void sparkIsToldOfTheStoreAndTheCatalog() {
		this.runner.withPropertyValues("dw.embedded.datlake.api-key=catalog-key").run((context) -> {
			EmbeddedS3Server store = context.getBean(EmbeddedS3Server.class);
			SparkSettings settings = context.getBean(JobContextFactory.class).call("etl", JobContext::sparkConf);
			assertThat(settings).containsEntry("spark.hadoop.fs.s3a.endpoint", store.endpoint().toString())
				.containsEntry("spark.openlineage.transport.url",
						context.getBean(EmbeddedDatlakeCatalog.class).url().toString())
				.containsEntry("spark.openlineage.transport.endpoint", "/api/v1/lineage")
				.containsEntry("spark.openlineage.parentJobName", "etl");
			assertThat(settings.toString()).doesNotContain("catalog-key", store.secretKey());
			assertThat(settings.withSecrets()).containsEntry("spark.hadoop.fs.s3a.secret.key", store.secretKey())
				.containsEntry("spark.openlineage.transport.auth.apiKey", "catalog-key");
		});
	}

	@Test
	void sparkIsToldOfTheConsumerThatIsSet() {
		this.runner
			.withPropertyValues("dw.jobs.lineage.url=http://marquez:5000/", "dw.jobs.lineage.api-key=marquez-key",
					"dw.storage.enabled=false")
			.run((context) -> {
				SparkSettings settings = context.getBean(JobContextFactory.class).call("etl", JobContext::sparkConf);
				assertThat(settings).containsEntry("spark.openlineage.transport.url", "http://marquez:5000")
					.doesNotContainKey("spark.hadoop.fs.s3a.endpoint");
				assertThat(settings.withSecrets()).containsEntry("spark.openlineage.transport.auth.apiKey",
						"marquez-key");
			});
	}

	@Test
	void nothingIsNotedWhenToldSo() {
		this.runner.withPropertyValues("dw.jobs.note-storage-access=false").run((context) -> {
			DataWarehouseTemplate dw = context.getBean(DataWarehouseTemplate.class);
			dw.ensureBucket("lake");
			context.getBean(JobContextFactory.class).run("etl", (job) -> dw.store("dw://lake/single.csv", "c"));
			assertThat(run(context.getBean(EmbeddedDatlakeCatalog.class), "etl").outputs()).isEmpty();
		});
	}

	@Test
	void tablesAreReadAndWrittenAsStreams() {
		this.runner.run((context) -> {
			DataWarehouseTemplate dw = context.getBean(DataWarehouseTemplate.class);
			dw.ensureBucket("lake");
			JobContextFactory jobs = context.getBean(JobContextFactory.class);
			jobs.run("writer", (job) -> {
				job.write("sales", "dw://lake/sales/v1.csv", "csv",
						(out) -> out.write("day,total\n".getBytes(StandardCharsets.UTF_8)));
				assertThatIllegalStateException()
					.isThrownBy(() -> job.write("broken", "dw://lake/broken.csv", "csv", (out) -> {
						out.write(1);
						throw new IllegalStateException("no more");
					}))
					.withMessage("no more");
			});
			jobs.run("reader", (job) -> {
				try (InputStream sales = job.read("sales")) {
					assertThat(sales).hasContent("day,total\n");
				}
			});
			EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
			assertThat(run(catalog, "writer").outputs()).extracting("name").containsExactly("sales");
			assertThat(run(catalog, "reader").inputs()).extracting("name").containsExactly("sales");
			assertThat(catalog.tables()).extracting("name").containsExactly("sales");
			assertThat(dw.exists("dw://lake/broken.csv")).isFalse();
		});
	}

	@Test
	void logsAndReportsGoThroughTheTemplate() {
		this.runner
			.withPropertyValues("dw.jobs.log-shipping.enabled=true", "dw.jobs.log-shipping.via=storage",
					"dw.jobs.artifact-bucket=files")
			.run((context) -> {
				DataWarehouseTemplate dw = context.getBean(DataWarehouseTemplate.class);
				dw.ensureBucket("files");
				String runId = context.getBean(JobContextFactory.class).call("etl", (job) -> {
					LoggerFactory.getLogger("inside").warn("what happened");
					job.attachMetrics("metrics.json", Map.of("rows", 3));
					job.attachReport("report.html", "<h1>täglich</h1>");
					return job.runId();
				});
				String folder = "dw://files/jobs/etl/" + runId + "/";
				assertThat(dw.retrieveString(folder + "run.log")).contains("inside - what happened");
				assertThat(dw.retrieveString(folder + "metrics.json")).isEqualTo("{\"rows\":3}");
				assertThat(dw.retrieveString(folder + "report.html")).isEqualTo("<h1>täglich</h1>");
				assertThat(dw.head(folder + "report.html").contentType())
					.isEqualToIgnoringCase("text/html;charset=UTF-8");
				CatalogRunDetail run = run(context.getBean(EmbeddedDatlakeCatalog.class), "etl");
				assertThat(run.artifacts()).containsExactly(new CatalogArtifact("metrics", folder + "metrics.json"),
						new CatalogArtifact("report", folder + "report.html"),
						new CatalogArtifact("log", folder + "run.log"));
				assertThat(run.outputs()).isEmpty();
			});
	}

	@Test
	void missingBucketOfTheLogIsNoFaultOfTheRun() {
		this.runner
			.withPropertyValues("dw.jobs.log-shipping.enabled=true", "dw.jobs.log-shipping.via=storage",
					"dw.jobs.artifact-bucket=absent")
			.run((context) -> {
				context.getBean(JobContextFactory.class)
					.run("etl", (job) -> LoggerFactory.getLogger("inside").warn("what happened"));
				CatalogRunDetail run = run(context.getBean(EmbeddedDatlakeCatalog.class), "etl");
				assertThat(run.artifacts()).isEmpty();
			});
	}

	@Test
	void scheduledRunTellsItsNominalTime() throws Exception {
		Path lineage = this.temp.resolve("lineage.ndjson");
		this.runner.withUserConfiguration(Schedule.class)
			.withPropertyValues("dw.jobs.lineage.transport=both", "dw.jobs.lineage.target=file",
					"dw.jobs.lineage.file=" + lineage)
			.run((context) -> {
				assertThat(context.getBean(Schedule.class).done().await(60, TimeUnit.SECONDS)).isTrue();
				EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
				await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(lineage) && Files.size(lineage) > 0);
				assertThat(catalog.latestRun("nightly").run().metadata()).containsKey("nominal_start_time");
			});
		List<String> events = Files.readAllLines(lineage);
		assertThat(events.get(0))
			.containsPattern("\"nominalStartTime\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Schedule {

		private final CountDownLatch done = new CountDownLatch(1);

		CountDownLatch done() {
			return this.done;
		}

		@Scheduled(fixedDelay = 3_600_000)
		@LineageJob("nightly")
		void work() {
			this.done.countDown();
		}

	}

}
