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

package io.datawarehouse.job;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

import ch.qos.logback.classic.LoggerContext;
import io.datawarehouse.retry.RetrySettings;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what a {@link JobContext} offers besides its start and end.
 */
class JobContextTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final CatalogDouble catalog = new CatalogDouble().otherwise((request) -> 200,
			"{\"run_id\":\"r1\",\"uri\":\"s3://lake/sales/v1\"}");

	private final DatlakeClient client = DatlakeClient.builder()
		.url(this.catalog.url())
		.retry(RetrySettings.none())
		.build();

	@TempDir
	Path temp;

	private JobContextFactoryBuilder builder() {
		return JobContextFactory.builder(this.client).environment(Map.of()).closeOnShutdown(false);
	}

	@AfterEach
	void close() {
		this.client.close();
		this.catalog.close();
	}

	private CatalogDouble.Request request(String method, Predicate<String> uri) {
		return this.catalog.requests.stream()
			.filter((request) -> request.method().equals(method) && uri.test(request.uri()))
			.findFirst()
			.orElseThrow();
	}

	private String completion() {
		return request("PUT", (uri) -> uri.endsWith("/complete")).body();
	}

	@Test
	void openRunsSendHeartbeats() {
		try (JobContextFactory jobs = builder().heartbeatInterval(Duration.ofMillis(20)).build()) {
			jobs.run("etl",
					(job) -> await().atMost(PATIENCE)
						.until(() -> this.catalog.requests.stream()
							.filter((request) -> request.uri().contains("event_type=heartbeat"))
							.count() >= 3));
		}
		assertThat(request("POST", (uri) -> uri.contains("heartbeat")).body()).contains("elapsed_ms");
	}

	@Test
	void progressIsAnEvent() {
		try (JobContextFactory jobs = builder().build()) {
			jobs.run("etl", (job) -> {
				job.progress(0.4, "half way");
				assertThatIllegalArgumentException().isThrownBy(() -> job.progress(1.1, null));
			});
		}
		assertThat(request("POST", (uri) -> uri.contains("progress")).body())
			.contains("\"data\":{\"fraction\":0.4,\"message\":\"half way\"}");
	}

	@Test
	void runFollowsWorkToOtherThreads() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		ExecutorService propagating = ContextExecutorService.wrap(executor,
				ContextSnapshotFactory.builder().build()::captureAll);
		try (JobContextFactory jobs = builder().build()) {
			jobs.run("etl", (job) -> {
				assertThat(executor.submit(JobContext::current).get()).isNull();
				assertThat(propagating.submit(JobContext::current).get()).isSameAs(job);
				assertThat(propagating.submit(() -> MDC.get("dw.job")).get()).isEqualTo("etl");
				assertThat(executor.submit(JobContext::current).get()).isNull();
				executor.submit(job.wrap(() -> JobContext.current().putMetadata("wrapped", true))).get();
				assertThat(executor.submit(() -> MDC.get("dw.job")).get()).isNull();
			});
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(completion()).contains("\"wrapped\":true");
	}

	@Test
	void loggingContextTellsTheInnermostRun() {
		try (JobContextFactory jobs = builder().build()) {
			jobs.run("outer", (outer) -> {
				jobs.run("inner", (inner) -> assertThat(MDC.get("dw.job")).isEqualTo("inner"));
				assertThat(MDC.get("dw.job")).isEqualTo("outer");
				assertThat(MDC.get("dw.run")).isEqualTo("r1");
			});
			assertThat(MDC.get("dw.job")).isNull();
		}
	}

	@Test
	void artifactsAreUploadedAndNoted() throws IOException {
		this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
		Path log = Files.writeString(this.temp.resolve("own.log"), "lines");
		try (JobContextFactory jobs = builder().artifactBucket("files").build()) {
			jobs.run("etl", (job) -> {
				job.attachArtifact("report", "daily/report.html",
						new ByteArrayResource("<p>".getBytes(StandardCharsets.UTF_8)), "text/html");
				job.attachMetrics("metrics.json", Map.of("rows", 3));
				job.attachLog(log);
			});
		}
		CatalogDouble.Request report = request("PUT", (uri) -> uri.endsWith("report.html"));
		assertThat(report.uri()).isEqualTo("/api/v1/datasets/files/jobs/etl/r1/daily/report.html");
		assertThat(report.body()).isEqualTo("<p>");
		assertThat(report.header("Content-Type")).isEqualTo("text/html");
		assertThat(request("PUT", (uri) -> uri.endsWith("metrics.json")).body()).isEqualTo("{\"rows\":3}");
		assertThat(request("PUT", (uri) -> uri.endsWith("own.log")).body()).isEqualTo("lines");
		assertThat(completion()).contains("\"type\":\"log\",\"uri\":\"s3://files/jobs/etl/r1/own.log\"");
	}

	@Test
	void logOfARunIsShippedUpToItsLimit() {
		this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		ch.qos.logback.classic.Logger root = context.getLogger("ROOT");
		try (JobContextFactory jobs = builder().logShipping(300).build()) {
			RunLogAppender appender = new RunLogAppender(jobs, context);
			appender.start();
			root.addAppender(appender);
			try {
				LoggerFactory.getLogger("outside").warn("not of the run");
				jobs.run("etl", (job) -> {
					for (int i = 0; i < 100; i++) {
						LoggerFactory.getLogger("inside").warn("line {}", i);
					}
				});
			}
			finally {
				root.detachAppender(appender);
				appender.stop();
			}
		}
		String log = request("PUT", (uri) -> uri.endsWith("/run.log")).body();
		assertThat(log).contains("inside - line 0")
			.doesNotContain("not of the run")
			.endsWith("[the log is cut here: it is longer than 300 bytes]\n")
			.hasSizeLessThan(400);
		assertThat(completion()).contains("run.log");
	}

	@Test
	void faultOfTheLogIsNoFaultOfTheRun() {
		this.catalog.otherwise((request) -> request.uri().endsWith("run.log") ? 500 : 200, "{\"run_id\":\"r1\"}");
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		try (JobContextFactory jobs = builder().logShipping(3000).build()) {
			RunLogAppender appender = new RunLogAppender(jobs, context);
			appender.start();
			context.getLogger("ROOT").addAppender(appender);
			try {
				jobs.run("etl", (job) -> LoggerFactory.getLogger("inside").warn("line"));
			}
			finally {
				context.getLogger("ROOT").detachAppender(appender);
			}
		}
		assertThat(completion()).startsWith("{\"success\":true").doesNotContain("run.log");
	}

	@Test
	void snapshotsAreRememberedUntilANewOneIsRegistered() {
		try (JobContextFactory jobs = builder().snapshotCacheTtl(Duration.ofHours(1)).build()) {
			jobs.run("etl", (job) -> {
				job.latestTableUri("sales");
				job.latestTableUri("sales");
				assertThat(lookUps()).isEqualTo(1);
				job.registerSnapshot("sales", "s3://lake/sales/v2", "csv");
				job.latestTableUri("sales");
				assertThat(lookUps()).isEqualTo(2);
			});
		}
	}

	private long lookUps() {
		return this.catalog.requests.stream().filter((request) -> request.method().equals("GET")).count();
	}

	@Test
	void tablesAreReadAndWritten() throws IOException {
		MapData data = new MapData();
		try (JobContextFactory jobs = builder().data(data).build(); JobContextFactory without = builder().build()) {
			jobs.run("etl", (job) -> {
				try (InputStream in = job.read("sales")) {
					assertThat(in).hasContent("content of s3://lake/sales/v1");
				}
				assertThat(job.write("totals", "s3://lake/totals/v1", "csv", new ByteArrayResource(new byte[3])).uri())
					.isEqualTo("s3://lake/totals/v1");
			});
			without.run("etl", (job) -> assertThatIllegalStateException().isThrownBy(() -> job.read("sales"))
				.withMessageContaining("JobData"));
		}
		assertThat(data.written).isEqualTo("s3://lake/totals/v1");
		assertThat(completion()).contains("\"inputs\":[\"sales\"]", "\"outputs\":[\"totals\"]");
	}

	@Test
	void notedObjectsCollapseAndHideBehindTheirTables() {
		try (JobContextFactory jobs = builder().build()) {
			JobContext job = jobs.start("etl");
			job.latestTableUri("sales");
			job.noteRead("dw://lake/sales/v1");
			job.noteRead("s3://lake/sales/v1/part-0.csv");
			job.noteRead("s3://lake/sales/v10");
			for (int i = 0; i < 100; i++) {
				job.noteRead("dw://lake/raw/day=" + (i % 20) + "/part-" + i);
				job.noteWrite("dw://lake/few/part-" + (i % 3));
			}
			job.complete();
			job.noteRead("dw://lake/too-late");
		}
		assertThat(completion()).contains("\"inputs\":[\"sales\",\"s3://lake/sales/v10\",\"dw://lake/raw/\"]")
			.contains("\"outputs\":[\"dw://lake/few/part-0\",\"dw://lake/few/part-1\",\"dw://lake/few/part-2\"]");
	}

	@Test
	void parentOfAnotherProcessIsTold() {
		ParentRun root = new ParentRun("airflow", "dag", "root-id", null);
		ParentRun parent = new ParentRun("some/where", "task", "parent-id", root);
		assertThat(ParentRun.fromHeaders(parent.toHeaders())).isEqualTo(parent);
		assertThat(ParentRun.fromEnvironment(root.toEnvironment())).isEqualTo(root);
		assertThat(ParentRun.fromHeaders(Map.of(ParentRun.PARENT_HEADER, "nonsense"))).isNull();
		assertThat(ParentRun.fromHeaders(Map.of())).isNull();
		try (JobContextFactory jobs = builder().environment(root.toEnvironment()).namespace("here").build()) {
			jobs.run(RunOptions.of("etl").withParent(parent).withNominalTime(Instant.EPOCH, null), (job) -> {
				assertThat(ParentRun.of(job)).isEqualTo(new ParentRun("here", "etl", job.lineageRunId(), root));
				jobs.run("child", (child) -> assertThat(ParentRun.of(child).root()).isEqualTo(root));
			});
			jobs.run("other", JobContext::isEnded);
		}
		assertThat(this.catalog.requests.get(0).body()).contains("\"parent_run_id\":\"parent-id\"",
				"\"root_job_name\":\"dag\"", "\"nominal_start_time\":\"1970-01-01T00:00:00Z\"");
		assertThat(request("POST", (uri) -> uri.contains("/other/")).body()).contains("\"parent_run_id\":\"root-id\"");
	}

	@Test
	void annotatedMethodsAreRuns() throws Exception {
		try (JobContextFactory jobs = builder().build();
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(JobContextFactory.class, () -> jobs);
			context.register(Config.class);
			context.refresh();
			Annotated bean = context.getBean(Annotated.class);
			assertThat(bean.named()).isEqualTo("named");
			assertThat(bean.unnamed()).isEqualTo("JobContextTests.Annotated.unnamed");
			assertThatExceptionOfType(IOException.class).isThrownBy(bean::failing).withMessage("own");
			assertThat(bean.async().get()).isEqualTo("async on another thread");
			CompletableFuture<String> later = bean.later(Thread.currentThread());
			assertThat(JobContext.current()).isNull();
			assertThat(this.catalog.requests).noneMatch((request) -> request.uri().contains("later/runs/r1/complete"));
			later.completeExceptionally(new IOException("in the end"));
			await().atMost(PATIENCE)
				.until(() -> this.catalog.requests.stream()
					.anyMatch((request) -> request.body().contains("in the end")));
			await().atMost(PATIENCE)
				.until(() -> this.catalog.requests.stream()
					.anyMatch((request) -> request.uri().equals("/api/v1/jobs/scheduled/runs/r1/complete")));
		}
		assertThat(request("POST", (uri) -> uri.contains("/scheduled/")).body()).contains("nominal_start_time");
		assertThat(request("PUT", (uri) -> uri.contains("/failing/")).body()).contains("\"success\":false", "own");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@EnableScheduling
	static class Config {

		@Bean
		static LineageJobBeanPostProcessor lineageJobs(
				org.springframework.beans.factory.ObjectProvider<JobContextFactory> jobs) {
			return new LineageJobBeanPostProcessor(jobs::getObject);
		}

		@Bean
		Annotated annotated() {
			return new Annotated();
		}

	}

	static class Annotated {

		@LineageJob("named")
		String named() {
			return JobContext.current().jobName();
		}

		@LineageJob
		String unnamed() {
			return JobContext.current().jobName();
		}

		@LineageJob(name = "failing")
		void failing() throws IOException {
			throw new IOException("own");
		}

		@Async
		@LineageJob("async")
		CompletableFuture<String> async() {
			return CompletableFuture.completedFuture(JobContext.current().jobName() + " on another thread");
		}

		@LineageJob("later")
		CompletableFuture<String> later(Thread caller) {
			assertThat(Thread.currentThread()).isSameAs(caller);
			return new CompletableFuture<>();
		}

		@Scheduled(fixedDelay = 3_600_000)
		@LineageJob("scheduled")
		void scheduled() {
			assertThat(JobContext.current()).isNotNull();
		}

	}

	private static final class MapData implements JobData {

		private String written;

		@Override
		public InputStream open(String uri) {
			return new ByteArrayInputStream(("content of " + uri).getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public void write(String uri, Resource content) {
			this.written = uri;
		}

	}

}
