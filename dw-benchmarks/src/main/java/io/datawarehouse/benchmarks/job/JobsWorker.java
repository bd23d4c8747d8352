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

/**
 * The forked process: one scenario. Warms up, measures, prints its figures, and ends
 * itself.
 *
 * @since 1.0.0
 */
public final class JobsWorker {

	private JobsWorker() {
	}

	/**
	 * Measure what the arguments say.
	 * @param args a {@link JobsPlan}
	 */
	public static void main(String[] args) {
		try {
			System.out.println(measure(JobsPlan.parse(args)).toLine());
			System.exit(0);
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			System.exit(1);
		}
	}

	private static Figures measure(JobsPlan plan) throws Exception {
		return switch (plan.scenario()) {
			case RUNS_ANSWERED_IN_PLACE, RUNS, LOOK_UPS, NOTES -> CallCost.measure(plan);
			case ROUND_TRIPS -> RoundTrips.count();
			case EVENTS_DOWN, EVENTS_HANGING -> EventLatency.measure(plan);
			case IN_FLIGHT -> RunsInFlight.measure(plan);
			case CATALOG_1 -> CatalogThroughput.measure(plan, 1);
			case CATALOG_16 -> CatalogThroughput.measure(plan, 16);
		};
	}

}
