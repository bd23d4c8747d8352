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

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.UrlResource;

/**
 * What the build wrote to {@code spring-configuration-metadata.json}.
 *
 * @param groups the groups of properties
 * @param properties the properties, by name
 * @param hints the hints for editors
 */
record ConfigurationMetadata(List<Map<String, Object>> groups, List<Map<String, Object>> properties,
		List<Map<String, Object>> hints) {

	private static final String NAME = "META-INF/spring-configuration-metadata.json";

	/**
	 * Read what this module wrote, and not what other jars on the class path have.
	 */
	static ConfigurationMetadata read() {
		try {
			Enumeration<URL> found = ConfigurationMetadata.class.getClassLoader().getResources(NAME);
			while (found.hasMoreElements()) {
				try (InputStream in = new UrlResource(found.nextElement()).getInputStream()) {
					ConfigurationMetadata metadata = of(JsonMapper.shared().readValue(in, Map.class));
					if (metadata.names().contains("dw.storage.endpoint")) {
						return metadata;
					}
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("Could not read " + NAME, ex);
		}
		throw new IllegalStateException("There is no " + NAME + " with our properties: build with Maven");
	}

	private static ConfigurationMetadata of(Map<?, ?> metadata) {
		List<Map<String, Object>> properties = list(metadata.get("properties"));
		properties.sort(Comparator.comparing(ConfigurationMetadata::name));
		return new ConfigurationMetadata(list(metadata.get("groups")), properties, list(metadata.get("hints")));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(@Nullable Object value) {
		return (value != null) ? new ArrayList<>((List<Map<String, Object>>) value) : new ArrayList<>();
	}

	static String name(Map<String, Object> entry) {
		return Objects.requireNonNull(entry.get("name")).toString();
	}

	List<String> names() {
		return this.properties.stream().map(ConfigurationMetadata::name).toList();
	}

}
