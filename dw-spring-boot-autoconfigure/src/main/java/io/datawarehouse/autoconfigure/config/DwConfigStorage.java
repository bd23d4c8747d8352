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
package io.datawarehouse.autoconfigure.config;

import io.datawarehouse.autoconfigure.storage.DwStorageBootstrap;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;

/**
 * The client that brings the configuration: {@link DataWarehouseOperations} that the
 * application registered with the bootstrap context, or else one of our own, which is
 * made when it is first needed and closed before the application context is refreshed.
 */
final class DwConfigStorage {

	private final DwStorageBootstrap settings;

	private @Nullable DataWarehouseTemplate template;

	private DwConfigStorage(DwStorageBootstrap settings) {
		this.settings = settings;
	}

	static boolean isRegistered(BootstrapContext bootstrap) {
		return bootstrap.isRegistered(DataWarehouseOperations.class) || bootstrap.isRegistered(DwConfigStorage.class);
	}

	static void register(ConfigurableBootstrapContext bootstrap, DwStorageBootstrap settings) {
		DwConfigStorage storage = new DwConfigStorage(settings);
		bootstrap.register(DwConfigStorage.class, (context) -> storage);
		bootstrap.addCloseListener((event) -> storage.close());
	}

	static DataWarehouseOperations operations(BootstrapContext bootstrap) {
		return bootstrap.isRegistered(DataWarehouseOperations.class) ? bootstrap.get(DataWarehouseOperations.class)
				: bootstrap.get(DwConfigStorage.class).template();
	}

	private synchronized DataWarehouseTemplate template() {
		DataWarehouseTemplate existing = this.template;
		if (existing == null) {
			existing = this.settings.createTemplate();
			this.template = existing;
		}
		return existing;
	}

	private synchronized void close() {
		if (this.template != null) {
			this.template.close();
			this.template = null;
		}
	}

}
