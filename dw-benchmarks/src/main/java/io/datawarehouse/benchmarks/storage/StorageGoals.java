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

package io.datawarehouse.benchmarks.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.report.Bound;
import io.datawarehouse.benchmarks.report.Goal;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import io.datawarehouse.benchmarks.storage.peer.Peer;

/**
 * The goals of the storage client. A ratio is one of throughput, unless it says
 * otherwise.
 */
final class StorageGoals {

	private static final double MEGABYTE = 1e6;

	private static final List<StorageOperation> PUT_LARGE = List.of(StorageOperation.PUT_LARGE);

	private static final List<StorageOperation> LARGE_FAST = List.of(StorageOperation.PUT_LARGE,
			StorageOperation.GET_LARGE);

	private final List<Row> rows = new ArrayList<>();

	private StorageGoals() {
		small();
		large();
		slow();
		memory();
	}

	static List<GoalOutcome> check(StorageResults results) {
		return new StorageGoals().rows.stream().map((row) -> row.goal().check(results)).toList();
	}

	/**
	 * Tell which commits the goals were checked at.
	 * @param results the results
	 * @return the commits of each goal, in the order of {@link #check}
	 */
	static List<String> commits(StorageResults results) {
		return new StorageGoals().rows.stream()
			.map((row) -> String.join(", ", results.commits(row.operations())))
			.toList();
	}

	private void small() {
		ratio(StorageOperation.PUT_4K, 0.90, Peer.JDK);
		ratio(StorageOperation.PUT_4K, 1.3, Peer.MINIO);
		ratio(StorageOperation.PUT_4K, 2, Peer.SDK);
		ratio(StorageOperation.PUT_4K, 15, Peer.S3TEMPLATE);
		ratio(StorageOperation.GET_4K, 0.95, Peer.JDK);
		ratio(StorageOperation.GET_4K, 1.6, Peer.MINIO);
		ratio(StorageOperation.GET_4K, 1, Peer.SDK);
		ratio(StorageOperation.PUT_64K, 1, Peer.JDK);
		ratio(StorageOperation.PUT_64K, 3, Peer.MINIO);
		ratio(StorageOperation.PUT_64K, 2, Peer.SDK);
		ratio(StorageOperation.GET_64K, 1.15, Peer.JDK);
		ratio(StorageOperation.GET_64K, 1.3, Peer.MINIO);
		ratio(StorageOperation.GET_64K, 1.15, Peer.SDK);
		goal(StorageOperation.SMALL, "CPU per small operation, mean of four", Bound.AT_MOST, 1.03, times(Peer.TUNED),
				StorageGoals::templateCpu);
	}

	private void large() {
		goal(PUT_LARGE, "PUT 512 MiB, no checksum", Bound.AT_LEAST, 0.9, times(Peer.RAW), (results) -> results
			.ratio(Peer.DW_PLAIN, Peer.RAW, StorageOperation.PUT_LARGE, Measurement::megabytesPerSecond));
		goal(PUT_LARGE, "PUT 512 MiB, CRC32", Bound.AT_LEAST, 0.75, times(Peer.RAW),
				throughput(StorageOperation.PUT_LARGE, Peer.RAW));
		goal(PUT_LARGE, "PUT 512 MiB, no checksum, CPU", Bound.AT_MOST, 0.65, "s/GB", (results) -> results
			.figure(Peer.DW_PLAIN, StorageOperation.PUT_LARGE, Measurement::cpuSecondsPerGigabyte));
		goal(PUT_LARGE, "PUT 512 MiB, CRC32, CPU", Bound.AT_MOST, 0.75, "s/GB",
				(results) -> results.figure(Peer.DW, StorageOperation.PUT_LARGE, Measurement::cpuSecondsPerGigabyte));
		ratio(StorageOperation.PUT_LARGE, 1, Peer.CRT);
		ratio(StorageOperation.PUT_LARGE, 10, Peer.MINIO);
		ratio(StorageOperation.PUT_LARGE, 60, Peer.S3TEMPLATE);
		ratio(StorageOperation.GET_LARGE, 0.75, Peer.RAW);
		ratio(StorageOperation.GET_LARGE, 1, Peer.S3TEMPLATE);
		ratio(StorageOperation.GET_LARGE, 2, Peer.CRT);
		ratio(StorageOperation.GET_LARGE, 3, Peer.MINIO);
	}

