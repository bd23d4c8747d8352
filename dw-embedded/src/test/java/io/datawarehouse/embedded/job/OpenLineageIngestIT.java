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

import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests of {@link LineageIngest} with events as Spark and others send them.
 */
class OpenLineageIngestIT {

	private static final String RUN = "0192f0a0-0000-7000-8000-000000000001";

	private static final String PARENT = "0192f0a0-0000-7000-8000-000000000002";

	private final EmbeddedDatlakeCatalog catalog = EmbeddedDatlakeCatalog.builder().start();

	private final CatalogHttp http = new CatalogHttp(this.catalog.url());

	@AfterEach
	void stop() {
		this.catalog.close();
	}

	private void event(String type, String time, String runFacets, String rest) throws Exception {
		this.http.ok("POST", "/api/v1/lineage", """
				{"eventType":"%s","eventTime":"%s","producer":"https://spark","schemaURL":"https://openlineage.io/x",
				"run":{"runId":"%s","facets":{%s}},"job":{"namespace":"spark","name":"app.query"}%s}""".formatted(type,
				time, RUN, runFacets, rest));
	}

	@Test
	void runHasItsTimesItsErrorAndItsEvents() throws Exception {
		event("START", "2026-11-21T04:00:00Z", """
				"parent":{"run":{"runId":"%s"},"job":{"namespace":"n","name":"outer"},
				"root":{"run":{"runId":"%s"},"job":{"namespace":"n","name":"outer"}}}""".formatted(PARENT, PARENT), "");
		event("RUNNING", "2026-11-21T04:00:01Z", "", "");
		event("FAIL", "2026-11-21T04:00:02.5+00:00",
				"\"errorMessage\":{\"message\":\"boom\",\"stackTrace\":\"at a.B\",\"programmingLanguage\":\"JAVA\"}",
				"");
		event("RUNNING", "2026-11-21T04:00:03Z", "", "");
		CatalogRunDetail detail = this.catalog.run(RUN).orElseThrow();
		CatalogRunAssert.assertThat(detail)
			.failedWith("boom")
			.hasEvent("openlineage.start")
			.hasEvent("openlineage.running")
			.hasEvent("openlineage.fail");
		assertThat(detail.run().startedAt()).isEqualTo(Instant.parse("2026-11-21T04:00:00Z"));
		assertThat(detail.run().endedAt()).isEqualTo(Instant.parse("2026-11-21T04:00:02.500Z"));
		assertThat(detail.run().result()).containsEntry("stack_trace", "at a.B");
		assertThat(detail.run().parentRunId()).isEqualTo(PARENT);
		assertThat(detail.run().rootRunId()).isEqualTo(PARENT);
		assertThat(detail.events().get(0).data()).containsEntry("producer", "https://spark");
	}

	@Test
	void abortWithoutAWordIsAFailure() throws Exception {
		event("ABORT", "2026-11-21T04:00:00Z", "", "");
		CatalogRunAssert.assertThat(this.catalog.run(RUN).orElseThrow()).failedWith("aborted");
	}

	@Test
	void columnsAreFollowed() throws Exception {
		event("START", "2026-11-21T04:00:00Z", "",
				"""
						,"outputs":[{"namespace":"s3://lake","name":"report","facets":{"schema":{"fields":[{"name":"total"}]}}}]""");
		event("COMPLETE", "2026-11-21T04:01:00Z", "", """
				,"inputs":[{"namespace":"s3://lake","name":"sales","inputFacets":{"inputStatistics":{"rowCount":3}}}],
				"outputs":[{"namespace":"s3://lake","name":"report","outputFacets":{"outputStatistics":{"rowCount":1}},
				"facets":{"columnLineage":{"fields":{"total":{"inputFields":[{"namespace":"s3://lake","name":"sales",
				"field":"amount","transformations":[{"type":"DIRECT","subtype":"AGGREGATION"}]}]}}}}}]""");
		LineageGraph graph = this.catalog.lineage("dw://lake/sales", 2).orElseThrow();
		assertThat(graph.columns()).containsExactly(new LineageGraph.Column("dataset:s3://lake/sales", "amount",
				"dataset:s3://lake/report", "total", "AGGREGATION"));
		CatalogDataset output = this.catalog.run(RUN).orElseThrow().outputs().get(0);
		assertThat(output.details().toString()).as("what both events told")
			.contains("schema", "columnLineage", "rowCount=1");
		assertThat(this.http.get("/api/v1/lineage?dataset=s3://lake/report")
			.path("columns")
			.get(0)
			.path("from_field")
			.asString()).isEqualTo("amount");
	}

