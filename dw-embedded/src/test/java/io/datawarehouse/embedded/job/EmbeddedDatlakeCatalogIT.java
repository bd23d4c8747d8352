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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.RunCompletion;
import io.datawarehouse.job.SnapshotRegistration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Integration tests for {@link EmbeddedDatlakeCatalog} over HTTP.
 */
class EmbeddedDatlakeCatalogIT {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	Path folder;

	private EmbeddedDatlakeCatalog catalog;

	private DatlakeClient client;

	@BeforeEach
	void start() {
		this.catalog = EmbeddedDatlakeCatalog.builder().dataDir(this.folder).apiKey("key").start();
		this.client = DatlakeClient.builder().url(this.catalog.url()).apiKey("key").build();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.catalog.close();
	}

	@Test
	void healthNeedsNoKeyAndEverythingElseDoes() throws Exception {
		assertThat(send("GET", "/api/v1/health", null, Map.of()).statusCode()).isEqualTo(200);
		HttpResponse<String> refused = send("GET", "/api/v1/runs", null, Map.of("Authorization", "Bearer wrong"));
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(json(refused).path("detail").asString()).isEqualTo("Invalid or missing API key");
		assertThat(send("GET", "/nothing", null, Map.of()).statusCode()).isEqualTo(401);
		assertThat(send("GET", "/api/v1/runs", null, Map.of("X-API-Key", "key")).statusCode()).isEqualTo(200);
	}

	@Test
	void errorsHaveTheShapeOfTheBackend() throws Exception {
		HttpResponse<String> unknown = post("/nothing", "{}");
		assertThat(unknown.statusCode()).isEqualTo(404);
		assertThat(json(unknown).path("detail").asString()).isEqualTo("Not Found");
		assertThat(get("/api/v1/events/broadcast").statusCode()).isEqualTo(405);
		assertThat(json(get("/api/v1/runs/none")).path("detail").asString()).isEqualTo("Run 'none' not found");
		assertThat(get("/api/v1/tables/none/snapshots/latest").statusCode()).isEqualTo(404);
		assertThat(get("/api/v1/tables/none/snapshots").statusCode()).isEqualTo(404);
		assertThat(get("/api/v1/lineage/none").statusCode()).isEqualTo(404);
		HttpResponse<String> incomplete = post("/api/v1/jobs/register-snapshot", "{\"uri\":\"x\"}");
		assertThat(incomplete.statusCode()).isEqualTo(422);
		JsonNode violation = json(incomplete).path("detail").get(0);
		assertThat(violation.path("loc").toString()).isEqualTo("[\"body\",\"table_name\"]");
		assertThat(violation.path("msg").asString()).isEqualTo("Field required");
		assertThat(violation.path("type").asString()).isEqualTo("missing");
		assertThat(post("/api/v1/jobs/etl/runs", "[1").statusCode()).isEqualTo(422);
		assertThat(post("/api/v1/jobs/etl/runs", "{\"job_name\":\"other\"}").statusCode()).isEqualTo(422);
		assertThat(get("/api/v1/runs?limit=0").statusCode()).isEqualTo(422);
		assertThat(get("/api/v1/runs?status=odd").statusCode()).isEqualTo(422);
	}

	@Test
	void requestIdIsSentBack() throws Exception {
		HttpResponse<String> response = send("POST", "/api/v1/jobs/etl/runs", "{}",
				Map.of("Authorization", "Bearer key", "X-Request-Id", "r-1"));
		assertThat(response.headers().firstValue("X-Request-Id")).hasValue("r-1");
		assertThat(json(response).path("request_id").asString()).isEqualTo("r-1");
	}

	@Test
	void repeatedPostGetsTheFirstAnswerAlsoAfterARestart() throws Exception {
		Map<String, String> headers = Map.of("Authorization", "Bearer key", "Idempotency-Key", "k-1");
		String first = send("POST", "/api/v1/jobs/etl/runs", "{}", headers).body();
		assertThat(send("POST", "/api/v1/jobs/etl/runs", "{}", headers).body()).isEqualTo(first);
		this.catalog.close();
		this.catalog = EmbeddedDatlakeCatalog.builder().dataDir(this.folder).apiKey("key").start();
		assertThat(send("POST", "/api/v1/jobs/etl/runs", "{}", headers).body()).isEqualTo(first);
		assertThat(this.catalog.runs()).hasSize(1);
		assertThat(send("POST", "/api/v1/jobs/other/runs", "{}", headers).statusCode()).isEqualTo(422);
	}

	@Test
	void completionMayBeRepeatedButNotContradicted() throws Exception {
		String runId = this.client.startRun("etl", Map.of()).runId();
		String path = "/api/v1/jobs/etl/runs/" + runId + "/complete";
		assertThat(put(path, "{\"success\":true}").statusCode()).isEqualTo(200);
		assertThat(put(path, "{\"success\":true}").statusCode()).isEqualTo(200);
		assertThat(put(path, "{\"success\":false}").statusCode()).isEqualTo(409);
		assertThat(put(path, "{}").statusCode()).isEqualTo(422);
		assertThat(put("/api/v1/jobs/other/runs/" + runId + "/complete", "{\"success\":true}").statusCode())
			.isEqualTo(404);
		assertThat(this.catalog.run(runId).orElseThrow().run().status()).isEqualTo(RunStatus.SUCCESS);
	}

