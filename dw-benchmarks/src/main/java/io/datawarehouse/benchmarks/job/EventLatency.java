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

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.datawarehouse.embedded.job.CatalogFault;
import io.datawarehouse.embedded.job.RecordingCatalog;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;

/**
 * How long a job waits in {@code event()} while the catalog is away, with heartbeats
 * besides.
 */
final class EventLatency {

	private static final long PAUSE_NANOS = 500_000;

	private EventLatency() {
	}

	static Figures measure(JobsPlan plan) {
		try (RecordingCatalog catalog = RecordingCatalog.start();
				DatlakeClient client = DatlakeClient.builder()
					.url(catalog.url())
					.readTimeout(Duration.ofSeconds(2))
					.build();
				JobContextFactory jobs = JobContextFactory.builder(client)
					.stateDirectory(plan.state())
					.heartbeatInterval(Duration.ofMillis(50))
					.closeTimeout(Duration.ofMillis(100))
					.build()) {
			JobContext job = jobs.start("events");
			if (plan.scenario() == JobsScenario.EVENTS_DOWN) {
				catalog.disconnect();
			}
			else {
				catalog.inject(CatalogFault.cut().after(Duration.ofMinutes(5)));
			}
			send(job, plan.warmUp());
			long[] nanos = send(job, plan.time());
			Arrays.sort(nanos);
			return new Figures().with(Figures.P50_MICROS, nanos[nanos.length / 2] / 1e3)
				.with(Figures.P99_MICROS, nanos[(int) (nanos.length * 0.99)] / 1e3)
				.with(Figures.MAX_MICROS, nanos[nanos.length - 1] / 1e3);
		}
	}

	/**
	 * About 2,000 events in a second.
	 */
	private static long[] send(JobContext job, Duration time) {
		int count = Math.toIntExact(time.toNanos() / PAUSE_NANOS);
		long[] nanos = new long[count];
		long next = System.nanoTime();
		for (int i = 0; i < count; i++) {
			next += PAUSE_NANOS;
			LockSupport.parkNanos(next - System.nanoTime());
			long before = System.nanoTime();
			job.logEvent("metrics", Map.of("rows", i, "file", "dw://lake/sales/part-" + i + ".parquet"));
			nanos[i] = System.nanoTime() - before;
		}
		return nanos;
	}

}
