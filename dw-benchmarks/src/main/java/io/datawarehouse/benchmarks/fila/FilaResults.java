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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import io.datawarehouse.benchmarks.measure.Measurement;

/**
 * The figures of all rounds. A peer that failed in one round of a scenario has no figures
 * for that scenario.
 */
final class FilaResults {

	private final Map<Key, List<Measurement>> measurements = new LinkedHashMap<>();

	private final Map<Key, List<Latencies>> latencies = new LinkedHashMap<>();

	private final Map<Key, String> failures = new LinkedHashMap<>();

	void add(FilaPeer peer, FilaScenario scenario, Measurement measurement, Optional<Latencies> latencies) {
		Key key = new Key(peer, scenario);
		this.measurements.computeIfAbsent(key, (absent) -> new ArrayList<>()).add(measurement);
		latencies.ifPresent((each) -> this.latencies.computeIfAbsent(key, (absent) -> new ArrayList<>()).add(each));
	}

	void fail(FilaPeer peer, FilaScenario scenario, String reason) {
		this.failures.putIfAbsent(new Key(peer, scenario), reason);
	}

	Optional<Measurement> get(FilaPeer peer, FilaScenario scenario) {
		Key key = new Key(peer, scenario);
		List<Measurement> rounds = this.measurements.getOrDefault(key, List.of());
		return (rounds.isEmpty() || this.failures.containsKey(key)) ? Optional.empty()
				: Optional.of(Measurement.median(rounds));
	}

	Optional<String> failure(FilaPeer peer, FilaScenario scenario) {
		return Optional.ofNullable(this.failures.get(new Key(peer, scenario)));
	}

	OptionalDouble rate(FilaPeer peer, FilaScenario scenario) {
		return figure(peer, scenario, Measurement::operationsPerSecond);
	}

	OptionalDouble allocated(FilaPeer peer, FilaScenario scenario) {
		return figure(peer, scenario, Measurement::allocatedPerOperation);
	}

	private OptionalDouble figure(FilaPeer peer, FilaScenario scenario, ToDoubleFunction<Measurement> figure) {
		return get(peer, scenario).map((measurement) -> OptionalDouble.of(figure.applyAsDouble(measurement)))
			.orElse(OptionalDouble.empty());
	}

	/**
	 * The median of a percentile over the rounds.
	 */
	OptionalDouble latency(FilaPeer peer, ToDoubleFunction<Latencies> percentile) {
		Key key = new Key(peer, FilaScenario.LATENCY);
		double[] sorted = this.latencies.getOrDefault(key, List.of())
			.stream()
			.mapToDouble(percentile)
			.sorted()
			.toArray();
		if (sorted.length == 0 || this.failures.containsKey(key)) {
			return OptionalDouble.empty();
		}
		int middle = sorted.length / 2;
		return OptionalDouble.of((sorted.length % 2 != 0) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
	}

	static OptionalDouble ratio(OptionalDouble above, OptionalDouble under) {
		return (above.isPresent() && under.isPresent()) ? OptionalDouble.of(above.getAsDouble() / under.getAsDouble())
				: OptionalDouble.empty();
	}

	private record Key(FilaPeer peer, FilaScenario scenario) {

	}

}
