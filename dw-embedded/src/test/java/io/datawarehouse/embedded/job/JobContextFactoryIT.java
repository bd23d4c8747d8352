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

package io.datawarehouse.embedded.job;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.job.DatlakeAuthException;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeNotFoundException;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.LineageDataset;
import io.datawarehouse.job.TableSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests for {@link JobContextFactory} with an {@link EmbeddedDatlakeCatalog}.
 */
class JobContextFactoryIT {

	private static final String API_KEY = "key-of-the-catalog";

	private EmbeddedDatlakeCatalog catalog;

	private DatlakeClient client;

	private JobContextFactory jobs;

	@BeforeEach
	void start() {
		this.catalog = EmbeddedDatlakeCatalog.builder().inMemory().apiKey(API_KEY).start();
		this.client = DatlakeClient.builder().url(this.catalog.url()).apiKey(API_KEY).build();
		this.jobs = JobContextFactory.builder(this.client).build();
	}

	@AfterEach
	void stop() {
		this.jobs.close();
		this.client.close();
		this.catalog.close();
	}

	@Test
	void runThatSucceedsIsTold() {
		this.jobs.run("daily_sales_etl", Map.of("source", "s3"), (job) -> {
			assertThat(this.catalog.runs(RunStatus.RUNNING)).hasSize(1);
			job.registerSnapshot("sales_raw", "dw://lake/raw/sales", "csv");
			assertThat(job.latestTableUri("sales_raw")).isEqualTo("dw://lake/raw/sales");
			job.registerSnapshot("sales_curated", "dw://lake/curated/sales.parquet", "parquet",
					Map.of("day", "date", "total", "decimal"));
			job.logEvent("metrics", Map.of("rows", 42));
			job.addInput(LineageDataset.of("dw://lake/raw/file.csv").withFormat("csv"));
			job.attachArtifact("report", "dw://lake/reports/1.html");
			job.putMetadata("rows", 42);
		});
		CatalogRunDetail detail = this.catalog.run(this.catalog.runs().get(0).runId()).orElseThrow();
		CatalogRun run = detail.run();
		assertThat(run.status()).isEqualTo(RunStatus.SUCCESS);
		assertThat(run.jobName()).isEqualTo("daily_sales_etl");
		assertThat(run.metadata()).containsEntry("source", "s3");
		assertThat(run.result()).containsEntry("rows", 42).containsKey("duration_ms").doesNotContainKey("error");
		assertThat(run.endedAt()).isAfterOrEqualTo(run.startedAt());
		assertThat(detail.inputNames()).containsExactly("sales_raw", "dw://lake/raw/file.csv");
		assertThat(detail.outputNames()).containsExactlyInAnyOrder("sales_raw", "sales_curated");
		assertThat(detail.inputs().get(1).details()).containsEntry("format", "csv");
		assertThat(detail.artifacts()).containsExactly(new CatalogArtifact("report", "dw://lake/reports/1.html"));
		assertThat(detail.events()).singleElement().satisfies((event) -> {
			assertThat(event.eventType()).isEqualTo("metrics");
			assertThat(event.data()).containsEntry("rows", 42);
			assertThat(event.jobName()).isEqualTo("daily_sales_etl");
		});
	}

	@Test
	void snapshotsAreToldWithTheirRunAndSchema() {
		String runId = this.jobs.call("etl", (job) -> {
			TableSnapshot first = job.registerSnapshot("sales", "dw://lake/1", "parquet", Map.of("day", "date"));
			TableSnapshot second = job.registerSnapshot("sales", "dw://lake/2", "parquet");
			assertThat(second.snapshotId()).isNotNull().isNotEqualTo(first.snapshotId());
			TableSnapshot latest = job.latestSnapshot("sales");
			assertThat(latest.uri()).isEqualTo("dw://lake/2");
			assertThat(latest.createdAt()).isNotNull();
			assertThat(latest.snapshotId()).isEqualTo(second.snapshotId());
			return job.runId();
		});
		assertThat(this.catalog.snapshots("sales")).extracting(CatalogSnapshot::uri)
			.containsExactly("dw://lake/2", "dw://lake/1");
		assertThat(this.catalog.snapshots("sales")).allSatisfy((snapshot) -> {
			assertThat(snapshot.runId()).isEqualTo(runId);
			assertThat(snapshot.jobName()).isEqualTo("etl");
		});
		assertThat(this.catalog.snapshots("sales").get(1).schema()).containsEntry("day", "date");
		assertThat(this.catalog.tables()).singleElement()
			.satisfies((table) -> assertThat(table.snapshots()).isEqualTo(2));
	}

