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

import io.datawarehouse.storage.AsyncDataWarehouseOperations;
import io.datawarehouse.storage.AsyncDataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.core.task.support.CompositeTaskDecorator;

/**
 * {@link AutoConfiguration Auto-configuration} of {@link AsyncDataWarehouseTemplate}. Its
 * threads are virtual when those of the application are.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = DwStorageAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "dw.storage.async.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DwStorageAsyncProperties.class)
public final class DwStorageAsyncAutoConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(DataWarehouseOperations.class)
	@ConditionalOnMissingBean(AsyncDataWarehouseOperations.class)
	AsyncDataWarehouseTemplate asyncDataWarehouseTemplate(DataWarehouseOperations operations,
			DwStorageAsyncProperties properties, Environment environment,
			ObjectProvider<ObservationRegistry> observationRegistry, ObjectProvider<TaskDecorator> decorators) {
		AsyncDataWarehouseTemplate.Builder builder = AsyncDataWarehouseTemplate.builder(operations)
			.concurrency(properties.getConcurrency())
			.queueCapacity(properties.getQueueCapacity())
			.taskDecorator(new CompositeTaskDecorator(decorators.orderedStream().toList()))
			.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP));
		if (Threading.VIRTUAL.isActive(environment)) {
			builder.threadFactory(new VirtualThreadTaskExecutor("dw-storage-").getVirtualThreadFactory());
		}
		return builder.build();
	}

}
