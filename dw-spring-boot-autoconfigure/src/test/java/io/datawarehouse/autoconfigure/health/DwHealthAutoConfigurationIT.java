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

package io.datawarehouse.autoconfigure.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link DwHealthAutoConfiguration} with real servers, and with
 * ones that are gone or silent.
 */
class DwHealthAutoConfigurationIT {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwStorageAutoConfiguration.class,
				DwJobAutoConfiguration.class, FilaAutoConfiguration.class, DwHealthAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true");

	@Test
	void allThreeAreUpWithTheirServers() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeansOfType(HealthIndicator.class)).containsOnlyKeys("dwStorageHealthIndicator",
					"dwJobsHealthIndicator", "dwFilaHealthIndicator");
			assertThat(context.getBeansOfType(HealthIndicator.class).values())
				.allSatisfy((indicator) -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP));
		});
	}

	@Test
	void allThreeAreDownWithoutThem() {
		this.contextRunner.withPropertyValues("dw.health.deadline=2s").run((context) -> {
			context.getBean(EmbeddedS3Server.class).close();
			context.getBean(EmbeddedDatlakeCatalog.class).close();
			context.getBean(EmbeddedFilaBroker.class).close();
			assertThat(context.getBeansOfType(HealthIndicator.class).values())
				.allSatisfy((indicator) -> assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN));
		});
	}

	@Test
	void silentServerDoesNotHoldTheEndpoint() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			String address = "127.0.0.1:" + silent.getLocalPort();
			this.contextRunner
				.withPropertyValues("dw.health.deadline=300ms", "dw.storage.endpoint=http://" + address,
						"dw.storage.access-key=a", "dw.storage.secret-key=very-secret", "dw.jobs.url=http://" + address,
						"dw.jobs.api-key=very-secret", "dw.fila.addresses=" + address, "dw.fila.api-key=very-secret")
				.run((context) -> assertThat(context.getBeansOfType(HealthIndicator.class).values()).hasSize(3)
					.allSatisfy((indicator) -> {
						long start = System.nanoTime();
						Health health = indicator.health();
						assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
						assertThat(health.getStatus()).isEqualTo(Status.DOWN);
						assertThat(health.toString()).doesNotContain("very-secret");
					}));
		}
	}

	@Test
	void missingDefaultBucketIsDown() {
		this.contextRunner.withPropertyValues("dw.storage.default-bucket=lake").run((context) -> {
			HealthIndicator indicator = context.getBean(DwStorageHealthIndicator.class);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
			context.getBean(DataWarehouseTemplate.class).createBucket("lake");
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void eachCanBeSwitchedOff() {
		this.contextRunner
			.withPropertyValues("management.health.dwStorage.enabled=false", "management.health.dwjobs.enabled=false",
					"management.health.dwfila.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
	}

	@Test
	void clientsWorkWithoutTheActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DataWarehouseTemplate.class)
				.doesNotHaveBean(DeadlineHealthIndicator.class));
	}

}
