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

import io.datawarehouse.benchmarks.measure.Load;

/**
 * How many runs the embedded catalog takes, so that it never hides what clients do.
 */
final class CatalogThroughput {

	private static final long MAXIMUM = 10_000_000;

	private CatalogThroughput() {
	}

	static Figures measure(JobsPlan plan, int connections) throws Exception {
		HandMadeCalls calls = new HandMadeCalls(plan.catalog());
		try (Load load = new Load(connections, () -> calls.run("throughput"))) {
			load.run(plan.warmUp(), MAXIMUM);
			long start = System.nanoTime();
			long count = load.run(plan.time(), MAXIMUM);
			return new Figures().with(Figures.PER_SECOND, count * 1e9 / (System.nanoTime() - start));
		}
	}

}
