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

import org.jspecify.annotations.Nullable;

/**
 * Settings of a queue that is created.
 *
 * @param visibilityTimeout how long a delivered message is leased to its consumer, at
 * least one second, or {@code null} for the 30 seconds that the broker has as default
 * @param onEnqueueScript Lua source that is run for each message that is stored, or
 * {@code null} for none
 * @param onFailureScript Lua source that is run for each nack, or {@code null} for none
 * @since 1.0.0
 */
public record FilaQueueSettings(@Nullable Duration visibilityTimeout, @Nullable String onEnqueueScript,
		@Nullable String onFailureScript) {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	/**
	 * Create new settings.
	 * @throws IllegalArgumentException if the visibility timeout is under a second
	 */
	public FilaQueueSettings {
		if (visibilityTimeout != null && visibilityTimeout.compareTo(SHORTEST) < 0) {
			throw new IllegalArgumentException(
					"The visibility timeout must be at least one second, but was " + visibilityTimeout);
		}
	}

	/**
	 * The settings that the broker has as defaults.
	 * @return the settings
	 */
	public static FilaQueueSettings defaults() {
		return new FilaQueueSettings(null, null, null);
	}

	/**
	 * These settings with another visibility timeout.
	 * @param visibilityTimeout how long a delivered message is leased to its consumer
	 * @return new settings
	 */
	public FilaQueueSettings withVisibilityTimeout(@Nullable Duration visibilityTimeout) {
		return new FilaQueueSettings(visibilityTimeout, this.onEnqueueScript, this.onFailureScript);
	}

	/**
	 * These settings with another script for stored messages.
	 * @param script the Lua source, or {@code null} for none
	 * @return new settings
	 */
	public FilaQueueSettings withOnEnqueueScript(@Nullable String script) {
		return new FilaQueueSettings(this.visibilityTimeout, script, this.onFailureScript);
	}

	/**
	 * These settings with another script for nacked messages.
	 * @param script the Lua source, or {@code null} for none
	 * @return new settings
	 */
	public FilaQueueSettings withOnFailureScript(@Nullable String script) {
		return new FilaQueueSettings(this.visibilityTimeout, this.onEnqueueScript, script);
	}

}
