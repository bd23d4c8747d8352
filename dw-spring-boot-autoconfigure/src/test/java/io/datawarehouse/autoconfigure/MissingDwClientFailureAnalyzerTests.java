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

import java.util.Map;

import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MissingDwClientFailureAnalyzer}.
 */
class MissingDwClientFailureAnalyzerTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void storageNamesItsProperties() {
		FailureAnalysis analysis = analyze(DataWarehouseTemplate.class);
		assertThat(analysis.getDescription()).contains(DataWarehouseTemplate.class.getName());
		assertThat(analysis.getAction()).contains("dw.storage.endpoint")
			.contains("dw.storage.region")
			.contains("dw-embedded")
			.contains("dw.storage.enabled");
	}

	@Test
	void jobsNameTheirProperties() {
		assertThat(analyze(JobContextFactory.class).getAction()).contains("dw.jobs.url").contains("dw.jobs.enabled");
	}

	@Test
	void filaNamesItsProperties() {
		assertThat(analyze(FilaClient.class).getAction()).contains("dw.fila.addresses").contains("dw.fila.enabled");
	}

	@Test
	void misspelledPropertiesAreNamed() {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("dw.storage.endpont", "https://s3.example.com", "dw.fila.host", "fila")));
		assertThat(analyze(DataWarehouseTemplate.class).getAction())
			.contains("- correct the name: dw.storage.endpont (")
			.contains(") is not a property of the starter: did you mean dw.storage.endpoint?")
			.doesNotContain("fila")
			.doesNotContain("s3.example.com");
		assertThat(analyze(FilaClient.class).getAction()).contains("did you mean dw.fila.addresses?")
			.doesNotContain("endpont");
	}

	@Test
	void otherBeansAreLeftToOthers() {
		assertThat(analyze(String.class)).isNull();
	}

	private @Nullable FailureAnalysis analyze(Class<?> type) {
		NoSuchBeanDefinitionException failure = new NoSuchBeanDefinitionException(type);
		return new MissingDwClientFailureAnalyzer(this.environment).analyze(failure, failure);
	}

}
