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

package io.datawarehouse.storage;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs tasks side by side, as many at a time as is good. The first one that fails ends
 * them all. For use by one thread, which helps when there is too much to do.
 */
final class ParallelTasks implements AutoCloseable {

	private static final int THREADS = 8;

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private final StorageExecutor context;

	private final @Nullable ThreadPoolExecutor executor;

	/**
	 * Prepare to run tasks.
	 * @param context what the tasks are seen as a part of
	 * @param limit how many may run at a time, as far as this class goes that far
	 */
	ParallelTasks(StorageExecutor context, int limit) {
		int helpers = Math.min(THREADS, limit) - 1;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("dw-storage-transfer-");
		threads.setDaemon(true);
		this.context = context;
		this.executor = (helpers > 0) ? new ThreadPoolExecutor(helpers, helpers, 1, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(THREADS), threads, new ThreadPoolExecutor.CallerRunsPolicy()) : null;
	}

	void run(Runnable task) {
		rethrow();
		if (this.executor != null) {
			this.executor.execute(this.context.propagating(() -> attempt(task)));
		}
		else {
			attempt(task);
		}
	}

	private void attempt(Runnable task) {
		try {
			if (this.failure.get() == null) {
				task.run();
			}
		}
		catch (RuntimeException | Error ex) {
			this.failure.compareAndSet(null, ex);
		}
	}

	/**
	 * Wait for the end of all tasks.
	 */
	void join() {
		if (this.executor != null) {
			await(this.executor);
		}
		rethrow();
	}

	private void await(ThreadPoolExecutor tasks) {
		tasks.shutdown();
		for (Runnable next = tasks.getQueue().poll(); next != null; next = tasks.getQueue().poll()) {
			next.run();
		}
		try {
			// Every task has a limit of its own.
			while (!tasks.awaitTermination(1, TimeUnit.MINUTES)) {
				rethrow();
			}
		}
		catch (InterruptedException ex) {
			tasks.shutdownNow();
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The thread was interrupted while it waited for transfers", ex);
		}
	}

	private void rethrow() {
		Throwable thrown = this.failure.get();
		if (thrown instanceof Error error) {
			throw error;
		}
		if (thrown instanceof RuntimeException exception) {
			throw exception;
		}
	}

	/**
	 * Stop what still runs.
	 */
	@Override
	public void close() {
		if (this.executor == null) {
			return;
		}
		this.executor.shutdownNow();
		boolean interrupted = Thread.interrupted();
		try {
			this.executor.awaitTermination(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
