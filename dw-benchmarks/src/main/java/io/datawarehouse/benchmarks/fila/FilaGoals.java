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

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.datawarehouse.benchmarks.report.Bound;
import io.datawarehouse.benchmarks.report.Goal;
import io.datawarehouse.benchmarks.report.GoalOutcome;

/**
 * What is to be reached.
 */
final class FilaGoals {

	private static final double BROKER_RATE = 20_000;

	private static final String STUB = "x the stub";

	private FilaGoals() {
	}

	static List<GoalOutcome> check(FilaResults results) {
		return goals().map((goal) -> goal.check(results)).toList();
	}

	private static Stream<Goal<FilaResults>> goals() {
		return Stream.of(
				new Goal<>("enqueue, 1 thread awaiting", Bound.AT_LEAST, 1, STUB, rates(FilaScenario.ENQUEUE_ONE)),
				new Goal<>("enqueue, 16 threads awaiting", Bound.AT_LEAST, 1, STUB, rates(FilaScenario.ENQUEUE_MANY)),
				new Goal<>("enqueue, pipelined", Bound.AT_LEAST, 5, "x one awaiting thread of the stub",
						(results) -> FilaResults.ratio(results.rate(FilaPeer.DW, FilaScenario.ENQUEUE_PIPELINED),
								results.rate(FilaPeer.STUB, FilaScenario.ENQUEUE_ONE))),
				new Goal<>("durable enqueues of the broker", Bound.AT_LEAST, BROKER_RATE, "/s",
						(results) -> results.rate(FilaPeer.DW, FilaScenario.ENQUEUE_PIPELINED)),
				new Goal<>("consume + ack, 1 handler", Bound.AT_LEAST, 1.5, STUB, rates(FilaScenario.CONSUME_ONE)),
				new Goal<>("consume + ack, 10 handlers", Bound.AT_LEAST, 3, STUB, rates(FilaScenario.CONSUME_MANY)),
				new Goal<>("end to end, p99", Bound.AT_MOST, 1, STUB, latencies(Latencies::p99)),
				new Goal<>("allocation per message, enqueue", Bound.AT_MOST, 0.6, STUB,
						allocations(FilaScenario.ENQUEUE_ONE)),
				new Goal<>("allocation per message, consume + ack", Bound.AT_MOST, 0.6, STUB,
						allocations(FilaScenario.CONSUME_MANY)));
	}

	private static Function<FilaResults, OptionalDouble> rates(FilaScenario scenario) {
		return (results) -> FilaResults.ratio(results.rate(FilaPeer.DW, scenario),
				results.rate(FilaPeer.STUB, scenario));
	}

	private static Function<FilaResults, OptionalDouble> allocations(FilaScenario scenario) {
		return (results) -> FilaResults.ratio(results.allocated(FilaPeer.DW, scenario),
				results.allocated(FilaPeer.STUB, scenario));
	}

	private static Function<FilaResults, OptionalDouble> latencies(ToDoubleFunction<Latencies> percentile) {
		return (results) -> FilaResults.ratio(results.latency(FilaPeer.DW, percentile),
				results.latency(FilaPeer.STUB, percentile));
	}

}
