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

package io.datawarehouse.benchmarks.startup;

import java.util.List;

import io.datawarehouse.benchmarks.report.GoalOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StartupGoalsTests {

	private final StartupResults results = new StartupResults();

	private void add(double emptyMillis, double emptyMegabytes, double millis, double megabytes) {
		this.results.add(StartupVariant.EMPTY, new StartupFigures(emptyMillis, 0, emptyMegabytes, 0));
		this.results.add(StartupVariant.STARTER, new StartupFigures(millis, 0, megabytes, 3));
	}

	@Test
	void goalsAreMetByTheDifferenceOfTheMedians() {
		add(1000, 100, 1200, 120);
		add(1000, 100, 1250, 125);
		// One that was disturbed
		add(1000, 100, 9000, 900);
		assertThat(GoalOutcome.summary(StartupGoals.check(this.results))).isEqualTo("goals: 2 of 2 met");
	}

	@Test
	void goalsAreMissed() {
		add(1000, 100, 1251, 126);
		assertThat(StartupGoals.check(this.results)).extracting(GoalOutcome::met).containsExactly(false, false);
	}

	@Test
	void goalsAreMissedThatWereNotMeasured() {
		this.results.add(StartupVariant.EMPTY, new StartupFigures(1000, 0, 100, 0));
		assertThat(StartupGoals.check(this.results)).extracting(GoalOutcome::met).containsExactly(false, false);
	}

	@Test
	void medianOfAnEvenNumberIsBetweenTheMiddleOnes() {
		add(100, 10, 200, 20);
		add(300, 10, 500, 20);
		assertThat(this.results.median(StartupVariant.EMPTY, StartupFigures::millis)).hasValue(200);
		assertThat(this.results.added(StartupFigures::millis)).hasValue(150);
	}

	@Test
	void startWithoutAllClientsDoesNotCount() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.results.add(StartupVariant.STARTER, new StartupFigures(1, 1, 1, 2)))
			.withMessageContaining("2 clients instead of 3");
	}

	@Test
	void figuresSurviveTheirLine() {
		StartupFigures figures = new StartupFigures(1234, 2345, 123.5, 3);
		assertThat(StartupFigures.isLine(figures.toLine())).isTrue();
		assertThat(StartupFigures.parse(figures.toLine())).isEqualTo(figures);
		assertThatIllegalArgumentException().isThrownBy(() -> StartupFigures.parse("startup-figures 1"));
	}

	@Test
	void optionsAreChecked() {
		assertThat(StartupSettings.parse(List.of()).quick()).isFalse();
		assertThat(StartupSettings.parse(List.of("--quick")).quick()).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> StartupSettings.parse(List.of("--fast")))
			.withMessageContaining("--fast");
	}

}
