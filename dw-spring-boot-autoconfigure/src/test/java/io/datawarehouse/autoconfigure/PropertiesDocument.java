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

package io.datawarehouse.autoconfigure;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The text of {@code docs/properties.md}, made of the metadata that the build writes.
 */
final class PropertiesDocument {

	private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

	static {
		SECTIONS.put("dw.storage", "The object store's clients.");
		SECTIONS.put("dw.jobs", "Tracked job runs, and the lineage that they tell.");
		SECTIONS.put("dw.fila", "The message broker's clients and listeners.");
		SECTIONS.put("dw.embedded", "Servers inside the application, for clients without an endpoint.");
		SECTIONS.put("dw.health", "Health indicators.");
	}

	private final ConfigurationMetadata metadata;

	private PropertiesDocument(ConfigurationMetadata metadata) {
		this.metadata = metadata;
	}

	static String of(ConfigurationMetadata metadata) {
		return new PropertiesDocument(metadata).text();
	}

	private String text() {
		Map<String, List<Map<String, Object>>> sections = sections();
		StringBuilder text = new StringBuilder(
				"""
						# Configuration properties

						Every property that the starter reads, as editors show it. This file is written by the build from the
						metadata of the properties: change their Javadoc, then run

						```
						%s
						```

						Durations are written like `500ms`, `30s` or `2m`, sizes like `8MB`; `max-attempts` and `max_attempts` mean the
						same, and so does the environment variable `DW_STORAGE_RETRY_MAXATTEMPTS`. A property without a default
						is not set.
						"""
					.formatted(PropertiesDocumentTests.COMMAND));
		sections.forEach((name, properties) -> section(text, name, properties));
		return text.toString();
	}

	private Map<String, List<Map<String, Object>>> sections() {
		Map<String, List<Map<String, Object>>> all = this.metadata.properties()
			.stream()
			.collect(Collectors.groupingBy((property) -> section(ConfigurationMetadata.name(property)), TreeMap::new,
					Collectors.toList()));
		Map<String, List<Map<String, Object>>> ordered = new LinkedHashMap<>();
		SECTIONS.keySet().stream().filter(all::containsKey).forEach((name) -> ordered.put(name, all.remove(name)));
		ordered.putAll(all);
		return ordered;
	}

	private static String section(String property) {
		int dot = property.indexOf('.', property.indexOf('.') + 1);
		return (dot < 0) ? property : property.substring(0, dot);
	}

	private static void section(StringBuilder text, String name, List<Map<String, Object>> properties) {
		text.append("\n## ").append(name).append("\n\n");
		if (SECTIONS.containsKey(name)) {
			text.append(SECTIONS.get(name)).append("\n\n");
		}
		text.append("| property | type | default | description |\n| --- | --- | --- | --- |\n");
		properties.forEach((property) -> row(text, property));
	}

	private static void row(StringBuilder text, Map<String, Object> property) {
		text.append("| `").append(ConfigurationMetadata.name(property)).append("` | ");
		text.append(type(String.valueOf(property.get("type")))).append(" | ");
		text.append(defaultValue(property.get("defaultValue"))).append(" | ");
		text.append(cell(String.valueOf(property.get("description"))));
		text.append(deprecation(property.get("deprecation"))).append(" |\n");
	}

	private static String deprecation(@Nullable Object deprecation) {
		if (!(deprecation instanceof Map<?, ?> details)) {
			return "";
		}
		StringBuilder text = new StringBuilder(" **Deprecated.**");
		if (details.get("reason") != null) {
			text.append(' ').append(cell(details.get("reason").toString()));
		}
		if (details.get("replacement") != null) {
			text.append(" Use `").append(details.get("replacement")).append("`.");
		}
		return text.toString();
	}

	private static String defaultValue(@Nullable Object value) {
		if (value == null) {
			return "";
		}
		String text = (value instanceof Collection<?> values)
				? values.stream().map(String::valueOf).collect(Collectors.joining(",")) : value.toString();
		return text.isEmpty() ? "(empty)" : "`" + cell(text) + "`";
	}

	/**
	 * Name of a type as a reader of YAML wants it: the values of an enumeration, and no
	 * packages.
	 */
	private static String type(String type) {
		String values = enumeration(type);
		return (values != null) ? values : cell(type.replaceAll("[a-z][a-z0-9_]*\\.", "").replace(",", ", "));
	}

	private static @Nullable String enumeration(String type) {
		if (!type.startsWith("io.datawarehouse.")) {
			return null;
		}
		Class<?> enumeration = ClassUtils.resolveClassName(type, PropertiesDocument.class.getClassLoader());
		if (!enumeration.isEnum()) {
			return null;
		}
		return Arrays.stream(enumeration.getEnumConstants())
			.map((constant) -> "`" + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
			.collect(Collectors.joining(", "));
	}

	private static String cell(String text) {
		return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ").strip();
	}

}
