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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import io.datawarehouse.benchmarks.job.JobsWorker.Operation;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.RunCompletion;
import io.datawarehouse.job.SnapshotRegistration;

/**
 * What calls cost: the CPU of the thread that makes them, and of the whole process.
 */
final class CallCost {

	private static final int TABLES = 10;

	private static final int NOTES = 500;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private CallCost() {
	}

	static Figures measure(JobsPlan plan) throws IOException {
		if (plan.scenario() == JobsScenario.NOTES) {
			return notes(plan);
		}
		try (DatlakeClient client = DatlakeClient.builder().url(plan.catalog()).build();
				JobContextFactory jobs = JobContextFactory.builder(client).stateDirectory(plan.state()).build()) {
			HandMadeCalls byHand = new HandMadeCalls(plan.catalog());
			return switch (plan.scenario()) {
				case RUN_BY_HAND -> measure(plan, () -> byHand.run("empty"));
				case RUN_BY_CLIENT -> measure(plan, () -> client.completeRun("empty",
						client.startRun("empty", Map.of()).runId(), RunCompletion.of(true)));
				case RUN_TRACKED -> measure(plan, () -> jobs.run("empty", (job) -> {
				}));
				default -> lookUps(plan, client, jobs);
			};
		}
	}

	private static Figures lookUps(JobsPlan plan, DatlakeClient client, JobContextFactory jobs) throws IOException {
		for (int i = 0; i < TABLES; i++) {
			client.registerSnapshot(new SnapshotRegistration("table-" + i, "dw://lake/table-" + i, "parquet",
					Map.of("day", "date", "total", "decimal"), null, null));
		}
		int[] count = new int[1];
		try (JobContext job = jobs.start("look-ups")) {
			Operation operation = (plan.scenario() == JobsScenario.LOOK_UP_TRACKED)
					? () -> job.latestTableUri("table-" + count[0]++ % TABLES)
					: () -> client.latestSnapshot("table-" + count[0]++ % TABLES).uri();
			Figures figures = measure(plan, operation);
			job.complete();
			return figures;
		}
	}

	private static Figures measure(JobsPlan plan, Operation operation) throws IOException {
		repeat(plan.warmUp(), operation);
		long cpu = THREADS.getCurrentThreadCpuTime();
		long process = SYSTEM.getProcessCpuTime();
		long start = System.nanoTime();
		long count = repeat(plan.time(), operation);
		double wall = (System.nanoTime() - start) / 1e3;
		return new Figures().with(Figures.CALLER_MICROS, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / count)
			.with(Figures.PROCESS_MICROS, (SYSTEM.getProcessCpuTime() - process) / 1e3 / count)
			.with(Figures.WALL_MICROS, wall / count)
			.with(Figures.PER_SECOND, count * 1e6 / wall);
	}

	private static long repeat(Duration time, Operation operation) throws IOException {
		long end = System.nanoTime() + time.toNanos();
		long count = 0;
		do {
			operation.run();
			count++;
		}
		while (System.nanoTime() - end < 0);
		return count;
	}

	/**
	 * What the template's listener does for each object that is read. Runs here are told
	 * to nobody, so that nothing but the notes is measured.
	 */
	private static Figures notes(JobsPlan plan) {
		try (JobContextFactory jobs = JobContextFactory.builder().build()) {
			notes(jobs, plan.warmUp());
			long[] measured = notes(jobs, plan.time());
			return new Figures().with(Figures.CALLER_MICROS, measured[0] / 1e3 / measured[1]);
		}
	}

	private static long[] notes(JobContextFactory jobs, Duration time) {
		long end = System.nanoTime() + time.toNanos();
		long cpu = 0;
		long count = 0;
		do {
			try (JobContext job = jobs.start("notes")) {
				long before = THREADS.getCurrentThreadCpuTime();
				for (int i = 0; i < NOTES; i++) {
					JobContext current = JobContext.current();
					if (current != null) {
						current.noteRead("dw://lake/sales/year=2026/month=" + i % 12 + "/day=" + i % 29 + "/part-" + i
								+ ".parquet");
					}
				}
				cpu += THREADS.getCurrentThreadCpuTime() - before;
				count += NOTES;
				job.complete();
			}
		}
		while (System.nanoTime() - end < 0);
		return new long[] { cpu, count };
	}

}
