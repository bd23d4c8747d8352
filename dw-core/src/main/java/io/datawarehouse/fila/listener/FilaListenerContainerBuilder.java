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
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;

import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaReceiverContext;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Builder of {@link FilaListenerContainer}.
 *
 * @since 1.0.0
 */
public final class FilaListenerContainerBuilder {

	final FilaClient client;

	String id = "fila-listener";

	String group = "";

	List<String> queues = List.of();

	FilaListenerSettings settings = FilaListenerSettings.defaults();

	@Nullable FilaMessageListener listener;

	@Nullable FilaErrorHandler errorHandler;

	@Nullable FilaMessageRecoverer recoverer;

	FilaMessageFilter filter = (message) -> true;

	final List<FilaListenerInterceptor> interceptors = new ArrayList<>();

	@Nullable Executor executor;

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	FilaReceiverContext.@Nullable Convention observationConvention;

	ApplicationEventPublisher eventPublisher = (event) -> {
	};

	FilaListenerContainerBuilder(FilaClient client) {
		this.client = client;
	}

	private FilaListenerContainerBuilder(FilaListenerContainerBuilder other) {
		this(other.client);
		this.id = other.id;
		this.group = other.group;
		this.queues = other.queues;
		this.settings = other.settings;
		this.listener = other.listener;
		this.errorHandler = other.errorHandler;
		this.recoverer = other.recoverer;
		this.filter = other.filter;
		this.interceptors.addAll(other.interceptors);
		this.executor = other.executor;
		this.observationRegistry = other.observationRegistry;
		this.observationConvention = other.observationConvention;
		this.eventPublisher = other.eventPublisher;
	}

	/**
	 * Set the name by which the container is known in threads, events and metrics.
	 * @param id the id, not empty
	 * @return this builder
	 */
	public FilaListenerContainerBuilder id(String id) {
		if (id.isBlank()) {
			throw new IllegalArgumentException("The id of a listener must not be empty, but was '" + id + "'");
		}
		this.id = id;
		return this;
	}

	/**
	 * Set the name of the containers that are started and stopped together.
	 * @param group the group, empty for none
	 * @return this builder
	 */
	public FilaListenerContainerBuilder group(String group) {
		this.group = group;
		return this;
	}

	/**
	 * Set the queues to listen to. Each has a subscription and places of its own.
	 * @param queues the queues, at least one
	 * @return this builder
	 */
	public FilaListenerContainerBuilder queues(String... queues) {
		return queues(List.of(queues));
	}

	/**
	 * Set the queues to listen to. Each has a subscription and places of its own.
	 * @param queues the queues, at least one
	 * @return this builder
	 */
	public FilaListenerContainerBuilder queues(Collection<String> queues) {
		this.queues = queues.stream().distinct().toList();
		return this;
	}

	/**
	 * Set how the container works.
	 * @param settings the settings
	 * @return this builder
	 */
	public FilaListenerContainerBuilder settings(FilaListenerSettings settings) {
		this.settings = settings;
		return this;
	}

	/**
	 * The settings so far, to change some of them.
	 * @return the settings
	 */
	public FilaListenerSettings getSettings() {
		return this.settings;
	}

	/**
	 * Set who handles the messages.
	 * @param listener the listener
	 * @return this builder
	 */
	public FilaListenerContainerBuilder listener(FilaMessageListener listener) {
		this.listener = listener;
		return this;
	}

	/**
	 * Set who decides about messages whose handling failed.
	 * @param errorHandler the handler, or {@code null} for the
	 * {@link DefaultFilaErrorHandler}
	 * @return this builder
	 */
	public FilaListenerContainerBuilder errorHandler(@Nullable FilaErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
		return this;
	}

	/**
	 * Set who gets the messages that the default error handler gives up.
	 * @param recoverer the recoverer, or {@code null} for the {@link DeadLetterRecoverer}
	 * @return this builder
	 */
	public FilaListenerContainerBuilder recoverer(@Nullable FilaMessageRecoverer recoverer) {
		this.recoverer = recoverer;
		return this;
	}

	/**
	 * Set which messages the listener gets.
	 * @param filter the filter, or {@code null} for all messages
	 * @return this builder
	 */
	public FilaListenerContainerBuilder filter(@Nullable FilaMessageFilter filter) {
		this.filter = (filter != null) ? filter : (message) -> true;
		return this;
	}

	/**
	 * Add who is told of each message.
	 * @param interceptor the interceptor, called after those that were added before
	 * @return this builder
	 */
	public FilaListenerContainerBuilder interceptor(FilaListenerInterceptor interceptor) {
		this.interceptors.add(interceptor);
		return this;
	}

	/**
	 * Set where messages are handled. It should have a thread for each place; while it
	 * refuses work, messages wait.
	 * @param executor the executor, such as one of virtual threads, or {@code null} for
	 * platform threads of the container's own
	 * @return this builder
	 */
	public FilaListenerContainerBuilder executor(@Nullable Executor executor) {
		this.executor = executor;
		return this;
	}

	/**
	 * Set who is told of the messages that are handled.
	 * @param registry the registry, by default none
	 * @return this builder
	 */
	public FilaListenerContainerBuilder observationRegistry(ObservationRegistry registry) {
		this.observationRegistry = registry;
		return this;
	}

	/**
	 * Set how the observations are named.
	 * @param convention the convention, or {@code null} for the default
	 * @return this builder
	 */
	public FilaListenerContainerBuilder observationConvention(FilaReceiverContext.@Nullable Convention convention) {
		this.observationConvention = convention;
		return this;
	}

	/**
	 * Set who gets the {@link FilaListenerEvent}s.
	 * @param eventPublisher the publisher
	 * @return this builder
	 */
	public FilaListenerContainerBuilder eventPublisher(ApplicationEventPublisher eventPublisher) {
		this.eventPublisher = eventPublisher;
		return this;
	}

	/**
	 * Build the container.
	 * @return a new container, not started
	 */
	public FilaListenerContainer build() {
		if (this.queues.isEmpty() || this.queues.contains("")) {
			throw new IllegalArgumentException(
					"Listener '" + this.id + "' needs the names of its queues, but they were " + this.queues);
		}
		requireListener();
		return new FilaListenerContainer(new FilaListenerContainerBuilder(this));
	}

	FilaMessageListener requireListener() {
		if (this.listener == null) {
			throw new IllegalArgumentException("Container '" + this.id + "' needs a listener, but it was null");
		}
		return this.listener;
	}

}
