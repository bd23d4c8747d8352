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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Integration tests of what the embedded catalog tells consoles and people.
 */
class CatalogReadIT {

	private final EmbeddedDatlakeCatalog catalog = EmbeddedDatlakeCatalog.builder().start();

	private final CatalogHttp http = new CatalogHttp(this.catalog.url());

	@AfterEach
	void stop() {
		this.catalog.close();
	}

	@Test
	void runsAreFoundByWhatIsAskedFor() throws Exception {
		String old = this.http.start("import", "{}");
		this.http.complete("import", old, false, "{\"error\":\"Disk FULL at 100%\"}");
		Instant between = Instant.now();
		String parent = this.http.start("export", "{\"client_run_id\":\"own-id\"}");
		String child = this.http.start("export_part", "{\"parent_run_id\":\"" + parent + "\"}");
		String told = this.http.start("export_part", "{\"parent_run_id\":\"own-id\"}");
		assertThat(ids("?status=failed")).containsExactly(old);
		assertThat(ids("?job=export_part")).containsExactly(told, child);
		assertThat(ids("?from=" + between)).containsExactly(told, child, parent);
		assertThat(ids("?to=" + between)).containsExactly(old);
		assertThat(ids("?from=" + between + "&job=import")).isEmpty();
		assertThat(ids("?q=full")).containsExactly(old);
		assertThat(ids("?q=100%25")).containsExactly(old);
		assertThat(ids("?q=_PART")).containsExactly(told, child);
		assertThat(ids("?q=" + parent.substring(0, 13))).containsExactly(parent);
		assertThat(ids("?q=%25")).containsExactly(old);
		assertThat(ids("?parent=" + parent)).containsExactly(told, child);
		assertThat(this.http.refused(422, "GET", "/api/v1/runs?from=yesterday", "").get(0).path("type").asString())
			.isEqualTo("datetime_parsing");
	}

	private List<String> ids(String query) throws Exception {
		List<String> ids = new ArrayList<>();
		this.http.get("/api/v1/runs" + query).path("runs").forEach((run) -> ids.add(run.path("run_id").asString()));
		return ids;
	}

	@Test
	void cursorGoesThroughAllRunsWhileNewOnesCome() throws Exception {
		Set<String> expected = new LinkedHashSet<>();
		for (int i = 0; i < 7; i++) {
			expected.add(this.http.start("etl", "{}"));
		}
		List<String> seen = new ArrayList<>();
		String cursor = "";
		while (cursor != null) {
			JsonNode page = this.http.get("/api/v1/runs?limit=3" + cursor);
			assertThat(page.path("runs").size()).isLessThanOrEqualTo(3);
			page.path("runs").forEach((run) -> seen.add(run.path("run_id").asString()));
			this.http.start("etl", "{}");
			JsonNode next = page.path("next_cursor");
			cursor = next.isNull() ? null : "&cursor=" + next.asString();
		}
		assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
		this.http.refused(422, "GET", "/api/v1/runs?cursor=x", "");
		this.http.refused(422, "GET", "/api/v1/runs?limit=1001", "");
		assertThatIllegalArgumentException().isThrownBy(() -> this.catalog.runs(RunQuery.all(), 1, "x"))
			.withMessageContaining("was x");
	}

	@Test
	void namesAreListedInPagesAndFoundByText() throws Exception {
		for (int i = 0; i < 5; i++) {
			this.http.work("job-" + i, "[\"in-" + i + "\"]", "[\"out\"]");
			this.http.ok("POST", "/api/v1/jobs/register-snapshot",
					"{\"table_name\":\"table-" + i + "\",\"uri\":\"dw://a/b\",\"format\":\"csv\"}");
		}
		for (String list : List.of("jobs", "tables")) {
			JsonNode first = this.http.get("/api/v1/" + list + "?limit=3");
			assertThat(first.path(list).size()).isEqualTo(3);
			JsonNode second = this.http
				.get("/api/v1/" + list + "?limit=3&cursor=" + first.path("next_cursor").asString());
			assertThat(second.path(list).size()).isEqualTo(2);
			assertThat(second.path("next_cursor").isNull()).isTrue();
			assertThat(this.http.get("/api/v1/" + list + "?q=-4").path("total").asInt()).isEqualTo(1);
		}
		JsonNode datasets = this.http.get("/api/v1/datasets?limit=2&cursor=in-3").path("datasets");
		assertThat(datasets.get(0).path("name").asString()).isEqualTo("in-4");
		assertThat(datasets.get(1).path("name").asString()).isEqualTo("out");
		assertThat(datasets.get(1).path("writes").asInt()).isEqualTo(5);
		assertThat(datasets.get(1).path("reads").asInt()).isZero();
	}

