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

import io.datawarehouse.autoconfigure.InvalidDwSettingsException;
import io.datawarehouse.storage.DataWarehouseOperations;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Creates the buckets that the properties ask for, once all beans are made and before any
 * of them is started.
 */
class DwStorageBucketCreator implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(DwStorageBucketCreator.class);

	private static final String TEMPLATE = "dataWarehouseTemplate";

	private final BeanFactory beanFactory;

	private final DwStorageProperties properties;

	private final DwStorageClients clients;

	DwStorageBucketCreator(BeanFactory beanFactory, DwStorageProperties properties, DwStorageClients clients) {
		this.beanFactory = beanFactory;
		this.properties = properties;
		this.clients = clients;
	}

	@Override
	public void afterSingletonsInstantiated() {
		ensure(DwStorageClientSettings.STORAGE, TEMPLATE, this.properties.getEnsureBuckets());
		for (String name : this.clients.names()) {
			DwStorageClientSettings settings = this.clients.settings(name);
			ensure(settings.prefix(), DwStorageClientSettings.beanName(name), settings.properties().getEnsureBuckets());
		}
	}

	private void ensure(String prefix, String beanName, List<String> buckets) {
		if (buckets.isEmpty()) {
			return;
		}
		DataWarehouseOperations operations = operations(prefix, beanName);
		for (String bucket : buckets) {
			if (operations.ensureBucket(bucket)) {
				logger.info("Created bucket '" + bucket + "'");
			}
		}
	}

	private DataWarehouseOperations operations(String prefix, String beanName) {
		if (this.beanFactory.containsBean(beanName)) {
			return this.beanFactory.getBean(beanName, DataWarehouseOperations.class);
		}
		DataWarehouseOperations own = this.beanFactory.getBeanProvider(DataWarehouseOperations.class).getIfUnique();
		if (own == null) {
			throw new InvalidDwSettingsException(prefix,
					prefix + ".ensure-buckets is set, but there is no client to create them with",
					"Set " + prefix + ".endpoint (or .region for Amazon S3), or remove " + prefix + ".ensure-buckets.",
					null);
		}
		return own;
	}

}
