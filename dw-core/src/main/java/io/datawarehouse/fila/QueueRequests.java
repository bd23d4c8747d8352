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

package io.datawarehouse.fila;

import java.time.Duration;

import io.datawarehouse.fila.proto.CreateQueueRequest;
import io.datawarehouse.fila.proto.QueueConfig;

/**
 * Makes the requests that tell of a queue's settings. Not methods of {@link FilaAdmin}:
 * Spring looks at all of those when an application starts, and would load the classes of
 * the protocol for them.
 */
final class QueueRequests {

	private QueueRequests() {
	}

	static CreateQueueRequest create(String name, FilaQueueSettings settings) {
		return CreateQueueRequest.newBuilder().setName(Messages.requireQueue(name)).setConfig(config(settings)).build();
	}

	private static QueueConfig config(FilaQueueSettings settings) {
		QueueConfig.Builder config = QueueConfig.newBuilder();
		Duration visibilityTimeout = settings.visibilityTimeout();
		if (visibilityTimeout != null) {
			config.setVisibilityTimeoutMs(visibilityTimeout.toMillis());
		}
		if (settings.onEnqueueScript() != null) {
			config.setOnEnqueueScript(settings.onEnqueueScript());
		}
		if (settings.onFailureScript() != null) {
			config.setOnFailureScript(settings.onFailureScript());
		}
		return config.build();
	}

}