	@Test
	void runShowsEverythingThatBelongsToIt() throws Exception {
		String run = this.http.start("etl", "{\"client_run_id\":\"own\"}");
		String child = this.http.start("part", "{\"parent_run_id\":\"own\"}");
		this.http.ok("POST", "/api/v1/jobs/register-snapshot",
				"{\"table_name\":\"sales\",\"uri\":\"dw://a/b\",\"format\":\"csv\",\"run_id\":\"" + run + "\"}");
		for (int i = 0; i < 3; i++) {
			this.http.ok("POST", "/api/v1/events/broadcast?event_type=progress",
					"{\"run_id\":\"" + run + "\",\"data\":{\"number\":" + i + "}}");
		}
		this.http.complete("etl", run, true, "{\"outputs\":[\"sales\"]}");
		JsonNode detail = this.http.get("/api/v1/runs/" + run);
		assertThat(detail.path("children").get(0).path("run_id").asString()).isEqualTo(child);
		assertThat(detail.path("snapshots").get(0).path("table_name").asString()).isEqualTo("sales");
		assertThat(this.http.get("/api/v1/runs/own")).as("as the child knows it").isEqualTo(detail);
		JsonNode output = detail.path("outputs").get(0);
		assertThat(output.path("details").path("uri").asString()).as("told before the completion")
			.isEqualTo("dw://a/b");
		JsonNode events = this.http.get("/api/v1/runs/" + run + "/events?limit=2");
		JsonNode rest = this.http
			.get("/api/v1/runs/" + run + "/events?limit=2&cursor=" + events.path("next_cursor").asString());
		assertThat(rest.path("events").get(0).path("data").path("number").asInt()).isEqualTo(2);
	}

	@Test
	void lineageEndsInCirclesAndAtItsBounds() throws Exception {
		this.http.work("a", "[\"x\"]", "[\"y\"]");
		this.http.work("b", "[\"y\"]", "[\"x\",\"x2\"]");
		LineageGraph circle = this.catalog.lineage("x", 50).orElseThrow();
		assertThat(circle.nodes()).extracting(LineageGraph.Node::name)
			.containsExactlyInAnyOrder("x", "a", "y", "b", "x2");
		assertThat(circle.truncated()).isFalse();
		String many = IntStream.range(0, 2500).mapToObj((i) -> "\"d" + i + "\"").toList().toString();
		this.http.work("wide", "[\"x2\"]", many);
		LineageGraph wide = this.catalog.lineage("x2", 50).orElseThrow();
		assertThat(wide.nodes()).hasSize(LineageWalk.MAX_NODES);
		assertThat(wide.truncated()).isTrue();
	}

	@Test
	void lineageOfLongChainIsAsDeepAsAsked() throws Exception {
		for (int i = 0; i < 30; i++) {
			this.http.work("step-" + i, "[\"d" + i + "\"]", "[\"d" + (i + 1) + "\"]");
		}
		assertThat(this.catalog.lineage("d0", 3).orElseThrow().nodes()).hasSize(7);
		assertThat(this.catalog.lineage("d15", 4).orElseThrow().nodes()).hasSize(17);
		assertThat(this.catalog.jobLineage("step-10", 1).orElseThrow().nodes()).extracting(LineageGraph.Node::name)
			.containsExactlyInAnyOrder("step-10", "d10", "d11");
		assertThat(this.http.get("/api/v1/jobs/step-10/lineage?depth=2").path("nodes").size()).isEqualTo(7);
		this.http.refused(404, "GET", "/api/v1/jobs/none/lineage", "");
	}

