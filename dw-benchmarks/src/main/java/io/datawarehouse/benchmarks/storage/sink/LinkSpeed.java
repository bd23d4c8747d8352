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

package io.datawarehouse.benchmarks.storage.sink;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * The link that the sink pretends to sit behind.
 *
 * @since 1.0.0
 */
public enum LinkSpeed {

	/**
	 * As fast as the loopback interface.
	 */
	FAST(0, Duration.ZERO),

	/**
	 * A distant store: 80 MB/s for each connection, 15 ms before each answer.
	 */
	SLOW(80_000_000, Duration.ofMillis(15));

	private final long bytesPerSecond;

	private final Duration latency;

	LinkSpeed(long bytesPerSecond, Duration latency) {
		this.bytesPerSecond = bytesPerSecond;
		this.latency = latency;
	}

	/**
	 * Return the speed with the given name.
	 * @param id the name in lower case
	 * @return the speed
	 */
	public static LinkSpeed of(String id) {
		return Arrays.stream(values())
			.filter((speed) -> speed.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Unknown link speed '" + id + "'"));
	}

	/**
	 * Return the name of this speed on a command line.
	 * @return the name in lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	long bytesPerSecond() {
		return this.bytesPerSecond;
	}

	Duration latency() {
		return this.latency;
	}

}
