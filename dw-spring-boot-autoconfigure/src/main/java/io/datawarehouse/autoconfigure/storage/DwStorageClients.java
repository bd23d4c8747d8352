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
package io.datawarehouse.autoconfigure.storage;

import java.net.URI;
import java.util.Set;

import io.datawarehouse.autoconfigure.InvalidDwSettingsException;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StorageDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * Makes the templates of the named clients.
 */
class DwStorageClients {

	static final String BEAN_NAME = "dwStorageClients";

	private final Binder binder;

	private final DwStorageTemplateFactory factory;

	private final ObjectProvider<DwStorageConnectionDetails> details;

	private final ObjectProvider<SslBundles> sslBundles;

	DwStorageClients(Environment environment, DwStorageTemplateFactory factory,
			ObjectProvider<DwStorageConnectionDetails> details, ObjectProvider<SslBundles> sslBundles) {
		this.binder = Binder.get(environment);
		this.factory = factory;
		this.details = details;
		this.sslBundles = sslBundles;
	}

	Set<String> names() {
		return DwStorageClientSettings.names(this.binder);
	}

	DwStorageClientSettings settings(String name) {
		return DwStorageClientSettings.of(this.binder, name);
	}

	/**
	 * Called by name, for each bean definition that the registrar made.
	 */
	DataWarehouseTemplate create(String name) {
		DwStorageClientSettings settings = settings(name);
		DwStorageSettingsCheck.check(settings.prefix(), settings.properties());
		DwStorageConnectionDetails own = new PropertiesDwStorageConnectionDetails(settings.prefix(),
				settings.properties(), this.sslBundles.getIfAvailable());
		return this.factory.create(settings.prefix(), settings.ownServer() ? own : shared(settings, own),
				settings.properties());
	}

	private DwStorageConnectionDetails shared(DwStorageClientSettings settings, DwStorageConnectionDetails own) {
		DwStorageConnectionDetails server = this.details.getIfUnique();
		if (server == null) {
			throw new InvalidDwSettingsException(settings.prefix(),
					settings.prefix() + " has neither an endpoint nor a region, and dw.storage has no server either",
					"Set " + settings.prefix()
							+ ".endpoint (or .region for Amazon S3), set dw.storage.endpoint for all "
							+ "clients, or add dw-embedded to the class path.",
					null);
		}
		return new SharedServer(server, own, settings.ownUser());
	}

	/**
	 * The server of {@code dw.storage}, as another user perhaps.
	 */
	private record SharedServer(DwStorageConnectionDetails server, DwStorageConnectionDetails own,
			boolean ownUser) implements DwStorageConnectionDetails {

		@Override
		public @Nullable URI getEndpoint() {
			return this.server.getEndpoint();
		}

		@Override
		public @Nullable String getRegion() {
			return this.server.getRegion();
		}

		@Override
		public @Nullable Credentials getCredentials() {
			return this.ownUser ? this.own.getCredentials() : this.server.getCredentials();
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.server.getSslBundle();
		}

		@Override
		public @Nullable Boolean getPathStyle() {
			Boolean pathStyle = this.own.getPathStyle();
			return (pathStyle != null) ? pathStyle : this.server.getPathStyle();
		}

		@Override
		public StorageDialect getDialect() {
			return this.server.getDialect();
		}

	}

}
