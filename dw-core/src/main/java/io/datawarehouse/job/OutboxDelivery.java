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
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Delivers in the background what runs owe to one target: the runs in turns, what a run
 * owes in its order, pass after pass, with longer and longer pauses while the target is
 * away.
 */
final class OutboxDelivery {

	private static final Logger logger = LoggerFactory.getLogger(OutboxDelivery.class);

	/**
	 * How much of one run is delivered before the next has its turn.
	 */
	private static final int TURN = 32;

	private final Sender sender;

	private final Duration firstPause;

	private final Duration longestPause;

	private final Map<String, RunEntry> pending = new LinkedHashMap<>();

	private final ScheduledThreadPoolExecutor executor;

	private @Nullable Future<?> next;

	private boolean passing;

	private boolean again;

	private Duration pause;

	OutboxDelivery(String threads, Sender sender, Duration firstPause, Duration longestPause) {
		this.sender = sender;
		this.firstPause = firstPause;
		this.longestPause = longestPause;
		this.pause = firstPause;
		this.executor = executor(threads);
	}

	static ScheduledThreadPoolExecutor executor(String prefix) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
		executor.setKeepAliveTime(10, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		executor.setRemoveOnCancelPolicy(true);
		executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		return executor;
	}

	/**
	 * The runs that owe something.
	 */
	synchronized List<RunEntry> pending() {
		return List.copyOf(this.pending.values());
	}

	synchronized boolean holds(RunEntry entry) {
		return this.pending.containsKey(entry.ref());
	}

	/**
	 * Take an event, to be delivered as soon as the target takes any.
	 * @return whether it was taken; it is not when its run has ended
	 */
	synchronized boolean offer(RunEntry entry, OwedEvent event) {
		if (!entry.offer(event)) {
			return false;
		}
		add(entry, Urgency.WHEN_UP);
		return true;
	}

	/**
	 * End a run.
	 * @param ending sets what is owed at its end
	 * @return whether the end has to follow what is owed already; if not, the caller
	 * delivers it
	 */
	synchronized boolean end(RunEntry entry, Consumer<RunEntry> ending) {
		ending.accept(entry);
		if (holds(entry)) {
			add(entry, Urgency.WHEN_UP);
			return true;
		}
		return false;
	}

