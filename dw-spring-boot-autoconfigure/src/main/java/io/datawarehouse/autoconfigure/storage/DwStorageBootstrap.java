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

import java.util.Map;

import io.datawarehouse.autoconfigure.InvalidDwSettingsException;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseTemplateBuilder;

import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * The client of {@code dw.storage} before there is an application context: for the
 * configuration that it is to bring.
 *
 * @since 1.0.0
 */
public final class DwStorageBootstrap {

	private static final String BUNDLES = "spring.ssl.bundle.";

	private final DwStorageProperties properties;

	private final SslBundles sslBundles;

	private DwStorageBootstrap(DwStorageProperties properties, SslBundles sslBundles) {
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	/**
	 * Read the properties that are known so far.
	 * @param binder binds them
	 * @return what makes the client
	 */
	public static DwStorageBootstrap of(Binder binder) {
		DwStorageProperties properties = binder.bindOrCreate(DwStorageClientSettings.STORAGE,
				DwStorageProperties.class);
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		String bundle = properties.getSsl().getBundle();
		if (StringUtils.hasText(bundle)) {
			register(bundles, bundle, binder);
		}
		return new DwStorageBootstrap(properties, bundles);
	}

	private static void register(DefaultSslBundleRegistry bundles, String name, Binder binder) {
		PemSslBundleProperties pem = bind(binder, "pem", PemSslBundleProperties.class).get(name);
		JksSslBundleProperties jks = bind(binder, "jks", JksSslBundleProperties.class).get(name);
		if (pem != null) {
			bundles.registerBundle(name, PropertiesSslBundle.get(pem));
		}
		else if (jks != null) {
			bundles.registerBundle(name, PropertiesSslBundle.get(jks));
		}
	}

	private static <T> Map<String, T> bind(Binder binder, String kind, Class<T> type) {
		return binder.bind(BUNDLES + kind, Bindable.mapOf(String.class, type)).orElse(Map.of());
	}

	/**
	 * Whether the properties say where the store is.
	 * @return {@code true} if there is an endpoint or a region, and the client is not
	 * switched off
	 */
	public boolean hasServer() {
		return this.properties.isEnabled()
				&& (this.properties.getEndpoint() != null || StringUtils.hasText(this.properties.getRegion()));
	}

	/**
	 * Make the client. The store is not asked for anything.
	 * @return a new template, which must be closed
	 * @throws InvalidDwSettingsException if the settings cannot be right
	 */
	public DataWarehouseTemplate createTemplate() {
		String prefix = DwStorageClientSettings.STORAGE;
		DwStorageConnectionDetails details = new PropertiesDwStorageConnectionDetails(prefix, this.properties,
				this.sslBundles);
		DwStorageSettingsCheck.check(prefix, this.properties);
		DwStorageSettingsCheck.check(prefix, details, this.properties);
		try {
			DataWarehouseTemplateBuilder builder = DataWarehouseTemplate.builder();
			DwStorageTemplateFactory.configure(builder, this.properties);
			DwStorageTemplateFactory.connect(builder, details, this.properties);
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			throw InvalidDwSettingsException.refused(prefix, ex);
		}
	}

}
