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

package io.datawarehouse.autoconfigure.fila;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaMessageConverters;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaReceiverContext;
import io.datawarehouse.fila.FilaSenderContext;
import io.datawarehouse.fila.FilaTemplate;
import io.datawarehouse.fila.listener.EnableFila;
import io.datawarehouse.fila.listener.FilaErrorHandler;
import io.datawarehouse.fila.listener.FilaListenerAnnotationBeanPostProcessor;
import io.datawarehouse.fila.listener.FilaListenerContainerCustomizer;
import io.datawarehouse.fila.listener.FilaListenerContainerFactory;
import io.datawarehouse.fila.listener.FilaListenerInterceptor;
import io.datawarehouse.fila.listener.FilaListenerSettings;
import io.datawarehouse.fila.listener.FilaMessageFilter;
import io.datawarehouse.fila.listener.FilaMessageRecoverer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.validation.Validator;

/**
 * {@link AutoConfiguration Auto-configuration} of the Fila template and listeners. What
 * only some applications use is made for the first bean that asks for it.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = FilaAutoConfiguration.class,
		afterName = { "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
				"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dw.fila.enabled", matchIfMissing = true)
public final class FilaListenerAutoConfiguration {

	@Bean
	@ConditionalOnBooleanProperty(name = "dw.fila.admin.declare", matchIfMissing = true)
	FilaQueueDeclarer filaQueueDeclarer(ObjectProvider<FilaAdmin> admin, ObjectProvider<FilaQueue> queues) {
		return new FilaQueueDeclarer(admin, queues);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(name = FilaListenerAnnotationBeanPostProcessor.BEAN_NAME)
	@EnableFila
	static class AnnotationConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(FilaClient.class)
	static class ClientConfiguration {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		FilaTemplate filaTemplate(FilaClient client, FilaProperties properties, ObjectProvider<JsonMapper> jsonMapper,
				ObjectProvider<MessageConverter> messageConverters,
				ObjectProvider<ObservationRegistry> observationRegistry,
				ObjectProvider<FilaSenderContext.Convention> convention) {
			return FilaTemplate.builder(client)
				.messageConverter(converter(jsonMapper, messageConverters))
				.defaultQueue(properties.getTemplate().getDefaultQueue())
				.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
				.observationConvention(convention.getIfUnique())
				.build();
		}

		@Bean
		@ConditionalOnMissingBean
		FilaListenerContainerFactoryConfigurer filaListenerContainerFactoryConfigurer(FilaProperties properties,
				ObjectProvider<FilaTemplate> template, ObjectProvider<JsonMapper> jsonMapper,
				ObjectProvider<MessageConverter> messageConverters, ObjectProvider<Validator> validator,
				ObjectProvider<FilaErrorHandler> errorHandler, ObjectProvider<FilaMessageRecoverer> recoverer,
				ObjectProvider<FilaMessageFilter> filter, ObjectProvider<FilaListenerInterceptor> interceptors,
				ObjectProvider<FilaListenerContainerCustomizer> customizers,
				ObjectProvider<ObservationRegistry> observationRegistry,
				ObjectProvider<FilaReceiverContext.Convention> convention, Environment environment) {
			FilaListenerSettings settings = properties.getListener().toSettings();
			return new FilaListenerContainerFactoryConfigurer((factory) -> {
				factory.setSettings(settings);
				factory.setTemplate(template.getObject());
				factory.setMessageConverter(converter(jsonMapper, messageConverters));
				factory.setValidator(validator.getIfUnique());
				factory.setErrorHandler(errorHandler.getIfUnique());
				factory.setRecoverer(recoverer.getIfUnique());
				factory.setFilter(filter.getIfUnique());
				factory.setInterceptors(interceptors.orderedStream().toList());
				factory.setCustomizers(customizers.orderedStream().toList());
				factory.setObservationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP));
				factory.setObservationConvention(convention.getIfUnique());
				if (Threading.VIRTUAL.isActive(environment)) {
					factory.setExecutor(new VirtualThreadTaskExecutor("fila-"));
				}
			});
		}

		@Bean(FilaListenerAnnotationBeanPostProcessor.DEFAULT_CONTAINER_FACTORY)
		@Lazy
		@ConditionalOnMissingBean(name = FilaListenerAnnotationBeanPostProcessor.DEFAULT_CONTAINER_FACTORY)
		FilaListenerContainerFactory filaListenerContainerFactory(FilaClient client,
				FilaListenerContainerFactoryConfigurer configurer) {
			FilaListenerContainerFactory factory = new FilaListenerContainerFactory(client);
			configurer.configure(factory);
			return factory;
		}

		private static MessageConverter converter(ObjectProvider<JsonMapper> jsonMapper,
				ObjectProvider<MessageConverter> messageConverters) {
			return FilaMessageConverters.create(jsonMapper.getIfUnique(JsonMapper::shared),
					messageConverters.orderedStream().toArray(MessageConverter[]::new));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean({ MeterRegistry.class, FilaClient.class })
	static class MetricsConfiguration {

		@Bean
		FilaListenerMetrics filaListenerMetrics(MeterRegistry registry, FilaProperties properties,
				ObjectProvider<FilaAdmin> admin) {
			return new FilaListenerMetrics(registry,
					properties.getListener().isQueueMetrics() ? admin.getIfAvailable() : null);
		}

	}

}
