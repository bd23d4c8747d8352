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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.storage.peer.Peer;

/**
 * The figures of all forks. A peer that failed in one fork of an operation has no figures
 * for that operation.
 */
final class StorageResults {

	private final Map<Key, List<Measurement>> measurements = new LinkedHashMap<>();

	private final Map<Key, String> failures = new LinkedHashMap<>();

	private final Map<StorageOperation, Run> runs = new EnumMap<>(StorageOperation.class);

	/**
	 * Take the results of each operation from one run, so that all who are compared were
	 * measured in it: the newest in which everyone took part whom a goal names.
	 * @param forks the forks of any number of runs
	 * @return the results
	 */
	static StorageResults of(List<FinishedFork> forks) {
		StorageResults results = new StorageResults();
		for (StorageOperation operation : StorageOperation.values()) {
			newestRun(operation, forks).forEach(results::add);
		}
		return results;
	}

	private static Collection<FinishedFork> newestRun(StorageOperation operation, List<FinishedFork> forks) {
		NavigableMap<Instant, List<FinishedFork>> runs = forks.stream()
			.filter((fork) -> fork.operation() == operation)
			.collect(Collectors.groupingBy((fork) -> fork.run().start(), TreeMap::new, Collectors.toList()));
		return runs.descendingMap()
			.values()
			.stream()
			.filter((run) -> isComplete(operation, run))
			.findFirst()
			.map(StorageResults::lastOutcomes)
			.orElseGet(() -> runs.isEmpty() ? List.of() : lastOutcomes(runs.lastEntry().getValue()));
	}

	/**
	 * A fork that failed is there twice when it was made again.
	 */
	private static Collection<FinishedFork> lastOutcomes(List<FinishedFork> run) {
		Map<String, FinishedFork> outcomes = new LinkedHashMap<>();
		run.forEach((fork) -> outcomes.put(fork.peer() + " " + fork.round(), fork));
		return outcomes.values();
	}

	private static boolean isComplete(StorageOperation operation, List<FinishedFork> run) {
		Set<Peer> peers = run.stream().map(FinishedFork::peer).collect(Collectors.toSet());
		return peers.containsAll(Participants.of(operation, true));
	}

	private void add(FinishedFork fork) {
		this.runs.put(fork.operation(), fork.run());
		Measurement figures = fork.figures();
		if (figures != null) {
			add(fork.peer(), fork.operation(), figures);
		}
		else {
			fail(fork.peer(), fork.operation(), String.valueOf(fork.failure()));
		}
	}

	void add(Peer peer, StorageOperation operation, Measurement measurement) {
		this.measurements.computeIfAbsent(new Key(peer, operation), (key) -> new ArrayList<>()).add(measurement);
	}

	void fail(Peer peer, StorageOperation operation, String reason) {
		this.failures.putIfAbsent(new Key(peer, operation), reason);
	}

	Optional<Measurement> get(Peer peer, StorageOperation operation) {
		Key key = new Key(peer, operation);
		List<Measurement> forks = this.measurements.getOrDefault(key, List.of());
		return (forks.isEmpty() || this.failures.containsKey(key)) ? Optional.empty()
				: Optional.of(Measurement.median(forks));
	}

	/**
	 * Return whether a peer took part in an operation, with or without success.
	 * @param peer the peer
	 * @param operation the operation
	 * @return whether it took part
	 */
	boolean has(Peer peer, StorageOperation operation) {
		Key key = new Key(peer, operation);
		return this.measurements.containsKey(key) || this.failures.containsKey(key);
	}

	/**
	 * Return whether everyone took part whom a goal names.
	 * @return whether each goal has its figures, or a failure in their place
	 */
	boolean isComplete() {
		return Arrays.stream(StorageOperation.values())
			.allMatch(
					(operation) -> Participants.of(operation, true).stream().allMatch((peer) -> has(peer, operation)));
	}

	/**
	 * Return the run that the results of an operation are from.
	 * @param operation the operation
	 * @return the run, empty when the operation was not measured
	 */
	Optional<Run> run(StorageOperation operation) {
		return Optional.ofNullable(this.runs.get(operation));
	}

	/**
	 * Return the commits that were measured in some operations.
	 * @param operations the operations
	 * @return the commits, in the order of the operations
	 */
	Set<String> commits(Collection<StorageOperation> operations) {
		return operations.stream()
			.flatMap((operation) -> run(operation).stream())
			.map(Run::commit)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Return how many forks the figures of an operation are medians of.
	 * @param operation the operation
	 * @return the highest number of forks of one peer
	 */
	int forks(StorageOperation operation) {
		return this.measurements.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().operation() == operation)
			.mapToInt((entry) -> entry.getValue().size())
			.max()
			.orElse(0);
	}

	Optional<String> failure(Peer peer, StorageOperation operation) {
		return Optional.ofNullable(this.failures.get(new Key(peer, operation)));
	}

	OptionalDouble figure(Peer peer, StorageOperation operation, ToDoubleFunction<Measurement> figure) {
		return get(peer, operation).map((measurement) -> OptionalDouble.of(figure.applyAsDouble(measurement)))
			.orElse(OptionalDouble.empty());
	}

	/**
	 * Return the ratio of two peers in one operation.
	 * @param peer the peer above the line
	 * @param other the peer under it
	 * @param operation the operation
	 * @param figure the figure that is compared
	 * @return the ratio, empty when either is missing
	 */
	OptionalDouble ratio(Peer peer, Peer other, StorageOperation operation, ToDoubleFunction<Measurement> figure) {
		OptionalDouble above = figure(peer, operation, figure);
		OptionalDouble under = figure(other, operation, figure);
		boolean both = above.isPresent() && under.isPresent();
		return both ? OptionalDouble.of(above.getAsDouble() / under.getAsDouble()) : OptionalDouble.empty();
	}

	/**
	 * Return the highest figure of a peer in several operations.
	 * @param peer the peer
	 * @param operations the operations
	 * @param figure the figure
	 * @return the maximum, empty when the peer has no figures for one of them
	 */
	OptionalDouble worst(Peer peer, List<StorageOperation> operations, ToDoubleFunction<Measurement> figure) {
		List<OptionalDouble> figures = operations.stream().map((operation) -> figure(peer, operation, figure)).toList();
		return figures.stream().allMatch(OptionalDouble::isPresent)
				? figures.stream().mapToDouble(OptionalDouble::getAsDouble).max() : OptionalDouble.empty();
	}

	private record Key(Peer peer, StorageOperation operation) {

	}

}
