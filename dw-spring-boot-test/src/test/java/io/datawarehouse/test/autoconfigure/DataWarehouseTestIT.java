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

import java.net.URI;
import java.util.List;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.RunStatus;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DataWarehouseTest} with the configuration of an application in
 * production.
 */
@DataWarehouseTest
class DataWarehouseTestIT {

	@Autowired
	private ApplicationContext context;

	@Autowired
	private DataWarehouseTemplate dw;

	@Test
	void objectsAreInAnEmbeddedServer() {
		this.dw.ensureBucket("lake");
		this.dw.store("dw://lake/a", "content");
		assertThat(this.dw.retrieveString("dw://lake/a")).isEqualTo("content");
		assertThat(this.context.getBean(EmbeddedS3Server.class).endpoint().getHost()).isEqualTo("127.0.0.1");
	}

	@Test
	void namedClientsAreOfTheEmbeddedServerToo(@Qualifier("archive") DataWarehouseTemplate archive,
			@Qualifier("open") DataWarehouseTemplate open) {
		this.dw.ensureBucket("named");
		archive.store("dw://named/archived", "by archive");
		assertThat(open.retrieveString("dw://named/archived")).isEqualTo("by archive");
		assertThat(this.dw.retrieveString("dw://named/archived")).isEqualTo("by archive");
	}

	@Test
	void runsAreInAnEmbeddedCatalog(@Autowired JobContextFactory jobs, @Autowired EmbeddedDatlakeCatalog catalog) {
		jobs.run("etl", (job) -> {
		});
		assertThat(catalog.latestRun("etl").run().status()).isEqualTo(RunStatus.SUCCESS);
	}

	@Test
	void messagesAreInAnEmbeddedBroker(@Autowired FilaAdmin admin, @Autowired FilaClient fila) {
		admin.createQueue("orders");
		fila.enqueue("orders", new byte[] { 7 });
		try (FilaConsumer orders = fila.consume("orders")) {
			assertThat(orders.next().payload()).containsExactly(7);
		}
	}

	@Test
	void dataIsInMemory() {
		assertThat(this.context.getBean(EmbeddedS3Server.class).dataDir()).isNull();
		assertThat(this.context.getBean(EmbeddedDatlakeCatalog.class).dataDir()).isNull();
	}

	@Test
	void addressesAreProperties(@Value("${local.dw.storage.endpoint}") URI storage,
			@Value("${local.dw.jobs.url}") URI jobs, @Value("${local.dw.fila.addresses}") String fila) {
		assertThat(storage).isEqualTo(this.context.getBean(EmbeddedS3Server.class).endpoint());
		assertThat(jobs).isEqualTo(this.context.getBean(EmbeddedDatlakeCatalog.class).url());
		assertThat(fila).isEqualTo(this.context.getBean(EmbeddedFilaBroker.class).address());
	}

	@Test
	void resourcesAreResolved() throws Exception {
		this.dw.ensureBucket("lake");
		this.dw.store("dw://lake/resource", "text");
		assertThat(this.context.getResource("dw://lake/resource").getContentAsByteArray()).asString().isEqualTo("text");
	}

	@Test
	void customizersOfTheApplicationAreIncluded() {
		assertThat(this.context.getBeansOfType(ExampleCustomizer.class)).hasSize(1);
		assertThat(this.dw.toUri("a").bucket()).isEqualTo("lake");
	}

	@Test
	void otherComponentsAreNot() {
		assertThat(this.context.getBeansOfType(ReportService.class)).isEmpty();
	}

	@Test
	void otherAutoConfigurationIsNot() {
		assertThat(this.context.getBeansOfType(TaskExecutionAutoConfiguration.class)).isEmpty();
	}

	@Test
	void eventsOfTestsAreNotToldToTheConsumerInProduction(@Autowired Environment environment) {
		assertThat(environment.getProperty("dw.jobs.lineage.transport")).isEqualTo("datlake");
	}

	@Test
	void allOurAutoConfigurationsAreInTheSlice() {
		List<String> slice = candidates(AutoConfigureDataWarehouse.class);
		List<String> all = candidates(AutoConfiguration.class);
		assertThat(all).filteredOn((name) -> name.startsWith("io.datawarehouse."))
			// Of use with the actuator, or in a browser, only
			.filteredOn(
					(name) -> !name.contains(".health.") && !name.contains(".actuate.") && !name.contains("Console"))
			.isNotEmpty()
			.isSubsetOf(slice);
	}

	private static List<String> candidates(Class<?> annotation) {
		return ImportCandidates.load(annotation, null)
			.getCandidates()
			.stream()
			.map((name) -> name.replace("optional:", ""))
			.toList();
	}

}
