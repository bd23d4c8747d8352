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

package io.datawarehouse.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Repeats an operation on a number of threads for a time. The threads stay the same from
 * one phase to the next.
 *
 * @since 1.0.0
 */
public final class Load implements AutoCloseable {

	private final int threads;

	private final Operation operation;

	private final ExecutorService executor;

	/**
	 * Create a load.
	 * @param threads how many threads repeat the operation
	 * @param operation what they repeat
	 */
	public Load(int threads, Operation operation) {
		this.threads = threads;
		this.operation = operation;
		this.executor = Executors.newFixedThreadPool(threads);
	}

	/**
	 * Repeat the operation: at least once on each thread, and no more once the time is
	 * over or a thread has made its number.
	 * @param time how long
	 * @param maximum how often at most on each thread
	 * @return how often the operation was made
	 * @throws ExecutionException when an operation failed
	 * @throws InterruptedException when this thread is interrupted
	 */
	public long run(Duration time, long maximum) throws ExecutionException, InterruptedException {
		long end = System.nanoTime() + time.toNanos();
		Callable<Long> repetition = () -> repeatUntil(end, maximum);
		List<Future<Long>> counts = new ArrayList<>();
		for (int i = 0; i < this.threads; i++) {
			counts.add(this.executor.submit(repetition));
		}
		long total = 0;
		for (Future<Long> count : counts) {
			total += count.get();
		}
		return total;
	}

	private long repeatUntil(long end, long maximum) throws Exception {
		long count = 0;
		do {
			this.operation.run();
			count++;
		}
		while (count < maximum && System.nanoTime() - end < 0);
		return count;
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	/**
	 * What is repeated.
	 */
	@FunctionalInterface
	public interface Operation {

		/**
		 * Run once.
		 * @throws Exception when it fails, which ends the load
		 */
		void run() throws Exception;

	}

}
