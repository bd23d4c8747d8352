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

package io.datawarehouse.autoconfigure.job;

import java.net.URI;
import java.util.function.Supplier;

import io.datawarehouse.job.openlineage.HttpLineageTransport;
import io.datawarehouse.spark.SparkSettings;
import io.datawarehouse.storage.DataWarehouseTemplate;

import org.springframework.beans.factory.ObjectProvider;

/**
 * What the Spark applications of all runs are told: the store of the template, and where
 * OpenLineage events are taken, whether or not our own runs are told there.
 */
class JobSparkConf implements Supplier<SparkSettings> {

	private final ObjectProvider<DataWarehouseTemplate> template;

	private final ObjectProvider<DwJobConnectionDetails> catalog;

	private final DwLineageProperties properties;

	JobSparkConf(ObjectProvider<DataWarehouseTemplate> template, ObjectProvider<DwJobConnectionDetails> catalog,
			DwLineageProperties properties) {
		this.template = template;
		this.catalog = catalog;
		this.properties = properties;
	}

	@Override
	public SparkSettings get() {
		DataWarehouseTemplate template = this.template.getIfUnique();
		return ((template != null) ? template.sparkConf() : SparkSettings.none()).with(lineage());
	}

	private SparkSettings lineage() {
		URI endpoint = this.properties.endpoint();
		if (endpoint != null) {
			return HttpLineageTransport.sparkConf(endpoint, this.properties.getApiKey());
		}
		DwJobConnectionDetails catalog = this.catalog.getIfUnique();
		URI url = (catalog != null) ? catalog.getLineageUrl() : null;
		return (url != null) ? HttpLineageTransport.sparkConf(url, catalog.getApiKey()) : SparkSettings.none();
	}

}
