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

package io.datawarehouse.benchmarks.report;

import java.io.File;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Goal}, {@link GoalOutcome} and the tables they are written in.
 */
class GoalTests {

	@Test
	void limitItselfCountsExceptBelow() {
		assertThat(check(Bound.AT_LEAST, 2, 2).met()).isTrue();
		assertThat(check(Bound.AT_LEAST, 2, 1.99).met()).isFalse();
		assertThat(check(Bound.AT_MOST, 2, 2).met()).isTrue();
		assertThat(check(Bound.AT_MOST, 2, 2.01).met()).isFalse();
		assertThat(check(Bound.BELOW, 2, 1.99).met()).isTrue();
		assertThat(check(Bound.BELOW, 2, 2).met()).isFalse();
	}

	@Test
	void figureThatIsNoNumberIsAMiss() {
		assertThat(check(Bound.AT_LEAST, 2, Double.NaN).met()).isFalse();
		assertThat(check(Bound.AT_MOST, 2, Double.NaN).met()).isFalse();
	}

	@Test
	void missingFigureIsAMissAndSaysSo() {
		GoalOutcome outcome = goal(Bound.AT_MOST, 2).check(OptionalDouble.empty());
		assertThat(outcome.met()).isFalse();
		assertThat(GoalOutcome.table(List.of(outcome)).toString()).contains("not measured").contains("MISS");
	}

	@Test
	void tableAndSummaryShowEveryOutcome() {
		List<GoalOutcome> outcomes = List.of(check(Bound.AT_LEAST, 1.3, 1.456), check(Bound.AT_MOST, 48, 50));
		assertThat(GoalOutcome.table(outcomes).toString()).isEqualTo("""
				| measure | goal      | measured | outcome |
				| ------- | --------- | -------- | ------- |
				| speed   | >= 1.30 x | 1.46     | pass    |
				| speed   | <= 48 x   | 50.00    | MISS    |
				""");
		assertThat(GoalOutcome.summary(outcomes)).isEqualTo("goals: 1 of 2 met");
	}

	@Test
	void rowOfAnotherWidthIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new MarkdownTable("a", "b").row("1"));
	}

	@Test
	void versionIsFoundByTheNameOfTheJar() {
		ClassPathVersions versions = new ClassPathVersions(String.join(File.pathSeparator, "/m2/minio-9.0.4.jar",
				"/m2/s3-transfer-manager-2.56.0.jar", "/m2/s3-2.56.1.jar", "/build/dw-core/target/classes"));
		assertThat(versions.describe("s3")).isEqualTo("s3 2.56.1");
		assertThat(versions.describe("minio")).isEqualTo("minio 9.0.4");
		assertThat(versions.describe("dw-core")).isEqualTo("dw-core of this build");
	}

	private static GoalOutcome check(Bound bound, double limit, double measured) {
		return goal(bound, limit).check(OptionalDouble.of(measured));
	}

	private static Goal<OptionalDouble> goal(Bound bound, double limit) {
		return new Goal<>("speed", bound, limit, "x", (figure) -> figure);
	}

}