	private void slow() {
		ratio(StorageOperation.PUT_LARGE_SLOW, 10, Peer.RAW);
		ratio(StorageOperation.PUT_LARGE_SLOW, 1, Peer.CRT);
		ratio(StorageOperation.GET_LARGE_SLOW, 10, Peer.RAW);
		ratio(StorageOperation.GET_LARGE_SLOW, 3, Peer.CRT);
	}

	private void memory() {
		goal(StorageOperation.LARGE, "peak heap, worst of the large operations", Bound.AT_MOST, 48, "MB",
				(results) -> megabytes(results, Measurement::peakHeap));
		goal(StorageOperation.LARGE, "peak RSS, worst of the large operations", Bound.AT_MOST, 150, "MB",
				(results) -> megabytes(results, Measurement::peakRss));
		goal(LARGE_FAST, "peak heap, large PUT and GET, fast link", Bound.BELOW, 1, "x the least of the peers",
				(results) -> overLeastPeer(results, Measurement::peakHeap));
		goal(LARGE_FAST, "peak RSS, large PUT and GET, fast link", Bound.BELOW, 1, "x the least of the peers",
				(results) -> overLeastPeer(results, Measurement::peakRss));
	}

	private void ratio(StorageOperation operation, double limit, Peer other) {
		String measure = operation.label().replace("large", "512 MiB");
		goal(List.of(operation), measure, Bound.AT_LEAST, limit, times(other), throughput(operation, other));
	}

	private void goal(List<StorageOperation> operations, String measure, Bound bound, double limit, String unit,
			Function<StorageResults, OptionalDouble> figure) {
		this.rows.add(new Row(new Goal<>(measure, bound, limit, unit, figure), operations));
	}

	private static String times(Peer peer) {
		return "x " + peer.label();
	}

	private static Function<StorageResults, OptionalDouble> throughput(StorageOperation operation, Peer other) {
		return (results) -> results.ratio(Peer.DW, other, operation, Measurement::megabytesPerSecond);
	}

	/**
	 * The geometric mean, so that no operation counts more than another.
	 */
	private static OptionalDouble templateCpu(StorageResults results) {
		List<OptionalDouble> ratios = StorageOperation.SMALL.stream()
			.map((operation) -> results.ratio(Peer.DW, Peer.TUNED, operation, Measurement::cpuMicrosPerOperation))
			.toList();
		if (ratios.stream().anyMatch(OptionalDouble::isEmpty)) {
			return OptionalDouble.empty();
		}
		double logarithms = ratios.stream().mapToDouble((ratio) -> Math.log(ratio.getAsDouble())).sum();
		return OptionalDouble.of(Math.exp(logarithms / ratios.size()));
	}

	private static OptionalDouble megabytes(StorageResults results, ToDoubleFunction<Measurement> figure) {
		return results.worst(Peer.DW, StorageOperation.LARGE,
				(measurement) -> figure.applyAsDouble(measurement) / MEGABYTE);
	}

	/**
	 * Compares with the competitors that took part; one that failed leaves the question
	 * open.
	 */
	private static OptionalDouble overLeastPeer(StorageResults results, ToDoubleFunction<Measurement> figure) {
		OptionalDouble ours = results.worst(Peer.DW, LARGE_FAST, figure);
		List<OptionalDouble> peers = Arrays.stream(Peer.values())
			.filter((peer) -> !peer.isFloor()
					&& LARGE_FAST.stream().anyMatch((operation) -> results.has(peer, operation)))
			.map((peer) -> results.worst(peer, LARGE_FAST, figure))
			.toList();
		if (ours.isEmpty() || peers.isEmpty() || peers.stream().anyMatch(OptionalDouble::isEmpty)) {
			return OptionalDouble.empty();
		}
		double least = peers.stream().mapToDouble(OptionalDouble::getAsDouble).min().getAsDouble();
		return OptionalDouble.of(ours.getAsDouble() / least);
	}

	private record Row(Goal<StorageResults> goal, List<StorageOperation> operations) {

	}

}
