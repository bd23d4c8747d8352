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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.datawarehouse.Threads;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link JobContextFactory} against a catalog that misbehaves.
 */
class JobContextFactoryTests {

	private static final String STARTED = "{\"run_id\":\"r1\"}";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final CatalogDouble catalog = new CatalogDouble();

	private final DatlakeClient client = DatlakeClient.builder()
		.url(this.catalog.url())
		.readTimeout(Duration.ofSeconds(5))
		.retry(RetrySettings.none())
		.build();

	@TempDir
	Path state;

	private JobContextFactoryBuilder builder() {
		return JobContextFactory.builder(this.client)
			.stateDirectory(this.state)
			.redeliveryInterval(Duration.ofMillis(20), Duration.ofMillis(50));
	}

	@AfterEach
	void close() {
		this.client.close();
		this.catalog.close();
	}

	@Test
	void refusedCompletionIsThrownWhenTheWorkSucceeded() {
		this.catalog.answer(200, STARTED).answer(404, "{\"detail\":\"no such run\"}");
		try (JobContextFactory jobs = builder().build()) {
			assertThatExceptionOfType(DatlakeNotFoundException.class)
				.isThrownBy(() -> jobs.run("etl", JobContext::isEnded))
				.withMessageContaining("no such run")
				.satisfies((ex) -> assertThat(ex.getRunId()).isEqualTo("r1"));
			assertThat(jobs.pendingCompletions()).isZero();
			assertThat(JobContext.current()).isNull();
		}
		assertThat(journals()).isEmpty();
	}

