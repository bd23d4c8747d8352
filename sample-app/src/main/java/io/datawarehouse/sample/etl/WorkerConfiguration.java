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

package io.datawarehouse.sample.etl;

import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.sample.SalesProperties;
import io.datawarehouse.sample.lake.SalesFile;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The queue that the workers share. It is made at the start when it is missing, together
 * with its dead letters.
 */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

	@Bean
	FilaQueue salesFiles(SalesProperties properties) {
		return FilaQueue.of(SalesFile.QUEUE).withVisibilityTimeout(properties.visibilityTimeout());
	}

}
