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

package io.datawarehouse.job;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Lets the open runs tell now and then that they are alive, by one thread for all.
 */
final class Heartbeats implements AutoCloseable {

	private final Set<JobContext> open;

	private final @Nullable Duration interval;

	private final Consumer<JobContext> beat;

	private @Nullable ScheduledThreadPoolExecutor executor;

	private boolean closed;

	Heartbeats(Set<JobContext> open, @Nullable Duration interval, Consumer<JobContext> beat) {
		this.open = open;
		this.interval = interval;
		this.beat = beat;
	}

	/**
	 * Begin, unless that was done before.
	 */
	synchronized void start() {
		if (this.executor == null && this.interval != null && !this.closed) {
			this.executor = OutboxDelivery.executor("dw-jobs-heartbeat-");
			next(this.executor, this.interval);
		}
	}

	private void next(ScheduledThreadPoolExecutor executor, Duration interval) {
		try {
			executor.schedule(this::beat, interval.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// Closed.
		}
	}

	private void beat() {
		this.open.forEach(this.beat);
		synchronized (this) {
			if (this.open.isEmpty() || this.closed || this.executor == null || this.interval == null) {
				// The next run begins anew, so that no thread is kept for nothing.
				stop();
			}
			else {
				next(this.executor, this.interval);
			}
		}
	}

	private void stop() {
		if (this.executor != null) {
			this.executor.shutdown();
			this.executor = null;
		}
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		stop();
	}

}
