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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.datawarehouse.observation.DwObservationContext;
import io.datawarehouse.retry.RetrySettings;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DatlakeClient}.
 */
class DatlakeClientTests {

	private static final String SECRET = "s3cr3t-api-key";

	private final CatalogDouble catalog = new CatalogDouble();

	private final DatlakeClient client = builder().build();

	private DatlakeClientBuilder builder() {
		return DatlakeClient.builder()
			.url(this.catalog.url())
			.apiKey(SECRET)
			.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1)));
	}

	@AfterEach
	void close() {
		this.client.close();
		this.catalog.close();
	}

	@Test
	void startSendsTheJobWithItsHeaders() {
		this.catalog.answer(200, "{\"run_id\":\"r1\",\"request_id\":\"q\"}");
		assertThat(this.client.startRun("my job", Map.of("a", 1))).isEqualTo(new StartedRun("r1", "q"));
		CatalogDouble.Request request = this.catalog.requests.get(0);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.uri()).isEqualTo("/api/v1/jobs/my%20job/runs");
		assertThat(request.body()).isEqualTo("{\"job_name\":\"my job\",\"metadata\":{\"a\":1}}");
		assertThat(request.header("Authorization")).isEqualTo("Bearer " + SECRET);
		assertThat(request.header("Content-Type")).isEqualTo("application/json");
		assertThat(request.header("X-Request-Id")).isNotEmpty();
		assertThat(request.header("Idempotency-Key")).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"run_id\":\"7\"}", "{\"id\":7}", "{\"runId\":7,\"more\":[]}",
			"{\"run_id\":null,\"id\":\"7\"}" })
	void startTakesEveryKindOfRunId(String answer) {
		this.catalog.answer(201, answer);
		assertThat(this.client.startRun("etl", Map.of()).runId()).isEqualTo("7");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "<html>", "[]", "{\"run_id\":\"\"}" })
	void startWithoutRunIdIsNotUnderstood(String answer) {
		this.catalog.answer(200, answer);
		assertThatExceptionOfType(DatlakeServerException.class).isThrownBy(() -> this.client.startRun("etl", Map.of()))
			.withMessageContaining("holds no run_id");
	}

	@Test
	void completionTellsNamesAndObjects() {
		this.catalog.answer(204, "");
		this.client.completeRun("etl", "r1",
				new RunCompletion(true, Map.of("rows", 1), List.of(LineageDataset.of("in").withUri("dw://a/b")),
						List.of(LineageDataset.of("out")), List.of(new RunArtifact("log", "s3://b/l"))));
		CatalogDouble.Request request = this.catalog.requests.get(0);
		assertThat(request.method() + " " + request.uri()).isEqualTo("PUT /api/v1/jobs/etl/runs/r1/complete");
		assertThat(request.header("Idempotency-Key")).isEmpty();
		assertThat(request.body()).isEqualTo(
				"{\"success\":true,\"metadata\":{\"rows\":1,\"inputs\":[\"in\"],\"input_datasets\":[{\"name\":\"in\",\"uri\":\"dw://a/b\"}],"
						+ "\"outputs\":[\"out\"],\"output_datasets\":[{\"name\":\"out\"}],\"artifacts\":[{\"type\":\"log\",\"uri\":\"s3://b/l\"}]},"
						+ "\"artifacts\":[{\"type\":\"log\",\"uri\":\"s3://b/l\"}]}");
	}

	@Test
	void eventTellsItsTypeTwice() {
		this.catalog.answer(202, "accepted");
		this.client.broadcastEvent("a b&c", "etl", null, Map.of("n", 1));
		assertThat(this.catalog.requests.get(0).uri()).isEqualTo("/api/v1/events/broadcast?event_type=a%20b%26c");
		assertThat(this.catalog.requests.get(0).body())
			.isEqualTo("{\"event_type\":\"a b&c\",\"job_name\":\"etl\",\"run_id\":null,\"data\":{\"n\":1}}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "2026-01-02T03:04:05|2026-01-02T03:04:05Z",
			"2026-01-02T03:04:05.123456|2026-01-02T03:04:05.123456Z", "2026-01-02 03:04:05|2026-01-02T03:04:05Z",
			"2026-01-02T03:04:05+02:00|2026-01-02T01:04:05Z", "2026-01-02T03:04:05Z|2026-01-02T03:04:05Z" })
	void snapshotTimeMayLackItsZone(String told, Instant expected) {
		this.catalog.answer(200, "{\"uri\":\"dw://a/b\",\"format\":\"csv\",\"schema\":{\"a\":null},\"created_at\":\""
				+ told + "\",\"snapshot_id\":3}");
		TableSnapshot snapshot = this.client.latestSnapshot("t/1");
		assertThat(snapshot.createdAt()).isEqualTo(expected);
		assertThat(snapshot.snapshotId()).isEqualTo("3");
		assertThat(snapshot.schema()).containsOnlyKeys("a");
		assertThat(this.catalog.requests.get(0).uri()).isEqualTo("/api/v1/tables/t%2F1/snapshots/latest");
	}

	@Test
	void snapshotWithoutAnythingButItsUriIsTaken() {
		this.catalog.answer(200, "{\"uri\":\"dw://a/b\",\"schema\":null,\"created_at\":\"soon\"}");
		assertThat(this.client.latestSnapshot("t"))
			.isEqualTo(new TableSnapshot("t", "dw://a/b", null, Map.of(), null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"uri\":\"\"}", "{\"uri\":null}", "{}" })
	void snapshotWithoutUriIsNotFound(String answer) {
		this.catalog.answer(200, answer);
		assertThatExceptionOfType(DatlakeNotFoundException.class).isThrownBy(() -> this.client.latestSnapshot("t"))
			.withMessageContaining("'t' has no snapshot");
	}

	@ParameterizedTest
	@CsvSource({ "snapshot_id,5", "id,5", "job_id,5" })
	void registrationTakesEveryKindOfId(String field, String id) {
		this.catalog.answer(200, "{\"" + field + "\":" + id + "}");
		assertThat(this.client.registerSnapshot(registration()).snapshotId()).isEqualTo(id);
		assertThat(this.catalog.requests.get(0).body()).isEqualTo("{\"table_name\":\"t\",\"uri\":\"dw://a/b\","
				+ "\"format\":\"csv\",\"schema\":null,\"job_name\":\"etl\",\"run_id\":\"r1\"}");
	}

	@Test
	void registrationNeedsNoAnswer() {
		this.catalog.answer(200, "");
		assertThat(this.client.registerSnapshot(registration()).snapshotId()).isNull();
	}

	@Test
	void uploadStreamsAndFallsBackToTheS3Uri() {
		this.catalog.answer(200, "").answer(200, "{\"uri\":\"s3://other/x\"}");
		assertThat(this.client.uploadArtifact("b", "jobs/a b/run.log", new ByteArrayResource("log".getBytes())))
			.isEqualTo("s3://b/jobs/a b/run.log");
		assertThat(this.catalog.requests.get(0).uri()).isEqualTo("/api/v1/datasets/b/jobs/a%20b/run.log");
		assertThat(this.catalog.requests.get(0).body()).isEqualTo("log");
		assertThat(this.catalog.requests.get(0).header("Content-Length")).isEqualTo("3");
		assertThat(this.client.uploadArtifact("b", "o", new ByteArrayResource(new byte[0]))).isEqualTo("s3://other/x");
	}

	@Test
	void uploadIsRepeatedUnlessItsStreamIsOpen() {
		this.catalog.answer(503, "").answer(200, "");
		this.client.uploadArtifact("b", "o", new ByteArrayResource("log".getBytes()));
		assertThat(this.catalog.requests).extracting(CatalogDouble.Request::body).containsExactly("log", "log");
		this.catalog.answer(503, "").answer(200, "");
		InputStreamResource open = new InputStreamResource(new ByteArrayInputStream("log".getBytes()));
		assertThatExceptionOfType(DatlakeTransientException.class)
			.isThrownBy(() -> this.client.uploadArtifact("b", "o", open));
		assertThat(this.catalog.requests).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource({ "400,DatlakeValidationException", "401,DatlakeAuthException", "403,DatlakeAuthException",
			"404,DatlakeNotFoundException", "408,DatlakeTransientException", "409,DatlakeConflictException",
			"418,DatlakeException", "422,DatlakeValidationException", "425,DatlakeTransientException",
			"429,DatlakeTransientException", "500,DatlakeServerException", "501,DatlakeServerException",
			"502,DatlakeTransientException", "503,DatlakeTransientException", "504,DatlakeTransientException",
			"302,DatlakeException" })
	void statusTellsTheException(int status, String exception) {
		this.catalog.answer(status, "{\"detail\":\"because\"}", "X-Request-Id", "server-id");
		DatlakeException ex = catchThrowableOfType(DatlakeException.class, () -> this.client.startRun("etl", Map.of()));
		assertThat(ex.getClass().getSimpleName()).isEqualTo(exception);
		assertThat(ex.getStatus()).isEqualTo(status);
		assertThat(ex.getRequestId()).isEqualTo("server-id");
		assertThat(ex.getJobName()).isEqualTo("etl");
		assertThat(ex.getRunId()).isNull();
		assertThat(ex.getEndpoint()).isEqualTo("POST " + this.catalog.url() + "/api/v1/jobs/etl/runs");
		assertThat(ex).hasMessageContaining("start-run of job 'etl' failed")
			.hasMessageContaining("because")
			.hasMessageContaining("server-id");
		assertThat(this.catalog.requests).as("a POST is made once").hasSize(1);
	}

	@Test
	void violationsAreTold() {
		this.catalog.answer(422,
				"{\"detail\":[{\"loc\":[\"body\",\"schema\",0],\"msg\":\"Field required\",\"type\":\"missing\"}]}");
		DatlakeValidationException ex = catchThrowableOfType(DatlakeValidationException.class,
				() -> this.client.registerSnapshot(registration()));
		assertThat(ex.getViolations())
			.containsExactly(new DatlakeValidationException.Violation("body.schema.0", "Field required", "missing"));
		assertThat(ex).hasMessageContaining("body.schema.0: Field required");
		assertThat(ex.getRunId()).isEqualTo("r1");
	}

	@Test
	void bodyThatIsNoJsonIsToldInPart() {
		this.catalog.answer(500, "x".repeat(5000));
		assertThatExceptionOfType(DatlakeServerException.class).isThrownBy(() -> this.client.startRun("etl", Map.of()))
			.withMessageContaining("xxx...")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(2500));
	}

	@Test
	void getAndPutAreRetriedWhileTransient() {
		this.catalog.answer(503, "").answer(429, "").answer(200, "{\"uri\":\"dw://a/b\"}");
		assertThat(this.client.latestSnapshot("t").uri()).isEqualTo("dw://a/b");
		assertThat(this.catalog.requests).hasSize(3)
			.extracting((request) -> request.header("X-Request-Id"))
			.containsOnly(this.catalog.requests.get(0).header("X-Request-Id"));
		this.catalog.cut().answer(200, "");
		this.client.completeRun("etl", "r1", RunCompletion.of(true));
		assertThat(this.catalog.requests).hasSize(5);
	}

	@Test
	void retryAfterIsHonoured() {
		this.catalog.answer(503, "", "Retry-After", "1").answer(200, "{\"uri\":\"dw://a/b\"}");
		long start = System.nanoTime();
		this.client.latestSnapshot("t");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void retryAfterIsTakenInSecondsOrAsADate() {
		this.catalog.answer(503, "", "Retry-After", "17");
		assertThat(transientFailure().getRetryAfter()).isEqualTo(Duration.ofSeconds(17));
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(10));
		this.catalog.answer(503, "", "Retry-After", date);
		assertThat(transientFailure().getRetryAfter()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
		this.catalog.answer(503, "", "Retry-After", "later");
		assertThat(transientFailure().getRetryAfter()).isNull();
	}

	private DatlakeTransientException transientFailure() {
		return catchThrowableOfType(DatlakeTransientException.class, () -> this.client.startRun("etl", Map.of()));
	}

	@Test
	void postWhoseConnectionIsCutIsNotRepeated() {
		this.catalog.cut();
		DatlakeTransientException ex = transientFailure();
		assertThat(ex.isRefused()).isFalse();
		assertThat(ex.isOutcomeUnknown()).isTrue();
		assertThat(ex.getStatus()).isNull();
		assertThat(this.catalog.requests).hasSize(1);
	}

	@Test
	void slowCatalogIsNotWaitedForAndItsPostNotRepeated() {
		this.catalog.answer(200, "{\"run_id\":\"r1\"}").hang();
		try (DatlakeClient impatient = builder().readTimeout(Duration.ofSeconds(1)).build()) {
			// Connected first, so that the next is at the catalog when its time is over.
			impatient.startRun("etl", Map.of());
			assertThatExceptionOfType(DatlakeTransientException.class)
				.isThrownBy(() -> impatient.startRun("etl", Map.of()))
				.withMessageContaining("gave no answer")
				.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
			await().during(Duration.ofMillis(300)).until(() -> this.catalog.requests.size() == 2);
		}
	}

	@Test
	void refusedPostIsRepeated() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			port = socket.getLocalPort();
		}
		AtomicInteger attempts = new AtomicInteger();
		RestClient.Builder counting = RestClient.builder().requestInterceptor((request, body, execution) -> {
			attempts.incrementAndGet();
			return execution.execute(request, body);
		});
		try (DatlakeClient refused = builder().url(URI.create("http://127.0.0.1:" + port))
			.restClientBuilder(() -> counting)
			.build()) {
			assertThatExceptionOfType(DatlakeTransientException.class)
				.isThrownBy(() -> refused.startRun("etl", Map.of()))
				.withMessageContaining("could not be reached")
				.satisfies((ex) -> assertThat(ex.isRefused()).isTrue());
		}
		assertThat(attempts).hasValue(3);
	}

	@Test
	void restClientIsMadeOnceByTheFirstCall() {
		AtomicInteger made = new AtomicInteger();
		this.catalog.answer(500, "").answer(500, "");
		try (DatlakeClient client = builder().retry(RetrySettings.none()).restClientBuilder(() -> {
			made.incrementAndGet();
			return RestClient.builder();
		}).build()) {
			assertThat(made).hasValue(0);
			for (int call = 0; call < 2; call++) {
				assertThatExceptionOfType(DatlakeServerException.class)
					.isThrownBy(() -> client.startRun("etl", Map.of()));
			}
		}
		assertThat(made).hasValue(1);
	}

	@Test
	void keyIsNeverShown() {
		this.catalog.answer(401, "{\"detail\":\"key '" + SECRET + "' is unknown\"}").answer(500, SECRET);
		assertThat(catchThrowableOfType(DatlakeAuthException.class, () -> this.client.startRun("etl", Map.of())))
			.hasMessageContaining("key '******' is unknown")
			.hasMessageNotContaining(SECRET);
		assertThat(catchThrowableOfType(DatlakeServerException.class, () -> this.client.startRun("etl", Map.of())))
			.hasMessageNotContaining(SECRET);
		assertThat(this.client).asString().contains(this.catalog.url().toString()).doesNotContain(SECRET);
		assertThatIllegalArgumentException().isThrownBy(() -> DatlakeClient.builder().apiKey("a\r\nb" + SECRET))
			.withMessageNotContaining(SECRET);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DatlakeClient.builder().url(URI.create("http://u:" + SECRET + "@host")))
			.withMessageNotContaining(SECRET);
	}

	@Test
	void headerAndSchemeOfTheKeyCanBeReplaced() {
		this.catalog.answer(200, "{\"id\":1}").answer(200, "{\"id\":1}");
		try (DatlakeClient other = builder().apiKeyHeader("X-Key").apiKeyScheme("").build();
				DatlakeClient none = builder().apiKey(null).build()) {
			other.startRun("etl", Map.of());
			none.startRun("etl", Map.of());
		}
		assertThat(this.catalog.requests.get(0).header("X-Key")).isEqualTo(SECRET);
		assertThat(this.catalog.requests.get(0).header("Authorization")).isEmpty();
		assertThat(this.catalog.requests.get(1).header("Authorization")).isEmpty();
	}

	@Test
	void pathsCanBeReplaced() {
		this.catalog.answer(200, "{\"id\":1}");
		try (DatlakeClient other = builder().url(URI.create(this.catalog.url() + "/base/"))
			.paths(DatlakePaths.defaults().withStartRun("/v2/{job}/start"))
			.build()) {
			other.startRun("etl", Map.of());
		}
		assertThat(this.catalog.requests.get(0).uri()).isEqualTo("/base/v2/etl/start");
		assertThatIllegalArgumentException().isThrownBy(() -> DatlakePaths.defaults().withStartRun("/v2/start"))
			.withMessageContaining("{job}");
	}

	@Test
	void requestIdContainsTheTrace() {
		this.catalog.answer(200, "{\"id\":1}");
		MDC.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
		try {
			this.client.startRun("etl", Map.of());
		}
		finally {
			MDC.clear();
		}
		assertThat(this.catalog.requests.get(0).header("X-Request-Id"))
			.matches("4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{8}");
	}

	@Test
	void probeIsSatisfiedByAnyAnswerOfACatalog() {
		this.catalog.answer(404, "{\"detail\":\"no such table\"}").answer(200, "").answer(422, "{\"detail\":[]}");
		this.client.probe();
		this.client.probe();
		this.client.probe();
		this.catalog.answer(404, "<html>Not here</html>").answer(401, "{}").answer(503, "");
		assertThatExceptionOfType(DatlakeNotFoundException.class).isThrownBy(this.client::probe);
		assertThatExceptionOfType(DatlakeAuthException.class).isThrownBy(this.client::probe);
		assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(this.client::probe);
		assertThat(this.catalog.requests).as("no retries").hasSize(6);
	}

	@Test
	void callsAreObserved() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.catalog.answer(200, "{\"run_id\":\"r1\"}").answer(404, "{}");
		try (DatlakeClient observed = builder().observationRegistry(registry).build()) {
			observed.startRun("etl", Map.of());
			assertThatExceptionOfType(DatlakeNotFoundException.class).isThrownBy(() -> observed.latestSnapshot("t"));
		}
		TestObservationRegistryAssert.assertThat(registry)
			.hasAnObservation((observation) -> observation.hasNameEqualTo("dw.jobs")
				.hasLowCardinalityKeyValue("operation", "start-run")
				.hasLowCardinalityKeyValue("job", "etl")
				.hasLowCardinalityKeyValue("outcome", "success")
				.hasHighCardinalityKeyValue("run", "r1"))
			.hasAnObservation((observation) -> observation.hasNameEqualTo("dw.jobs")
				.hasLowCardinalityKeyValue("operation", "latest-snapshot")
				.hasLowCardinalityKeyValue("job", "none")
				.hasLowCardinalityKeyValue("outcome", "error"));
	}

	@Test
	void retriesAreEventsOfTheirCall() {
		ObservationRegistry registry = ObservationRegistry.create();
		List<String> events = new CopyOnWriteArrayList<>();
		registry.observationConfig().observationHandler(new ObservationHandler<DwObservationContext>() {

			@Override
			public void onEvent(Observation.Event event, DwObservationContext context) {
				events.add(context.getOperation() + " " + event.getName());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof DwObservationContext;
			}

		});
		this.catalog.answer(503, "{}").answer(200, "{\"uri\":\"dw://lake/t\"}");
		try (DatlakeClient observed = builder().observationRegistry(registry).build()) {
			observed.latestSnapshot("t");
		}
		assertThat(events).containsExactly("latest-snapshot retries");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a/b", "a\nb", "..", "a\u0000" })
	void badJobNamesAreRefusedBeforeAnythingIsSent(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.startRun(name, Map.of()));
		assertThat(this.catalog.requests).isEmpty();
	}

	@Test
	void metadataThatIsNoJsonIsRefusedBeforeAnythingIsSent() {
		Object loop = new Object() {
			@SuppressWarnings("unused")
			public Object getSelf() {
				return this;
			}
		};
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.startRun("etl", Map.of("loop", loop)))
			.withMessageContaining("metadata 'loop'");
		assertThat(this.catalog.requests).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://host", "host", "http://host?q=1", "http:///path" })
	void badAddressesAreRefused(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> DatlakeClient.builder().url(URI.create(url)));
	}

	private static SnapshotRegistration registration() {
		return new SnapshotRegistration("t", "dw://a/b", "csv", null, "etl", "r1");
	}

}
