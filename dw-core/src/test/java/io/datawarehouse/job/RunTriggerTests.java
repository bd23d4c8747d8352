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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.datawarehouse.job.openlineage.OpenLineageFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for where runs come from: a message, another process, another thread.
 */
@SuppressWarnings("try")
class RunTriggerTests {

	private static final String PARENT = "01939d2e-7d3a-7abc-9def-0123456789ab";

	private static final String ROOT = "01939d2e-7d3a-7abc-9def-0123456789ac";

	private static final String CONTEXT = """
			{"parent": {"run": {"runId": "%s"}, "job": {"namespace": "airflow", "name": "dag.task"}},
			"root": {"run": {"runId": "%s"}, "job": {"namespace": "airflow", "name": "dag"}}}""".formatted(PARENT,
			ROOT);

	private final List<String> events = new ArrayList<>();

	private JobContextFactory jobs = factory(Map.of());

	private JobContextFactory factory(Map<String, String> environment) {
		return JobContextFactory.builder()
			.environment(environment)
			.closeOnShutdown(false)
			.lineage(OpenLineageFormat.builder().build(), this.events::add)
			.build();
	}

	@AfterEach
	void close() {
		this.jobs.close();
	}

	@Test
	void outermostRunNotesWhatItComesFrom() {
		ParentRun sender = new ParentRun("shop", "ingest", PARENT, null);
		try (RunTrigger.Scope scope = RunTrigger.enter(LineageDataset.of("fila://orders"), sender)) {
			this.jobs.run("import", (job) -> this.jobs.run("inner", JobContext::isEnded));
		}
		this.jobs.run("later", JobContext::isEnded);
		this.jobs.close();
		JsonNode end = end("import");
		assertThat(end.at("/inputs/0/namespace").asString()).isEqualTo("fila");
		assertThat(end.at("/inputs/0/name").asString()).isEqualTo("orders");
		assertThat(end.at("/run/facets/parent/run/runId").asString()).isEqualTo(PARENT);
		assertThat(end("inner").path("inputs").size()).isZero();
		assertThat(end("inner").at("/run/facets/parent/job/name").asString()).isEqualTo("import");
		assertThat(end("later").path("inputs").size()).isZero();
		assertThat(end("later").at("/run/facets").has("parent")).isFalse();
	}

	@Test
	void parentThatIsGivenBeatsTheTriggers() {
		ParentRun given = new ParentRun("shop", "given", ROOT, null);
		try (RunTrigger.Scope scope = RunTrigger.enter(LineageDataset.of("fila://orders"),
				new ParentRun("shop", "sender", PARENT, null))) {
			this.jobs.run(RunOptions.of("import").withParent(given), JobContext::isEnded);
		}
		this.jobs.close();
		assertThat(end("import").at("/run/facets/parent/run/runId").asString()).isEqualTo(ROOT);
		assertThat(end("import").at("/inputs/0/name").asString()).isEqualTo("orders");
	}

	@Test
	void contextOfTheEnvironmentIsTheParent() {
		this.jobs = factory(Map.of("OPENLINEAGE_CONTEXT", CONTEXT, "OPENLINEAGE_PARENT_ID", "other/job/" + ROOT));
		this.jobs.run("etl", JobContext::isEnded);
		this.jobs.close();
		JsonNode parent = end("etl").at("/run/facets/parent");
		assertThat(parent.at("/run/runId").asString()).isEqualTo(PARENT);
		assertThat(parent.at("/job/name").asString()).isEqualTo("dag.task");
		assertThat(parent.at("/root/run/runId").asString()).isEqualTo(ROOT);
		assertThat(parent.at("/root/job/namespace").asString()).isEqualTo("airflow");
	}

	@Test
	void contextIsReadAsItIsWritten() {
		ParentRun parent = new ParentRun("some/where", "task", PARENT, new ParentRun("airflow", "a/b", ROOT, null));
		assertThat(ParentRun.fromEnvironment(
				Map.of(ParentRun.CONTEXT_VARIABLE, parent.toEnvironment().get(ParentRun.CONTEXT_VARIABLE))))
			.isEqualTo(parent);
		for (String nonsense : List.of("", "{", "[]", "{\"parent\":{}}", "{\"parent\":{\"run\":{\"runId\":7}}}")) {
			assertThat(ParentRun.fromEnvironment(Map.of(ParentRun.CONTEXT_VARIABLE, nonsense))).isNull();
			assertThat(ParentRun.fromEnvironment(
					Map.of(ParentRun.CONTEXT_VARIABLE, nonsense, ParentRun.PARENT_VARIABLE, "ns/job/" + ROOT)))
				.isEqualTo(new ParentRun("ns", "job", ROOT, null));
		}
	}

	@Test
	void runIsCurrentWhereItIsMadeSo() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			this.jobs.run("outer", (outer) -> executor.submit(() -> {
				try (JobContext.Scope scope = outer.makeCurrent()) {
					this.jobs.run("inner", (inner) -> assertThat(inner.parent()).isSameAs(outer));
					assertThat(JobContext.current()).isSameAs(outer);
				}
				assertThat(JobContext.current()).isNull();
			}).get());
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void abortedRunIsNeitherCompleteNorFailed() {
		try (JobContext job = this.jobs.start("etl")) {
			job.abort("enough");
			job.abort("again");
		}
		this.jobs.close();
		assertThat(this.events).hasSize(2);
		assertThat(JsonMapper.shared().readTree(this.events.get(1)).path("eventType").asString()).isEqualTo("ABORT");
		assertThat(this.events.get(1)).contains("aborted: enough");
	}

	private JsonNode end(String job) {
		return this.events.stream()
			.map(JsonMapper.shared()::readTree)
			.filter((event) -> event.path("job").path("name").asString().equals(job)
					&& event.path("eventType").asString().equals("COMPLETE"))
			.findFirst()
			.orElseThrow();
	}

}
