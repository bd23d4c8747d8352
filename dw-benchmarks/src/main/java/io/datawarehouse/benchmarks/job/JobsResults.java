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
import java.util.Arrays;
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
		double[] all = this.figures.getOrDefault(scenario, List.of())
			.stream()
			.flatMapToDouble((each) -> each.get(name).isPresent() ? DoubleStream.of(each.get(name).getAsDouble())
					: DoubleStream.empty())
			.toArray();
		return this.failures.containsKey(scenario) ? OptionalDouble.empty() : median(all);
	}

	/**
	 * Return by how much the CPU of the caller in a run is above that of another way.
	 */
	OptionalDouble over(JobsScenario scenario, String way) {
		double[] over = this.figures.getOrDefault(scenario, List.of())
			.stream()
			.flatMapToDouble((each) -> over(each, way))
			.toArray();
		return this.failures.containsKey(scenario) ? OptionalDouble.empty() : median(over);
	}

	private static DoubleStream over(Figures figures, String way) {
		OptionalDouble tracked = figures.get(Figures.of(CallCost.TRACKED, Figures.CALLER_MICROS));
		OptionalDouble bare = figures.get(Figures.of(way, Figures.CALLER_MICROS));
		return (tracked.isPresent() && bare.isPresent()) ? DoubleStream.of(tracked.getAsDouble() - bare.getAsDouble())
				: DoubleStream.empty();
	}

	private static OptionalDouble median(double[] values) {
		Arrays.sort(values);
		int middle = values.length / 2;
		if (values.length == 0) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of((values.length % 2 != 0) ? values[middle] : (values[middle - 1] + values[middle]) / 2);
	}

}
