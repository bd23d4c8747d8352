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
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata that the configuration processor makes of the properties.
 */
class ConfigurationMetadataTests {

	private final List<Map<String, Object>> properties = read();

	@Test
	void everyPropertyIsDescribed() {
		assertThat(this.properties)
			.allSatisfy((property) -> assertThat(property.get("description")).as(property.get("name").toString())
				.asString()
				.isNotBlank());
	}

	@Test
	void allClientsAndServersAreInIt() {
		assertThat(this.properties).extracting((property) -> property.get("name"))
			.contains("dw.storage.endpoint", "dw.jobs.url", "dw.fila.addresses", "dw.embedded.enabled",
					"dw.health.deadline", "dw.storage.retry.max-attempts", "dw.storage.ssl.bundle",
					"management.health.dwstorage.enabled");
	}

	@Test
	void defaultsAreInIt() {
		assertThat(this.properties)
			.anySatisfy((property) -> assertThat(property).containsEntry("name", "dw.storage.retry.initial-interval")
				.containsEntry("defaultValue", "500ms"));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> read() {
		String name = "/META-INF/spring-configuration-metadata.json";
		try (InputStream in = ConfigurationMetadataTests.class.getResourceAsStream(name)) {
			Map<String, Object> metadata = JsonMapper.shared().readValue(in, Map.class);
			return (List<Map<String, Object>>) metadata.get("properties");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
