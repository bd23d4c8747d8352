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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the object store.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("dw.storage")
public class DwStorageProperties extends DwStorageClientProperties {

	/**
	 * Name of the client that is injected where none is named. The one of dw.storage
	 * itself unless set.
	 */
	private @Nullable String primary;

	/**
	 * Further clients by name, each with the properties of dw.storage.
	 */
	private final Map<String, DwStorageClientProperties> clients = new LinkedHashMap<>();

	public @Nullable String getPrimary() {
		return this.primary;
	}

	public void setPrimary(@Nullable String primary) {
		this.primary = primary;
	}

	public Map<String, DwStorageClientProperties> getClients() {
		return this.clients;
	}

}
