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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.NullValueInNestedPathException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private final ConfigurationMetadata metadata = ConfigurationMetadata.read();

	@Test
	void everyPropertyIsDescribed() {
		assertThat(this.metadata.properties())
			.allSatisfy((property) -> assertThat(property.get("description")).as(ConfigurationMetadata.name(property))
				.asString()
				// A sentence, as Boot writes them
				.matches("(?s)[A-Z1-9].*\\.")
				.doesNotMatch("(?s)(The|An?) .*"));
	}

	@Test
	void allClientsAndServersAreInIt() {
		assertThat(this.metadata.names()).contains("dw.storage.endpoint", "dw.jobs.url", "dw.fila.addresses",
				"dw.embedded.enabled", "dw.health.deadline", "dw.storage.retry.max-attempts", "dw.storage.ssl.bundle",
				"management.health.dwstorage.enabled");
	}

	@Test
	void defaultsAreInIt() {
		assertThat(this.metadata.properties())
			.anySatisfy((property) -> assertThat(property).containsEntry("name", "dw.storage.retry.initial-interval")
				.containsEntry("defaultValue", "500ms"));
	}

	/**
	 * The processor reads a default only when the source says it as a literal; others
	 * belong into {@code additional-spring-configuration-metadata.json}.
	 */
	@Test
	void noDefaultIsMissing() {
		Map<String, Object> missing = new TreeMap<>();
		for (Map<String, Object> group : this.metadata.groups()) {
			Class<?> type = ClassUtils.resolveClassName(String.valueOf(group.get("type")), null);
			ConfigurationProperties properties = AnnotatedElementUtils.findMergedAnnotation(type,
					ConfigurationProperties.class);
			if (properties != null && BeanUtils.getResolvableConstructor(type).getParameterCount() == 0) {
				collectMissing(properties.prefix(), new BeanWrapperImpl(type), missing);
			}
		}
		assertThat(missing).as("defaults that additional-spring-configuration-metadata.json has to tell").isEmpty();
	}

	private void collectMissing(String prefix, BeanWrapperImpl bean, Map<String, Object> missing) {
		for (Map<String, Object> property : this.metadata.properties()) {
			String name = ConfigurationMetadata.name(property);
			// Enabled by itself when a bundle is named
			if (property.get("defaultValue") == null && name.startsWith(prefix + ".")
					&& !name.endsWith(".ssl.enabled")) {
				Object value = value(bean, beanPath(name.substring(prefix.length() + 1)));
				if (isDefault(value)) {
					missing.put(name, value);
				}
			}
		}
	}

	private static @Nullable Object value(BeanWrapperImpl bean, String path) {
		try {
			return bean.isReadableProperty(path) ? bean.getPropertyValue(path) : null;
		}
		catch (NullValueInNestedPathException ex) {
			return null;
		}
	}

	private static boolean isDefault(@Nullable Object value) {
		if (value instanceof Collection<?> collection) {
			return !collection.isEmpty();
		}
		return (value instanceof Map<?, ?> map) ? !map.isEmpty() : value != null;
	}

	private static String beanPath(String name) {
		StringBuilder path = new StringBuilder();
		for (String element : name.split("\\.")) {
			path.append(path.isEmpty() ? "" : ".").append(camelCase(element));
		}
		return path.toString();
	}

	private static String camelCase(String name) {
		String[] words = name.split("-");
		StringBuilder result = new StringBuilder(words[0]);
		for (String word : List.of(words).subList(1, words.length)) {
			result.append(StringUtils.capitalize(word));
		}
		return result.toString();
	}

	@Test
	void hintsAreOfPropertiesThatExist() {
		assertThat(this.metadata.hints()).isNotEmpty()
			.allSatisfy((hint) -> assertThat(this.metadata.names())
				.contains(ConfigurationMetadata.name(hint).replaceAll("\\.(keys|values)$", "")));
	}

	@Test
	void namesAreCanonical() {
		assertThat(this.metadata.names()).allMatch(ConfigurationPropertyName::isValid);
	}

}
