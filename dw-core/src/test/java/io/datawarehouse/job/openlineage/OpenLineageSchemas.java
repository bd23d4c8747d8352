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

package io.datawarehouse.job.openlineage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schemas of the OpenLineage specification, from a folder. Other modules have it
 * from the test jar.
 */
public final class OpenLineageSchemas {

	/**
	 * Environment variable that names the folder.
	 */
	public static final String VARIABLE = "OPENLINEAGE_SPEC_DIR";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final SchemaRegistry registry;

	/**
	 * Load the schemas.
	 * @param folder the folder, with those of the facets below it
	 */
	public OpenLineageSchemas(Path folder) {
		Map<String, String> schemas = new HashMap<>();
		try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
			for (Path file : files.filter((file) -> file.toString().endsWith(".json")).toList()) {
				String text = Files.readString(file);
				schemas.put(MAPPER.readTree(text).path("$id").asString(), text);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(builder) -> builder.schemas(schemas));
	}

	/**
	 * What is wrong with an event and its facets.
	 * @param event the event as JSON
	 * @return the errors, empty if there are none
	 */
	public List<String> errors(String event) {
		ObjectNode json = (ObjectNode) MAPPER.readTree(event);
		List<String> errors = new ArrayList<>(validate(json.path("schemaURL").asString(), json));
		facets(json.path("run").path("facets"), errors);
		facets(json.path("job").path("facets"), errors);
		for (String field : List.of("inputs", "outputs")) {
			json.path(field).forEach((dataset) -> {
				facets(dataset.path("facets"), errors);
				facets(dataset.path("outputFacets"), errors);
			});
		}
		return errors;
	}

	/**
	 * The schema of a facet describes an object that holds it under its name.
	 */
	private void facets(JsonNode facets, List<String> errors) {
		facets.properties().forEach((entry) -> {
			String url = entry.getValue().path("_schemaURL").asString();
			ObjectNode alone = MAPPER.createObjectNode();
			alone.set(entry.getKey(), entry.getValue());
			errors.addAll(validate(url, entry.getValue()));
			if (url.contains("/facets/")) {
				errors.addAll(validate(url.substring(0, url.indexOf('#')), alone));
			}
		});
	}

	private List<String> validate(String url, JsonNode node) {
		Schema schema;
		try {
			schema = this.registry.getSchema(SchemaLocation.of(url));
		}
		catch (SchemaException ex) {
			return List.of("There is no schema at '" + url + "'");
		}
		return schema
			.validate(node.toString(), InputFormat.JSON,
					(context) -> context.executionConfig((config) -> config.formatAssertionsEnabled(true)))
			.stream()
			.map(Error::toString)
			.toList();
	}

}
