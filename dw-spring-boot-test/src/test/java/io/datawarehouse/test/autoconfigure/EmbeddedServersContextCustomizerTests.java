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

package io.datawarehouse.test.autoconfigure;

import java.util.List;
import java.util.Map;

import io.datawarehouse.test.autoconfigure.AutoConfigureDataWarehouse.Replace;
import org.junit.jupiter.api.Test;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedServersContextCustomizerTests {

	private final EmbeddedServersContextCustomizerFactory factory = new EmbeddedServersContextCustomizerFactory();

	@Test
	void contextsOfAllSlicesCanBeShared() {
		assertThat(create(Slice.class)).isNotNull()
			.isEqualTo(create(Imports.class))
			.hasSameHashCodeAs(create(Imports.class));
	}

	@Test
	void testsWithoutTheSliceAreLeftAlone() {
		assertThat(create(Object.class)).isNull();
		assertThat(create(OwnServers.class)).isNull();
	}

	@Test
	void configurationOfTheApplicationIsHidden() {
		assertThat(endpoint("applicationConfig")).isEmpty();
	}

	@Test
	void propertiesOfTheTestWin() {
		assertThat(endpoint("Inlined Test Properties")).isEqualTo("http://localhost:9000");
		assertThat(endpoint("Dynamic Test Properties")).isEqualTo("http://localhost:9000");
	}

	private String endpoint(String source) {
		PropertyResolver properties = customized(
				new MapPropertySource(source, Map.of("dw.storage.endpoint", "http://localhost:9000")));
		return properties.getRequiredProperty("dw.storage.endpoint");
	}

	@Test
	void namedClientsAreHidden() {
		PropertyResolver properties = customized(new MapPropertySource("applicationConfig",
				Map.of("dw.storage.clients.archive.endpoint", "https://archive.example.com",
						"dw.storage.clients.archive.secret-key", "${ARCHIVE_KEY}",
						"dw.storage.clients.archive.default-bucket", "cold", "dw.storage.clients.open.anonymous",
						"true", "dw.storage.clients.cold-store.region", "eu-west-1")));
		assertThat(properties.getProperty("dw.storage.clients.archive.endpoint")).isEmpty();
		assertThat(properties.getProperty("dw.storage.clients.archive.secret-key")).isEmpty();
		assertThat(properties.getProperty("dw.storage.clients.archive.default-bucket")).isEqualTo("cold");
		assertThat(properties.getProperty("dw.storage.clients.open.anonymous")).isEqualTo("false");
		assertThat(properties.getProperty("dw.storage.clients.cold-store.region")).isEmpty();
	}

	@Test
	void namedClientsOfTheEnvironmentAreHidden() {
		PropertyResolver properties = customized(
				new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						Map.of("DW_STORAGE_CLIENTS_ARCHIVE_ENDPOINT", "https://archive.example.com")));
		assertThat(properties.getProperty("dw.storage.clients.archive.endpoint")).isEmpty();
	}

	@Test
	void namedClientsOfTheTestAreLeftAlone() {
		PropertyResolver properties = customized(
				new MapPropertySource("Inlined Test Properties",
						Map.of("dw.storage.clients.archive.endpoint", "http://localhost:9000")),
				new MapPropertySource("applicationConfig",
						Map.of("dw.storage.clients.archive.endpoint", "https://archive.example.com",
								"dw.storage.clients.archive.access-key", "bob", "dw.storage.clients.backup.endpoint",
								"https://backup.example.com")));
		assertThat(properties.getProperty("dw.storage.clients.archive.endpoint")).isEqualTo("http://localhost:9000");
		assertThat(properties.getProperty("dw.storage.clients.archive.access-key")).isEqualTo("bob");
		assertThat(properties.getProperty("dw.storage.clients.backup.endpoint")).isEmpty();
	}

	@Test
	void proxiesOfNamedClientsAreNotUsed() {
		assertThat(customized(new MapPropertySource("applicationConfig", Map.of("dw.storage.clients.archive.proxy.host",
				"proxy.example.com", "dw.storage.clients.backup.region", "eu-west-1"))))
			.satisfies((properties) -> {
				assertThat(properties.getProperty("dw.storage.clients.archive.proxy.non-proxy-hosts"))
					.isEqualTo("127.0.0.1");
				assertThat(properties.getProperty("dw.storage.clients.backup.proxy.non-proxy-hosts")).isNull();
				assertThat(properties.getProperty("dw.storage.proxy.non-proxy-hosts")).isNull();
			});
		assertThat(customized(new MapPropertySource("applicationConfig",
				Map.of("dw.storage.proxy.host", "proxy.example.com", "dw.storage.clients.backup.proxy.non-proxy-hosts",
						"*.example.com"))))
			.satisfies((
					properties) -> assertThat(properties.getProperty("dw.storage.clients.backup.proxy.non-proxy-hosts"))
						.isEqualTo("127.0.0.1"));
	}

	private PropertyResolver customized(PropertySource<?>... sources) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			MutablePropertySources all = context.getEnvironment().getPropertySources();
			List.of(sources).forEach((source) -> {
				all.remove(source.getName());
				all.addLast(source);
			});
			new EmbeddedServersContextCustomizer().customizeContext(context,
					new MergedContextConfiguration(Slice.class, null, null, null, null));
			return context.getEnvironment();
		}
	}

	private ContextCustomizer create(Class<?> testClass) {
		return this.factory.createContextCustomizer(testClass, List.of());
	}

	@DataWarehouseTest
	static class Slice {

	}

	@AutoConfigureDataWarehouse
	static class Imports {

	}

	@DataWarehouseTest
	@AutoConfigureDataWarehouse(replace = Replace.NONE)
	static class OwnServers {

	}

}
