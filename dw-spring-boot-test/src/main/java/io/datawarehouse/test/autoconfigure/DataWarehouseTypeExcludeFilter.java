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

package io.datawarehouse.test.autoconfigure;

import java.util.Set;

import io.datawarehouse.autoconfigure.fila.FilaClientCustomizer;
import io.datawarehouse.autoconfigure.job.DatlakeClientCustomizer;
import io.datawarehouse.autoconfigure.job.JobContextFactoryCustomizer;
import io.datawarehouse.autoconfigure.storage.DataWarehouseTemplateCustomizer;
import io.datawarehouse.fila.listener.FilaListenerContainerCustomizer;

import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/**
 * {@link TypeExcludeFilter} for {@link DataWarehouseTest @DataWarehouseTest}.
 */
class DataWarehouseTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<DataWarehouseTest> {

	private static final Set<Class<?>> KNOWN_INCLUDES = Set.of(DataWarehouseTemplateCustomizer.class,
			DatlakeClientCustomizer.class, FilaClientCustomizer.class, FilaListenerContainerCustomizer.class,
			JobContextFactoryCustomizer.class);

	DataWarehouseTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return KNOWN_INCLUDES;
	}

}
