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

package io.datawarehouse.fila.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaMessageConverters;
import io.datawarehouse.fila.FilaReceiverContext;
import io.datawarehouse.fila.FilaTemplate;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.validation.Validator;

/**
 * Makes containers that are alike for many endpoints.
 *
 * @since 1.0.0
 */
public class FilaListenerContainerFactory implements ApplicationEventPublisherAware, BeanFactoryAware {

	private final FilaClient client;

	private FilaListenerSettings settings = FilaListenerSettings.defaults();

	private MessageConverter messageConverter = FilaMessageConverters.create(JsonMapper.shared());

	private FilaTemplate template;

	private @Nullable Validator validator;

	private @Nullable FilaErrorHandler errorHandler;

	private @Nullable FilaMessageRecoverer recoverer;

	private @Nullable FilaMessageFilter filter;

	private List<FilaListenerInterceptor> interceptors = List.of();

	private List<FilaListenerContainerCustomizer> customizers = List.of();

	private @Nullable Executor executor;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private FilaReceiverContext.@Nullable Convention observationConvention;

	private ApplicationEventPublisher eventPublisher = (event) -> {
	};

	private @Nullable BeanFactory beanFactory;

	private @Nullable MessageHandlerMethodFactory methodFactory;

	/**
	 * Create a new factory.
	 * @param client the client of its containers
	 */
	public FilaListenerContainerFactory(FilaClient client) {
		this.client = client;
		this.template = new FilaTemplate(client);
	}

	/**
	 * Make the container of an endpoint.
	 * @param endpoint the endpoint
	 * @return a new container, not started
	 */
	public FilaListenerContainer createContainer(FilaListenerEndpoint endpoint) {
		FilaListenerContainerBuilder builder = FilaListenerContainer.builder(this.client)
			.id(endpoint.getId())
			.queues(endpoint.getQueues())
			.settings(this.settings)
			.errorHandler(this.errorHandler)
			.recoverer(this.recoverer)
			.filter(this.filter)
			.executor(this.executor)
			.observationRegistry(this.observationRegistry)
			.observationConvention(this.observationConvention)
			.eventPublisher(this.eventPublisher);
		this.interceptors.forEach(builder::interceptor);
		endpoint.configure(builder);
		this.customizers.forEach((customizer) -> customizer.customize(endpoint, builder));
		return builder.build();
	}

	/**
	 * What calls the methods of annotated listeners.
	 */
	synchronized MessageHandlerMethodFactory methodFactory() {
		if (this.methodFactory == null) {
			DefaultMessageHandlerMethodFactory factory = new DefaultMessageHandlerMethodFactory();
			factory.setMessageConverter(this.messageConverter);
			factory.setCustomArgumentResolvers(new ArrayList<>(List.of(new FilaArgumentResolver())));
			if (this.validator != null) {
				factory.setValidator(this.validator);
			}
			if (this.beanFactory != null) {
				factory.setBeanFactory(this.beanFactory);
			}
			factory.afterPropertiesSet();
			this.methodFactory = factory;
		}
		return this.methodFactory;
	}

	FilaTemplate template() {
		return this.template;
	}

	/**
	 * Set how the containers work, unless an endpoint says otherwise.
	 * @param settings the settings
	 */
	public void setSettings(FilaListenerSettings settings) {
		this.settings = settings;
	}

	/**
	 * Set what turns payloads into the parameters of annotated methods.
	 * @param messageConverter the converter
	 * @see FilaMessageConverters#create
	 */
	public void setMessageConverter(MessageConverter messageConverter) {
		this.messageConverter = messageConverter;
	}

	/**
	 * Set what sends the results of methods with {@code @SendTo}.
	 * @param template the template
	 */
	public void setTemplate(FilaTemplate template) {
		this.template = template;
	}

	/**
	 * Set what checks payloads marked by {@code @Valid} or {@code @Validated}.
	 * @param validator the validator, or {@code null} to check none
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Set who decides about messages whose handling failed.
	 * @param errorHandler the handler, or {@code null} for the
	 * {@link DefaultFilaErrorHandler}
	 */
	public void setErrorHandler(@Nullable FilaErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
	}

	/**
	 * Set who gets the messages that the default error handler gives up.
	 * @param recoverer the recoverer, or {@code null} for the {@link DeadLetterRecoverer}
	 */
	public void setRecoverer(@Nullable FilaMessageRecoverer recoverer) {
		this.recoverer = recoverer;
	}

	/**
	 * Set which messages the listeners get.
	 * @param filter the filter, or {@code null} for all messages
	 */
	public void setFilter(@Nullable FilaMessageFilter filter) {
		this.filter = filter;
	}

	/**
	 * Set who is told of each message.
	 * @param interceptors the interceptors, in their order
	 */
	public void setInterceptors(List<FilaListenerInterceptor> interceptors) {
		this.interceptors = List.copyOf(interceptors);
	}

	/**
	 * Set who changes the containers last.
	 * @param customizers the customizers, in their order
	 */
	public void setCustomizers(List<FilaListenerContainerCustomizer> customizers) {
		this.customizers = List.copyOf(customizers);
	}

	/**
	 * Set where messages are handled.
	 * @param executor the executor, or {@code null} for platform threads of each
	 * container's own
	 */
	public void setExecutor(@Nullable Executor executor) {
		this.executor = executor;
	}

	/**
	 * Set who is told of the messages that are handled.
	 * @param observationRegistry the registry
	 */
	public void setObservationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
	}

	/**
	 * Set how the observations are named.
	 * @param convention the convention, or {@code null} for the default
	 */
	public void setObservationConvention(FilaReceiverContext.@Nullable Convention convention) {
		this.observationConvention = convention;
	}

	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher eventPublisher) {
		this.eventPublisher = eventPublisher;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

}
