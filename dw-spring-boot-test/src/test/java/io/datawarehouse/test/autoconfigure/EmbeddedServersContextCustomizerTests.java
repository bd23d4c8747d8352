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
import org.springframework.core.env.PropertySource;
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
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			PropertySource<?> properties = new MapPropertySource(source,
					Map.of("dw.storage.endpoint", "http://localhost:9000"));
			context.getEnvironment().getPropertySources().addFirst(properties);
			new EmbeddedServersContextCustomizer().customizeContext(context,
					new MergedContextConfiguration(Slice.class, null, null, null, null));
			return context.getEnvironment().getRequiredProperty("dw.storage.endpoint");
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
