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

import org.jspecify.annotations.Nullable;

/**
 * Knows whether a container is idle.
 */
final class IdleWatch {

	private final @Nullable Duration interval;

	private volatile long lastMessage = System.nanoTime();

	private volatile boolean idle;

	IdleWatch(@Nullable Duration interval) {
		this.interval = interval;
	}

	/**
	 * A message came.
	 * @return whether it ended an idle time that was told of
	 */
	boolean messageCame() {
		if (this.interval == null) {
			return false;
		}
		this.lastMessage = System.nanoTime();
		if (!this.idle) {
			return false;
		}
		synchronized (this) {
			boolean was = this.idle;
			this.idle = false;
			return was;
		}
	}

	/**
	 * See whether the container has become idle.
	 * @return how long it is, or {@code null} if it is not or was told of already
	 */
	synchronized @Nullable Duration becameIdle(int inFlight) {
		Duration idleFor = Duration.ofNanos(System.nanoTime() - this.lastMessage);
		if (this.interval == null || this.idle || inFlight > 0 || idleFor.compareTo(this.interval) < 0) {
			return null;
		}
		this.idle = true;
		return idleFor;
	}

}
