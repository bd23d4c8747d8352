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

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How long operations take.
 */
final class TimingsApi {

	private static final int MOST = 200;

	private final @Nullable TimingSource source;

	TimingsApi(@Nullable TimingSource source) {
		this.source = source;
	}

	void addTo(ConsoleHandler handler) {
		handler.route("GET", "/api/timings", this::timings);
	}

	/**
	 * The operations on which the most time was spent.
	 */
	private ConsoleResponse timings(ConsoleRequest request) {
		TimingSource source = this.source;
		if (source == null) {
			throw ConsoleException.absent("meters");
		}
		String text = request.query("q", "").toLowerCase(Locale.ROOT);
		List<Timing> found = source.timings()
			.stream()
			.filter((timing) -> timing.count() > 0 && words(timing).contains(text))
			.sorted(Comparator.comparingDouble(Timing::totalMillis).reversed())
			.toList();
		int limit = request.number("limit", 50, 1, MOST);
		return ConsoleResponse.ok(Map.of("timings", found.stream().limit(limit).toList(), "total", found.size()));
	}

	private static String words(Timing timing) {
		return (timing.name() + " " + timing.tags()).toLowerCase(Locale.ROOT);
	}

}
