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

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.RunCompletion;
import io.datawarehouse.job.SnapshotRegistration;

import org.springframework.web.client.RestClient;

/**
 * What calls cost: the CPU of the thread that makes them, and of the whole process.
 */
final class CallCost {

	static final String BY_HAND = "byHand";

	static final String BY_CLIENT = "byClient";

	static final String TRACKED = "tracked";

	private static final int TURN = 20;

	private static final int TABLES = 10;

	private static final int NOTES = 500;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private CallCost() {
	}

	static Figures measure(JobsPlan plan) {
		if (plan.scenario() == JobsScenario.NOTES) {
			return notes(plan);
		}
		CannedAnswers canned = new CannedAnswers();
		boolean answered = plan.scenario() == JobsScenario.RUNS_ANSWERED_IN_PLACE;
		try (DatlakeClient client = DatlakeClient.builder()
			.url(plan.catalog())
			.requestFactory(answered ? canned : null)
			.build(); JobContextFactory jobs = JobContextFactory.builder(client).stateDirectory(plan.state()).build()) {
			return switch (plan.scenario()) {
				case RUNS -> runs(plan, new HandMadeCalls(plan.catalog()), client, jobs);
				case RUNS_ANSWERED_IN_PLACE -> runs(plan,
						new HandMadeCalls(plan.catalog(), RestClient.builder().requestFactory(canned)), client, jobs);
				default -> lookUps(plan, client, jobs);
			};
		}
	}

	private static Figures runs(JobsPlan plan, HandMadeCalls byHand, DatlakeClient client, JobContextFactory jobs) {
		return compare(plan, new Way(BY_HAND, () -> byHand.run("empty")), new Way(BY_CLIENT,
				() -> client.completeRun("empty", client.startRun("empty", Map.of()).runId(), RunCompletion.of(true))),
				new Way(TRACKED, () -> jobs.run("empty", (job) -> {
				})));
	}

	private static Figures lookUps(JobsPlan plan, DatlakeClient client, JobContextFactory jobs) {
		for (int i = 0; i < TABLES; i++) {
			client.registerSnapshot(new SnapshotRegistration("table-" + i, "dw://lake/table-" + i, "parquet",
					Map.of("day", "date", "total", "decimal"), "look-ups", "none"));
		}
		int[] count = new int[1];
		try (JobContext job = jobs.start("look-ups")) {
			Figures figures = compare(plan,
					new Way(BY_CLIENT, () -> client.latestSnapshot("table-" + count[0]++ % TABLES).uri()),
					new Way(TRACKED, () -> job.latestTableUri("table-" + count[0]++ % TABLES)));
			job.complete();
			return figures;
		}
	}

	/**
	 * Measure ways in turns, in one process, so that whatever else the machine does and
	 * the compiler thinks meets all of them alike.
	 */
	private static Figures compare(JobsPlan plan, Way... ways) {
		repeat(plan.warmUp(), ways);
		for (Way way : ways) {
			way.forget();
		}
		repeat(plan.time(), ways);
		Figures figures = new Figures();
		for (Way way : ways) {
			way.addTo(figures);
		}
		return figures;
	}

	private static void repeat(Duration time, Way... ways) {
		long end = System.nanoTime() + time.toNanos();
		do {
			for (Way way : ways) {
				way.turn();
			}
		}
		while (System.nanoTime() - end < 0);
	}

	/**
	 * What the template's listener does for each object that is read. Runs here are told
	 * to nobody, so that nothing but the notes is measured.
	 */
	private static Figures notes(JobsPlan plan) {
		try (JobContextFactory jobs = JobContextFactory.builder().build()) {
			notes(jobs, plan.warmUp());
			long[] measured = notes(jobs, plan.time());
			return new Figures().with(Figures.of(TRACKED, Figures.CALLER_MICROS), measured[0] / 1e3 / measured[1]);
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

	/**
	 * A way to do something, with what it took.
	 */
	private static final class Way {

		private final String name;

		private final Runnable operation;

		private long count;

		private long cpu;

		private long process;

		private long wall;

		Way(String name, Runnable operation) {
			this.name = name;
			this.operation = operation;
		}

		void turn() {
			long cpu = THREADS.getCurrentThreadCpuTime();
			long process = SYSTEM.getProcessCpuTime();
			long start = System.nanoTime();
			for (int i = 0; i < TURN; i++) {
				this.operation.run();
			}
			this.wall += System.nanoTime() - start;
			this.process += SYSTEM.getProcessCpuTime() - process;
			this.cpu += THREADS.getCurrentThreadCpuTime() - cpu;
			this.count += TURN;
		}

		void forget() {
			this.count = 0;
			this.cpu = 0;
			this.process = 0;
			this.wall = 0;
		}

		void addTo(Figures figures) {
			figures.with(Figures.of(this.name, Figures.CALLER_MICROS), this.cpu / 1e3 / this.count)
				.with(Figures.of(this.name, Figures.PROCESS_MICROS), this.process / 1e3 / this.count)
				.with(Figures.of(this.name, Figures.WALL_MICROS), this.wall / 1e3 / this.count);
		}

	}

}
