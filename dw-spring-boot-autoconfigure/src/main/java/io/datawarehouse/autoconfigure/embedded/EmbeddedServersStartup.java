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

package io.datawarehouse.autoconfigure.embedded;

import java.util.StringJoiner;

import io.datawarehouse.embedded.console.DataWarehouseConsole;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says in one line where each embedded server listens and where the data lies.
 */
class EmbeddedServersStartup implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(EmbeddedServersStartup.class);

	private final DwEmbeddedProperties properties;

	private final ObjectProvider<EmbeddedS3Server> s3;

	private final ObjectProvider<EmbeddedDatlakeCatalog> datlake;

	private final ObjectProvider<EmbeddedFilaBroker> fila;

	private final ObjectProvider<DataWarehouseConsole> console;

	EmbeddedServersStartup(DwEmbeddedProperties properties, ObjectProvider<EmbeddedS3Server> s3,
			ObjectProvider<EmbeddedDatlakeCatalog> datlake, ObjectProvider<EmbeddedFilaBroker> fila,
			ObjectProvider<DataWarehouseConsole> console) {
		this.properties = properties;
		this.s3 = s3;
		this.datlake = datlake;
		this.fila = fila;
		this.console = console;
	}

	@Override
	public void afterSingletonsInstantiated() {
		StringJoiner servers = new StringJoiner(", ").setEmptyValue("");
		this.s3.ifAvailable((server) -> servers.add("S3 at " + server.endpoint()));
		this.datlake.ifAvailable((catalog) -> servers.add("Datlake at " + catalog.url()));
		this.fila.ifAvailable((broker) -> servers.add("Fila at " + broker.address()));
		if (servers.length() > 0) {
			logger.info("Embedded DataWarehouse servers: " + servers + "; data in " + dataLocation());
		}
		this.console.ifAvailable((console) -> logger.info("DataWarehouse console: " + console.url()));
	}

	private String dataLocation() {
		return this.properties.isInMemory() ? "memory, gone when the application stops"
				: this.properties.getDataDir().toAbsolutePath().normalize().toString();
	}

}
