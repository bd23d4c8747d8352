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

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

import io.datawarehouse.benchmarks.report.Bound;
import io.datawarehouse.benchmarks.report.Goal;
import io.datawarehouse.benchmarks.report.GoalOutcome;

/**
 * What is to be reached.
 */
final class JobsGoals {

	private static final double CALL_MICROS = 50;

	private static final double EVENT_MICROS = 1000;

	private static final double RUN_KILOBYTES = 32;

	private static final double THREADS = 16;

	private static final double CATALOG_RATE = 500;

	private JobsGoals() {
	}

	static List<GoalOutcome> check(JobsResults results) {
		return goals().map((goal) -> goal.check(results)).toList();
	}

	private static Stream<Goal<JobsResults>> goals() {
		return Stream.of(
				new Goal<>("empty run over the calls by hand, answered in place, CPU", Bound.AT_MOST, CALL_MICROS, "us",
						over(JobsScenario.RUNS_ANSWERED_IN_PLACE, CallCost.BY_HAND)),
				new Goal<>("empty run over the calls by hand, CPU of the caller", Bound.AT_MOST, CALL_MICROS, "us",
						over(JobsScenario.RUNS, CallCost.BY_HAND)),
				new Goal<>("look-up in a run over the bare one, CPU of the caller", Bound.AT_MOST, CALL_MICROS, "us",
						over(JobsScenario.LOOK_UPS, CallCost.BY_CLIENT)),
				new Goal<>("note of an object read by the template, CPU", Bound.AT_MOST, CALL_MICROS, "us",
						figure(JobsScenario.NOTES, Figures.of(CallCost.TRACKED, Figures.CALLER_MICROS), 1)),
				new Goal<>("requests beyond start, complete and what the job asks", Bound.AT_MOST, 0, "requests",
						figure(JobsScenario.ROUND_TRIPS, Figures.EXTRA_REQUESTS, 1)),
				new Goal<>("event() with the catalog down, p99", Bound.AT_MOST, EVENT_MICROS, "us",
						figure(JobsScenario.EVENTS_DOWN, Figures.P99_MICROS, 1)),
				new Goal<>("event() with the catalog hanging, p99", Bound.AT_MOST, EVENT_MICROS, "us",
						figure(JobsScenario.EVENTS_HANGING, Figures.P99_MICROS, 1)),
				new Goal<>("1,000 runs in flight, heap after GC for each", Bound.AT_MOST, RUN_KILOBYTES, "kB",
						figure(JobsScenario.IN_FLIGHT, Figures.HEAP_BYTES, 1e3)),
				new Goal<>("1,000 runs in flight, threads beyond the jobs'", Bound.AT_MOST, THREADS, "threads",
						figure(JobsScenario.IN_FLIGHT, Figures.THREADS, 1)),
				new Goal<>("runs of the embedded catalog, 16 connections", Bound.AT_LEAST, CATALOG_RATE, "/s",
						figure(JobsScenario.CATALOG_16, Figures.PER_SECOND, 1)));
	}

	private static Function<JobsResults, OptionalDouble> over(JobsScenario scenario, String way) {
		return (results) -> results.over(scenario, way);
	}

	private static Function<JobsResults, OptionalDouble> figure(JobsScenario scenario, String name, double unit) {
		return (results) -> {
			OptionalDouble figure = results.get(scenario, name);
			return figure.isPresent() ? OptionalDouble.of(figure.getAsDouble() / unit) : figure;
		};
	}

}
