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

import org.jspecify.annotations.Nullable;

/**
 * Collects the endpoints of an application until all its beans are there.
 *
 * @since 1.0.0
 */
public class FilaListenerEndpointRegistrar {

	private final List<Registration> registrations = new ArrayList<>();

	FilaListenerEndpointRegistrar() {
	}

	/**
	 * Register an endpoint with the default container factory.
	 * @param endpoint the endpoint
	 */
	public void registerEndpoint(FilaListenerEndpoint endpoint) {
		registerEndpoint(endpoint, null);
	}

	/**
	 * Register an endpoint.
	 * @param endpoint the endpoint
	 * @param factory the factory of its container, or {@code null} for the default
	 */
	public void registerEndpoint(FilaListenerEndpoint endpoint, @Nullable FilaListenerContainerFactory factory) {
		this.registrations.add(new Registration(endpoint, factory));
	}

	List<Registration> registrations() {
		return this.registrations;
	}

	/**
	 * An endpoint and the factory of its container.
	 *
	 * @param endpoint the endpoint
	 * @param factory the factory, or {@code null} for the default
	 */
	record Registration(FilaListenerEndpoint endpoint, @Nullable FilaListenerContainerFactory factory) {
	}

}
