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
import java.util.Optional;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FilaGoals}, {@link FilaResults} and {@link FilaSettings}.
 */
class FilaGoalsTests {

	private final FilaResults results = new FilaResults();

	@Test
	void allIsMissedWhenNothingWasMeasured() {
		assertThat(FilaGoals.check(this.results)).hasSize(9).noneMatch(GoalOutcome::met);
	}

	@Test
	void mediansOverTheRoundsAreHeldToTheGoals() {
		for (FilaScenario scenario : FilaScenario.values()) {
			for (double factor : new double[] { 1, 0.01, 100 }) {
				add(FilaPeer.STUB, scenario, 1_000 * factor, 10_000);
				add(FilaPeer.DW, scenario, ours(scenario) * factor, 6_000);
			}
		}
		assertThat(FilaGoals.check(this.results)).allMatch(GoalOutcome::met);
		assertThat(GoalOutcome.summary(FilaGoals.check(this.results))).isEqualTo("goals: 9 of 9 met");
	}

	@Test
	void aPeerThatFailedOnceHasNoFigures() {
		add(FilaPeer.STUB, FilaScenario.ENQUEUE_ONE, 1_000, 10_000);
		add(FilaPeer.DW, FilaScenario.ENQUEUE_ONE, 1_000, 6_000);
		assertThat(FilaGoals.check(this.results)).filteredOn(GoalOutcome::met).hasSize(2);
		this.results.fail(FilaPeer.STUB, FilaScenario.ENQUEUE_ONE, "killed");
		assertThat(FilaGoals.check(this.results)).noneMatch(GoalOutcome::met);
		assertThat(new FilaReport(FilaSettings.parse(List.of("--quick")), this.results, List.of()).toString())
			.contains("failed: enqueue, 1 thread, blocking stub: killed");
	}

	@Test
	void optionsAreParsed() {
		assertThat(FilaSettings.parse(List.of()).isFull()).isTrue();
		assertThat(FilaSettings.parse(List.of("--quick")).isFull()).isFalse();
		FilaSettings some = FilaSettings.parse(List.of("--scenarios=latency,consume-10"));
		assertThat(some.isFull()).isFalse();
		assertThat(some.measures(FilaScenario.LATENCY, FilaPeer.STUB)).isTrue();
		assertThat(some.measures(FilaScenario.ENQUEUE_ONE, FilaPeer.DW)).isFalse();
		assertThat(FilaSettings.parse(List.of()).measures(FilaScenario.ENQUEUE_PIPELINED, FilaPeer.STUB)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> FilaSettings.parse(List.of("--scenarios=other")))
			.withMessageContaining("'other'");
		assertThatIllegalArgumentException().isThrownBy(() -> FilaSettings.parse(List.of("--fast")))
			.withMessageContaining("'--fast'");
	}

	private static double ours(FilaScenario scenario) {
		return switch (scenario) {
			case ENQUEUE_ONE, ENQUEUE_MANY, LATENCY -> 1_000;
			case ENQUEUE_PIPELINED -> 20_000;
			case CONSUME_ONE -> 1_500;
			case CONSUME_MANY -> 3_000;
		};
	}

	private void add(FilaPeer peer, FilaScenario scenario, double rate, double allocated) {
		Optional<Latencies> latencies = (scenario == FilaScenario.LATENCY) ? Optional.of(new Latencies(500, 900))
				: Optional.empty();
		this.results.add(peer, scenario, new Measurement(rate, 1, 1, 1, allocated, 1, 1), latencies);
	}

}