	@Test
	void placeOfASchemeThatSparkDoesNotKnowIsTheSamePlace() throws Exception {
		event("COMPLETE", "2026-11-21T04:01:00Z", "", """
				,"inputs":[{"namespace":"dw://lake","name":"/raw/sales.parquet"},
				{"namespace":"s3://lake","name":"/odd"}]""");
		assertThat(this.catalog.run(RUN).orElseThrow().inputs()).extracting("name")
			.containsExactlyInAnyOrder("dw://lake/raw/sales.parquet", "s3://lake//odd");
		assertThat(this.catalog.lineage("s3a://lake/raw/sales.parquet", 1)).isPresent();
	}

	@Test
	void eventsOfARunOfTheCatalogAddToIt() throws Exception {
		String run = this.http.start("etl", "{\"client_run_id\":\"" + RUN + "\"}");
		event("START", "2026-11-21T04:00:00Z", "", "");
		event("COMPLETE", "2026-11-21T04:00:00Z", "", """
				,"outputs":[{"namespace":"s3://lake","name":"report","facets":{"version":{"datasetVersion":"7"}}}]""");
		assertThat(this.catalog.run(run).orElseThrow().run().status()).isEqualTo(RunStatus.RUNNING);
		this.http.complete("etl", run, false, "{\"error\":\"own\",\"outputs\":[\"dw://lake/report/\"]}");
		assertThat(this.catalog.runs()).hasSize(1);
		CatalogRunDetail detail = this.catalog.run(run).orElseThrow();
		CatalogRunAssert.assertThat(detail).failedWith("own").hasEvent("openlineage.complete");
		assertThat(detail.outputs()).singleElement().satisfies((output) -> {
			assertThat(output.name()).isEqualTo("dw://lake/report/");
			assertThat(output.details().toString()).contains("datasetVersion");
		});
	}

	@Test
	void runThatOpenLineageToldOfFirstIsOneRun() throws Exception {
		event("START", "2026-11-21T04:00:00Z", "", "");
		event("COMPLETE", "2026-11-21T04:00:01Z", "", ",\"inputs\":[{\"namespace\":\"datlake\",\"name\":\"raw\"}]");
		String run = this.http.start("etl", "{\"client_run_id\":\"" + RUN + "\",\"owner\":\"me\"}");
		this.http.complete("etl", run, true, "{\"rows\":7}");
		assertThat(this.catalog.runs()).hasSize(1);
		CatalogRunDetail detail = this.catalog.run(RUN).orElseThrow();
		CatalogRunAssert.assertThat(detail).succeeded().hasInput("raw");
		assertThat(detail.run().result()).containsEntry("rows", 7);
		assertThat(detail.run().metadata()).containsEntry("owner", "me");
	}

	@Test
	void wrongEventsAreRefused() throws Exception {
		String event = """
				{"eventType":"START","eventTime":"%s","producer":"p","run":{"runId":"%s"},
				"job":{"namespace":"n","name":"j"}}""";
		assertThat(this.http.refused(422, "POST", "/api/v1/lineage", event.formatted("soon", RUN))
			.get(0)
			.path("type")
			.asString()).isEqualTo("datetime_parsing");
		this.http.refused(422, "POST", "/api/v1/lineage", event.formatted("2026-11-21T04:00:00Z", "x".repeat(101)));
		this.http.refused(422, "POST", "/api/v1/lineage", "[]");
		assertThat(this.catalog.runs()).isEmpty();
	}

}
