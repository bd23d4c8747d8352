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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;

/**
 * What 1,000 runs hold on to at once: heap after a full collection and threads, beyond
 * those of the jobs themselves.
 */
final class RunsInFlight {

	private static final int RUNS = 1000;

	private static final int NOTES = 20;

	private static final long LIMIT_SECONDS = 60;

	private RunsInFlight() {
	}

	static Figures measure(JobsPlan plan) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(RUNS);
		try (DatlakeClient client = DatlakeClient.builder().url(plan.catalog()).build();
				JobContextFactory jobs = JobContextFactory.builder(client).stateDirectory(plan.state()).build()) {
			// What one run loads and starts, and the threads of the jobs, are not
			// counted.
			work(threads, jobs, 1, new Gate(1));
			Gate idle = new Gate(RUNS);
			List<Future<?>> idlers = submit(threads, RUNS, idle::pass);
			idle.awaitAll();
			long heap = heap();
			int live = liveThreads();
			idle.open();
			await(idlers);
			long start = System.nanoTime();
			Gate busy = new Gate(RUNS);
			List<Future<?>> workers = submit(threads, RUNS, () -> work(jobs, busy));
			busy.awaitAll();
			double startSeconds = (System.nanoTime() - start) / 1e9;
			long heapPerRun = (heap() - heap) / RUNS;
			int more = liveThreads() - live;
			busy.open();
			await(workers);
			return new Figures().with(Figures.HEAP_BYTES, heapPerRun)
				.with(Figures.THREADS, more)
				.with(Figures.PER_SECOND, RUNS / startSeconds);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void work(ExecutorService threads, JobContextFactory jobs, int runs, Gate gate) throws Exception {
		List<Future<?>> futures = submit(threads, runs, () -> work(jobs, gate));
		gate.awaitAll();
		gate.open();
		await(futures);
	}

	private static void work(JobContextFactory jobs, Gate gate) {
		jobs.run("in-flight", Map.of("owner", "benchmark"), (job) -> {
			for (int i = 0; i < NOTES; i++) {
				job.noteRead("dw://lake/" + job.runId() + "/" + i % 3 + "/part-" + i + ".parquet");
			}
			job.progress(0.5, "half");
			gate.pass();
		});
	}

	private static List<Future<?>> submit(ExecutorService threads, int count, Runnable task) {
		List<Future<?>> futures = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			futures.add(threads.submit(task));
		}
		return futures;
	}

	private static void await(List<Future<?>> futures) throws Exception {
		for (Future<?> future : futures) {
			future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
		}
	}

	private static long heap() throws InterruptedException {
		for (int i = 0; i < 3; i++) {
			System.gc();
			TimeUnit.MILLISECONDS.sleep(300);
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static int liveThreads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

	/**
	 * Holds all who pass until it is opened.
	 */
	private static final class Gate {

		private final CountDownLatch arrived;

		private final CountDownLatch opened = new CountDownLatch(1);

		Gate(int count) {
			this.arrived = new CountDownLatch(count);
		}

		void pass() {
			this.arrived.countDown();
			await(this.opened);
		}

		void awaitAll() {
			await(this.arrived);
		}

		void open() {
			this.opened.countDown();
		}

		private static void await(CountDownLatch latch) {
			try {
				if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
					throw new IllegalStateException("Not within " + LIMIT_SECONDS + " seconds");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

	}

}
