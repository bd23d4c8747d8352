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

import java.util.List;

import io.datawarehouse.autoconfigure.ConditionalOnDwEndpoint;
import io.datawarehouse.autoconfigure.storage.InvalidDwStorageSettingsException.Problem;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseTemplateBuilder;
import io.datawarehouse.storage.ProxySettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/**
 * {@link AutoConfiguration Auto-configuration} of {@link DataWarehouseTemplate}.
 *
 * @since 1.0.0
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dw.storage.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DwStorageProperties.class)
public final class DwStorageAutoConfiguration {

	@Bean
	@ConditionalOnBean(DwStorageConnectionDetails.class)
	@ConditionalOnMissingBean(DataWarehouseOperations.class)
	DataWarehouseTemplate dataWarehouseTemplate(DwStorageConnectionDetails details, DwStorageProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<DwObservationConvention> observationConvention, ObjectProvider<JsonMapper> jsonMapper,
			ObjectProvider<DataWarehouseTemplateCustomizer> customizers) {
		DwStorageSettingsCheck.check(details, properties);
		DataWarehouseTemplateBuilder builder = DataWarehouseTemplate.builder()
			.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
			.observationConvention(observationConvention.getIfUnique());
		jsonMapper.ifUnique(builder::jsonMapper);
		try {
			configure(builder, properties);
			connect(builder, details, properties);
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			Problem problem = new Problem(String.valueOf(ex.getMessage()),
					"Correct the property of dw.storage that this is about.");
			throw new InvalidDwStorageSettingsException(List.of(problem), ex);
		}
	}

	private static void configure(DataWarehouseTemplateBuilder builder, DwStorageProperties properties) {
		builder.connectTimeout(properties.getConnectTimeout())
			.readTimeout(properties.getReadTimeout())
			.attemptTimeout(properties.getAttemptTimeout())
			.maxConnections(properties.getMaxConnections())
			.maxIdleTime(properties.getMaxIdleTime())
			.checksums(properties.getChecksums())
			.payloadSigning(properties.getPayloadSigning())
			.legacyMd5(properties.isLegacyMd5())
			.multipartThreshold(properties.getMultipart().getThreshold().toBytes())
			.partSize(properties.getMultipart().getPartSize().toBytes())
			.transferConcurrency(properties.getTransfer().getConcurrency())
			.retry(properties.getRetry().toSettings());
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::getCallTimeout).to(builder::callTimeout);
		map.from(properties::getAcquireTimeout).to(builder::acquireTimeout);
		map.from(properties::getMaxConnectionAge).to(builder::maxConnectionAge);
		map.from(properties::getUserAgentSuffix).whenHasText().to(builder::userAgentSuffix);
		map.from(properties::getDefaultBucket).whenHasText().to(builder::defaultBucket);
		DwStorageProxyProperties proxy = properties.getProxy();
		map.from(proxy::getHost)
			.whenHasText()
			.to((host) -> builder.proxy(new ProxySettings(host, proxy.getPort(), textOrNull(proxy.getUsername()),
					textOrNull(proxy.getPassword()), proxy.getNonProxyHosts())));
	}

	private static @Nullable String textOrNull(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

	private static void connect(DataWarehouseTemplateBuilder builder, DwStorageConnectionDetails details,
			DwStorageProperties properties) {
		PropertyMapper map = PropertyMapper.get();
		map.from(details::getEndpoint).to(builder::endpoint);
		map.from(details::getRegion).whenHasText().to(builder::region);
		map.from(details::getPathStyle).to(builder::pathStyle);
		map.from(details::getDialect).to(builder::dialect);
		map.from(() -> sslBundle(details, properties)).to((bundle) -> trust(builder, bundle));
		map.from(properties::getProfile).whenHasText().to(builder::profile);
		if (properties.isAnonymous()) {
			builder.anonymous();
		}
		else {
			map.from(details::getCredentials).to((keys) -> sign(builder, keys));
		}
	}

	private static @Nullable SslBundle sslBundle(DwStorageConnectionDetails details, DwStorageProperties properties) {
		try {
			return details.getSslBundle();
		}
		catch (NoSuchSslBundleException ex) {
			Problem problem = new Problem(
					"dw.storage.ssl.bundle names '" + ex.getBundleName() + "', but there is no such SSL bundle",
					"Define the bundle under spring.ssl.bundle, or correct dw.storage.ssl.bundle.");
			throw new InvalidDwStorageSettingsException(List.of(problem), ex);
		}
	}

	private static void sign(DataWarehouseTemplateBuilder builder, DwStorageConnectionDetails.Credentials keys) {
		String sessionToken = keys.sessionToken();
		if (sessionToken != null) {
			builder.credentials(keys.accessKey(), keys.secretKey(), sessionToken);
		}
		else {
			builder.credentials(keys.accessKey(), keys.secretKey());
		}
	}

	private static void trust(DataWarehouseTemplateBuilder builder, SslBundle bundle) {
		builder.trustManagers(bundle.getManagers().getTrustManagers());
		builder.keyManagers(bundle.getManagers().getKeyManagers());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDwEndpoint({ "dw.storage.endpoint", "dw.storage.region" })
	static class PropertiesConfiguration {

		@Bean
		@ConditionalOnMissingBean(DwStorageConnectionDetails.class)
		PropertiesDwStorageConnectionDetails dwStorageConnectionDetails(DwStorageProperties properties,
				ObjectProvider<SslBundles> sslBundles) {
			DwStorageSettingsCheck.check(properties);
			return new PropertiesDwStorageConnectionDetails(properties, sslBundles.getIfAvailable());
		}

	}

}
