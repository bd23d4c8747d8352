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

import java.util.Map;

import io.datawarehouse.embedded.job.CatalogCall;
import io.datawarehouse.embedded.job.RecordingCatalog;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.LineageDataset;

/**
 * How many requests runs make that nobody asked for.
 */
final class RoundTrips {

	private static final int RUNS = 50;

	private RoundTrips() {
	}

	/**
	 * Count the requests beyond the start, the completion and the look-ups of the job
	 * itself. Events are sent by another thread, one request each.
	 */
	static Figures count() {
		try (RecordingCatalog catalog = RecordingCatalog.start();
				DatlakeClient client = DatlakeClient.builder().url(catalog.url()).build();
				JobContextFactory jobs = JobContextFactory.builder(client).build()) {
			for (int i = 0; i < RUNS; i++) {
				jobs.run("empty", (job) -> {
				});
			}
			long extra = catalog.requestCount() - 2L * RUNS;
			catalog.forget();
			jobs.run("full", (job) -> {
				job.registerSnapshot("sales", "dw://lake/sales", "parquet");
				for (int i = 0; i < RUNS; i++) {
					job.latestTableUri("sales");
					job.noteRead("dw://lake/raw/" + i);
					job.noteWrite("dw://lake/curated/" + i);
					job.addInput(LineageDataset.of("input-" + i));
					job.logEvent("metrics", Map.of("rows", i));
				}
			});
			long events = catalog.requests(CatalogCall.EVENT).size();
			extra += catalog.requestCount() - 3L - RUNS - events;
			return new Figures().with(Figures.EXTRA_REQUESTS, extra + Math.abs(events - RUNS));
		}
	}

}
