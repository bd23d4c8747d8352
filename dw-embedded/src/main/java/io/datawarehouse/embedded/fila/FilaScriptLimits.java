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

package io.datawarehouse.embedded.fila;

import java.time.Duration;

/**
 * What a Lua script of a queue may use for one message. A script that wants more is
 * stopped, and its message is treated as if its queue had no script.
 *
 * @param maxInstructions how many instructions of Lua's machine it may run; time would
 * depend on what else the machine does. 100,000 are about 10 milliseconds
 * @param maxBytes how much memory it may use, in bytes
 * @param maxDuration how long it may take, whatever it does. For what the other limits do
 * not reach, such as the search for a hard pattern, so it should be generous
 * @since 1.0.0
 */
public record FilaScriptLimits(long maxInstructions, long maxBytes, Duration maxDuration) {

	private static final FilaScriptLimits DEFAULTS = new FilaScriptLimits(100_000, 1024 * 1024, Duration.ofSeconds(2));

	/**
	 * Create new limits.
	 * @throws IllegalArgumentException if one is too small for any script
	 */
	public FilaScriptLimits {
		require(maxInstructions >= 1_000, "number of instructions", "at least 1000", maxInstructions);
		require(maxBytes >= 16 * 1024, "memory", "at least 16384 bytes", maxBytes);
		require(maxDuration != null && maxDuration.toMillis() > 0, "duration", "at least 1 ms", maxDuration);
	}

	/**
	 * The limits used unless told otherwise: 100,000 instructions, 1 MiB, 2 seconds.
	 * @return the default limits
	 */
	public static FilaScriptLimits defaults() {
		return DEFAULTS;
	}

	private static void require(boolean valid, String what, String range, Object value) {
		if (!valid) {
			throw new IllegalArgumentException("The " + what + " of a script must be " + range + ", but was " + value);
		}
	}

}
