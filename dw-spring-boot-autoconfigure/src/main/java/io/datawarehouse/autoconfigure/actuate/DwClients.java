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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.datawarehouse.autoconfigure.DwClientNames;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Tells which clients there are. It neither makes one nor asks a server.
 */
final class DwClients {

	private final ConfigurableListableBeanFactory beanFactory;

	DwClients(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	Map<String, Map<String, ClientDescriptor>> describe() {
		Map<String, Map<String, ClientDescriptor>> clients = new LinkedHashMap<>();
		clients.put("storage", describe(DataWarehouseTemplate.class, DwClients::storage));
		clients.put("jobs", describe(DatlakeClient.class, this::jobs));
		clients.put("fila", describe(FilaClient.class, DwClients::fila));
		return clients;
	}

	private <C> Map<String, ClientDescriptor> describe(Class<C> type, Function<C, ClientDescriptor> descriptor) {
		Map<String, ClientDescriptor> clients = new TreeMap<>();
		existing(type).forEach((name, client) -> clients.put(DwClientNames.of(name, type), descriptor.apply(client)));
		return clients;
	}

	/**
	 * The beans that were made already.
	 */
	<C> Map<String, C> existing(Class<C> type) {
		Map<String, C> beans = new LinkedHashMap<>();
		for (String name : this.beanFactory.getBeanNamesForType(type, false, false)) {
			Object bean = this.beanFactory.getSingleton(name);
			if (type.isInstance(bean)) {
				beans.put(name, type.cast(bean));
			}
		}
		return beans;
	}

	private static ClientDescriptor storage(DataWarehouseTemplate template) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("region", template.getRegion());
		details.put("stats", template.getStats());
		String address = (template.getEndpoint() != null) ? template.getEndpoint().toString()
				: "AWS " + template.getRegion();
		return new ClientDescriptor(address, template.getServer(), details);
	}

	private ClientDescriptor jobs(DatlakeClient client) {
		Map<String, Object> details = new LinkedHashMap<>();
		existing(JobContextFactory.class).values()
			.stream()
			.findFirst()
			.ifPresent((jobs) -> details.put("outbox", jobs.outboxStats()));
		return new ClientDescriptor(client.getUrl(), client.getServer(), details);
	}

	/**
	 * The protocol has nothing by which a broker could tell its version.
	 */
	private static ClientDescriptor fila(FilaClient client) {
		return new ClientDescriptor(client.getTarget(), null, Map.of("state", client.getState()));
	}

}
