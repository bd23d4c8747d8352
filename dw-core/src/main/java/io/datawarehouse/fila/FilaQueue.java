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

/**
 * A queue that an application declares: a bean of this type is created at the broker when
 * the application starts, unless the queue is there already.
 *
 * @param name the name of the queue
 * @param settings its settings, used only if it is created
 * @since 1.0.0
 */
public record FilaQueue(String name, FilaQueueSettings settings) {

	/**
	 * Create a new declaration.
	 * @throws IllegalArgumentException if the name is empty or too long
	 */
	public FilaQueue {
		Messages.requireQueue(name);
	}

	/**
	 * A queue with the settings that the broker has as defaults.
	 * @param name the name of the queue
	 * @return the declaration
	 */
	public static FilaQueue of(String name) {
		return new FilaQueue(name, FilaQueueSettings.defaults());
	}

	/**
	 * This queue with a visibility timeout.
	 * @param visibilityTimeout how long a delivered message is leased to its consumer
	 * @return a new declaration
	 */
	public FilaQueue withVisibilityTimeout(Duration visibilityTimeout) {
		return new FilaQueue(this.name, this.settings.withVisibilityTimeout(visibilityTimeout));
	}

}
