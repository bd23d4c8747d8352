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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerStartedEvent;
import io.datawarehouse.fila.listener.FilaListenerStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;

/**
 * Registers the meters of a listener when it starts for the first time.
 */
class FilaListenerMetrics implements ApplicationListener<FilaListenerStartedEvent>, AutoCloseable {

	private final MeterRegistry registry;

	private final @Nullable QueueDepths depths;

	private final Map<String, Registration> registrations = new ConcurrentHashMap<>();

	private final Set<String> queues = ConcurrentHashMap.newKeySet();

	FilaListenerMetrics(MeterRegistry registry, @Nullable FilaAdmin admin) {
		this.registry = registry;
		this.depths = (admin != null) ? new QueueDepths(admin) : null;
	}

	@Override
	public void onApplicationEvent(FilaListenerStartedEvent event) {
		FilaListenerContainer container = event.getContainer();
		this.registrations.compute(container.getId(), (id, before) -> registerUnlessKnown(container, before));
	}

	/**
	 * A container may be started many times, and another one may take its id.
	 */
	private Registration registerUnlessKnown(FilaListenerContainer container, @Nullable Registration before) {
		if (before != null && before.container() == container) {
			return before;
		}
		if (before != null) {
			before.meters().forEach(this.registry::remove);
		}
		Registration registration = new Registration(container, new ArrayList<>());
		register(container, registration.meters());
		return registration;
	}

	private void register(FilaListenerContainer container, List<Meter> meters) {
		meters.add(gauge(container, "in.flight", "Messages that are being handled", (it) -> it.getStats().inFlight()));
		meters.add(gauge(container, "subscribed", "Whether the broker has taken all subscriptions",
				(it) -> it.isSubscribed() ? 1 : 0));
		meters.add(gauge(container, "paused", "Whether the listener is paused", (it) -> it.isPaused() ? 1 : 0));
		meters.add(counter(container, "lease.overruns", "Messages handled for longer than their lease",
				FilaListenerStats::leaseOverruns));
		meters.add(counter(container, "leases.lost", "Messages that could not be settled in time",
				FilaListenerStats::leasesLost));
		meters.add(counter(container, "settle.failures", "Messages that could not be settled",
				FilaListenerStats::settleFailures));
		meters
			.add(counter(container, "resubscriptions", "Subscriptions made again", FilaListenerStats::resubscriptions));
		meters.add(counter(container, "filtered", "Messages that the filter did not let through",
				FilaListenerStats::filtered));
		QueueDepths depths = this.depths;
		if (depths != null) {
			container.getQueues().forEach((queue) -> depth(depths, queue));
		}
	}

	private Meter gauge(FilaListenerContainer container, String name, String description,
			ToDoubleFunction<FilaListenerContainer> value) {
		return Gauge.builder("dw.fila.listener." + name, container, value)
			.description(description)
			.tag("listener", container.getId())
			.register(this.registry);
	}

	private Meter counter(FilaListenerContainer container, String name, String description,
			ToDoubleFunction<FilaListenerStats> value) {
		return FunctionCounter
			.builder("dw.fila.listener." + name, container, (it) -> value.applyAsDouble(it.getStats()))
			.description(description)
			.tag("listener", container.getId())
			.register(this.registry);
	}

	/**
	 * Listeners may share a queue, and so its meter.
	 */
	private void depth(QueueDepths depths, String queue) {
		if (!this.queues.add(queue)) {
			return;
		}
		Gauge.builder("dw.fila.queue.depth", depths, (it) -> it.of(queue))
			.description("Messages that wait in the queue")
			.tag("queue", queue)
			.register(this.registry);
	}

	@Override
	public void close() {
		if (this.depths != null) {
			this.depths.close();
		}
	}

	/**
	 * A container and its meters.
	 */
	private record Registration(FilaListenerContainer container, List<Meter> meters) {
	}

}
