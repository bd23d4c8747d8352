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
package io.datawarehouse.autoconfigure.observation;

import java.util.Map;
import java.util.TreeMap;

import io.datawarehouse.autoconfigure.DwClientNames;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaReceiverContext;
import io.datawarehouse.fila.FilaSenderContext;
import io.datawarehouse.fila.listener.FilaListenerInterceptor;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.JobObservationContext;
import io.datawarehouse.observation.DefaultDwObservationConvention;
import io.datawarehouse.observation.DwObservation;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DwObservationAutoConfiguration}.
 */
class DwObservationAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DwObservationAutoConfiguration.class, DwStorageAutoConfiguration.class));

	private final ApplicationContextRunner observed = this.contextRunner.withBean(ObservationRegistry.class,
			ObservationRegistry::create);

	@Test
	void withoutARegistryThereAreNoConventions() {
		this.contextRunner
			.run((context) -> assertThat(context).doesNotHaveBean(ObservationConvention.class).hasNotFailed());
	}

	@Test
	void defaultConventionsTellAllKeys() {
		this.observed.run((context) -> {
			Map<String, String> keys = keysOf(context.getBean(DwObservationConvention.class));
			assertThat(keys).containsOnlyKeys("operation", "outcome", "bucket", "uri");
			assertThat(context).hasSingleBean(JobObservationContext.DefaultConvention.class)
				.hasSingleBean(FilaSenderContext.DefaultConvention.class)
				.hasSingleBean(FilaReceiverContext.DefaultConvention.class);
		});
	}

	@Test
	void keysCanBeTurnedOff() {
		this.observed
			.withPropertyValues("dw.observations.keys.bucket=false", "dw.observations.keys.uri=false",
					"dw.observations.keys.queue=false", "dw.observations.keys.message=false",
					"dw.observations.keys.job=false", "dw.observations.keys.run=false")
			.run((context) -> {
				assertThat(keysOf(context.getBean(DwObservationConvention.class))).containsOnlyKeys("operation",
						"outcome");
				assertThat(context.getBean(JobObservationContext.Convention.class)
					.getLowCardinalityKeyValues(new JobObservationContext("etl"))).extracting("key")
					.containsExactly("outcome");
				assertThat(context.getBean(FilaSenderContext.Convention.class)
					.getLowCardinalityKeyValues(new FilaSenderContext("orders", Map.of()))).extracting("key")
					.containsExactly("outcome");
				FilaReceiverContext received = new FilaReceiverContext("shop", message());
				FilaReceiverContext.Convention receiver = context.getBean(FilaReceiverContext.Convention.class);
				assertThat(receiver.getLowCardinalityKeyValues(received)).extracting("key")
					.containsExactly("listener", "outcome");
				assertThat(receiver.getHighCardinalityKeyValues(received)).isEmpty();
			});
	}

	@Test
	void conventionsOfTheUserWin() {
		this.observed.withBean(OwnConvention.class)
			.withBean(OwnJobConvention.class)
			.withBean(OwnSenderConvention.class)
			.withBean(OwnReceiverConvention.class)
			.run((context) -> {
				assertThat(context).getBean(DwObservationConvention.class).isInstanceOf(OwnConvention.class);
				assertThat(context).getBean(JobObservationContext.Convention.class)
					.isInstanceOf(OwnJobConvention.class);
				assertThat(context).getBean(FilaSenderContext.Convention.class).isInstanceOf(OwnSenderConvention.class);
				assertThat(context).getBean(FilaReceiverContext.Convention.class)
					.isInstanceOf(OwnReceiverConvention.class);
			});
	}

	@Test
	void runsOfJobsAreObserved() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.contextRunner.withConfiguration(AutoConfigurations.of(DwJobAutoConfiguration.class))
			.withBean(ObservationRegistry.class, () -> registry)
			.withPropertyValues("dw.jobs.lineage.transport=openlineage", "dw.jobs.lineage.target=log",
					"dw.jobs.state-enabled=false")
			.run((context) -> context.getBean(JobContextFactory.class).run("etl", (job) -> {
			}));
		TestObservationRegistryAssert.assertThat(registry)
			.hasObservationWithNameEqualTo("dw.jobs.run")
			.that()
			.hasLowCardinalityKeyValue("job", "etl")
			.hasLowCardinalityKeyValue("outcome", "success");
	}

	@Test
	void transfersAreCountedForEachClientWithoutMakingIt() {
		MeterRegistry registry = new SimpleMeterRegistry();
		this.contextRunner
			.withPropertyValues("dw.storage.endpoint=http://127.0.0.1:1", "dw.storage.access-key=a",
					"dw.storage.secret-key=s")
			.withInitializer((context) -> context.addBeanFactoryPostProcessor(
					(beans) -> beans.getBeanDefinition("dataWarehouseTemplate").setLazyInit(true)))
			.run((context) -> {
				context.getBean(StorageMetrics.class).bindTo(registry);
				assertThat(context.getBeanFactory().containsSingleton("dataWarehouseTemplate")).isFalse();
				assertThat(registry.get("dw.storage.bytes").tag("client", "default").functionCounters())
					.extracting((counter) -> counter.getId().getTag("direction") + counter.count())
					.containsExactlyInAnyOrder("sent0.0", "received0.0");
				assertThat(registry.get("dw.storage.parts").tag("client", "default").functionCounters()).hasSize(2);
				context.getBean(DataWarehouseTemplate.class);
				assertThat(registry.get("dw.storage.bytes").tag("direction", "sent").functionCounter().count())
					.isZero();
			});
	}

	@ParameterizedTest
	@CsvSource({ "dataWarehouseTemplate, default", "archiveDataWarehouseTemplate, archive", "archive, archive" })
	void clientsAreNamedAfterTheirBeans(String beanName, String expected) {
		assertThat(DwClientNames.of(beanName, DataWarehouseTemplate.class)).isEqualTo(expected);
	}

	@Test
	void whatHasNotEndedHasNoOutcome() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = new SimpleMeterRegistry();
			registry.config().meterFilter(context.getBean(MeterFilter.class));
			registry.counter("dw.storage.retries", "operation", "store", "outcome", "success");
			registry.more().longTaskTimer("dw.storage.active", "operation", "store", "outcome", "success");
			registry.timer("dw.storage", "operation", "store", "outcome", "success");
			registry.counter("other.retries", "outcome", "success");
			assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getName() + meter.getId().getTags())
				.containsExactlyInAnyOrder("dw.storage.retries[tag(operation=store)]",
						"dw.storage.active[tag(operation=store)]",
						"dw.storage[tag(operation=store), tag(outcome=success)]",
						"other.retries[tag(outcome=success)]");
		});
	}

	@Test
	void logContextNamesTheMessage() {
		this.contextRunner.run((context) -> {
			FilaListenerInterceptor interceptor = context.getBean(FilaListenerInterceptor.class);
			interceptor.before(message());
			assertThat(MDC.get("dw.queue")).isEqualTo("orders");
			assertThat(MDC.get("dw.message")).isEqualTo("m1");
			interceptor.after(message(), null);
			assertThat(MDC.get("dw.queue")).isNull();
			assertThat(MDC.get("dw.message")).isNull();
		});
	}

	@Test
	void logContextCanBeTurnedOff() {
		this.contextRunner.withPropertyValues("dw.observations.message-context=false")
			.run((context) -> assertThat(context).doesNotHaveBean(FilaListenerInterceptor.class));
	}

	@Test
	void worksWithoutMeters() {
		this.observed.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(MeterBinder.class)
				.hasSingleBean(DwObservationConvention.class));
	}

	private static ConsumeMessage message() {
		return new ConsumeMessage("m1", Map.of(), new byte[0], "default", 0, "orders");
	}

	private static Map<String, String> keysOf(DwObservationConvention convention) {
		TestObservationRegistry registry = TestObservationRegistry.create();
		Observation observation = DwObservation.STORAGE.operation(registry, convention, "store", "lake", "dw://lake/a");
		observation.observe(() -> {
		});
		Map<String, String> keys = new TreeMap<>();
		observation.getContext().getAllKeyValues().forEach((key) -> keys.put(key.getKey(), key.getValue()));
		return keys;
	}

	static class OwnConvention extends DefaultDwObservationConvention {

	}

	static class OwnJobConvention implements JobObservationContext.Convention {

		@Override
		public KeyValues getLowCardinalityKeyValues(JobObservationContext context) {
			return KeyValues.empty();
		}

	}

	static class OwnSenderConvention implements FilaSenderContext.Convention {

		@Override
		public KeyValues getLowCardinalityKeyValues(FilaSenderContext context) {
			return KeyValues.empty();
		}

	}

	static class OwnReceiverConvention implements FilaReceiverContext.Convention {

		@Override
		public KeyValues getLowCardinalityKeyValues(FilaReceiverContext context) {
			return KeyValues.empty();
		}

	}

}
