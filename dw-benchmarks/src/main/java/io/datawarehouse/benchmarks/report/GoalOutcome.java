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

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What became of a goal.
 *
 * @param measure what was measured
 * @param expectation what was wanted
 * @param measured the figure, empty when there is none
 * @param met whether the goal is met
 * @since 1.0.0
 */
public record GoalOutcome(String measure, String expectation, OptionalDouble measured, boolean met) {

	/**
	 * Write outcomes as a table.
	 * @param outcomes the outcomes
	 * @return the table
	 */
	public static MarkdownTable table(List<GoalOutcome> outcomes) {
		MarkdownTable table = new MarkdownTable("measure", "goal", "measured", "outcome");
		outcomes
			.forEach((outcome) -> table.row(outcome.measure, outcome.expectation, outcome.figure(), outcome.verdict()));
		return table;
	}

	/**
	 * Write outcomes as a table with one more column.
	 * @param outcomes the outcomes
	 * @param title the title of the column
	 * @param cells what it says of each outcome
	 * @return the table
	 */
	public static MarkdownTable table(List<GoalOutcome> outcomes, String title, List<String> cells) {
		MarkdownTable table = new MarkdownTable("measure", "goal", "measured", "outcome", title);
		for (int index = 0; index < outcomes.size(); index++) {
			GoalOutcome outcome = outcomes.get(index);
			table.row(outcome.measure, outcome.expectation, outcome.figure(), outcome.verdict(), cells.get(index));
		}
		return table;
	}

	/**
	 * Count the outcomes, as the last line of a benchmark.
	 * @param outcomes the outcomes
	 * @return the line
	 */
	public static String summary(List<GoalOutcome> outcomes) {
		return "goals: " + outcomes.stream().filter(GoalOutcome::met).count() + " of " + outcomes.size() + " met";
	}

	private String verdict() {
		return this.met ? "pass" : "MISS";
	}

	private String figure() {
		return this.measured.isPresent() ? String.format(Locale.ROOT, "%.2f", this.measured.getAsDouble())
				: "not measured";
	}

}
