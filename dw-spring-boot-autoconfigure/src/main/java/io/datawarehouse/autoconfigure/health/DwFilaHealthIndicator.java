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

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaProbe;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerFailure;

import org.springframework.boot.health.contributor.Health;

/**
 * Health of the Fila broker: whether the channel to it can be made ready, and what the
 * listeners do. A listener that the broker has refused for good is down; one that is
 * paused or was stopped is not.
 */
class DwFilaHealthIndicator extends DeadlineHealthIndicator {

	private final FilaClient client;

	private final Supplier<Collection<FilaListenerContainer>> listeners;

	private final Duration deadline;

	DwFilaHealthIndicator(FilaClient client, Supplier<Collection<FilaListenerContainer>> listeners, Duration deadline) {
		super("dwFila", deadline);
		this.client = client;
		this.listeners = listeners;
		this.deadline = deadline;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		Collection<FilaListenerContainer> listeners = this.listeners.get();
		// Told also while the broker is away, when it is worth most.
		if (!listeners.isEmpty()) {
			builder.withDetail("listeners", describe(listeners));
		}
		super.doHealthCheck(builder);
		List<String> refused = listeners.stream()
			.filter(DwFilaHealthIndicator::isRefused)
			.map(FilaListenerContainer::getId)
			.sorted()
			.toList();
		if (!refused.isEmpty()) {
			builder.down().withDetail("error", "The broker has refused the listeners " + refused);
		}
	}

	private static boolean isRefused(FilaListenerContainer container) {
		FilaListenerFailure failure = container.getLastFailure();
		return !container.isRunning() && failure != null && failure.last();
	}

	private static Map<String, Object> describe(Collection<FilaListenerContainer> listeners) {
		Map<String, Object> details = new TreeMap<>();
		listeners.forEach((container) -> details.put(container.getId(), describe(container)));
		return details;
	}

	private static Map<String, Object> describe(FilaListenerContainer container) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("running", container.isRunning());
		details.put("paused", container.isPaused());
		details.put("subscribed", container.isSubscribed());
		FilaListenerFailure failure = container.getLastFailure();
		if (failure != null) {
			details.put("lastError", failure.failure().getClass().getName() + ": " + failure.failure().getMessage());
			details.put("lastErrorTime", failure.time());
		}
		return details;
	}

	@Override
	Map<String, Object> probe() {
		FilaProbe probe = this.client.probe(this.deadline);
		if (!probe.ready()) {
			throw new IllegalStateException("The channel is " + probe.state());
		}
		return Map.of("state", probe.state());
	}

}
