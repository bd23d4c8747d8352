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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.datawarehouse.job.OutboxDelivery.Step;
import io.datawarehouse.job.OutboxDelivery.Urgency;
import io.datawarehouse.job.RunEntry.Settlement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sees to it that the Datlake catalog learns of runs: of their start, then of their
 * events, then of their end; at once or later in the background.
 */
final class CatalogOutlet implements OutboxDelivery.Sender {

	private static final Logger logger = LoggerFactory.getLogger(CatalogOutlet.class);

	/**
	 * How often something may fail while everything else is taken.
	 */
	private static final int MAX_FAILURES = 20;

	private final DatlakeClient client;

	private final OutboxSettings settings;

	private final RunJournal journal;

	private final SetAside setAside;

	private final OutboxDelivery delivery;

	private final AtomicLong delivered = new AtomicLong();

	CatalogOutlet(DatlakeClient client, RunJournal journal, SetAside setAside, OutboxSettings settings) {
		this.client = client;
		this.journal = journal;
		this.setAside = setAside;
		this.settings = settings;
		this.delivery = new OutboxDelivery("dw-jobs-delivery-", this, settings.firstPause(), settings.longestPause());
	}

	String url() {
		return this.client.getUrl();
	}

	long delivered() {
		return this.delivered.get();
	}

	/**
	 * Start a run in the calling thread.
	 */
	void start(RunEntry entry) {
		start(entry, true);
	}

	private void start(RunEntry entry, boolean retried) {
		StartedRun started = this.client.startRun(entry.jobName(), entry.metadata(), entry.idempotencyKey(), retried);
		entry.setRunId(started.runId());
		this.journal.started(entry);
	}

	/**
	 * Deliver what a run owes in the background.
	 */
	void deliver(RunEntry entry, Urgency urgency) {
		this.delivery.add(entry, urgency);
	}

	/**
	 * Deliver an event in the background, unless its run has ended.
	 */
	void offer(RunEntry entry, OwedEvent event) {
		if (!this.delivery.offer(entry, event)) {
			this.journal.sent(entry, event);
		}
	}

	void owe(RunEntry entry, ObjectNode completion) {
		entry.setCompletion(completion);
		this.journal.completion(entry);
	}