	/**
	 * Deliver what a run owes.
	 */
	synchronized void add(RunEntry entry, Urgency urgency) {
		this.pending.put(entry.ref(), entry);
		if (this.passing) {
			this.again |= urgency != Urgency.AFTER_PAUSE;
		}
		else if (urgency == Urgency.NOW || this.next == null) {
			schedule((urgency == Urgency.AFTER_PAUSE) ? this.pause : Duration.ZERO);
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
		Step last = Step.DONE;
		for (RunEntry entry : entries) {
			if (Thread.currentThread().isInterrupted()) {
				break;
			}
			last = Step.MORE;
			for (int i = 0; i < TURN && last == Step.MORE; i++) {
				last = deliverNext(entry);
				delivered |= last == Step.MORE || last == Step.DONE;
			}
			after(entry, last);
			if (last.isAway()) {
				break;
			}
		}
		end(delivered, last);
	}

	private Step deliverNext(RunEntry entry) {
		try {
			return this.sender.deliverNext(entry);
		}
		catch (RuntimeException ex) {
			logger.warn("What {} owes cannot be delivered", entry, ex);
			return Step.STUCK;
		}
	}

	private synchronized List<RunEntry> begin() {
		this.next = null;
		this.passing = true;
		this.again = false;
		return List.copyOf(this.pending.values());
	}

	private synchronized void after(RunEntry entry, Step step) {
		this.pending.remove(entry.ref());
		if (this.sender.owes(entry)) {
			// To the end, so that one that fails does not keep the others waiting.
			this.pending.put(entry.ref(), entry);
		}
		if (step.isAway()) {
			this.pending.values().forEach(this.sender::postponed);
		}
		else if (step == Step.STUCK) {
			this.sender.postponed(entry);
		}
		else if (step == Step.MORE) {
			this.again = true;
		}
	}

	private synchronized void end(boolean delivered, Step last) {
		this.passing = false;
		if (this.pending.isEmpty()) {
			this.pause = this.firstPause;
			return;
		}
		if (last.isAway()) {
			this.pause = delivered ? this.firstPause : min(this.pause.multipliedBy(2), this.longestPause);
			Duration spread = spread(this.pause);
			Duration asked = min(last.retryAfter(), this.longestPause);
			schedule((asked.compareTo(spread) > 0) ? asked : spread);
			return;
		}
		this.pause = delivered ? this.firstPause : min(this.pause.multipliedBy(2), this.longestPause);
		schedule(this.again ? Duration.ZERO : spread(this.pause));
	}

	private static Duration spread(Duration pause) {
		return pause.plusMillis(ThreadLocalRandom.current().nextLong(1 + pause.toMillis() / 4));
	}

	/**
	 * Try once more to deliver what is pending, then stop.
	 * @param timeout how long to try
	 */
	void close(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		boolean interrupted = false;
		try {
			Future<?> last = lastPass();
			while (last != null) {
				last.get(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
				last = lastPassIfBusy();
			}
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		catch (Exception ex) {
			logger.debug("Not all could be delivered within {}", timeout, ex);
		}
		finally {
			stop(interrupted);
		}
	}

	private synchronized @Nullable Future<?> lastPass() {
		if (this.next != null) {
			this.next.cancel(false);
			this.next = null;
		}
		return this.pending.isEmpty() ? null : this.executor.submit(this::pass);
	}

	/**
	 * Another pass if the last one ended before all was delivered though the target took
	 * what it was sent.
	 */
	private synchronized @Nullable Future<?> lastPassIfBusy() {
		return this.again ? lastPass() : null;
	}

	private void stop(boolean wasInterrupted) {
		this.executor.shutdownNow();
		boolean interrupted = Thread.interrupted() || wasInterrupted;
		try {
			if (!this.executor.awaitTermination(5, TimeUnit.SECONDS)) {
				logger.warn("The delivery of events and completions does not stop");
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

	/**
	 * When something is to be delivered.
	 */
	enum Urgency {

		/**
		 * At once, even if the target is thought to be away.
		 */
		NOW,

		/**
		 * At once, unless the target is thought to be away.
		 */
		WHEN_UP,

		/**
		 * The target was just found to be away.
		 */
		AFTER_PAUSE

	}

	/**
	 * What came of one delivery.
	 *
	 * @param kind what came of it
	 * @param retryAfter how long the target asked to be left alone
	 */
	record Step(String kind, Duration retryAfter) {

		/**
		 * Delivered, and there may be more.
		 */
		static final Step MORE = new Step("more", Duration.ZERO);

		/**
		 * Nothing is owed any more.
		 */
		static final Step DONE = new Step("done", Duration.ZERO);

		/**
		 * Not delivered, though other runs may have more luck.
		 */
		static final Step STUCK = new Step("stuck", Duration.ZERO);

		/**
		 * Not delivered, and nothing else would be.
		 */
		static Step away(@Nullable Duration retryAfter) {
			return new Step("away", (retryAfter != null) ? retryAfter : Duration.ZERO);
		}

		boolean isAway() {
			return this.kind.equals("away");
		}

	}

	/**
	 * Knows what runs owe to the target, and delivers it.
	 */
	interface Sender {

		/**
		 * Deliver what is next: one attempt.
		 */
		Step deliverNext(RunEntry entry);

		/**
		 * Whether there is something to deliver.
		 */
		boolean owes(RunEntry entry);

		/**
		 * What is next was not delivered and waits.
		 */
		void postponed(RunEntry entry);

	}

}
