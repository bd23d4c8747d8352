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

package io.datawarehouse.benchmarks.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Named figures of one forked process, which it prints as one line.
 */
final class Figures {

	static final String CALLER_MICROS = "callerMicros";

	static final String PROCESS_MICROS = "processMicros";

	static final String WALL_MICROS = "wallMicros";

	static final String PER_SECOND = "perSecond";

	static final String P50_MICROS = "p50Micros";

	static final String P99_MICROS = "p99Micros";

	static final String MAX_MICROS = "maxMicros";

	static final String HEAP_BYTES = "heapBytes";

	static final String THREADS = "threads";

	static final String EXTRA_REQUESTS = "extraRequests";

	private static final String PREFIX = "figures ";

	private final Map<String, Double> values = new LinkedHashMap<>();

	Figures with(String name, double value) {
		this.values.put(name, value);
		return this;
	}

	OptionalDouble get(String name) {
		Double value = this.values.get(name);
		return (value != null) ? OptionalDouble.of(value) : OptionalDouble.empty();
	}

	/**
	 * Name a figure of one of the ways that are compared.
	 */
	static String of(String way, String name) {
		return way + "." + name;
	}

	Map<String, Double> values() {
		return this.values;
	}

	static boolean isLine(String line) {
		return line.startsWith(PREFIX);
	}

	static Figures parse(String line) {
		if (!isLine(line)) {
			throw new IllegalArgumentException("Not the line of figures: '" + line + "'");
		}
		Figures figures = new Figures();
		for (String figure : line.substring(PREFIX.length()).split(" ")) {
			int equals = figure.indexOf('=');
			figures.with(figure.substring(0, equals), Double.parseDouble(figure.substring(equals + 1)));
		}
		return figures;
	}

	String toLine() {
		StringBuilder line = new StringBuilder(PREFIX.strip());
		this.values.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
		return line.toString();
	}

}