	@Test
	void runThatThrowsIsToldAsFailedAndTheExceptionIsItsOwn() {
		IOException failure = new IOException("disk full");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.jobs.run("etl", (job) -> {
			throw failure;
		})).isSameAs(failure).satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty());
		CatalogRun run = this.catalog.runs().get(0);
		assertThat(run.status()).isEqualTo(RunStatus.FAILED);
		assertThat(run.error()).isEqualTo("disk full");
		assertThat(run.result()).containsEntry("error_type", "java.io.IOException");
	}

	@Test
	void runThatThrowsAnErrorIsToldAsFailed() {
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.jobs.run("etl", (job) -> {
			throw new StackOverflowError();
		}));
		assertThat(this.catalog.runs().get(0).error()).isEqualTo("java.lang.StackOverflowError");
	}

	@Test
	void runOfAnInterruptedThreadIsToldAllTheSame() {
		assertThatIllegalStateException().isThrownBy(() -> this.jobs.run("etl", (job) -> {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("cancelled");
		}));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.catalog.runs().get(0).error()).isEqualTo("cancelled");
	}

	@Test
	void closedWithoutCompleteIsFailed() {
		try (JobContext job = this.jobs.start("etl")) {
			assertThat(JobContext.current()).isSameAs(job);
		}
		assertThat(JobContext.current()).isNull();
		assertThat(this.catalog.runs().get(0).status()).isEqualTo(RunStatus.FAILED);
		assertThat(this.catalog.runs().get(0).error()).isEqualTo("closed without complete");
	}

	@Test
	void completedInTryWithResourcesIsSuccess() {
		try (JobContext job = this.jobs.start("etl")) {
			job.complete(Map.of("rows", 7));
			assertThatIllegalStateException().isThrownBy(job::complete).withMessageContaining("has ended already");
			assertThatIllegalStateException().isThrownBy(() -> job.putMetadata("late", 1));
		}
		assertThat(this.catalog.runs().get(0).status()).isEqualTo(RunStatus.SUCCESS);
		assertThat(this.catalog.runs().get(0).result()).containsEntry("rows", 7);
	}

	@Test
	void nestedRunsKnowTheirParentAndRoot() {
		this.jobs.run("outer", (outer) -> {
			this.jobs.run("middle", (middle) -> {
				assertThat(middle.parent()).isSameAs(outer);
				this.jobs.run("inner", (inner) -> {
					assertThat(inner.root()).isSameAs(outer);
					assertThat(JobContext.current()).isSameAs(inner);
				});
				assertThat(JobContext.current()).isSameAs(middle);
			});
			assertThat(JobContext.current()).isSameAs(outer);
			assertThat(outer.isEnded()).isFalse();
		});
		CatalogRun outer = this.catalog.runs("outer").get(0);
		CatalogRun middle = this.catalog.runs("middle").get(0);
		CatalogRun inner = this.catalog.runs("inner").get(0);
		assertThat(outer.parentRunId()).isNull();
		assertThat(middle.parentRunId()).isEqualTo(outer.runId());
		assertThat(inner.parentRunId()).isEqualTo(middle.runId());
		assertThat(inner.rootRunId()).isEqualTo(outer.runId());
		assertThat(inner.metadata()).containsEntry("parent_job_name", "middle").containsEntry("root_job_name", "outer");
	}

	@Test
	void outerRunEndedFirstLeavesTheInnerOneCurrent() {
		JobContext outer = this.jobs.start("outer");
		JobContext inner = this.jobs.start("inner");
		outer.complete();
		assertThat(JobContext.current()).isSameAs(inner);
		inner.complete();
		assertThat(JobContext.current()).isNull();
	}

	@Test
	void runEndedByAnotherThreadIsNoLongerCurrent() throws Exception {
		JobContext job = this.jobs.start("etl");
		Thread other = new Thread(job::complete);
		other.start();
		other.join(10_000);
		assertThat(JobContext.current()).isNull();
	}

	@Test
	void lineageGoesUpAndDown() {
		this.jobs.run("ingest", (job) -> {
			job.addInput(LineageDataset.of("files"));
			job.registerSnapshot("raw", "dw://lake/raw", "csv");
		});
		this.jobs.run("curate", (job) -> {
			job.latestTableUri("raw");
			job.registerSnapshot("curated", "dw://lake/curated", "parquet");
		});
		this.jobs.run("report", (job) -> {
			job.latestTableUri("curated");
			job.addOutput(LineageDataset.of("dashboard"));
		});
		LineageGraph whole = this.catalog.lineage("raw", 5).orElseThrow();
		assertThat(whole.nodes()).extracting(LineageGraph.Node::id)
			.containsExactlyInAnyOrder("dataset:files", "job:ingest", "dataset:raw", "job:curate", "dataset:curated",
					"job:report", "dataset:dashboard");
		assertThat(whole.edges()).extracting((edge) -> edge.from() + ">" + edge.to())
			.containsExactlyInAnyOrder("dataset:files>job:ingest", "job:ingest>dataset:raw", "dataset:raw>job:curate",
					"job:curate>dataset:curated", "dataset:curated>job:report", "job:report>dataset:dashboard");
		LineageGraph near = this.catalog.lineage("raw", 1).orElseThrow();
		assertThat(near.nodes()).extracting(LineageGraph.Node::name)
			.containsExactlyInAnyOrder("raw", "ingest", "files", "curate", "curated");
		assertThat(this.catalog.lineage("unknown", 1)).isEmpty();
	}

	@Test
	void tableWithoutSnapshotIsNotFound() {
		this.jobs.run("etl",
				(job) -> assertThatExceptionOfType(DatlakeNotFoundException.class)
					.isThrownBy(() -> job.latestTableUri("absent"))
					.withMessageContaining("absent")
					.satisfies((ex) -> {
						assertThat(ex.getStatus()).isEqualTo(404);
						assertThat(ex.getJobName()).isEqualTo("etl");
						assertThat(ex.getRunId()).isEqualTo(job.runId());
					}));
		assertThat(this.catalog.run(this.catalog.runs().get(0).runId()).orElseThrow().inputs()).isEmpty();
	}

	@Test
	void wrongKeyIsRefusedAndNeverShown() {
		try (DatlakeClient wrong = DatlakeClient.builder().url(this.catalog.url()).apiKey("wrong-secret").build();
				JobContextFactory factory = JobContextFactory.builder(wrong).build()) {
			assertThatExceptionOfType(DatlakeAuthException.class)
				.isThrownBy(() -> factory.run("etl", (job) -> assertThat(job).isNull()))
				.withMessageContaining("Check the API key")
				.withMessageNotContaining("wrong-secret");
			assertThatExceptionOfType(DatlakeAuthException.class).isThrownBy(wrong::probe);
		}
		this.client.probe();
		assertThat(this.catalog.runs()).isEmpty();
	}

	@Test
	void jobNamesAreCheckedAndEncoded() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.jobs.start("a/b")).withMessageContaining("'a/b'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.jobs.start(" "));
		String name = "täglich: 100% +& #1?";
		this.jobs.run(name, (job) -> job.registerSnapshot("schema/täble", "dw://lake/x", "csv"));
		assertThat(this.catalog.runs(name)).hasSize(1);
		assertThat(this.client.latestSnapshot("schema/täble").uri()).isEqualTo("dw://lake/x");
	}

	@Test
	void manyRunsAtOnceAllEnd() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(200);
		try {
			List<Future<String>> results = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				int number = i;
				results.add(executor.submit(() -> this.jobs.call("job-" + number % 7, (job) -> {
					job.logEvent("progress", Map.of("number", number));
					job.registerSnapshot("table-" + number, "dw://lake/" + number, "csv");
					return job.runId();
				})));
			}
			for (Future<String> result : results) {
				result.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
		// The end of a run waits ten seconds for the catalog, and then lets it go on
		// alone.
		await().atMost(Duration.ofSeconds(60)).until(() -> this.jobs.pendingCompletions() == 0);
		assertThat(this.catalog.runs()).hasSize(200).allMatch((run) -> run.status() == RunStatus.SUCCESS);
		assertThat(this.catalog.runs()).extracting(CatalogRun::runId).doesNotHaveDuplicates();
		assertThat(this.catalog.jobs()).hasSize(7);
		assertThat(this.catalog.tables()).hasSize(200);
	}

	@Test
	void closeEndsOpenRunsAsAbortedAndStopsAllThreads() {
		JobContext job = this.jobs.start("etl");
		this.jobs.close();
		assertThat(this.catalog.runs().get(0).status()).isEqualTo(RunStatus.FAILED);
		assertThat(this.catalog.runs().get(0).error()).startsWith("aborted");
		assertThat(job.isEnded()).isTrue();
		assertThat(JobContext.current()).isNull();
		job.close();
		assertThatIllegalStateException().isThrownBy(() -> this.jobs.start("etl"));
		// A pool has ended a moment before its last thread is gone.
		await().atMost(Duration.ofSeconds(20))
			.until(() -> Thread.getAllStackTraces().keySet(),
					(threads) -> threads.stream().noneMatch((thread) -> thread.getName().startsWith("dw-jobs-")));
	}

}
