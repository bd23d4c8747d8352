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

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A goal: a figure of the results and the limit that it is held to.
 *
 * @param <R> the results
 * @param measure what is measured
 * @param bound the side of the limit to be on
 * @param limit the limit
 * @param unit what follows the limit: a unit, or what the figure is a ratio to
 * @param figure finds the figure in the results; empty when it was not measured
 * @since 1.0.0
 */
public record Goal<R>(String measure, Bound bound, double limit, String unit, Function<R, OptionalDouble> figure) {

	/**
	 * Hold the results to this goal.
	 * @param results the results
	 * @return the outcome: missed when the figure was not measured
	 */
	public GoalOutcome check(R results) {
		OptionalDouble measured = this.figure.apply(results);
		boolean met = measured.isPresent() && this.bound.holds(measured.getAsDouble(), this.limit);
		return new GoalOutcome(this.measure, expectation(), measured, met);
	}

	private String expectation() {
		return this.bound.sign() + " " + number(this.limit) + " " + this.unit;
	}

	private static String number(double value) {
		return (value == Math.rint(value)) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
	}

}
