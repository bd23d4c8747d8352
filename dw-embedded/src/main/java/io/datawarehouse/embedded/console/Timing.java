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

package io.datawarehouse.embedded.console;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * How long an operation takes.
 *
 * @param name the name of the meter
 * @param tags its tags
 * @param count how often the operation ended
 * @param totalMillis how long it took in all, in milliseconds
 * @param maxMillis the longest time of late, in milliseconds
 * @param p50Millis half of the late ones took no longer, or {@code null} if unknown
 * @param p95Millis 95 of 100 took no longer, or {@code null} if unknown
 * @param p99Millis 99 of 100 took no longer, or {@code null} if unknown
 * @since 1.0.0
 */
public record Timing(String name, Map<String, String> tags, long count, double totalMillis, double maxMillis,
		@Nullable Double p50Millis, @Nullable Double p95Millis, @Nullable Double p99Millis) {

	/**
	 * Create a timing.
	 */
	public Timing {
		tags = new TreeMap<>(tags);
	}

}
