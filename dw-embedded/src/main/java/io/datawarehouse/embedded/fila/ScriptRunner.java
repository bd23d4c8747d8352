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

package io.datawarehouse.embedded.fila;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a script on a thread of its own, so that one that is stuck in native code, where
 * no limit reaches it, holds up nobody: its caller goes on without it after a while. A
 * script that fails three times in a row is left out for ten seconds.
 */
final class ScriptRunner implements AutoCloseable {

	static final int MOST_FAILURES = 3;

	static final long COOLDOWN_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final Logger logger = LoggerFactory.getLogger(ScriptRunner.class);

	private static final long IDLE_SECONDS = 10;

	private final String description;

	private final long limitMillis;

	private final LongSupplier nanos;

	private final ThreadPoolExecutor thread;

	private int failures;

	private boolean open;

	private long closesAt;

	/**
	 * The call that did not end in time, for as long as it runs.
	 */
	private volatile Future<?> stuck = CompletableFuture.completedFuture(null);

	/**
	 * Make a runner.
	 * @param description names the script in the log
	 * @param limitMillis how long a caller waits at most
	 * @param nanos the clock
	 */
	ScriptRunner(String description, long limitMillis, LongSupplier nanos) {
		this.description = description;
		this.limitMillis = limitMillis;
		this.nanos = nanos;
		this.thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread created = new Thread(task, "fila-script");
					created.setDaemon(true);
					return created;
				});
		this.thread.allowCoreThreadTimeOut(true);
	}

	/**
	 * Run the script.
	 * @param script what to run
	 * @param fallback what it amounts to if it fails or is left out
	 */
	<T> T run(Callable<T> script, T fallback) {
		if (!isAdmitted()) {
			return fallback;
		}
		try {
			T value = await(script);
			succeeded();
			return value;
		}
		catch (ExecutionException ex) {
			failed(String.valueOf(ex.getCause().getMessage()));
		}
		catch (TimeoutException ex) {
			failed(String.valueOf(ex.getMessage()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RejectedExecutionException ex) {
			// The queue was deleted.
			logger.debug("{} is gone", this.description);
		}
		return fallback;
	}

	/**
	 * Run something on the thread of the script.
	 */
	<T> T await(Callable<T> work) throws ExecutionException, TimeoutException, InterruptedException {
		Future<T> result = this.thread.submit(work);
		try {
			return result.get(this.limitMillis, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			this.stuck = result;
			throw new TimeoutException("it still runs after " + this.limitMillis + " ms");
		}
	}

	private synchronized boolean isAdmitted() {
		if (!this.stuck.isDone()) {
			return false;
		}
		if (this.open && this.nanos.getAsLong() - this.closesAt < 0) {
			return false;
		}
		this.open = false;
		return true;
	}

	private synchronized void succeeded() {
		this.failures = 0;
	}

	private synchronized void failed(String reason) {
		if (++this.failures < MOST_FAILURES) {
			logger.warn("{} failed, its defaults apply: {}", this.description, reason);
			return;
		}
		this.failures = 0;
		this.open = true;
		this.closesAt = this.nanos.getAsLong() + COOLDOWN_NANOS;
		logger.warn("{} failed {} times in a row, its defaults apply for {} s: {}", this.description, MOST_FAILURES,
				TimeUnit.NANOSECONDS.toSeconds(COOLDOWN_NANOS), reason);
	}

	/**
	 * End after a last piece of work.
	 */
	void close(Runnable last) {
		this.thread.execute(last);
		this.thread.shutdown();
	}

	@Override
	public void close() {
		this.thread.shutdown();
	}

}
