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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of the wire and of the journal.
 */
final class DatlakeJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private DatlakeJson() {
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	static ObjectNode object(String what, @Nullable Map<String, ?> values) {
		ObjectNode object = object();
		if (values != null) {
			values.forEach((name, value) -> object.set(name, node(what + " '" + name + "'", value)));
		}
		return object;
	}

	/**
	 * The tree of a value, taken at once: what cannot be written as JSON is told to the
	 * caller who gave it, not when the run is long over.
	 * @param what what the value is, for the message
	 * @param value any value
	 * @return its tree
	 */
	static JsonNode node(String what, @Nullable Object value) {
		try {
			return MAPPER.valueToTree(value);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			String type = (value != null) ? value.getClass().getName() : "null";
			throw new IllegalArgumentException(what + " of type " + type + " cannot be written as JSON", ex);
		}
	}

	static byte[] bytes(JsonNode node) {
		return MAPPER.writeValueAsBytes(node);
	}

	/**
	 * The object in the given text.
	 * @param bytes the text in UTF-8
	 * @return the object, or {@code null} if the text is something else
	 */
	static @Nullable ObjectNode parseObject(byte[] bytes) {
		try {
			return (MAPPER.readTree(bytes) instanceof ObjectNode object) ? object : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * The first of some fields that holds a text or a number.
	 * @param object the object
	 * @param names the fields to look at
	 * @return the text, or {@code null} if no field holds one
	 */
	static @Nullable String text(JsonNode object, String... names) {
		for (String name : List.of(names)) {
			JsonNode value = object.path(name);
			if (value.isString() || value.isNumber()) {
				return value.asString();
			}
		}
		return null;
	}

	static Map<String, Object> map(JsonNode node) {
		Map<String, Object> map = new LinkedHashMap<>();
		if (node instanceof ObjectNode object) {
			object.properties()
				.forEach((entry) -> map.put(entry.getKey(), MAPPER.treeToValue(entry.getValue(), Object.class)));
		}
		return map;
	}

}
