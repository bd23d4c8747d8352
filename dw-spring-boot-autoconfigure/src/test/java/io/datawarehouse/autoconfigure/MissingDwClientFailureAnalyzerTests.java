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

import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MissingDwClientFailureAnalyzer}.
 */
class MissingDwClientFailureAnalyzerTests {

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
	void otherBeansAreLeftToOthers() {
		assertThat(analyze(String.class)).isNull();
	}

	private static @Nullable FailureAnalysis analyze(Class<?> type) {
		NoSuchBeanDefinitionException failure = new NoSuchBeanDefinitionException(type);
		return new MissingDwClientFailureAnalyzer().analyze(failure, failure);
	}

}
