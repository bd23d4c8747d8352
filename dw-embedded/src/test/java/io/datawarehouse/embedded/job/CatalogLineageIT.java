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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.JobContextFactoryBuilder;
import io.datawarehouse.job.LineageDataset;
import io.datawarehouse.job.openlineage.HttpLineageTransport;
import io.datawarehouse.job.openlineage.OpenLineageFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests of what the embedded catalog has for OpenLineage, for consoles and
 * for tests.
 */
class CatalogLineageIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final EmbeddedDatlakeCatalog catalog = EmbeddedDatlakeCatalog.builder().start();

	private final DatlakeClient client = DatlakeClient.builder().url(this.catalog.url()).build();

	private final HttpClient http = HttpClient.newHttpClient();

	@AfterEach
	void close() {
		this.client.close();
		this.catalog.close();
	}

	private JobContextFactoryBuilder builder() {
		return JobContextFactory.builder(this.client)
			.environment(Map.of())
			.closeOnShutdown(false)
			.lineage(OpenLineageFormat.builder().build(),
					new HttpLineageTransport(RestClient.create(), this.catalog.url().resolve("/api/v1/lineage"), null));
	}

	private void work(JobContextFactory jobs) {
		jobs.run("etl", (job) -> {
			job.addInput(LineageDataset.of("raw"));
			job.noteWrite("dw://lake/curated.csv");
		});
		assertThatIllegalStateException().isThrownBy(() -> jobs.run("failing", (job) -> {
			throw new IllegalStateException("own");
		}));
		await().atMost(PATIENCE).until(() -> jobs.outboxStats().pendingEvents() == 0);
	}

	@Test
	void openLineageEventsAreRuns() {
		try (JobContextFactory jobs = builder().trackRuns(false).build()) {
			work(jobs);
		}
		CatalogRunAssert.assertThat(this.catalog.latestRun("etl"))
			.succeeded()
			.hasInput("raw")
			.hasOutput("s3://lake/curated.csv");
		CatalogRunAssert.assertThat(this.catalog.latestRun("failing")).failedWith("own");
		assertThat(this.catalog.lineage("raw", 2)).hasValueSatisfying((graph) -> assertThat(graph.nodes())
			.anySatisfy((node) -> assertThat(node.toString()).contains("s3://lake/curated.csv")));
	}

	@Test
	void runThatIsToldBothWaysIsOneRun() {
		try (JobContextFactory jobs = builder().build()) {
			work(jobs);
		}
		assertThat(this.catalog.runs()).hasSize(2);
		CatalogRunAssert.assertThat(this.catalog.latestRun("etl")).succeeded().hasOutput("dw://lake/curated.csv");
	}

	@Test
	void eventWithoutItsPartsIsRefused() throws Exception {
		HttpResponse<String> response = this.http
			.send(HttpRequest.newBuilder(this.catalog.url().resolve("/api/v1/lineage"))
				.POST(HttpRequest.BodyPublishers.ofString("{\"eventType\":\"START\",\"run\":{}}"))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(response.body()).contains("run.runId");
	}

	@Test
	void changesOfRunsAreStreamed() throws Exception {
		URI stream = this.catalog.url().resolve("/api/v1/runs/stream");
		HttpResponse<InputStream> response = this.http.send(HttpRequest.newBuilder(stream).build(),
				HttpResponse.BodyHandlers.ofInputStream());
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
				JobContextFactory jobs = JobContextFactory.builder(this.client).build()) {
			assertThat(lines.readLine()).isEqualTo(": listening");
			jobs.run("etl", (job) -> assertThat(data(lines)).contains("\"job_name\":\"etl\"", "RUNNING", job.runId()));
			assertThat(data(lines)).contains("\"job_name\":\"etl\"", "SUCCESS");
		}
	}

	private static String data(BufferedReader lines) throws IOException {
		String line = lines.readLine();
		while (line != null && !line.startsWith("data: ")) {
			line = lines.readLine();
		}
		return String.valueOf(line);
	}

	@Test
	void assertionsTellWhatIsWrong() {
		try (JobContextFactory jobs = JobContextFactory.builder(this.client).build()) {
			jobs.run("etl", (job) -> {
				job.progress(0.5, "half");
				job.attachArtifact("report", "r.html", new ByteArrayResource(new byte[1]), "text/html");
			});
		}
		CatalogRunDetail run = this.catalog.latestRun("etl");
		CatalogRunAssert.assertThat(run).succeeded().hasEvent("progress").hasArtifact("report");
		CatalogRunAssert wrong = CatalogRunAssert.assertThat(run);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(wrong::failed).withMessageContaining("SUCCESS");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(wrong::isRunning);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wrong.failedWith("x"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wrong.hasInput("x"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wrong.hasOutput("x"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wrong.hasArtifact("x"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wrong.hasEvent("x"));
		assertThatIllegalStateException().isThrownBy(() -> this.catalog.latestRun("unknown"));
	}

}
