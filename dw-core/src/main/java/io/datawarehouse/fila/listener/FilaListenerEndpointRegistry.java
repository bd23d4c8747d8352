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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Holds the containers of an application, starts them with it and stops them, all at the
 * same time, before its web server stops.
 *
 * @since 1.0.0
 */
public class FilaListenerEndpointRegistry implements SmartLifecycle {

	private final Map<String, FilaListenerContainer> containers = new ConcurrentHashMap<>();

	private volatile boolean running;

	/**
	 * Make and keep the container of an endpoint. After the application has started it is
	 * started at once if it starts by itself.
	 * @param endpoint the endpoint
	 * @param factory the factory of the container
	 * @return the container
	 * @throws IllegalStateException if there is a container with this id
	 */
	public FilaListenerContainer register(FilaListenerEndpoint endpoint, FilaListenerContainerFactory factory) {
		FilaListenerContainer container = factory.createContainer(endpoint);
		if (this.containers.putIfAbsent(container.getId(), container) != null) {
			throw new IllegalStateException(
					"There are two Fila listeners with id '" + container.getId() + "': give each an id of its own");
		}
		if (this.running && container.isAutoStartup()) {
			container.start();
		}
		return container;
	}

	/**
	 * Find a container.
	 * @param id the id of the listener
	 * @return the container, or {@code null} if there is none
	 */
	public @Nullable FilaListenerContainer getContainer(String id) {
		return this.containers.get(id);
	}

	/**
	 * All containers.
	 * @return the containers
	 */
	public Collection<FilaListenerContainer> getContainers() {
		return List.copyOf(this.containers.values());
	}

	/**
	 * The containers of a group.
	 * @param group the group
	 * @return the containers, none if there is no such group
	 */
	public Collection<FilaListenerContainer> getContainers(String group) {
		return this.containers.values().stream().filter((container) -> container.getGroup().equals(group)).toList();
	}

	@Override
	public void start() {
		this.running = true;
		this.containers.values()
			.stream()
			.filter(FilaListenerContainer::isAutoStartup)
			.forEach(FilaListenerContainer::start);
	}

	@Override
	public void stop() {
		CountDownLatch stopped = new CountDownLatch(1);
		stop(stopped::countDown);
		try {
			// Each container ends by its own timeout, and all end at the same time.
			long longest = this.containers.values()
				.stream()
				.mapToLong((container) -> container.getSettings().shutdownTimeout().toMillis())
				.max()
				.orElse(0);
			stopped.await(longest + TimeUnit.SECONDS.toMillis(5), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		List<FilaListenerContainer> all = List.copyOf(this.containers.values());
		AtomicInteger left = new AtomicInteger(all.size() + 1);
		Runnable one = () -> {
			if (left.decrementAndGet() == 0) {
				callback.run();
			}
		};
		all.forEach((container) -> container.stop(one));
		one.run();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return FilaListenerContainer.PHASE;
	}

}
