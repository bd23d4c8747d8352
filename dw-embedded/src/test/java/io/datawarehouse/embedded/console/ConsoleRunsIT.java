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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs and lineage in the console, from the embedded catalog.
 */
class ConsoleRunsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String KEY = "catalog-key";

	private final EmbeddedS3Server s3 = EmbeddedS3Server.builder().transientStore().start();

	private final EmbeddedDatlakeCatalog open = EmbeddedDatlakeCatalog.builder().start();

	private final DataWarehouseTemplate storage = DataWarehouseTemplate.builder()
		.endpoint(this.s3.endpoint())
		.credentials(this.s3.accessKey(), this.s3.secretKey())
		.build();

	private final DataWarehouseConsole console = DataWarehouseConsole.builder()
		.storage(this.storage, true)
		.catalog(this.open.url(), Map.of())
		.start();

	private final ConsoleHttp http = new ConsoleHttp(this.console);

	private final CatalogCalls calls = new CatalogCalls(this.open.url());

	@AfterEach
	void stop() {
		this.console.close();
		this.storage.close();
		this.open.close();
		this.s3.close();
	}

	private static List<String> texts(JsonNode list, String field) {
		List<String> texts = new ArrayList<>();
		list.forEach((item) -> texts.add(item.path(field).asString()));
		return texts;
	}

	@Test
	void runsComeInPagesAndByFilters() throws Exception {
		Set<String> all = new HashSet<>();
		for (int i = 0; i < 5; i++) {
			all.add(this.calls.work("etl", Map.of()));
		}
		String failed = this.calls.start("report", Map.of());
		this.calls.complete("report", failed, false, Map.of("error", "no space left"));
		all.add(failed);
		Set<String> seen = new HashSet<>();
		Object cursor = "";
		for (int page = 0; page < 3; page++) {
			JsonNode runs = this.http.get("runs", "limit", 2, "cursor", cursor);
			assertThat(runs.path("total").intValue()).isEqualTo(6);
			seen.addAll(texts(runs.path("runs"), "run_id"));
			cursor = runs.path("next_cursor").asString("");
		}
		assertThat(seen).isEqualTo(all);
		assertThat(texts(this.http.get("runs", "status", "FAILED").path("runs"), "run_id")).containsExactly(failed);
		assertThat(texts(this.http.get("runs", "q", "no space").path("runs"), "run_id")).containsExactly(failed);
		assertThat(this.http.get("runs", "job", "etl").path("total").intValue()).isEqualTo(5);
		assertThat(this.http.get("runs", "from", "2100-01-01T00:00:00Z").path("total").intValue()).isZero();
		assertThat(this.http.refused(400, "runs", "from", "yesterday")).contains("from");
	}

	@Test
	void oneRunHasAllThatBelongsToIt() throws Exception {
		String parent = this.calls.start("parent", Map.of());
		String run = this.calls.start("etl", Map.of("parent_run_id", parent));
		this.calls.event("metrics", "etl", run, Map.of("rows", 42));
		this.calls.complete("etl", run, false,
				Map.of("inputs", List.of("dw://lake/in"), "outputs", List.of("dw://lake/out"), "error", "broken"));
		JsonNode detail = this.http.get("run", "run", run);
		assertThat(detail.path("status").asString()).isEqualTo("FAILED");
		assertThat(detail.path("parent_run_id").asString()).isEqualTo(parent);
		assertThat(texts(detail.path("inputs"), "name")).containsExactly("dw://lake/in");
		assertThat(texts(detail.path("outputs"), "name")).containsExactly("dw://lake/out");
		assertThat(detail.path("result").path("error").asString()).isEqualTo("broken");
		assertThat(detail.path("events").get(0).path("data").path("rows").intValue()).isEqualTo(42);
		assertThat(texts(this.http.get("run", "run", parent).path("children"), "run_id")).containsExactly(run);
		assertThat(this.http.get("run/events", "run", run).path("events").size()).isEqualTo(1);
		assertThat(this.http.refused(404, "run", "run", "no-such-run")).contains("no-such-run");
		assertThat(this.http.refused(404, "run", "run", "../jobs")).isNotEmpty();
	}

	@Test
	void logIsReadFromWhereItLies() throws Exception {
		this.storage.createBucket("logs");
		String inStore = "line\n".repeat(50_000) + "last line of the store";
		this.storage.store("dw://logs/etl/run.log", inStore);
		this.calls.upload("artifacts/jobs/a%20b/run.log", "kept by the catalog".getBytes(StandardCharsets.UTF_8));
		String run = this.calls.work("etl",
				Map.of("artifacts",
						List.of(Map.of("type", "log", "uri", "dw://logs/etl/run.log"),
								Map.of("type", "log", "uri", "s3://artifacts/jobs/a b/run.log"),
								Map.of("type", "log", "uri", "dw://logs/gone.log"),
								Map.of("type", "log", "uri", "file:///etc/passwd"))));
		JsonNode log = this.http.get("run/log", "run", run, "artifact", 0);
		assertThat(log.path("text").asString()).hasSize(64 * 1024).endsWith("last line of the store");
		assertThat(log.path("truncated").booleanValue()).isTrue();
		assertThat(this.http.get("run/log", "run", run, "artifact", 1).path("text").asString())
			.isEqualTo("kept by the catalog");
		assertThat(this.http.refused(404, "run/log", "run", run, "artifact", 2)).contains("gone.log");
		assertThat(this.http.refused(400, "run/log", "run", run, "artifact", 3)).contains("file");
		assertThat(this.http.refused(404, "run/log", "run", run, "artifact", 4)).contains("no such file");
	}

	@Test
	void lineageIsWalkedFromDatasetsAndJobs() throws Exception {
		this.calls.work("first", Map.of("inputs", List.of("dw://lake/a"), "outputs", List.of("dw://lake/b")));
		this.calls.work("second", Map.of("inputs", List.of("dw://lake/b"), "outputs", List.of("dw://lake/c")));
		JsonNode graph = this.http.get("lineage", "dataset", "dw://lake/b");
		assertThat(texts(graph.path("nodes"), "name")).containsExactlyInAnyOrder("dw://lake/a", "first", "dw://lake/b",
				"second", "dw://lake/c");
		assertThat(graph.path("edges").size()).isEqualTo(4);
		assertThat(texts(this.http.get("lineage", "job", "first", "depth", 1).path("nodes"), "name"))
			.contains("dw://lake/a", "first", "dw://lake/b");
		assertThat(
				this.http.get("lineage", "dataset", "dw://lake/b", "to", "2001-01-01T00:00:00Z").path("edges").size())
			.isZero();
		assertThat(texts(this.http.get("datasets", "q", "lake/c").path("datasets"), "name"))
			.containsExactly("dw://lake/c");
		assertThat(texts(this.http.get("jobs", "q", "sec").path("jobs"), "name")).containsExactly("second");
		assertThat(this.http.refused(404, "lineage", "dataset", "nowhere")).contains("nowhere");
		assertThat(this.http.refused(400, "lineage")).contains("dataset");
		assertThat(this.http.refused(400, "lineage", "job", "first", "depth", 11)).contains("depth");
	}

	@Test
	void hostileNamesAreServed() throws Exception {
		for (String name : HostileNames.ALL) {
			// The name of a job has no slash.
			String job = name.replace("/", "\u2215");
			String run = this.calls.work(job, Map.of("inputs", List.of(name), "outputs", List.of(name + "-out")));
			assertThat(this.http.get("run", "run", run).path("job_name").asString()).isEqualTo(job);
			assertThat(texts(this.http.get("runs", "job", job).path("runs"), "run_id")).containsExactly(run);
			assertThat(texts(this.http.get("lineage", "dataset", name).path("nodes"), "name")).contains(job);
			assertThat(texts(this.http.get("lineage", "job", job).path("nodes"), "name")).contains(name);
		}
	}

	@Test
	void changesAreToldAsTheyHappen() throws Exception {
		try (BufferedReader stream = listen(null)) {
			String run = this.calls.start("live", Map.of());
			String data = nextData(stream);
			assertThat(data).contains(run).contains("\"live\"");
			this.calls.complete("live", run, true, Map.of());
			assertThat(nextData(stream)).contains(run);
			assertThat(this.console.listeners()).isEqualTo(1);
		}
		await().atMost(PATIENCE).until(() -> this.console.listeners() == 0);
	}

	private BufferedReader listen(String since) throws Exception {
		var request = this.http.request("/api/runs/stream");
		if (since != null) {
			request.header("Last-Event-ID", since);
		}
		HttpResponse<InputStream> response = HttpClient.newHttpClient()
			.send(request.build(), BodyHandlers.ofInputStream());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		BufferedReader reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
		// Sent when the catalog has taken the listener.
		assertThat(reader.readLine()).isEqualTo(": listening");
		return reader;
	}

	private static String nextData(BufferedReader stream) throws IOException {
		String line = stream.readLine();
		while (line != null && !line.startsWith("data: ")) {
			line = stream.readLine();
		}
		return String.valueOf(line);
	}

	@Test
	void listenerThatComesBackGetsWhatItMissed() throws Exception {
		String id = null;
		try (BufferedReader stream = listen(null)) {
			this.calls.start("first", Map.of());
			for (String line = stream.readLine(); id == null; line = stream.readLine()) {
				id = line.startsWith("id: ") ? line.substring(4) : null;
			}
		}
		this.calls.start("second", Map.of());
		try (BufferedReader stream = listen(id)) {
			assertThat(nextData(stream)).contains("\"second\"");
		}
	}

	@Test
	void listenersAreLimited() throws Exception {
		List<BufferedReader> streams = new ArrayList<>();
		try {
			for (int i = 0; i < RunStream.MOST_LISTENERS; i++) {
				streams.add(listen(null));
			}
			assertThat(this.http.refused(503, "runs/stream")).contains(String.valueOf(RunStream.MOST_LISTENERS));
			// The others are not held up.
			assertThat(this.http.get("runs").path("total").intValue()).isZero();
		}
		finally {
			for (BufferedReader stream : streams) {
				stream.close();
			}
		}
		await().atMost(PATIENCE).until(() -> this.console.listeners() == 0);
	}

	@Test
	void closingEndsTheListeners() throws Exception {
		BufferedReader stream = listen(null);
		this.console.close();
		await().atMost(PATIENCE).until(() -> this.console.listeners() == 0);
		stream.close();
	}

	@Test
	void keyIsSentToTheCatalogAndNotToPages() throws Exception {
		try (EmbeddedDatlakeCatalog closed = EmbeddedDatlakeCatalog.builder().apiKey(KEY).start();
				DataWarehouseConsole with = console(closed.url(), Map.of("Authorization", "Bearer " + KEY));
				DataWarehouseConsole without = console(closed.url(), Map.of())) {
			assertThat(new ConsoleHttp(with).get("runs").path("total").intValue()).isZero();
			assertThat(new ConsoleHttp(without).refused(502, "runs")).contains("catalog");
			assertThat(new ConsoleHttp(with).get("info").toString()).doesNotContain(KEY);
		}
	}

	private static DataWarehouseConsole console(URI url, Map<String, String> headers) {
		return DataWarehouseConsole.builder().catalog(url, headers).start();
	}

	@Test
	void catalogThatIsAwayIsTold() throws Exception {
		this.open.close();
		assertThat(this.http.refused(502, "runs")).contains(this.open.url().toString());
	}

	/**
	 * 204 keeps a browser from asking again, so that the page asks for the runs instead.
	 */
	@Test
	void catalogWithoutStreamEndsTheListening() throws Exception {
		try (EmbeddedDatlakeCatalog closed = EmbeddedDatlakeCatalog.builder().apiKey(KEY).start();
				DataWarehouseConsole other = console(closed.url(), Map.of())) {
			ConsoleHttp asked = new ConsoleHttp(other);
			assertThat(asked.send(asked.request("/api/runs/stream")).statusCode()).isEqualTo(204);
		}
	}

}