	@Test
	void refusedCompletionIsSuppressedWhenTheWorkFailed() {
		this.catalog.answer(200, STARTED).answer(422, "{}");
		try (JobContextFactory jobs = builder().build()) {
			assertThatIllegalStateException().isThrownBy(() -> jobs.run("etl", (job) -> {
				throw new IllegalStateException("own");
			}))
				.withMessage("own")
				.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
					.isInstanceOf(DatlakeValidationException.class));
		}
	}

	@Test
	void completionOfARunThatHasEndedIsNoFault() {
		this.catalog.answer(200, STARTED).answer(409, "{}");
		try (JobContextFactory jobs = builder().build()) {
			assertThatCode(() -> jobs.run("etl", JobContext::isEnded)).doesNotThrowAnyException();
			assertThat(jobs.pendingCompletions()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 503 })
	void completionIsDeliveredAgainAfterFaultsOfTheCatalog(int status) {
		this.catalog.answer(200, STARTED).answer(status, "").answer(status, "").answer(200, "");
		try (JobContextFactory jobs = builder().build()) {
			jobs.run("etl", (job) -> job.putMetadata("rows", 3));
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
		List<CatalogDouble.Request> completions = this.catalog.requests.subList(1, 4);
		assertThat(completions).extracting(CatalogDouble.Request::method).containsOnly("PUT");
		assertThat(completions).extracting(CatalogDouble.Request::body)
			.containsOnly(completions.get(0).body())
			.allMatch((body) -> body.contains("\"rows\":3"));
		assertThat(journals()).isEmpty();
	}

	@Test
	void completionWithAWrongKeyIsThrownAndKept() {
		this.catalog.answer(200, STARTED).answer(401, "");
		try (JobContextFactory jobs = builder().redeliveryInterval(Duration.ofHours(1), Duration.ofHours(1))
			.closeTimeout(Duration.ZERO)
			.build()) {
			assertThatExceptionOfType(DatlakeAuthException.class)
				.isThrownBy(() -> jobs.run("etl", JobContext::isEnded));
			assertThat(jobs.pendingCompletions()).isEqualTo(1);
		}
		this.catalog.answer(200, "");
		try (JobContextFactory jobs = builder().build()) {
			assertThat(jobs.recover()).isEqualTo(1);
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 422, 500, 503 })
	void jobDoesNotWorkWhenItsStartIsRefused(int status) {
		this.catalog.answer(status, "");
		try (JobContextFactory jobs = builder().build()) {
			assertThatExceptionOfType(DatlakeException.class).isThrownBy(() -> jobs.run("etl", (job) -> {
				throw new AssertionError("must not work");
			}));
			assertThat(jobs.pendingCompletions()).isZero();
		}
		assertThat(this.catalog.requests).hasSize(1);
	}

	@Test
	void startThatIsCutIsFoundAndEndedUnderItsKey() {
		this.catalog.cut().answer(200, STARTED).answer(200, "");
		try (JobContextFactory jobs = builder().build()) {
			assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> jobs.start("etl"));
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
		assertThat(this.catalog.requests).extracting(CatalogDouble.Request::method)
			.containsExactly("POST", "POST", "PUT");
		CatalogDouble.Request first = this.catalog.requests.get(0);
		CatalogDouble.Request second = this.catalog.requests.get(1);
		assertThat(second.header("Idempotency-Key")).isNotEmpty().isEqualTo(first.header("Idempotency-Key"));
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(this.catalog.requests.get(2).body()).startsWith("{\"success\":false");
	}

	@Test
	void suppressTransientDoesNotSuppressAWrongKey() {
		this.catalog.answer(401, "");
		try (JobContextFactory jobs = builder().startFailurePolicy(StartFailurePolicy.SUPPRESS_TRANSIENT).build()) {
			assertThatExceptionOfType(DatlakeAuthException.class).isThrownBy(() -> jobs.start("etl"));
		}
	}

	@Test
	void degradedRunIsStartedAndCompletedOnceTheCatalogIsBack() {
		this.catalog.answer(503, "").answer(503, "").answer(200, STARTED).answer(200, "");
		try (JobContextFactory jobs = builder().startFailurePolicy(StartFailurePolicy.SUPPRESS_TRANSIENT).build()) {
			jobs.run("etl", (job) -> {
				assertThat(job.isDegraded()).isTrue();
				assertThat(UUID.fromString(job.runId()).version()).isEqualTo(7);
			});
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
		assertThat(this.catalog.requests).extracting((request) -> request.method() + " " + request.uri())
			.containsExactly("POST /api/v1/jobs/etl/runs", "POST /api/v1/jobs/etl/runs", "POST /api/v1/jobs/etl/runs",
					"PUT /api/v1/jobs/etl/runs/r1/complete");
	}

	@Test
	void noMoreCompletionsWaitThanToldTo() {
		this.catalog.answer(503, "");
		try (JobContextFactory jobs = builder().startFailurePolicy(StartFailurePolicy.SUPPRESS_TRANSIENT)
			.maxPendingCompletions(1)
			.closeTimeout(Duration.ZERO)
			.build()) {
			jobs.run("etl", JobContext::isEnded);
			assertThat(jobs.pendingCompletions()).isEqualTo(1);
			assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> jobs.start("etl"))
				.withMessageContaining("1 completions of earlier runs wait");
		}
	}

	@Test
	void eventsAreDeliveredInTheirOrderBeforeTheCompletion() {
		this.catalog.answer(200, STARTED).answer(503, "").cut().answer(200, "").answer(200, "").answer(200, "");
		try (JobContextFactory jobs = builder().build()) {
			jobs.run("etl", (job) -> {
				job.logEvent("first", Map.of("rows", 1));
				job.logEvent("second", Map.of());
			});
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
			assertThat(jobs.outboxStats()).isEqualTo(new OutboxStats(0, 0, 0, Duration.ZERO, 3, 0, 0));
		}
		List<CatalogDouble.Request> first = this.catalog.requests.subList(1, 4);
		assertThat(first).extracting((request) -> request.header("Idempotency-Key"))
			.containsOnly(first.get(0).header("Idempotency-Key"));
		assertThat(this.catalog.requests.subList(1, 6)).extracting(CatalogDouble.Request::uri)
			.containsExactly("/api/v1/events/broadcast?event_type=first", "/api/v1/events/broadcast?event_type=first",
					"/api/v1/events/broadcast?event_type=first", "/api/v1/events/broadcast?event_type=second",
					"/api/v1/jobs/etl/runs/r1/complete");
		assertThat(journals()).isEmpty();
	}

	@Test
	void eventsNeverWaitForTheCatalog() {
		this.catalog.answer(200, STARTED).hang();
		JobContextFactory jobs = builder().closeTimeout(Duration.ZERO).build();
		JobContext job = jobs.start("etl");
		assertTimeoutPreemptively(Duration.ofSeconds(4), () -> {
			for (int i = 0; i < 100; i++) {
				job.logEvent("metrics", Map.of("i", i));
			}
		});
		assertThat(jobs.outboxStats().pendingEvents()).isEqualTo(100);
		assertThat(jobs.outboxStats().pendingBytes()).isPositive();
		assertThat(jobs.outboxStats().oldestAge()).isGreaterThanOrEqualTo(Duration.ZERO);
		jobs.close();
	}

	@Test
	void refusedEventIsSetAsideAndDoesNotHoldTheOthers() throws IOException {
		this.catalog.answer(200, STARTED).answer(422, "{\"detail\":\"bad event\"}").answer(200, "").answer(200, "");
		try (JobContextFactory jobs = builder().build()) {
			jobs.run("etl", (job) -> {
				job.logEvent("poison", Map.of("rows", 1));
				job.logEvent("good", Map.of());
			});
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
			assertThat(jobs.outboxStats().setAside()).isEqualTo(1);
		}
		assertThat(Files.readAllLines(this.state.resolve(SetAside.FILE))).singleElement()
			.asString()
			.contains("event 'poison'", "\"body\":{\"rows\":1}", "bad event", "\"run\":\"r1\"");
		assertThat(this.catalog.requests).hasSize(4);
		assertThat(journals()).isEmpty();
	}

	@Test
	void eventThatAlwaysFailsIsSetAsideOnceOthersPass() {
		this.catalog.otherwise((request) -> request.uri().contains("poison") ? 500 : 200, STARTED);
		try (JobContextFactory jobs = builder().redeliveryInterval(Duration.ofMillis(1), Duration.ofMillis(2))
			.build()) {
			JobContext stuck = jobs.start("stuck");
			stuck.logEvent("poison", Map.of());
			await().atMost(PATIENCE).pollInterval(Duration.ofMillis(3)).until(() -> {
				jobs.run("good", JobContext::isEnded);
				return jobs.outboxStats().setAside() == 1;
			});
			stuck.complete();
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
	}

	@Test
	void eventsBeyondTheBoundAreDroppedAndCounted() {
		this.catalog.answer(200, STARTED).hang();
		try (JobContextFactory jobs = builder().maxPendingEvents(2, 1000).closeTimeout(Duration.ZERO).build()) {
			JobContext job = jobs.start("etl");
			job.logEvent("large", Map.of("text", "x".repeat(2000)));
			assertThat(jobs.outboxStats().dropped()).isEqualTo(1);
			for (int i = 0; i < 4; i++) {
				job.logEvent("small", Map.of());
			}
			assertThat(jobs.outboxStats().pendingEvents()).isEqualTo(2);
			assertThat(jobs.outboxStats().dropped()).isEqualTo(3);
		}
	}

	@Test
	void eventsOfAClosedFactoryAreDeliveredByTheNext() {
		this.catalog.answer(200, STARTED);
		try (JobContextFactory jobs = builder().closeTimeout(Duration.ZERO).build()) {
			JobContext job = jobs.start("etl");
			job.logEvent("one", Map.of("a", 1));
			job.logEvent("two", Map.of("b", "ü"));
		}
		int before = this.catalog.requests.size();
		this.catalog.otherwise((request) -> 200, "");
		try (JobContextFactory jobs = builder().build()) {
			assertThat(jobs.recover()).isEqualTo(1);
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
			assertThat(jobs.outboxStats().pendingEvents()).isZero();
		}
		List<CatalogDouble.Request> replayed = this.catalog.requests.subList(before, this.catalog.requests.size());
		assertThat(replayed.get(replayed.size() - 2).body()).contains("\"data\":{\"b\":\"ü\"}");
		assertThat(replayed.get(replayed.size() - 1).body()).contains("aborted");
		assertThat(journals()).isEmpty();
	}

	@Test
	void interruptedThreadDoesNotBreakTheJournal() {
		this.catalog.otherwise((request) -> 200, STARTED);
		try (JobContextFactory jobs = builder().build()) {
			JobContext open = jobs.start("open");
			jobs.run("etl", (job) -> Thread.currentThread().interrupt());
			assertThat(Thread.interrupted()).isTrue();
			open.logEvent("still", Map.of());
			assertThat(journals()).hasSize(1);
			open.complete();
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
			assertThat(jobs.outboxStats().delivered()).isEqualTo(3);
		}
	}

	@Test
	void failedEventsAreRaisedWhenToldTo() {
		this.catalog.answer(200, STARTED).answer(503, "").answer(200, "");
		try (JobContextFactory jobs = builder().eventFailurePolicy(EventFailurePolicy.RAISE).build()) {
			assertThatExceptionOfType(DatlakeTransientException.class)
				.isThrownBy(() -> jobs.run("etl", (job) -> job.logEvent("metrics", Map.of("rows", 1))));
		}
	}

	@Test
	void closingDoesNotWaitForACatalogThatHangs() {
		this.catalog.answer(200, STARTED).hang();
		JobContextFactory jobs = builder().closeTimeout(Duration.ofMillis(200)).build();
		JobContext job = jobs.start("etl");
		long start = System.nanoTime();
		jobs.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		assertThat(job.isEnded()).isTrue();
		assertThat(journals()).hasSize(1);
		Threads.assertNoneLeft("dw-jobs-delivery-");
		job.close();
		this.catalog.answer(200, "");
		try (JobContextFactory next = builder().build()) {
			assertThat(next.recover()).isEqualTo(1);
			await().atMost(PATIENCE).until(() -> next.pendingCompletions() == 0);
		}
		assertThat(this.catalog.requests.get(2).body()).contains("aborted: the application closed");
	}

	@Test
	void nothingIsDoneBeforeTheFirstRun() {
		DatlakeClient nowhere = DatlakeClient.builder().url(URI.create("http://127.0.0.1:1")).build();
		Path absent = this.state.resolve("absent");
		try (nowhere; JobContextFactory jobs = JobContextFactory.builder(nowhere).stateDirectory(absent).build()) {
			assertThat(jobs.recover()).isZero();
			assertThat(absent).doesNotExist();
			assertThatIllegalArgumentException().isThrownBy(() -> jobs.start("a/b"));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> jobs.start("etl", Map.of("thread", new Object[] { new Loop() })));
		}
		assertThat(absent).doesNotExist();
	}

	@Test
	void reservedMetadataIsRefused() {
		this.catalog.answer(200, STARTED).answer(200, "");
		try (JobContextFactory jobs = builder().build()) {
			jobs.run("etl",
					(job) -> assertThatIllegalArgumentException().isThrownBy(() -> job.putMetadata("inputs", List.of()))
						.withMessageContaining("reserved"));
		}
	}

	@Test
	void datasetsAreNotedOnceEach() {
		this.catalog.answer(200, STARTED).answer(200, "");
		try (JobContextFactory jobs = builder().build()) {
			jobs.run("etl", (job) -> {
				for (int i = 0; i < 3; i++) {
					job.addInput(LineageDataset.of("a").withUri("dw://lake/" + i));
				}
				job.addOutput(LineageDataset.of("b"));
			});
		}
		assertThat(this.catalog.requests.get(1).body())
			.contains("\"inputs\":[\"a\"],\"input_datasets\":[{\"name\":\"a\",\"uri\":\"dw://lake/2\"}]")
			.contains("\"outputs\":[\"b\"]");
	}

	private List<Path> journals() {
		try (Stream<Path> files = Files.list(this.state)) {
			return files.filter((file) -> file.getFileName().toString().startsWith("runs-")).toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Cannot be written as JSON.
	 */
	public static final class Loop {

		/**
		 * The object itself.
		 */
		public Loop getSelf() {
			return this;
		}

	}

}