	/**
	 * Deliver how a run ended. What cannot be delivered now is delivered later.
	 * @throws DatlakeException if the catalog refused the completion
	 */
	void complete(RunEntry entry, ObjectNode completion) {
		// The thread of a job that was told to stop has still to say so to the catalog.
		boolean interrupted = Thread.interrupted();
		try {
			boolean follows = this.delivery.end(entry, (ended) -> owe(ended, completion));
			if (follows) {
				awaitSettlement(entry);
			}
			else {
				completeNow(entry, completion);
			}
		}
		catch (InterruptedException ex) {
			this.journal.force();
			interrupted = true;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void completeNow(RunEntry entry, ObjectNode completion) {
		String runId = entry.runId();
		if (runId == null) {
			postpone(entry, Urgency.NOW);
			return;
		}
		try {
			complete(entry, runId, completion, true);
		}
		catch (DatlakeTransientException | DatlakeServerException ex) {
			logger.warn("Completion of {} is not delivered yet and will be tried again: {}", entry, ex.getMessage());
			postpone(entry, Urgency.AFTER_PAUSE);
		}
		catch (DatlakeAuthException ex) {
			// The next start may bring the right key.
			postpone(entry, Urgency.AFTER_PAUSE);
			throw ex;
		}
		catch (DatlakeException ex) {
			giveUp(entry, ex);
			throw ex;
		}
	}

	/**
	 * Wait until the events before the completion are delivered, and it too, unless the
	 * catalog is away.
	 */
	private void awaitSettlement(RunEntry entry) throws InterruptedException {
		// With no run in the catalog yet it is away, or was a moment ago.
		if (entry.runId() == null) {
			this.journal.force();
			return;
		}
		Settlement settlement = Settlement.POSTPONED;
		try {
			settlement = entry.settled().get(this.settings.completionWait().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			logger.debug("Completion of {} waits behind events", entry);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		if (settlement.postponed()) {
			logger.warn("Completion of {} is not delivered yet and will be tried again", entry);
			this.journal.force();
		}
		RuntimeException failure = settlement.failure();
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Deliver what a run owes later, though the process may end before.
	 */
	void postpone(RunEntry entry, Urgency urgency) {
		this.journal.force();
		this.delivery.add(entry, urgency);
	}

	private void complete(RunEntry entry, String runId, ObjectNode completion, boolean retried) {
		try {
			this.client.completeRun(entry.jobName(), runId, completion, retried);
			close(entry, "delivered");
		}
		catch (DatlakeConflictException ex) {
			// Most likely an earlier attempt whose answer was lost.
			logger.warn("The catalog holds that {} has ended already: {}", entry, ex.getMessage());
			close(entry, "ended already");
		}
	}

	private void close(RunEntry entry, String why) {
		this.delivered.incrementAndGet();
		this.journal.closed(entry, why);
		entry.settled().complete(Settlement.DELIVERED);
	}

	private void giveUp(RunEntry entry, RuntimeException failure) {
		this.setAside.add(entry, (entry.runId() != null) ? "completion" : "start and completion", entry.completion(),
				failure);
		this.journal.closed(entry, "refused: " + failure.getMessage());
		entry.settled().complete(new Settlement(false, failure));
	}

	@Override
	public boolean owes(RunEntry entry) {
		return !entry.isClosed()
				&& (entry.runId() == null || entry.completion() != null || entry.peek(OutboxTarget.DATLAKE) != null);
	}

	@Override
	public void postponed(RunEntry entry) {
		if (entry.completion() != null) {
			entry.settled().complete(Settlement.POSTPONED);
		}
	}

	@Override
	public Step deliverNext(RunEntry entry) {
		OwedEvent event = (entry.runId() != null) ? entry.peek(OutboxTarget.DATLAKE) : null;
		try {
			Step step = deliverNext(entry, event);
			entry.advanced();
			return step;
		}
		catch (DatlakeTransientException ex) {
			if (ex.isOutcomeUnknown() && entry.failed(this.delivered.get()) >= MAX_FAILURES) {
				return skip(entry, event, ex);
			}
			logger.debug("What {} owes is still not delivered", entry, ex);
			return Step.away(ex.getRetryAfter());
		}
		catch (DatlakeServerException ex) {
			return (entry.failed(this.delivered.get()) >= MAX_FAILURES) ? skip(entry, event, ex) : Step.STUCK;
		}
		catch (DatlakeAuthException ex) {
			logger.debug("What {} owes is still not delivered", entry, ex);
			return Step.STUCK;
		}
		catch (DatlakeException | IllegalArgumentException ex) {
			return skip(entry, event, ex);
		}
	}

	private Step deliverNext(RunEntry entry, @Nullable OwedEvent event) {
		String runId = entry.runId();
		ObjectNode completion = entry.completion();
		if (!owes(entry)) {
			return Step.DONE;
		}
		if (runId == null) {
			start(entry, false);
		}
		else if (event != null) {
			ObjectNode data = this.journal.data(event);
			if (data != null) {
				this.client.broadcastEvent(event.type(), entry.jobName(), runId, data, event.id(), false);
				this.delivered.incrementAndGet();
			}
			this.journal.sent(entry, event);
		}
		else if (completion != null) {
			complete(entry, runId, completion, false);
			logger.debug("Completion of {} is delivered", entry);
			return Step.DONE;
		}
		return owes(entry) ? Step.MORE : Step.DONE;
	}

	private Step skip(RunEntry entry, @Nullable OwedEvent event, RuntimeException failure) {
		entry.advanced();
		if (event != null) {
			this.setAside.add(entry, event.toString(), this.journal.data(event), failure);
			this.journal.sent(entry, event);
		}
		else if (entry.runId() == null && entry.completion() == null) {
			// The job is still at work: wait for its end before it is given up.
			return Step.STUCK;
		}
		else {
			giveUp(entry, failure);
		}
		return owes(entry) ? Step.MORE : Step.DONE;
	}

	int pendingCompletions() {
		int count = 0;
		for (RunEntry entry : this.delivery.pending()) {
			if (owesCompletion(entry)) {
				count++;
			}
		}
		return count;
	}

	/**
	 * Since when the oldest of what waits has waited, in milliseconds of the epoch.
	 * @return the time, {@link Long#MAX_VALUE} if nothing waits
	 */
	long oldest() {
		long oldest = Long.MAX_VALUE;
		for (RunEntry entry : this.delivery.pending()) {
			OwedEvent event = entry.peek(OutboxTarget.DATLAKE);
			if (event != null) {
				oldest = Math.min(oldest, event.epochMillis());
			}
			if (owesCompletion(entry)) {
				oldest = Math.min(oldest, entry.owedSince());
			}
		}
		return oldest;
	}

	private static boolean owesCompletion(RunEntry entry) {
		return entry.completion() != null && !entry.isClosed();
	}

	void close(Duration timeout) {
		this.delivery.close(timeout);
	}

}
