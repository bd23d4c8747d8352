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

import java.util.function.ToDoubleFunction;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaException;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerStartedEvent;
import io.datawarehouse.fila.listener.FilaListenerStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;

/**
 * Registers the meters of a listener when it starts.
 */
class FilaListenerMetrics implements ApplicationListener<FilaListenerStartedEvent> {

	private final MeterRegistry registry;

	private final @Nullable FilaAdmin admin;

	FilaListenerMetrics(MeterRegistry registry, @Nullable FilaAdmin admin) {
		this.registry = registry;
		this.admin = admin;
	}

	@Override
	public void onApplicationEvent(FilaListenerStartedEvent event) {
		FilaListenerContainer container = event.getContainer();
		Gauge.builder("dw.fila.listener.in.flight", container, (it) -> it.getStats().inFlight())
			.description("Messages that are being handled")
			.tag("listener", container.getId())
			.register(this.registry);
		counter(container, "lease.overruns", "Messages handled for longer than their lease",
				FilaListenerStats::leaseOverruns);
		counter(container, "leases.lost", "Messages that could not be settled in time", FilaListenerStats::leasesLost);
		counter(container, "settle.failures", "Messages that could not be settled", FilaListenerStats::settleFailures);
		counter(container, "resubscriptions", "Subscriptions made again", FilaListenerStats::resubscriptions);
		counter(container, "filtered", "Messages that the filter did not let through", FilaListenerStats::filtered);
		if (this.admin != null) {
			container.getQueues().forEach((queue) -> depth(this.admin, queue));
		}
	}

	private void counter(FilaListenerContainer container, String name, String description,
			ToDoubleFunction<FilaListenerStats> value) {
		FunctionCounter.builder("dw.fila.listener." + name, container, (it) -> value.applyAsDouble(it.getStats()))
			.description(description)
			.tag("listener", container.getId())
			.register(this.registry);
	}

	private void depth(FilaAdmin admin, String queue) {
		Gauge.builder("dw.fila.queue.depth", admin, (it) -> depthOf(it, queue))
			.description("Messages that wait in the queue")
			.tag("queue", queue)
			.register(this.registry);
	}

	/**
	 * What cannot be read is not a number, and no reason to fail the others.
	 */
	private static double depthOf(FilaAdmin admin, String queue) {
		try {
			return admin.stats(queue).depth();
		}
		catch (FilaException ex) {
			return Double.NaN;
		}
	}

}
