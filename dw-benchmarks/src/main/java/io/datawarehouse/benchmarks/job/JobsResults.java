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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The figures of all forks, of which the medians count.
 */
final class JobsResults {

	private final Map<JobsScenario, List<Figures>> figures = new EnumMap<>(JobsScenario.class);

	private final Map<JobsScenario, String> failures = new EnumMap<>(JobsScenario.class);

	void add(JobsScenario scenario, Figures figures) {
		this.figures.computeIfAbsent(scenario, (key) -> new ArrayList<>()).add(figures);
	}

	void fail(JobsScenario scenario, String reason) {
		this.failures.put(scenario, reason);
	}

	Optional<String> failure(JobsScenario scenario) {
		return Optional.ofNullable(this.failures.get(scenario));
	}

	/**
	 * Return the median of a figure.
	 * @return the median, or nothing if a fork failed or did not measure it
	 */
	OptionalDouble get(JobsScenario scenario, String name) {
		List<Figures> all = this.figures.getOrDefault(scenario, List.of());
		double[] sorted = all.stream()
			.flatMapToDouble((each) -> each.get(name).isPresent() ? DoubleStream.of(each.get(name).getAsDouble())
					: DoubleStream.empty())
			.sorted()
			.toArray();
		if (sorted.length == 0 || this.failures.containsKey(scenario)) {
			return OptionalDouble.empty();
		}
		int middle = sorted.length / 2;
		return OptionalDouble.of((sorted.length % 2 != 0) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
	}

	/**
	 * Return by how much a figure of one scenario is above that of another.
	 */
	OptionalDouble difference(JobsScenario scenario, JobsScenario bare, String name) {
		OptionalDouble figure = get(scenario, name);
		OptionalDouble bareFigure = get(bare, name);
		return (figure.isPresent() && bareFigure.isPresent())
				? OptionalDouble.of(figure.getAsDouble() - bareFigure.getAsDouble()) : OptionalDouble.empty();
	}

}
