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

import io.datawarehouse.autoconfigure.ConditionalOnDwEndpoint;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.micrometer.observation.ObservationRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * {@link AutoConfiguration Auto-configuration} of {@link DataWarehouseTemplate}: the one
 * of {@code dw.storage}, and one for each of {@code dw.storage.clients}.
 *
 * @since 1.0.0
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dw.storage.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DwStorageProperties.class)
@Import(DwStorageClientsRegistrar.class)
public final class DwStorageAutoConfiguration {

	@Bean
	DwStorageTemplateFactory dwStorageTemplateFactory(ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<DwObservationConvention> observationConvention, ObjectProvider<JsonMapper> jsonMapper,
			ObjectProvider<DataWarehouseTemplateCustomizer> customizers) {
		return new DwStorageTemplateFactory(observationRegistry, observationConvention, jsonMapper, customizers);
	}

	@Bean
	@ConditionalOnDwEndpoint({ "dw.storage.endpoint", "dw.storage.region" })
	@ConditionalOnMissingBean(DwStorageConnectionDetails.class)
	PropertiesDwStorageConnectionDetails dwStorageConnectionDetails(DwStorageProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		DwStorageSettingsCheck.check(DwStorageClientSettings.STORAGE, properties);
		return new PropertiesDwStorageConnectionDetails(DwStorageClientSettings.STORAGE, properties,
				sslBundles.getIfAvailable());
	}

	@Bean
	@ConditionalOnBean(DwStorageConnectionDetails.class)
	@ConditionalOnMissingBean(DataWarehouseOperations.class)
	DataWarehouseTemplate dataWarehouseTemplate(DwStorageConnectionDetails details, DwStorageProperties properties,
			DwStorageTemplateFactory factory) {
		return factory.create(DwStorageClientSettings.STORAGE, details, properties);
	}

	@Bean(DwStorageClients.BEAN_NAME)
	DwStorageClients dwStorageClients(Environment environment, DwStorageTemplateFactory factory,
			ObjectProvider<DwStorageConnectionDetails> details, ObjectProvider<SslBundles> sslBundles) {
		return new DwStorageClients(environment, factory, details, sslBundles);
	}

	@Bean
	DwStorageBucketCreator dwStorageBucketCreator(BeanFactory beanFactory, DwStorageProperties properties,
			DwStorageClients clients) {
		return new DwStorageBucketCreator(beanFactory, properties, clients);
	}

}
