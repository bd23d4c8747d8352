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

package io.datawarehouse.fila.listener;

import java.time.Duration;

/**
 * A container has got no message for its idle interval, and handles none.
 *
 * @since 1.0.0
 */
public class FilaListenerIdleEvent extends FilaListenerEvent {

	private final Duration idleFor;

	FilaListenerIdleEvent(FilaListenerContainer container, Duration idleFor) {
		super(container);
		this.idleFor = idleFor;
	}

	/**
	 * How long ago the last message came, or the container started.
	 * @return the time
	 */
	public Duration getIdleFor() {
		return this.idleFor;
	}

}
