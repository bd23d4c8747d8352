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

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.function.SingletonSupplier;

/**
 * Adapts {@link FilaProperties} to {@link FilaConnectionDetails}.
 */
class PropertiesFilaConnectionDetails implements FilaConnectionDetails {

	private final FilaProperties properties;

	private final Supplier<@Nullable SslBundle> sslBundle;

	PropertiesFilaConnectionDetails(FilaProperties properties, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		// Each one listens for updates.
		this.sslBundle = SingletonSupplier.of(() -> properties.getSsl().toBundle(sslBundles, "dw.fila"));
	}

	@Override
	public List<String> getAddresses() {
		return this.properties.getAddresses();
	}

	@Override
	public @Nullable String getApiKey() {
		return this.properties.getApiKey();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.sslBundle.get();
	}

}
