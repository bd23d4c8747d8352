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
package io.datawarehouse.autoconfigure.actuate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerEndpointRegistry;
import io.datawarehouse.job.JobContextFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.ApplicationContext;

/**
 * {@link Endpoint @Endpoint} that tells the configuration of the clients, what they are
 * connected to, which jobs run and what the listeners do, and pauses and resumes
 * listeners. It asks no server: what it tells is what the clients know.
 *
 * @since 1.0.0
 */
@Endpoint(id = "dw")
public class DwEndpoint {

	private final DwConfiguration configuration;

	private final DwClients clients;

	private final Show showValues;

	/**
	 * Create a new endpoint.
	 * @param context the context whose properties are told
	 * @param beanFactory the factory of the clients
	 * @param sanitizingFunctions what else is secret
	 * @param showValues when the values of properties are shown
	 */
	public DwEndpoint(ApplicationContext context, ConfigurableListableBeanFactory beanFactory,
			List<SanitizingFunction> sanitizingFunctions, Show showValues) {
		this.configuration = new DwConfiguration(context, sanitizingFunctions);
		this.clients = new DwClients(beanFactory);
		this.showValues = showValues;
	}

	/**
	 * Tell all there is.
	 * @return the configuration, clients, runs and listeners
	 */
	@ReadOperation
	public DwDescriptor describe() {
		return describe(this.showValues.isShown(true));
	}

	DwDescriptor describe(boolean showValues) {
		return new DwDescriptor(this.configuration.describe(showValues), this.clients.describe(), runs(), listeners());
	}

	private List<RunDescriptor> runs() {
		return this.clients.existing(JobContextFactory.class)
			.values()
			.stream()
			.flatMap((jobs) -> jobs.openRuns().stream())
			.map(RunDescriptor::of)
			.sorted(Comparator.comparing(RunDescriptor::elapsed).reversed())
			.toList();
	}

	private Map<String, ListenerDescriptor> listeners() {
		Map<String, ListenerDescriptor> listeners = new TreeMap<>();
		this.clients.existing(FilaListenerEndpointRegistry.class)
			.values()
			.stream()
			.flatMap((registry) -> registry.getContainers().stream())
			.forEach((container) -> listeners.put(container.getId(), ListenerDescriptor.of(container)));
		return listeners;
	}

	/**
	 * Tell of a listener.
	 * @param listener the id of the listener
	 * @return the listener, or {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable ListenerDescriptor listener(@Selector String listener) {
		FilaListenerContainer container = find(listener);
		return (container != null) ? ListenerDescriptor.of(container) : null;
	}

	/**
	 * Pause or resume a listener.
	 * @param listener the id of the listener
	 * @param action what to do
	 * @return the listener afterwards, or {@code null} if there is none
	 */
	@WriteOperation
	public @Nullable ListenerDescriptor change(@Selector String listener, ListenerAction action) {
		FilaListenerContainer container = find(listener);
		if (container == null) {
			return null;
		}
		action.apply(container);
		return ListenerDescriptor.of(container);
	}

	private @Nullable FilaListenerContainer find(String listener) {
		for (FilaListenerEndpointRegistry registry : this.clients.existing(FilaListenerEndpointRegistry.class)
			.values()) {
			FilaListenerContainer container = registry.getContainer(listener);
			if (container != null) {
				return container;
			}
		}
		return null;
	}

}
