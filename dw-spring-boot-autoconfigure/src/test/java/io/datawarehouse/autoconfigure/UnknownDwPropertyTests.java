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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnknownDwProperty} and {@link DwPropertyNames}.
 */
class UnknownDwPropertyTests {

	private static String find(PropertySource<?> source) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(source.getName());
		environment.getPropertySources().addFirst(source);
		return UnknownDwProperty.find(environment)
			.stream()
			.map(UnknownDwProperty::describe)
			.collect(Collectors.joining("\n"));
	}

	private static String find(String property) {
		return find(new MapPropertySource("test", Map.of(property, "hush")));
	}

	@Test
	void allPropertiesAreKnown() {
		assertThat(ConfigurationMetadata.read().names()).hasSizeGreaterThan(100)
			.allSatisfy((name) -> assertThat(find(name)).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "dw.storage.ensure-buckets[0]", "dw.storage.ensureBuckets[1]", "dw.storage.access_key",
			"dw.storage.clients.archive.endpoint", "dw.storage.clients.cold-store.retry.max-attempts",
			"dw.storage.clients.archive.ensure-buckets[0]", "dw.fila.addresses[2]", "dw.sales.endpoint",
			"dw.docs.write", "dw.storage", "management.endpoint.dw.show-values", "other.storage.endpont" })
	void theseAreFine(String property) {
		assertThat(find(property)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "dw.storage.endpont, dw.storage.endpoint", "dw.storge.endpoint, dw.storage.endpoint",
			"dw.storage.acces-key, dw.storage.access-key", "dw.storage.secretkey1, dw.storage.secret-key",
			"dw.storage.url, dw.storage.endpoint", "dw.storage.bucket, dw.storage.default-bucket",
			"dw.storage.part-size, dw.storage.multipart.part-size", "dw.job.url, dw.jobs.url",
			"dw.jobs.endpoint, dw.jobs.url", "dw.fila.address, dw.fila.addresses", "dw.fila.host, dw.fila.addresses",
			"dw.storage.clients.archive.endpont, dw.storage.clients.archive.endpoint",
			"dw.storage.clients.archive.url, dw.storage.clients.archive.endpoint",
			"dw.embedded.in-memry, dw.embedded.in-memory" })
	void theseAreMisspelled(String property, String meant) {
		assertThat(find(property)).isEqualTo(property + " (\"" + property
				+ "\" from property source \"test\") is not a property of the starter: did you mean " + meant + "?");
	}

	@Test
	void whatIsLikeNothingIsToldToo() {
		assertThat(find("dw.storage.colour")).endsWith("is not a property of the starter").doesNotContain("hush");
	}

	@Test
	void placeInTheFileIsTold() throws IOException {
		PropertySource<?> source = new PropertiesPropertySourceLoader()
			.load("applicationConfig",
					new ByteArrayResource(
							"other.key=1\ndw.storage.endpont=hush\n".getBytes(StandardCharsets.ISO_8859_1),
							"application.properties"))
			.get(0);
		assertThat(find(source))
			.isEqualTo("dw.storage.endpont (Byte array resource [application.properties] - 2:20) is not a property of "
					+ "the starter: did you mean dw.storage.endpoint?");
	}

	@Test
	void variablesOfTheEnvironmentAreNotJudged() {
		assertThat(find(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				Map.of("DW_STORAGE_ACCESS_KEY", "a", "DW_STORAGE_ENDPONT", "b"))))
			.isEmpty();
	}

}
