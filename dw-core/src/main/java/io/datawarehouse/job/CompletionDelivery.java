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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Delivers in the background the completions that could not be delivered at once, pass
 * after pass, with longer and longer pauses while the catalog is away.
 */
final class CompletionDelivery {

	private static final Logger logger = LoggerFactory.getLogger(CompletionDelivery.class);

	private final RunLedger ledger;

	private final Duration firstPause;

	private final Duration longestPause;

	private final Map<String, RunEntry> pending = new LinkedHashMap<>();

	private final ScheduledThreadPoolExecutor executor;

	private @Nullable Future<?> next;

	private Duration pause;

	CompletionDelivery(RunLedger ledger, Duration firstPause, Duration longestPause) {
		this.ledger = ledger;
		this.firstPause = firstPause;
		this.longestPause = longestPause;
		this.pause = firstPause;
		this.executor = executor();
	}

	private static ScheduledThreadPoolExecutor executor() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("dw-jobs-delivery-");
		threads.setDaemon(true);
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
		executor.setKeepAliveTime(10, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		executor.setRemoveOnCancelPolicy(true);
		return executor;
	}

	synchronized int pending() {
		return this.pending.size();
	}

	/**
	 * Deliver the completion of a run as soon as possible.
	 * @param entry the run, with its completion
	 * @param soon whether to try at once rather than after a pause
	 */
	synchronized void add(RunEntry entry, boolean soon) {
		this.pending.put(entry.ref(), entry);
		if (soon || this.next == null) {
			schedule(soon ? Duration.ZERO : this.pause);
		}
	}

	private void schedule(Duration delay) {
		if (this.next != null) {
			this.next.cancel(false);
		}
		try {
			this.next = this.executor.schedule(this::pass, delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// Closing: what is pending stays in the journal.
			this.next = null;
		}
	}

	private void pass() {
		List<RunEntry> entries = begin();
		boolean delivered = false;
		Duration retryAfter = Duration.ZERO;
		for (RunEntry entry : entries) {
			if (Thread.currentThread().isInterrupted()) {
				break;
			}
			try {
				this.ledger.deliver(entry);
				remove(entry);
				delivered = true;
			}
			catch (DatlakeTransientException ex) {
				// The catalog is away: the others would fare no better.
				logger.debug("Completion of {} is still not delivered", entry, ex);
				retryAfter = (ex.getRetryAfter() != null) ? ex.getRetryAfter() : Duration.ZERO;
				break;
			}
			catch (DatlakeException ex) {
				logger.debug("Completion of {} is still not delivered", entry, ex);
			}
			catch (RuntimeException ex) {
				logger.warn("Completion of {} cannot be delivered", entry, ex);
				remove(entry);
			}
		}
		end(delivered, retryAfter);
	}

	private synchronized List<RunEntry> begin() {
		this.next = null;
		return List.copyOf(this.pending.values());
	}

	private synchronized void remove(RunEntry entry) {
		this.pending.remove(entry.ref());
	}

	private synchronized void end(boolean delivered, Duration retryAfter) {
		if (this.pending.isEmpty()) {
			this.pause = this.firstPause;
			return;
		}
		this.pause = delivered ? this.firstPause : min(this.pause.multipliedBy(2), this.longestPause);
		if (this.next == null) {
			Duration spread = this.pause
				.plusMillis(ThreadLocalRandom.current().nextLong(1 + this.pause.toMillis() / 4));
			schedule((retryAfter.compareTo(spread) > 0) ? min(retryAfter, this.longestPause) : spread);
		}
	}

	/**
	 * Try once more to deliver what is pending, then stop.
	 * @param timeout how long to try
	 */
	void close(Duration timeout) {
		try {
			Future<?> last = lastPass();
			if (last != null) {
				last.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			logger.debug("Completions could not all be delivered within {}", timeout, ex);
		}
		finally {
			stop();
		}
	}

	private synchronized @Nullable Future<?> lastPass() {
		if (this.next != null) {
			this.next.cancel(false);
			this.next = null;
		}
		return this.pending.isEmpty() ? null : this.executor.submit(this::pass);
	}

	private void stop() {
		this.executor.shutdownNow();
		boolean interrupted = Thread.interrupted();
		try {
			if (!this.executor.awaitTermination(5, TimeUnit.SECONDS)) {
				logger.warn("The delivery of completions does not stop");
			}
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static Duration min(Duration left, Duration right) {
		return (left.compareTo(right) <= 0) ? left : right;
	}

}
