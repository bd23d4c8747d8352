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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;

import io.datawarehouse.autoconfigure.DwClientNames;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StorageStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Meters of what the storage templates send and receive. They do not make a template that
 * nobody else has made.
 */
class StorageMetrics implements MeterBinder {

	private static final StorageStats NOTHING = new StorageStats(0, 0, 0, 0);

	private final ConfigurableListableBeanFactory beanFactory;

	/**
	 * Meters do not keep alive what they measure.
	 */
	private final Queue<Source> sources = new ConcurrentLinkedQueue<>();

	StorageMetrics(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (String beanName : this.beanFactory.getBeanNamesForType(DataWarehouseTemplate.class, false, false)) {
			Source source = new Source(this.beanFactory, beanName);
			this.sources.add(source);
			bindTo(registry, source, DwClientNames.of(beanName, DataWarehouseTemplate.class));
		}
	}

	private static void bindTo(MeterRegistry registry, Source source, String client) {
		bytes(registry, source, client, "sent", StorageStats::bytesSent);
		bytes(registry, source, client, "received", StorageStats::bytesReceived);
		parts(registry, source, client, "sent", StorageStats::partsSent);
		parts(registry, source, client, "received", StorageStats::partsReceived);
	}

	private static void bytes(MeterRegistry registry, Source source, String client, String direction,
			ToDoubleFunction<StorageStats> value) {
		FunctionCounter.builder("dw.storage.bytes", source, (it) -> value.applyAsDouble(it.stats()))
			.description("Bytes of bodies sent to and received from the object store")
			.baseUnit("bytes")
			.tags("client", client, "direction", direction)
			.register(registry);
	}

	private static void parts(MeterRegistry registry, Source source, String client, String direction,
			ToDoubleFunction<StorageStats> value) {
		FunctionCounter.builder("dw.storage.parts", source, (it) -> value.applyAsDouble(it.stats()))
			.description("Parts of objects sent to and ranges received from the object store")
			.tags("client", client, "direction", direction)
			.register(registry);
	}

	/**
	 * A template that may not have been made yet.
	 */
	private record Source(ConfigurableListableBeanFactory beanFactory, String beanName) {

		StorageStats stats() {
			return (this.beanFactory.getSingleton(this.beanName) instanceof DataWarehouseTemplate template)
					? template.getStats() : NOTHING;
		}

	}

}