	@Test
	void lineageIsThatOfSomeTime() throws Exception {
		this.http.work("early", "[\"x\"]", "[\"y\"]");
		Instant between = Instant.now();
		this.http.work("late", "[\"x\"]", "[\"z\"]");
		assertThat(this.http.get("/api/v1/lineage/x?to=" + between).findValuesAsString("name")).containsExactly("x",
				"early", "y");
		assertThat(this.http.get("/api/v1/lineage/x?from=" + between).findValuesAsString("name")).containsExactly("x",
				"late", "z");
	}

	@Test
	void placeIsOneDatasetByAllItsNames() throws Exception {
		this.http.work("ours", "[]", "[\"dw://lake/sales/\"]");
		this.http.work("spark", "[\"s3a://lake/sales\"]", "[\"s3://lake/report\"]");
		LineageGraph graph = this.catalog.lineage("s3://lake/sales/", 3).orElseThrow();
		assertThat(graph.nodes()).extracting(LineageGraph.Node::id)
			.containsExactly("dataset:s3://lake/sales", "job:ours", "job:spark", "dataset:s3://lake/report");
	}

	static List<String> hostileNames() {
		return List.of("<script>alert(1)</script>", "../../etc/passwd", "..", "%", "100%25 _done_", "a b+c&d=e?f#g",
				"\u202Etxt.exe\u202C שלום مرحبا", "x".repeat(1000), "ü".repeat(1000), "😀'; drop table runs; --",
				"\"\\\u0000\"", "null", "s3://", "dw:///");
	}

	@ParameterizedTest
	@MethodSource("hostileNames")
	void hostileNamesAreTextEverywhere(String name) throws Exception {
		String name2 = "2" + name;
		String run = this.http.work("job", "[" + CatalogHttp.json(name) + "]", "[" + CatalogHttp.json(name2) + "]");
		this.http.ok("POST", "/api/v1/jobs/register-snapshot",
				"{\"table_name\":%s,\"uri\":%s,\"format\":\"csv\",\"run_id\":%s}".formatted(CatalogHttp.json(name),
						CatalogHttp.json(name), CatalogHttp.json(name)));
		this.http.ok("POST", "/api/v1/events/broadcast?event_type=" + CatalogHttp.encode(name),
				"{\"run_id\":\"" + run + "\",\"job_name\":%s}".formatted(CatalogHttp.json(name)));
		JsonNode detail = this.http.get("/api/v1/runs/" + run);
		assertThat(detail.path("inputs").get(0).path("name").asString()).isEqualTo(name);
		assertThat(detail.path("events").get(0).path("event_type").asString()).isEqualTo(name);
		String query = CatalogHttp.encode(name);
		assertThat(this.http.get("/api/v1/lineage?dataset=" + query).path("nodes").get(0).path("name").asString())
			.isEqualTo(name);
		assertThat(this.http.get("/api/v1/lineage/" + query).path("nodes").size()).isEqualTo(3);
		assertThat(this.http.get("/api/v1/snapshots?table=" + query).path("snapshots").get(0).path("uri").asString())
			.isEqualTo(name);
		assertThat(this.http.get("/api/v1/tables/" + query + "/snapshots/latest").path("uri").asString())
			.isEqualTo(name);
		assertThat(this.http.get("/api/v1/tables?q=" + query).path("tables").get(0).path("name").asString())
			.isEqualTo(name);
		assertThat(this.http.get("/api/v1/datasets?q=" + query).path("total").asInt()).isPositive();
	}

