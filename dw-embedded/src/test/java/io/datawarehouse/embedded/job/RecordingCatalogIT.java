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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeServerException;
import io.datawarehouse.job.DatlakeTransientException;
import io.datawarehouse.job.DatlakeValidationException;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.LineageDataset;
import io.datawarehouse.job.RunCompletion;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Integration tests for {@link RecordingCatalog} and {@link RecordingCatalogExtension}.
 */
class RecordingCatalogIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@RegisterExtension
	final RecordingCatalogExtension catalogs = new RecordingCatalogExtension((settings) -> settings.apiKey("secret"));

	private DatlakeClient client;

	@BeforeEach
	void connect() {
		this.client = client(RetrySettings.none());
	}

	private DatlakeClient client(RetrySettings retry) {
		return DatlakeClient.builder().url(this.catalogs.catalog().url()).apiKey("secret").retry(retry).build();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void requestsAreRecordedInOrder(RecordingCatalog catalog, EmbeddedDatlakeCatalog embedded) {
		assertThat(catalog).isSameAs(this.catalogs.catalog());
		assertThat(embedded).isSameAs(catalog.catalog());
		try (JobContextFactory jobs = JobContextFactory.builder(this.client).build()) {
			jobs.run("täglich", Map.of("day", 1), (job) -> {
				job.registerSnapshot("sales", "dw://lake/sales", "csv");
				job.latestTableUri("sales");
				job.attachArtifact("report", "r.html", new ByteArrayResource(new byte[100_000]), "text/html");
				job.progress(0.5, "half");
				catalog.await(CatalogCall.EVENT, 1, PATIENCE);
			});
		}
		assertThat(catalog.calls()).containsExactly(CatalogCall.START_RUN, CatalogCall.REGISTER_SNAPSHOT,
				CatalogCall.LATEST_SNAPSHOT, CatalogCall.UPLOAD_ARTIFACT, CatalogCall.EVENT, CatalogCall.COMPLETE_RUN);
		assertThat(catalog.requestCount()).isEqualTo(6);
		RecordedRequest start = catalog.requests().get(0);
		assertThat(start.number()).isEqualTo(1);
		assertThat(start.method()).isEqualTo("POST");
		assertThat(start.path()).isEqualTo("/api/v1/jobs/t%C3%A4glich/runs");
		assertThat(start.json()).containsEntry("job_name", "täglich");
		assertThat(start.header("idempotency-key")).isNotBlank();
		assertThat(start.status()).isEqualTo(200);
		assertThat(start.toString()).doesNotContain("secret");
		assertThat(catalog.requests(CatalogCall.UPLOAD_ARTIFACT).get(0).body()).hasSize(64 * 1024);
		assertThat(catalog.requests(CatalogCall.EVENT).get(0).path()).contains("event_type=progress");
		catalog.forget();
		assertThat(catalog.requests()).isEmpty();
		assertThat(catalog.requestCount()).isZero();
	}

	@Test
	void refusalsAreInjected(RecordingCatalog catalog) {
		catalog
			.inject(CatalogFault.status(503).on(CatalogCall.START_RUN).withRetryAfter(Duration.ofSeconds(7)).times(1));
		catalog.inject(CatalogFault.status(500).on(CatalogCall.START_RUN).afterFirst(1).times(1));
		assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> start("etl"))
			.satisfies((ex) -> assertThat(ex.getRetryAfter()).isEqualTo(Duration.ofSeconds(7)));
		start("etl");
		assertThatExceptionOfType(DatlakeServerException.class).isThrownBy(() -> start("etl"));
		start("etl");
		assertThat(catalog.requests()).extracting(RecordedRequest::status).containsExactly(503, 200, 500, 200);
		assertThat(catalog.catalog().runs()).hasSize(2);
		catalog.inject(CatalogFault.status(422));
		assertThatExceptionOfType(DatlakeValidationException.class).isThrownBy(() -> start("etl"))
			.withMessageContaining("Injected fault");
		catalog.heal();
		start("etl");
	}

	private String start(String job) {
		return this.client.startRun(job, Map.of()).runId();
	}

	@Test
	void cutsAreInjected(RecordingCatalog catalog) {
		catalog.inject(CatalogFault.cut().times(1));
		assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> start("never"));
		assertThat(catalog.catalog().runs()).isEmpty();
		catalog.heal().inject(CatalogFault.cutAnswer().times(1));
		assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> start("orphan"));
		assertThat(catalog.catalog().runs()).extracting(CatalogRun::jobName).containsExactly("orphan");
		assertThat(catalog.requests()).extracting(RecordedRequest::status).containsExactly(0, 0);
		assertThat(catalog.requests().get(0).body()).contains("never");
	}

	@Test
	void delaysAreInjected(RecordingCatalog catalog) {
		try (DatlakeClient impatient = DatlakeClient.builder()
			.url(catalog.url())
			.apiKey("secret")
			.readTimeout(Duration.ofMillis(200))
			.retry(RetrySettings.none())
			.build()) {
			catalog.inject(CatalogFault.delay(Duration.ofSeconds(3)).on(CatalogCall.START_RUN));
			assertThatExceptionOfType(DatlakeTransientException.class)
				.isThrownBy(() -> impatient.startRun("etl", Map.of()));
		}
		catalog.heal().inject(CatalogFault.status(503).after(Duration.ofMillis(50)));
		long before = System.nanoTime();
		assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> start("etl"));
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
	}

	@Test
	void retriesAreSeen(RecordingCatalog catalog) {
		String run = start("etl");
		catalog.inject(CatalogFault.status(503).on(CatalogCall.COMPLETE_RUN).times(2));
		RetrySettings retry = RetrySettings.defaults().withMaxAttempts(3).withInitialInterval(Duration.ofMillis(5));
		try (DatlakeClient patient = client(retry)) {
			patient.completeRun("etl", run, RunCompletion.of(true));
		}
		assertThat(catalog.requests(CatalogCall.COMPLETE_RUN)).extracting(RecordedRequest::status)
			.containsExactly(503, 503, 200);
		CatalogRunAssert.assertThat(catalog.latestRun("etl")).succeeded();
	}

	@Test
	void catalogThatIsAwayComesBackWithWhatItHad(RecordingCatalog catalog) {
		String run = start("etl");
		catalog.disconnect();
		assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> start("etl"));
		catalog.reconnect();
		this.client.completeRun("etl", run, RunCompletion.of(true));
		CatalogRunAssert.assertThat(catalog.latestRun("etl")).succeeded();
	}

	@Test
	void waitHasItsLimit(RecordingCatalog catalog) {
		start("etl");
		assertThatIllegalStateException().isThrownBy(() -> catalog.await(CatalogCall.EVENT, 1, Duration.ofMillis(20)))
			.withMessageContaining("Only 0 of 1 requests EVENT")
			.withMessageContaining("START_RUN");
		assertThatIllegalArgumentException().isThrownBy(() -> CatalogFault.status(200))
			.withMessageContaining("was 200");
		assertThatIllegalArgumentException().isThrownBy(() -> CatalogFault.delay(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> CatalogFault.cut().times(0));
	}

	@Test
	void plainObjectNeedsNoFramework() {
		try (RecordingCatalog plain = RecordingCatalog.start();
				DatlakeClient client = DatlakeClient.builder().url(plain.url()).build()) {
			client.startRun("etl", Map.of());
			assertThat(plain.calls()).isEqualTo(List.of(CatalogCall.START_RUN));
			assertThat(plain.toString()).contains("1 requests");
		}
	}

	@Test
	void assertionsTellWhatIsWrong(RecordingCatalog catalog) {
		try (JobContextFactory jobs = JobContextFactory.builder(this.client).build()) {
			assertThatIllegalStateException().isThrownBy(() -> jobs.run("etl", Map.of("day", 1), (job) -> {
				job.addInput(LineageDataset.of("raw"));
				job.addOutput(LineageDataset.of("dw://lake/curated/"));
				job.registerSnapshot("sales", "dw://lake/sales", "csv");
				job.logEvent("metrics", Map.of("rows", 7));
				job.putMetadata("rows", 7L);
				jobs.run("part", (part) -> {
				});
				throw new IllegalStateException("disk full");
			}));
		}
		CatalogRunDetail etl = catalog.latestRun("etl");
		CatalogRunAssert run = CatalogRunAssert.assertThat(etl);
		run.failed()
			.failedWith("disk")
			.failedWith(IllegalStateException.class)
			.hasInput("raw")
			.hasOnlyInputs("raw")
			.hasOutput("s3://lake/curated", "sales")
			.hasOnlyOutputs("sales", "dw://lake/curated")
			.hasSnapshot("sales")
			.hasEvent("metrics", Map.of("rows", 7.0))
			.hasMetadata("day", 1)
			.hasResult("rows", 7)
			.hasChild("part")
			.endedWithin(Duration.ofMinutes(1));
		CatalogRunAssert.assertThat(catalog.latestRun("part")).succeeded().hasParent(etl).hasOnlyInputs();
		refuses(() -> run.succeeded(), "disk full");
		refuses(() -> run.isRunning(), "FAILED");
		refuses(() -> run.failedWith("other"), "disk full");
		refuses(() -> run.failedWith(RuntimeException.class), "IllegalStateException");
		refuses(() -> run.hasInput("raw", "other"), "[raw]");
		refuses(() -> run.hasOnlyInputs(), "[raw]");
		refuses(() -> run.hasOnlyOutputs("sales"), "dw://lake/curated/");
		refuses(() -> run.hasSnapshot("other"), "sales");
		refuses(() -> run.hasEvent("metrics", Map.of("rows", 8)), "rows=7");
		refuses(() -> run.hasMetadata("day", 2), "day=1");
		refuses(() -> run.hasResult("none", null), "rows=7");
		refuses(() -> run.hasChild("other"), "part");
		refuses(() -> run.hasParent(catalog.latestRun("part")), "parent");
		refuses(() -> run.endedWithin(Duration.ZERO), "ran from");
		refuses(() -> CatalogRunAssert.assertThat(null).succeeded(), "null");
	}

	private static void refuses(Runnable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run).withMessageContaining(message);
	}

}
