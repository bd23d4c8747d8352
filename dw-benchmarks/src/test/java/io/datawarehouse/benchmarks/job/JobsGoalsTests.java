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

import io.datawarehouse.benchmarks.report.GoalOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JobsGoals}, {@link JobsResults}, {@link Figures} and
 * {@link JobsSettings}.
 */
class JobsGoalsTests {

	private final JobsResults results = new JobsResults();

	@Test
	void allIsMissedWhenNothingWasMeasured() {
		assertThat(JobsGoals.check(this.results)).hasSize(10).noneMatch(GoalOutcome::met);
	}

	@Test
	void mediansOverTheRoundsAreHeldToTheGoals() {
		for (double factor : new double[] { 1, 100, 0.01 }) {
			for (JobsScenario scenario : JobsScenario.values()) {
				this.results.add(scenario, figures(factor));
			}
		}
		assertThat(JobsGoals.check(this.results)).filteredOn(GoalOutcome::met).hasSize(10);
		assertThat(this.results.over(JobsScenario.RUNS, CallCost.BY_HAND)).hasValue(30);
	}

	private static Figures figures(double factor) {
		return new Figures().with(Figures.of(CallCost.BY_HAND, Figures.CALLER_MICROS), 10 * factor)
			.with(Figures.of(CallCost.BY_CLIENT, Figures.CALLER_MICROS), 20 * factor)
			.with(Figures.of(CallCost.TRACKED, Figures.CALLER_MICROS), 40 * factor)
			.with(Figures.EXTRA_REQUESTS, 0)
			.with(Figures.P99_MICROS, 900 * factor)
			.with(Figures.HEAP_BYTES, 30_000 * factor)
			.with(Figures.THREADS, 10 * factor)
			.with(Figures.PER_SECOND, 600 * factor);
	}

	@Test
	void oneRequestTooManyIsMissed() {
		this.results.add(JobsScenario.ROUND_TRIPS, new Figures().with(Figures.EXTRA_REQUESTS, 1));
		assertThat(JobsGoals.check(this.results)).noneMatch(GoalOutcome::met);
	}

	@Test
	void scenarioThatFailedOnceHasNoFigures() {
		this.results.add(JobsScenario.IN_FLIGHT, figures(1));
		assertThat(JobsGoals.check(this.results)).filteredOn(GoalOutcome::met).hasSize(2);
		this.results.fail(JobsScenario.IN_FLIGHT, "killed");
		assertThat(JobsGoals.check(this.results)).noneMatch(GoalOutcome::met);
		assertThat(new JobsReport(JobsSettings.parse(List.of("--quick")), this.results, List.of()).toString())
			.contains("failed: 1,000 runs in flight: killed");
	}

	@Test
	void figuresAreReadAsTheyAreWritten() {
		Figures figures = Figures.parse(figures(0.5).toLine());
		assertThat(figures.values()).isEqualTo(figures(0.5).values());
		assertThatIllegalArgumentException().isThrownBy(() -> Figures.parse("noise")).withMessageContaining("'noise'");
	}

	@Test
	void optionsAreParsed() {
		assertThat(JobsSettings.parse(List.of()).quick()).isFalse();
		assertThat(JobsSettings.parse(List.of("--quick")).rounds()).isEqualTo(1);
		assertThatIllegalArgumentException().isThrownBy(() -> JobsSettings.parse(List.of("--fast")))
			.withMessageContaining("'--fast'");
	}

}
