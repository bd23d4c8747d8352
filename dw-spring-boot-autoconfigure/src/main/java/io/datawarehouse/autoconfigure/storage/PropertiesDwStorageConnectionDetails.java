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
import java.util.function.Supplier;

import io.datawarehouse.storage.StorageDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Adapts {@link DwStorageClientProperties} to {@link DwStorageConnectionDetails}.
 */
class PropertiesDwStorageConnectionDetails implements DwStorageConnectionDetails {

	private final DwStorageClientProperties properties;

	private final Supplier<@Nullable SslBundle> sslBundle;

	PropertiesDwStorageConnectionDetails(String prefix, DwStorageClientProperties properties,
			@Nullable SslBundles sslBundles) {
		this.properties = properties;
		// Each one listens for updates.
		this.sslBundle = SingletonSupplier.of(() -> properties.getSsl().toBundle(sslBundles, prefix));
	}

	@Override
	public @Nullable URI getEndpoint() {
		return this.properties.getEndpoint();
	}

	@Override
	public @Nullable String getRegion() {
		return this.properties.getRegion();
	}

	@Override
	public @Nullable Credentials getCredentials() {
		String accessKey = this.properties.getAccessKey();
		String secretKey = this.properties.getSecretKey();
		if (!StringUtils.hasText(accessKey) && !StringUtils.hasText(secretKey)) {
			return null;
		}
		String token = this.properties.getSessionToken();
		return new Credentials(String.valueOf(accessKey), String.valueOf(secretKey),
				StringUtils.hasText(token) ? token : null);
	}

	@Override
	public @Nullable Boolean getPathStyle() {
		return this.properties.getPathStyle();
	}

	@Override
	public StorageDialect getDialect() {
		return this.properties.getDialect();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.sslBundle.get();
	}

}
