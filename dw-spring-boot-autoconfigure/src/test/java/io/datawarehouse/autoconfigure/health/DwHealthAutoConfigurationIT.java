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
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaListenerAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerEndpointRegistry;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests for {@link DwHealthAutoConfiguration} with real servers, and with
 * ones that are gone or silent.
 */
class DwHealthAutoConfigurationIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwStorageAutoConfiguration.class,
				DwJobAutoConfiguration.class, FilaAutoConfiguration.class, DwHealthAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.health.deadline=30s");

	@Test
	void allThreeAreUpWithTheirServers() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeansOfType(HealthIndicator.class)).containsOnlyKeys("dwStorageHealthContributor",
					"dwJobsHealthContributor", "dwFilaHealthContributor");
			assertThat(context.getBeansOfType(HealthIndicator.class).values())
				.allSatisfy((indicator) -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP));
		});
	}

	@Test
	void outboxIsTold() {
		this.contextRunner.run((
				context) -> assertThat(context.getBean(DwJobsHealthIndicator.class).health().getDetails().get("outbox"))
					.asInstanceOf(InstanceOfAssertFactories.MAP)
					.containsKeys("pendingCompletions", "pendingEvents", "oldestAgeMs", "dropped"));
	}

	@Test
	void listenersAreToldAndMayBePaused() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(FilaListenerAutoConfiguration.class))
			.withBean(Listener.class)
			.run((context) -> {
				FilaListenerContainer shop = context.getBean(FilaListenerEndpointRegistry.class).getContainer("shop");
				HealthIndicator indicator = context.getBean(DwFilaHealthIndicator.class);
				await().atMost(SOON).until(shop::isSubscribed);
				assertThat(listener(indicator.health())).containsExactly(entry("running", true), entry("paused", false),
						entry("subscribed", true));
				shop.pause();
				assertThat(listener(indicator.health())).containsEntry("paused", true)
					.containsEntry("subscribed", false);
				shop.stop();
				Health stopped = indicator.health();
				assertThat(listener(stopped)).containsEntry("running", false);
				assertThat(stopped.getStatus()).as("stopped by its owner").isEqualTo(Status.UP);
			});
	}

	@Test
	void listenerThatCannotReachTheBrokerTellsWhy() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(FilaListenerAutoConfiguration.class))
			.withBean(Listener.class)
			.withPropertyValues("dw.fila.addresses=127.0.0.1:1", "dw.fila.admin.declare=false",
					"dw.health.deadline=500ms")
			.run((context) -> {
				FilaListenerContainer shop = context.getBean(FilaListenerEndpointRegistry.class).getContainer("shop");
				await().atMost(SOON).until(() -> shop.getLastFailure() != null);
				Health health = context.getBean(DwFilaHealthIndicator.class).health();
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(listener(health)).containsEntry("running", true).containsKey("lastErrorTime");
				assertThat(listener(health).get("lastError")).asString().contains("127.0.0.1:1");
			});
	}

	@Test
	void listenerThatTheBrokerRefusesIsDown() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(FilaListenerAutoConfiguration.class))
			.withBean(Listener.class)
			.withPropertyValues("dw.embedded.fila.api-key=right", "dw.fila.admin.declare=false")
			.run((context) -> {
				String address = context.getBean(EmbeddedFilaBroker.class).address();
				this.contextRunner.withConfiguration(AutoConfigurations.of(FilaListenerAutoConfiguration.class))
					.withBean(Listener.class)
					.withPropertyValues("dw.fila.addresses=" + address, "dw.fila.api-key=not-the-key",
							"dw.fila.admin.declare=false", "dw.storage.enabled=false", "dw.jobs.enabled=false")
					.run((refused) -> {
						FilaListenerContainer shop = refused.getBean(FilaListenerEndpointRegistry.class)
							.getContainer("shop");
						await().atMost(SOON).until(() -> !shop.isRunning());
						Health health = refused.getBean(DwFilaHealthIndicator.class).health();
						assertThat(health.getStatus()).isEqualTo(Status.DOWN);
						assertThat(health.getDetails().get("error")).asString().contains("[shop]");
						assertThat(health.toString()).doesNotContain("not-the-key");
					});
			});
	}

	@Test
	void severalClientsAreToldByTheirNames() {
		this.contextRunner
			.withBean("archiveDataWarehouseTemplate", DataWarehouseTemplate.class,
					() -> DataWarehouseTemplate.builder()
						.endpoint(URI.create("http://127.0.0.1:1"))
						.credentials("a", "s")
						.retry(RetrySettings.none())
						.build())
			.withBean("lakeDataWarehouseTemplate", DataWarehouseTemplate.class,
					() -> DataWarehouseTemplate.builder()
						.endpoint(URI.create("http://127.0.0.1:2"))
						.credentials("a", "s")
						.retry(RetrySettings.none())
						.build())
			.run((context) -> {
				CompositeHealthContributor composite = context.getBean("dwStorageHealthContributor",
						CompositeHealthContributor.class);
				assertThat(composite.stream()).extracting(HealthContributors.Entry::name)
					.containsExactly("archive", "lake");
				assertThat(composite.getContributor("lake")).isInstanceOfSatisfying(HealthIndicator.class,
						(indicator) -> assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN));
				assertThat(composite.getContributor("other")).isNull();
			});
	}

	@Test
	void readinessCanIncludeThem() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(HealthContributorAutoConfiguration.class,
					HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
					EndpointAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class,
					ApplicationAvailabilityAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=health",
					"management.endpoint.health.group.readiness.include=dwStorage,dwFila",
					"management.endpoint.health.group.readiness.show-components=always")
			.run((context) -> {
				HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
				assertThat(endpoint.healthForPath("readiness")).isInstanceOfSatisfying(CompositeHealthDescriptor.class,
						(readiness) -> assertThat(readiness.getComponents()).containsOnlyKeys("dwStorage", "dwFila"));
				assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
				context.getBean(EmbeddedS3Server.class).close();
				assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.DOWN);
			});
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> listener(Health health) {
		return ((Map<String, Map<String, Object>>) health.getDetails().get("listeners")).get("shop");
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
			assertThat(indicator.health().getDetails())
				.containsEntry("endpoint", context.getBean(EmbeddedS3Server.class).endpoint().toString())
				.containsKey("latencyMs");
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

	/**
	 * Listens to a queue that need not exist.
	 */
	static class Listener {

		@FilaListener(id = "shop", queues = "orders")
		void on(String message) {
		}

	}

}
