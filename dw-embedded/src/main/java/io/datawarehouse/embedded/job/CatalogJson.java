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

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as the Datlake backend writes it: with names in snake case.
 */
final class CatalogJson {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private CatalogJson() {
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	static JsonNode tree(Object value) {
		return MAPPER.valueToTree(value);
	}

	static byte[] bytes(Object value) {
		return MAPPER.writeValueAsBytes(value);
	}

	static String text(@Nullable Object value) {
		return MAPPER.writeValueAsString(value);
	}

	/**
	 * Read any JSON.
	 * @param bytes the text in UTF-8
	 * @return the tree, or {@code null} if it is not JSON
	 */
	static @Nullable JsonNode parse(byte[] bytes) {
		try {
			return MAPPER.readTree(bytes);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Read an object that the catalog wrote itself.
	 */
	static ObjectNode parseObject(String json) {
		return (ObjectNode) MAPPER.readTree(json);
	}

	/**
	 * Read an object of somebody else.
	 * @return its fields, none if it is no object
	 */
	static Map<String, Object> looseMap(String json) {
		JsonNode node = parse(json.getBytes(StandardCharsets.UTF_8));
		return (node instanceof ObjectNode) ? map(json) : Map.of();
	}

	static Map<String, Object> map(@Nullable String json) {
		Map<String, Object> map = new LinkedHashMap<>();
		if (json != null && MAPPER.readTree(json) instanceof ObjectNode object) {
			object.properties()
				.forEach((entry) -> map.put(entry.getKey(), MAPPER.treeToValue(entry.getValue(), Object.class)));
		}
		return map;
	}

}
