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

import java.nio.charset.StandardCharsets;

import io.datawarehouse.autoconfigure.storage.DwStorageAsyncAutoConfiguration;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.RunStatus;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.storage.AsyncDataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.stereotype.Service;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the attributes of {@link DataWarehouseTest}.
 */
@DataWarehouseTest(properties = "dw.fila.template.default-queue=reports", includeFilters = @Filter(Service.class),
		excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ExampleCustomizer.class),
		excludeAutoConfiguration = DwStorageAsyncAutoConfiguration.class)
class DataWarehouseTestCustomizedIT {

	@Autowired
	private ApplicationContext context;

	@Test
	void includedServiceWorks(@Autowired ReportService service, @Autowired DataWarehouseTemplate dw,
			@Autowired FilaAdmin admin, @Autowired FilaClient fila, @Autowired EmbeddedDatlakeCatalog catalog) {
		dw.ensureBucket("lake");
		admin.createQueue("reports");
		service.publish("all well");
		assertThat(dw.retrieveString("dw://lake/report.txt")).isEqualTo("all well");
		assertThat(catalog.latestRun("publish_report").run().status()).isEqualTo(RunStatus.SUCCESS);
		try (FilaConsumer reports = fila.consume("reports")) {
			assertThat(new String(reports.next().payload(), StandardCharsets.UTF_8)).contains("all well");
		}
	}

	@Test
	void excludedComponentIsAbsent() {
		assertThat(this.context.getBeansOfType(ExampleCustomizer.class)).isEmpty();
	}

	@Test
	void excludedAutoConfigurationIsAbsent() {
		assertThat(this.context.getBeansOfType(AsyncDataWarehouseOperations.class)).isEmpty();
	}

	@Test
	void propertiesAreSet() {
		assertThat(this.context.getEnvironment().getProperty("dw.fila.template.default-queue")).isEqualTo("reports");
	}

}
