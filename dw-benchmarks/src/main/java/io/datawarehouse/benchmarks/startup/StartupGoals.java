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

import io.datawarehouse.benchmarks.report.Bound;
import io.datawarehouse.benchmarks.report.Goal;
import io.datawarehouse.benchmarks.report.GoalOutcome;

/**
 * What is to be reached.
 */
final class StartupGoals {

	private static final double MILLIS = 250;

	private static final double MEGABYTES = 25;

	private StartupGoals() {
	}

	static List<GoalOutcome> check(StartupResults results) {
		Goal<StartupResults> time = new Goal<>("start-up time that the starter adds, median", Bound.AT_MOST, MILLIS,
				"ms", (measured) -> measured.added(StartupFigures::millis));
		Goal<StartupResults> memory = new Goal<>("resident memory that the starter adds, median", Bound.AT_MOST,
				MEGABYTES, "MB", (measured) -> measured.added(StartupFigures::megabytes));
		return List.of(time.check(results), memory.check(results));
	}

}
