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

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaQueue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Creates the queues that the application declares before any listener starts.
 */
class FilaQueueDeclarer implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(FilaQueueDeclarer.class);

	private final ObjectProvider<FilaAdmin> admin;

	private final ObjectProvider<FilaQueue> queues;

	FilaQueueDeclarer(ObjectProvider<FilaAdmin> admin, ObjectProvider<FilaQueue> queues) {
		this.admin = admin;
		this.queues = queues;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.queues.orderedStream().forEach((queue) -> this.admin.ifAvailable((admin) -> declare(admin, queue)));
	}

	private static void declare(FilaAdmin admin, FilaQueue queue) {
		if (admin.ensureQueue(queue.name(), queue.settings())) {
			logger.info("Created Fila queue '" + queue.name() + "'");
		}
	}

}
