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

package io.datawarehouse.benchmarks.startup;

import java.util.List;
import java.util.Set;

/**
 * What is started.
 */
enum StartupVariant {

	/**
	 * An empty web application.
	 */
	EMPTY("empty web application", 0, List.of()),

	/**
	 * The same with the starter, and all three clients configured.
	 */
	STARTER("with the starter, all clients on", 3,
			List.of("--dw.embedded.enabled=false", "--dw.storage.endpoint=http://127.0.0.1:1",
					"--dw.storage.access-key=key", "--dw.storage.secret-key=secret", "--dw.jobs.url=http://127.0.0.1:1",
					"--dw.fila.addresses=127.0.0.1:1"));

	/**
	 * The classes that are there if all clients are.
	 */
	static final Set<String> CLIENTS = Set.of("io.datawarehouse.storage.DataWarehouseTemplate",
			"io.datawarehouse.job.JobContextFactory", "io.datawarehouse.fila.FilaClient");

	private final String label;

	private final int clients;

	private final List<String> properties;

	StartupVariant(String label, int clients, List<String> properties) {
		this.label = label;
		this.clients = clients;
		this.properties = properties;
	}

	String label() {
		return this.label;
	}

	/**
	 * How many clients there have to be.
	 */
	int clients() {
		return this.clients;
	}

	List<String> properties() {
		return this.properties;
	}

}
