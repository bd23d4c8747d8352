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
package io.datawarehouse.autoconfigure.storage;

import io.datawarehouse.autoconfigure.FailureAnalyses;
import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.health.DwHealthAutoConfiguration;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Named clients and the embedded server.
 */
class DwStorageClientsIT {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwStorageAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.jobs.enabled=false", "dw.fila.enabled=false");

	@Test
	void clientsShareTheEmbeddedServer() {
		this.contextRunner
			.withPropertyValues("dw.storage.ensure-buckets=lake,raw",
					"dw.storage.clients.archive.default-bucket=archive",
					"dw.storage.clients.archive.ensure-buckets=archive")
			.run((context) -> {
				DataWarehouseTemplate plain = context.getBean(DataWarehouseTemplate.class);
				DataWarehouseTemplate archive = context.getBean("archiveDataWarehouseTemplate",
						DataWarehouseTemplate.class);
				archive.store("report.txt", "archived");
				assertThat(plain.retrieve("dw://archive/report.txt")).asString().isEqualTo("archived");
				assertThat(plain.bucketExists("lake")).isTrue();
				assertThat(plain.bucketExists("raw")).isTrue();
			});
	}

	@Test
	void tlsOfTheRealStoreDoesNotDisturbTheEmbeddedOne() {
		this.contextRunner.withPropertyValues("dw.storage.ssl.enabled=true", "dw.storage.ensure-buckets=lake")
			.run((context) -> assertThat(context.getBean(DataWarehouseTemplate.class).bucketExists("lake")).isTrue());
	}

	@Test
	void healthTellsClientsApart() {
		ApplicationContextRunner runner = this.contextRunner
			.withConfiguration(AutoConfigurations.of(DwHealthAutoConfiguration.class));
		runner.withPropertyValues("dw.storage.clients.archive.default-bucket=archive")
			.run((context) -> assertThat(
					context.getBean("dwStorageHealthContributor", CompositeHealthContributor.class).stream())
				.extracting(HealthContributors.Entry::name)
				.containsExactlyInAnyOrder("default", "archive"));
		runner
			.withPropertyValues("dw.storage.clients.archive.endpoint=http://127.0.0.1:1",
					"dw.storage.clients.backup.endpoint=http://127.0.0.1:1")
			.run((context) -> assertThat(
					context.getBean("dwStorageHealthContributor", CompositeHealthContributor.class).stream())
				.extracting(HealthContributors.Entry::name)
				.containsExactlyInAnyOrder("archive", "backup"));
	}

	@Test
	void bucketsThatExistAreLeftAlone() {
		this.contextRunner.withPropertyValues("dw.storage.ensure-buckets=lake").run((first) -> {
			DataWarehouseTemplate template = first.getBean(DataWarehouseTemplate.class);
			template.store("dw://lake/a", "kept");
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DwStorageAutoConfiguration.class))
				.withBean(DwStorageConnectionDetails.class, () -> first.getBean(DwStorageConnectionDetails.class))
				.withPropertyValues("dw.storage.ensure-buckets=lake")
				.run((second) -> assertThat(second).hasNotFailed());
			assertThat(template.retrieve("dw://lake/a")).asString().isEqualTo("kept");
		});
	}

	@Test
	void noServerIsStartedThatNobodyWouldUse() {
		this.contextRunner
			.withPropertyValues("dw.storage.clients.archive.endpoint=http://archive.example.com",
					"dw.storage.clients.backup.region=eu-west-7")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EmbeddedS3Server.class)
				.doesNotHaveBean("dataWarehouseTemplate"));
	}

	@Test
	void serverIsStartedForTheOneThatHasNone() {
		this.contextRunner
			.withPropertyValues("dw.storage.clients.archive.endpoint=http://archive.example.com",
					"dw.storage.clients.local.default-bucket=lake")
			.run((context) -> assertThat(context).hasSingleBean(EmbeddedS3Server.class)
				.hasBean("dataWarehouseTemplate")
				.hasBean("localDataWarehouseTemplate"));
	}

	@Test
	void clientsThatAreSwitchedOffDoNotCount() {
		this.contextRunner
			.withPropertyValues("dw.storage.clients.archive.endpoint=http://archive.example.com",
					"dw.storage.clients.archive.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(EmbeddedS3Server.class)
				.hasSingleBean(DataWarehouseTemplate.class));
	}

	@Test
	void bucketsWithoutAClientAreRefused() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DwStorageAutoConfiguration.class))
			.withPropertyValues("dw.storage.ensure-buckets=lake")
			.run((context) -> assertThat(FailureAnalyses.of(context.getStartupFailure()).getDescription())
				.contains("dw.storage.ensure-buckets is set, but there is no client"));
	}

}