	@ParameterizedTest
	@MethodSource("hostileNames")
	void hostileJobsAreRefusedOrText(String name) throws Exception {
		boolean allowed = name.indexOf('/') < 0 && name.indexOf('\u0000') < 0;
		String path = "/api/v1/jobs/" + CatalogHttp.encode(name);
		if (!allowed) {
			this.http.refused(422, "POST", path + "/runs", "{}");
			assertThat(this.catalog.runs()).isEmpty();
			return;
		}
		String run = this.http.start(name, "{\"parent_run_id\":" + CatalogHttp.json(name) + "}");
		this.http.complete(name, run, false, "{\"error\":" + CatalogHttp.json(name) + "}");
		assertThat(this.http.get(path + "/runs").path("runs").get(0).path("job_name").asString()).isEqualTo(name);
		String query = CatalogHttp.encode(name);
		assertThat(this.http.get("/api/v1/runs?job=" + query).path("total").asInt()).isEqualTo(1);
		assertThat(this.http.get("/api/v1/runs?parent=" + query).path("total").asInt()).isEqualTo(1);
		assertThat(this.http.get("/api/v1/runs?q=" + query).path("total").asInt()).isEqualTo(1);
		assertThat(this.http.get("/api/v1/lineage?job=" + query).path("center").asString()).isEqualTo("job:" + name);
		boolean ok = !name.equals("..");
		assertThat(this.http.send("PUT", "/api/v1/datasets/logs/jobs/" + query + "/run.log", "text").statusCode())
			.isEqualTo(ok ? 200 : 422);
	}

	@Test
	void whatIsTooLongIsRefused() throws Exception {
		String name = "x".repeat(5000);
		this.http.refused(422, "POST", "/api/v1/jobs/" + name + "/runs", "{}");
		this.http.refused(422, "POST", "/api/v1/jobs/register-snapshot",
				"{\"table_name\":\"" + name + "\",\"uri\":\"u\",\"format\":\"csv\"}");
		this.http.refused(422, "POST", "/api/v1/events/broadcast?event_type=a", "{\"run_id\":\"" + name + "\"}");
		String run = this.http.start("etl", "{}");
		this.http.refused(422, "PUT", "/api/v1/jobs/etl/runs/" + run + "/complete",
				"{\"success\":true,\"metadata\":{\"inputs\":[\"a\",\"" + name + "\"]}}");
		assertThat(this.catalog.run(run).orElseThrow().inputs()).as("all of it or nothing").isEmpty();
		assertThat(this.catalog.runs(RunStatus.RUNNING)).hasSize(1);
	}

	@Test
	void artifactsBelowEachOtherAreRefusedAndLongNamesKeptApart() throws Exception {
		this.http.ok("PUT", "/api/v1/datasets/logs/a", "1");
		this.http.refused(409, "PUT", "/api/v1/datasets/logs/a/b", "2");
		this.http.ok("PUT", "/api/v1/datasets/logs/c/d", "3");
		this.http.refused(409, "PUT", "/api/v1/datasets/logs/c", "4");
		String start = "ü".repeat(400);
		for (String end : List.of("1", "2")) {
			this.http.ok("PUT", "/api/v1/datasets/logs/" + CatalogHttp.encode(start + end), end);
		}
		assertThat(this.http.send("GET", "/api/v1/datasets/logs/" + CatalogHttp.encode(start + "1"), "").body())
			.isEqualTo("1");
	}

	@Test
	void tenThousandRunsAreReadQuickly() throws Exception {
		TenThousandRuns.fill(this.catalog);
		for (String path : List.of("/api/v1/runs", "/api/v1/runs?limit=1000", "/api/v1/runs?limit=50&cursor=200",
				"/api/v1/runs?q=ERROR%20999", "/api/v1/runs?status=FAILED&job=job-7", "/api/v1/runs?parent=run-17",
				"/api/v1/runs?from=2026-01-01T05:00:00Z&to=2026-01-01T06:00:00Z", "/api/v1/jobs", "/api/v1/runs/run-17",
				"/api/v1/datasets?q=out", "/api/v1/lineage/out-7?depth=5", "/api/v1/lineage?job=job-7")) {
			long before = System.nanoTime();
			JsonNode page = this.http.get(path);
			assertThat(Duration.ofNanos(System.nanoTime() - before)).as(path).isLessThan(Duration.ofSeconds(3));
			assertThat(page.size()).isPositive();
		}
		assertThat(this.http.get("/api/v1/runs").path("total").asInt()).isEqualTo(TenThousandRuns.COUNT);
		assertThat(this.http.get("/api/v1/runs?q=ERROR%20999").path("total").asInt()).isPositive();
		assertThat(this.http.get("/api/v1/runs?parent=run-17").path("total").asInt()).isPositive();
	}

}
