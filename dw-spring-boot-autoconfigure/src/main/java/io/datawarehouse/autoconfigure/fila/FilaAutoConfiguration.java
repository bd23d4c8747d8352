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

import java.util.function.Supplier;

import io.datawarehouse.autoconfigure.ConditionalOnDwEndpoint;
import io.datawarehouse.autoconfigure.InvalidDwSettingsException;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaRuntimeHints;
import io.datawarehouse.fila.FilaTls;
import io.datawarehouse.observation.DwObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} of the Fila clients.
 *
 * @since 1.0.0
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dw.fila.enabled", matchIfMissing = true)
@EnableConfigurationProperties(FilaProperties.class)
@ImportRuntimeHints(FilaRuntimeHints.class)
public final class FilaAutoConfiguration {

	@Bean
	@ConditionalOnDwEndpoint("dw.fila.addresses")
	@ConditionalOnMissingBean(FilaConnectionDetails.class)
	PropertiesFilaConnectionDetails filaConnectionDetails(FilaProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		properties.getAddresses()
			.forEach((address) -> InvalidDwSettingsException.requireResolved("dw.fila", "dw.fila.addresses", address));
		InvalidDwSettingsException.requireResolved("dw.fila", "dw.fila.api-key", properties.getApiKey());
		return new PropertiesFilaConnectionDetails(properties, sslBundles.getIfAvailable());
	}

	@Bean
	@ConditionalOnBean(FilaConnectionDetails.class)
	@ConditionalOnMissingBean
	FilaClient filaClient(FilaConnectionDetails details, FilaProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<DwObservationConvention> observationConvention,
			ObjectProvider<FilaClientCustomizer> customizers) {
		return checked(() -> {
			FilaClient.Builder builder = FilaClient.builder()
				.addresses(details.getAddresses())
				.apiKey(details.getApiKey())
				.tls(tls(details.getSslBundle()))
				.deadline(properties.getDeadline())
				.keepAlive(properties.getKeepAlive())
				.maxReconnectInterval(properties.getMaxReconnectInterval())
				.maxInboundMessageSize(Math.toIntExact(properties.getMaxInboundMessageSize().toBytes()))
				.prefetch(properties.getPrefetch())
				.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
				.observationConvention(observationConvention.getIfUnique());
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		});
	}

	@Bean
	@Lazy
	@ConditionalOnBean(FilaConnectionDetails.class)
	@ConditionalOnMissingBean
	FilaAdmin filaAdmin(FilaConnectionDetails details, FilaProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<DwObservationConvention> observationConvention) {
		return checked(() -> FilaAdmin.builder()
			.addresses(details.getAddresses())
			.apiKey(details.getApiKey())
			.tls(tls(details.getSslBundle()))
			.deadline(properties.getDeadline())
			.keepAlive(properties.getKeepAlive())
			.maxReconnectInterval(properties.getMaxReconnectInterval())
			.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
			.observationConvention(observationConvention.getIfUnique())
			.build());
	}

	private static <T> T checked(Supplier<T> build) {
		try {
			return build.get();
		}
		catch (IllegalArgumentException ex) {
			throw InvalidDwSettingsException.refused("dw.fila", ex);
		}
	}

	private static @Nullable FilaTls tls(@Nullable SslBundle bundle) {
		if (bundle == null) {
			return null;
		}
		return FilaTls.builder()
			.trustManagers(bundle.getManagers().getTrustManagers())
			.keyManagers(bundle.getManagers().getKeyManagers())
			.build();
	}

}
