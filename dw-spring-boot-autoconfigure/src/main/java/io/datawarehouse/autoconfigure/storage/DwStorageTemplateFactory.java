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

import io.datawarehouse.autoconfigure.InvalidDwSettingsException;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseTemplateBuilder;
import io.datawarehouse.storage.ProxySettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.util.StringUtils;

/**
 * Makes templates of connection details and properties.
 */
class DwStorageTemplateFactory {

	private final ObjectProvider<ObservationRegistry> observationRegistry;

	private final ObjectProvider<DwObservationConvention> observationConvention;

	private final ObjectProvider<JsonMapper> jsonMapper;

	private final ObjectProvider<DataWarehouseTemplateCustomizer> customizers;

	DwStorageTemplateFactory(ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<DwObservationConvention> observationConvention, ObjectProvider<JsonMapper> jsonMapper,
			ObjectProvider<DataWarehouseTemplateCustomizer> customizers) {
		this.observationRegistry = observationRegistry;
		this.observationConvention = observationConvention;
		this.jsonMapper = jsonMapper;
		this.customizers = customizers;
	}

	/**
	 * Make a template. The store is not asked for anything.
	 * @param prefix what the properties begin with, for messages
	 * @param details where to connect to
	 * @param properties everything else
	 * @return a new template
	 * @throws InvalidDwSettingsException if the settings cannot be right
	 */
	DataWarehouseTemplate create(String prefix, DwStorageConnectionDetails details,
			DwStorageClientProperties properties) {
		DwStorageSettingsCheck.check(prefix, details, properties);
		DataWarehouseTemplateBuilder builder = DataWarehouseTemplate.builder()
			.observationRegistry(this.observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
			.observationConvention(this.observationConvention.getIfUnique())
			.jsonMapper(() -> this.jsonMapper.getIfUnique(JsonMapper::shared));
		try {
			configure(builder, properties);
			connect(builder, details, properties);
			this.customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			throw InvalidDwSettingsException.refused(prefix, ex);
		}
	}

	/**
	 * Apply all that is not about the server.
	 */
	static void configure(DataWarehouseTemplateBuilder builder, DwStorageClientProperties properties) {
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

	/**
	 * Apply all that is about the server and who speaks to it.
	 */
	static void connect(DataWarehouseTemplateBuilder builder, DwStorageConnectionDetails details,
			DwStorageClientProperties properties) {
		PropertyMapper map = PropertyMapper.get();
		map.from(details::getEndpoint).to(builder::endpoint);
		map.from(details::getRegion).whenHasText().to(builder::region);
		map.from(details::getPathStyle).to(builder::pathStyle);
		map.from(details::getDialect).to(builder::dialect);
		map.from(details::getSslBundle).to((bundle) -> secure(builder, bundle));
		DwStorageConnectionDetails.Credentials keys = details.getCredentials();
		if (keys != null) {
			sign(builder, keys);
		}
		else if (properties.isAnonymous()) {
			builder.anonymous();
		}
		else {
			map.from(properties::getProfile).whenHasText().to(builder::profile);
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

	private static void secure(DataWarehouseTemplateBuilder builder, SslBundle bundle) {
		SslOptions options = bundle.getOptions();
		builder.tls(bundle.createSslContext(), options.getEnabledProtocols(), options.getCiphers());
	}

}