	@Test
	void runsAreListedInPagesByJobAndStatus() throws Exception {
		for (int i = 0; i < 5; i++) {
			String runId = this.client.startRun("etl", Map.of("number", i)).runId();
			if (i % 2 == 0) {
				this.client.completeRun("etl", runId, RunCompletion.of(i == 0));
			}
		}
		this.client.startRun("other", Map.of());
		JsonNode page = json(get("/api/v1/jobs/etl/runs?limit=2&offset=1"));
		assertThat(page.path("total").asInt()).isEqualTo(5);
		assertThat(page.path("runs").size()).isEqualTo(2);
		assertThat(page.path("runs").get(0).path("metadata").path("number").asInt()).isEqualTo(3);
		assertThat(json(get("/api/v1/runs?status=running")).path("total").asInt()).isEqualTo(3);
		assertThat(json(get("/api/v1/runs?status=FAILED")).path("total").asInt()).isEqualTo(2);
		JsonNode jobs = json(get("/api/v1/jobs")).path("jobs");
		assertThat(jobs.get(0).path("name").asString()).isEqualTo("etl");
		assertThat(jobs.get(0).path("runs").asInt()).isEqualTo(5);
		assertThat(jobs.get(0).path("running").asInt()).isEqualTo(2);
		assertThat(jobs.get(0).path("last_status").asString()).isEqualTo("FAILED");
	}

	@Test
	void runDetailAndLineageAreToldInSnakeCase() throws Exception {
		String runId = this.client.startRun("etl", Map.of()).runId();
		this.client.registerSnapshot(
				new SnapshotRegistration("sales", "dw://lake/s", "csv", Map.of("a", "int"), "etl", runId));
		put("/api/v1/jobs/etl/runs/" + runId + "/complete",
				"{\"success\":true,\"metadata\":{\"inputs\":[\"raw/a\"],\"rows\":3},"
						+ "\"artifacts\":[{\"type\":\"log\",\"uri\":\"s3://a/b\"}]}");
		JsonNode run = json(get("/api/v1/runs/" + runId));
		assertThat(run.path("job_name").asString()).isEqualTo("etl");
		assertThat(run.path("result").path("rows").asInt()).isEqualTo(3);
		assertThat(run.path("inputs").get(0).path("name").asString()).isEqualTo("raw/a");
		assertThat(run.path("outputs").get(0).path("name").asString()).isEqualTo("sales");
		assertThat(run.path("artifacts").get(0).path("uri").asString()).isEqualTo("s3://a/b");
		JsonNode snapshot = json(get("/api/v1/tables/sales/snapshots")).path("snapshots").get(0);
		assertThat(snapshot.path("table_name").asString()).isEqualTo("sales");
		assertThat(snapshot.path("schema").path("a").asString()).isEqualTo("int");
		JsonNode graph = json(get("/api/v1/lineage/raw%2Fa?depth=2"));
		assertThat(graph.path("nodes").size()).isEqualTo(3);
		assertThat(graph.path("edges").get(0).path("last_run_id").asString()).isEqualTo(runId);
		assertThat(get("/api/v1/lineage/raw%2Fa?depth=99").statusCode()).isEqualTo(422);
	}

	@Test
	void artifactsAreStreamedAndKept() throws Exception {
		byte[] large = new byte[3 * 1024 * 1024];
		large[large.length - 1] = 7;
		assertThat(this.client.uploadArtifact("logs", "jobs/etl/1/run.log", new ByteArrayResource(large)))
			.isEqualTo("s3://logs/jobs/etl/1/run.log");
		byte[] text = "grüße".getBytes(StandardCharsets.UTF_8);
		assertThat(this.client.uploadArtifact("logs", "a b/ü.txt",
				new InputStreamResource(new ByteArrayInputStream(text)), "text/plain"))
			.isEqualTo("s3://logs/a b/ü.txt");
		HttpRequest request = HttpRequest
			.newBuilder(this.catalog.url().resolve("/api/v1/datasets/logs/jobs/etl/1/run.log"))
			.header("Authorization", "Bearer key")
			.build();
		assertThat(this.http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body()).isEqualTo(large);
		assertThat(get("/api/v1/datasets/logs/a%20b/%C3%BC.txt").body()).isEqualTo("grüße");
		assertThat(get("/api/v1/datasets/logs/none").statusCode()).isEqualTo(404);
		assertThat(get("/api/v1/datasets/logs/%2E%2E/%2E%2E/catalog.mv.db").statusCode()).isEqualTo(422);
	}

	@Test
	void restartKeepsEverything() {
		String runId = this.client.startRun("etl", Map.of("a", 1)).runId();
		this.client.broadcastEvent("metrics", "etl", runId, Map.of("rows", 1));
		this.client.completeRun("etl", runId, RunCompletion.of(true));
		CatalogRunDetail before = this.catalog.run(runId).orElseThrow();
		this.catalog.close();
		this.catalog = EmbeddedDatlakeCatalog.builder().dataDir(this.folder).start();
		assertThat(this.catalog.run(runId)).hasValue(before);
		assertThat(before.events()).hasSize(1);
	}

	@Test
	void folderInUseIsRefused() {
		assertThatIllegalStateException()
			.isThrownBy(() -> EmbeddedDatlakeCatalog.builder().dataDir(this.folder).start())
			.withMessageContaining("in use by another catalog");
	}

	@Test
	void portInUseIsRefused() {
		assertThatIllegalStateException()
			.isThrownBy(() -> EmbeddedDatlakeCatalog.builder().inMemory().port(this.catalog.port()).start())
			.withMessageContaining(String.valueOf(this.catalog.port()));
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send("GET", path, null, Map.of("Authorization", "Bearer key"));
	}

	private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return send("POST", path, body, Map.of("Authorization", "Bearer key"));
	}

	private HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
		return send("PUT", path, body, Map.of("Authorization", "Bearer key"));
	}

	private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.catalog.url() + path))
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
		headers.forEach(request::header);
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static JsonNode json(HttpResponse<String> response) {
		return MAPPER.readTree(response.body());
	}

}
