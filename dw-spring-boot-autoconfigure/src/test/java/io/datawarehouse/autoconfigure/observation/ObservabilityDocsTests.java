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
package io.datawarehouse.autoconfigure.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.datawarehouse.fila.FilaObservation;
import io.datawarehouse.job.JobObservation;
import io.datawarehouse.observation.DwObservation;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.docs.ObservationDocumentation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/observability.md} tells what the enums and the metadata say.
 */
class ObservabilityDocsTests {

	private static final Path DOCS = Path.of("../docs/observability.md");

	private static final String BEGIN = "<!-- generated: observations -->";

	private static final String END = "<!-- end of generated -->";

	@Test
	void observationsAreThoseOfTheEnums() throws IOException {
		String docs = Files.readString(DOCS);
		assertThat(docs).contains(BEGIN, END);
		String section = docs.substring(docs.indexOf(BEGIN) + BEGIN.length(), docs.indexOf(END)).strip();
		assertThat(section).isEqualTo(String.join("\n", table()));
	}

	@Test
	void propertiesAreThoseThatExist() throws IOException {
		String docs = Files.readString(DOCS);
		JsonNode metadata = JsonMapper.shared()
			.readTree(getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"));
		assertThat(metadata.path("properties")).map((property) -> property.path("name").asString())
			.filteredOn((name) -> name.startsWith("dw.observations.") || name.startsWith("management.endpoint.dw."))
			.isNotEmpty()
			.allSatisfy((name) -> assertThat(docs).contains("| `" + name + "` |"));
	}

	private static List<String> table() {
		List<String> lines = new ArrayList<>();
		lines.add("| observation | keys of metrics and traces | keys of traces only | events |");
		lines.add("| --- | --- | --- | --- |");
		Stream.<ObservationDocumentation[]>of(DwObservation.values(), JobObservation.values(), FilaObservation.values())
			.flatMap(Arrays::stream)
			.map(ObservabilityDocsTests::row)
			.forEach(lines::add);
		lines.add("");
		lines.add("Values of the key `operation`:");
		lines.add("");
		for (DwObservation observation : DwObservation.values()) {
			lines.add("- `" + observation.getName() + "`: " + code(observation.getOperations().stream()));
		}
		return lines;
	}

	private static String row(ObservationDocumentation observation) {
		return "| `" + observation.getName() + "` | " + code(names(observation.getLowCardinalityKeyNames())) + " | "
				+ code(names(observation.getHighCardinalityKeyNames())) + " | "
				+ code(Stream.of(observation.getEvents()).map(Observation.Event::getName)) + " |";
	}

	private static Stream<String> names(KeyName[] keys) {
		return Stream.of(keys).map(KeyName::asString).sorted();
	}

	private static String code(Stream<String> names) {
		return names.map((name) -> "`" + name + "`").collect(Collectors.joining(", "));
	}

}
