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

package io.datawarehouse.benchmarks.fila;

import java.util.Arrays;

/**
 * The percentiles of latencies.
 *
 * @param p50 the median, in microseconds
 * @param p99 what 99 of 100 do not exceed, in microseconds
 */
record Latencies(double p50, double p99) {

	private static final String PREFIX = "latencies ";

	static Latencies of(long[] nanos) {
		if (nanos.length == 0) {
			throw new IllegalArgumentException("No latency was measured");
		}
		long[] sorted = nanos.clone();
		Arrays.sort(sorted);
		return new Latencies(percentile(sorted, 50), percentile(sorted, 99));
	}

	private static double percentile(long[] sorted, int percent) {
		int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
		return sorted[Math.max(1, rank) - 1] / 1e3;
	}

	static boolean isLine(String line) {
		return line.startsWith(PREFIX);
	}

	static Latencies parse(String line) {
		if (!isLine(line)) {
			throw new IllegalArgumentException("Not the line of latencies: '" + line + "'");
		}
		String[] figures = line.substring(PREFIX.length()).split(" ");
		return new Latencies(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
	}

	String toLine() {
		return PREFIX + this.p50 + " " + this.p99;
	}

}
