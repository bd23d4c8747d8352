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

package io.datawarehouse.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.datawarehouse.job.openlineage.OpenLineageSchemas;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.SpringApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenLineage events of the pipeline, written to a file beside the catalog.
 */
class SalesLineageIT {

	private static final Path DATA = Path.of("data");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static List<String> events;

	@BeforeAll
	static void runThePipeline(@TempDir Path temp) throws IOException {
		Path input = Files.createDirectory(temp.resolve("input"));
		Files.copy(DATA.resolve("sales-2026-11-09.csv"), input.resolve("sales-2026-11-09.csv"));
		Files.copy(DATA.resolve("sales-2026-11-11.csv"), input.resolve("sales-2026-11-11.csv"));
		Files.writeString(input.resolve("sales-2026-11-10.csv"), "<html>Service unavailable</html>\n");
		Path lineage = temp.resolve("lineage.ndjson");
		SpringApplication
			.run(SalesApplication.class, "--server.port=0", "--sales.input=" + input,
					"--dw.embedded.data-dir=" + temp.resolve("data"), "--dw.jobs.lineage.transport=both",
					"--dw.jobs.lineage.target=file", "--dw.jobs.lineage.file=" + lineage)
			.close();
		events = Files.readAllLines(lineage);
	}

	@Test
	void everyRunHasOneStartAndThenOneEnd() {
		Map<String, List<String>> runs = new LinkedHashMap<>();
		events.stream()
			.map(JSON::readTree)
			.forEach((event) -> runs
				.computeIfAbsent(event.path("run").path("runId").asString(), (runId) -> new ArrayList<>())
				.add(event.path("job").path("name").asString() + " " + event.path("eventType").asString()));
		assertThat(runs.values()).hasSize(8)
			.containsOnlyOnce(List.of("sales_pipeline START", "sales_pipeline COMPLETE"))
			.containsOnlyOnce(List.of("sales_report START", "sales_report COMPLETE"))
			.containsOnlyOnce(List.of("sales_ingest START", "sales_ingest COMPLETE"))
			.filteredOn(List.of("daily_sales_etl START", "daily_sales_etl COMPLETE")::equals)
			.hasSize(2);
		assertThat(runs.values()).filteredOn(List.of("daily_sales_etl START", "daily_sales_etl FAIL")::equals)
			.hasSize(3);
	}

	@Test
	void endsTellTheirInputsAndOutputs() {
		assertThat(events.stream().map(JSON::readTree)).filteredOn(SalesLineageIT::isCompletedEtl)
			.hasSize(2)
			.allSatisfy((event) -> {
				assertThat(event.path("job").path("namespace").asString()).isEqualTo("daily-sales");
				assertThat(event.path("inputs").findValuesAsString("name")).contains("sales_raw");
				assertThat(event.path("outputs").findValuesAsString("name")).contains("sales_curated");
				assertThat(event.path("outputs").toString()).contains("\"name\":\"net\",\"type\":\"decimal(18,2)\"");
			});
		assertThat(events.stream().map(JSON::readTree))
			.filteredOn((event) -> event.path("eventType").asString().equals("FAIL"))
			.allSatisfy((event) -> assertThat(
					event.path("run").path("facets").path("errorMessage").path("stackTrace").asString())
				.contains("UnusableFileException"));
	}

	@Test
	@EnabledIfEnvironmentVariable(named = OpenLineageSchemas.VARIABLE, matches = ".+",
			disabledReason = "needs the schemas of the OpenLineage specification")
	void everyEventPassesTheSchemas() {
		OpenLineageSchemas schemas = schemas();
		assertThat(events).hasSize(16).allSatisfy((event) -> assertThat(schemas.errors(event)).isEmpty());
	}

	@ParameterizedTest
	@MethodSource("faults")
	@EnabledIfEnvironmentVariable(named = OpenLineageSchemas.VARIABLE, matches = ".+",
			disabledReason = "needs the schemas of the OpenLineage specification")
	void eventWithAFaultDoesNot(Consumer<ObjectNode> fault) {
		ObjectNode event = events.stream()
			.map(JSON::readTree)
			.filter(SalesLineageIT::isCompletedEtl)
			.map(ObjectNode.class::cast)
			.findFirst()
			.orElseThrow();
		assertThat(schemas().errors(event.toString())).isEmpty();
		fault.accept(event);
		assertThat(schemas().errors(event.toString())).isNotEmpty();
	}

	static Stream<Named<Consumer<ObjectNode>>> faults() {
		return Stream.of(Named.of("no run", (event) -> event.remove("run")),
				Named.of("run id that is no UUID", (event) -> object(event, "/run").put("runId", "17")),
				Named.of("time that is none", (event) -> event.put("eventTime", "yesterday")),
				Named.of("time without a zone", (event) -> event.put("eventTime", "2026-11-21T04:00:00")),
				Named.of("producer that is no URI", (event) -> event.put("producer", "the sales pipeline")),
				Named.of("kind of event that is none", (event) -> event.put("eventType", "DONE")),
				Named.of("dataset without a namespace", (event) -> object(event, "/outputs/0").remove("namespace")),
				Named.of("facet without its schema",
						(event) -> object(event, "/run/facets/processing_engine").put("_schemaURL", "no uri")),
				Named.of("column without a name",
						(event) -> object(event, "/outputs/0/facets/schema/fields/0").remove("name")),
				Named.of("engine without a version",
						(event) -> object(event, "/run/facets/processing_engine").remove("version")));
	}

	private static ObjectNode object(ObjectNode event, String path) {
		return (ObjectNode) event.at(path);
	}

	private static boolean isCompletedEtl(JsonNode event) {
		return event.path("eventType").asString().equals("COMPLETE")
				&& event.path("job").path("name").asString().equals("daily_sales_etl");
	}

	private static OpenLineageSchemas schemas() {
		return new OpenLineageSchemas(Path.of(System.getenv(OpenLineageSchemas.VARIABLE)));
	}

}
