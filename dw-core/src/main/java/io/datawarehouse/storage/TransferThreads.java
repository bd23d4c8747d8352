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

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The threads that help callers to move large objects, shared by all operations of a
 * template. There are none until one is needed, and those that are not needed end.
 */
final class TransferThreads implements AutoCloseable {

	private static final long KEEP_ALIVE_SECONDS = 10;

	private static final long CLOSE_SECONDS = 10;

	private final int most;

	private final AtomicInteger number = new AtomicInteger();

	private @Nullable ThreadPoolExecutor executor;

	private boolean closed;

	TransferThreads(int most) {
		this.most = most;
	}

	/**
	 * Run a task if there is a thread for it now.
	 * @param task the task
	 * @return whether it runs
	 */
	boolean run(Runnable task) {
		ThreadPoolExecutor threads = executor();
		if (threads == null) {
			return false;
		}
		try {
			threads.execute(task);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private synchronized @Nullable ThreadPoolExecutor executor() {
		if (this.executor == null && this.most > 0 && !this.closed) {
			this.executor = new ThreadPoolExecutor(0, this.most, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
					new SynchronousQueue<>(), this::newThread);
		}
		return this.executor;
	}

	private Thread newThread(Runnable task) {
		Thread thread = new Thread(task, "dw-transfer-" + this.number.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Interrupt what runs, and accept no more.
	 */
	synchronized void shutdown() {
		this.closed = true;
		if (this.executor != null) {
			this.executor.shutdownNow();
		}
	}

	/**
	 * As {@link #shutdown}, and wait for the threads to end, but not for long.
	 */
	@Override
	public void close() {
		shutdown();
		ThreadPoolExecutor threads;
		synchronized (this) {
			threads = this.executor;
		}
		try {
			if (threads != null) {
				threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
