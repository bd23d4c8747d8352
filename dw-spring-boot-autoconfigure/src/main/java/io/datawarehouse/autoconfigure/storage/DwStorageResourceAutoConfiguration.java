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

import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.resource.DwResourcePatternResolver;
import io.datawarehouse.storage.resource.DwResourceSupport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of {@code dw://} and {@code s3://}
 * resources.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = DwStorageAutoConfiguration.class)
@ConditionalOnBean(DataWarehouseOperations.class)
@ConditionalOnBooleanProperty(name = "dw.storage.resources.enabled", matchIfMissing = true)
public final class DwStorageResourceAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	static DwResourceSupport dwResourceSupport() {
		return new DwResourceSupport();
	}

	@Bean
	@ConditionalOnMissingBean
	DwResourcePatternResolver dwResourcePatternResolver(DwResourceSupport support) {
		return support.patternResolver();
	}

}
