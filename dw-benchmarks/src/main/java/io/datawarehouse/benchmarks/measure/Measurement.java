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

package io.datawarehouse.benchmarks.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one measured process, or the medians of several.
 *
 * @param operationsPerSecond operations in a second
 * @param megabytesPerSecond payload in a second, in MB of 10^6 bytes
 * @param cpuMicrosPerOperation process CPU for an operation
 * @param cpuSecondsPerGigabyte process CPU for 10^9 bytes of payload
 * @param allocatedPerOperation bytes allocated on the heap for an operation
 * @param peakHeap the highest use of the heap that was seen, in bytes
 * @param peakRss the highest resident memory of the process, in bytes, 0 when unknown
 * @since 1.0.0
 */
public record Measurement(double operationsPerSecond, double megabytesPerSecond, double cpuMicrosPerOperation,
		double cpuSecondsPerGigabyte, double allocatedPerOperation, double peakHeap, double peakRss) {

	private static final String PREFIX = "measured ";

	/**
	 * Compute the figures from what was counted.
	 * @param operations how many operations were made
	 * @param payload the bytes of one operation
	 * @param spent what they took
	 * @param peakHeap the highest use of the heap, in bytes
	 * @param peakRss the highest resident memory, in bytes
	 * @return the figures
	 */
	public static Measurement of(long operations, long payload, Spent spent, long peakHeap, long peakRss) {
		if (operations <= 0 || spent.nanos() <= 0) {
			throw new IllegalArgumentException("Nothing was measured: " + operations + " operations, " + spent);
		}
		double seconds = spent.nanos() / 1e9;
		double bytes = (double) operations * payload;
		return new Measurement(operations / seconds, bytes / 1e6 / seconds, spent.cpuNanos() / 1e3 / operations,
				spent.cpuNanos() / bytes, spent.allocated() / (double) operations, peakHeap, peakRss);
	}

	/**
	 * Take the median of each figure.
	 * @param measurements at least one measurement
	 * @return the medians
	 */
	public static Measurement median(List<Measurement> measurements) {
		return new Measurement(median(measurements, Measurement::operationsPerSecond),
				median(measurements, Measurement::megabytesPerSecond),
				median(measurements, Measurement::cpuMicrosPerOperation),
				median(measurements, Measurement::cpuSecondsPerGigabyte),
				median(measurements, Measurement::allocatedPerOperation), median(measurements, Measurement::peakHeap),
				median(measurements, Measurement::peakRss));
	}

	private static double median(List<Measurement> measurements, ToDoubleFunction<Measurement> figure) {
		double[] sorted = measurements.stream().mapToDouble(figure).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 != 0) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/**
	 * Return whether a line that a child printed holds its figures.
	 * @param line a line of its output
	 * @return whether {@link #parse} understands it
	 */
	public static boolean isLine(String line) {
		return line.startsWith(PREFIX);
	}

	/**
	 * Read the figures from a line.
	 * @param line a line as {@link #toLine()} makes it
	 * @return the figures
	 */
	public static Measurement parse(String line) {
		if (!isLine(line)) {
			throw new IllegalArgumentException("Not the line of a measurement: '" + line + "'");
		}
		Map<String, Double> figures = new HashMap<>();
		for (String figure : line.substring(PREFIX.length()).split(" ")) {
			int equals = figure.indexOf('=');
			figures.put(figure.substring(0, equals), Double.valueOf(figure.substring(equals + 1)));
		}
		return new Measurement(figures.get("ops"), figures.get("mb"), figures.get("cpuOp"), figures.get("cpuGb"),
				figures.get("alloc"), figures.get("heap"), figures.get("rss"));
	}

	/**
	 * Write the figures as a line for {@link #parse}.
	 * @return one line
	 */
	public String toLine() {
		return PREFIX + "ops=" + this.operationsPerSecond + " mb=" + this.megabytesPerSecond + " cpuOp="
				+ this.cpuMicrosPerOperation + " cpuGb=" + this.cpuSecondsPerGigabyte + " alloc="
				+ this.allocatedPerOperation + " heap=" + this.peakHeap + " rss=" + this.peakRss;
	}

}
