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

import io.datawarehouse.autoconfigure.job.JobContextFactoryCustomizer;
import io.datawarehouse.fila.FilaReceiverContext;
import io.datawarehouse.fila.FilaSenderContext;
import io.datawarehouse.job.JobObservationContext;
import io.datawarehouse.observation.DefaultDwObservationConvention;
import io.datawarehouse.observation.DwObservationConvention;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * {@link AutoConfiguration Auto-configuration} of how the observations of the clients are
 * named, and of what is counted beside them.
 *
 * @since 1.0.0
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
public final class DwObservationAutoConfiguration {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnBooleanProperty(name = "dw.observations.message-context", matchIfMissing = true)
	MessageLogContext messageLogContext() {
		return new MessageLogContext();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(ObservationRegistry.class)
	@EnableConfigurationProperties(DwObservationProperties.class)
	static class ConventionConfiguration {

		@Bean
		@ConditionalOnMissingBean(DwObservationConvention.class)
		DefaultDwObservationConvention dwObservationConvention(DwObservationProperties properties) {
			return new DefaultDwObservationConvention(properties.getKeys().toObservedKeys());
		}

		@Bean
		@ConditionalOnMissingBean(JobObservationContext.Convention.class)
		JobObservationContext.DefaultConvention jobObservationConvention(DwObservationProperties properties) {
			return new JobObservationContext.DefaultConvention(properties.getKeys().toObservedKeys());
		}

		@Bean
		@ConditionalOnMissingBean(FilaSenderContext.Convention.class)
		FilaSenderContext.DefaultConvention filaSenderObservationConvention(DwObservationProperties properties) {
			return new FilaSenderContext.DefaultConvention(properties.getKeys().toObservedKeys());
		}

		@Bean
		@ConditionalOnMissingBean(FilaReceiverContext.Convention.class)
		FilaReceiverContext.DefaultConvention filaReceiverObservationConvention(DwObservationProperties properties) {
			return new FilaReceiverContext.DefaultConvention(properties.getKeys().toObservedKeys());
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		JobContextFactoryCustomizer observationJobContextFactoryCustomizer(ObjectProvider<ObservationRegistry> registry,
				ObjectProvider<JobObservationContext.Convention> convention) {
			return (builder) -> builder.observationRegistry(registry.getIfUnique(() -> ObservationRegistry.NOOP))
				.observationConvention(convention.getIfUnique());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		StorageMetrics dwStorageMetrics(ConfigurableListableBeanFactory beanFactory) {
			return new StorageMetrics(beanFactory);
		}

		@Bean
		static UnfinishedMeterFilter dwUnfinishedMeterFilter() {
			return new UnfinishedMeterFilter();
		}

	}

}
