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
import java.util.List;
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
 * Sees to it that every run that was begun ends in the catalog too: at once, later in the
 * background, or after the next start of the application. Its events come before its end.
 */
final class RunLedger implements OutboxDelivery.Sender {

	private static final Logger logger = LoggerFactory.getLogger(RunLedger.class);

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

	private final AtomicLong dropped = new AtomicLong();

	private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - TimeUnit.HOURS.toNanos(1));

	RunLedger(DatlakeClient client, OutboxSettings settings) {
		this.client = client;
		this.settings = settings;
		this.journal = new RunJournal(settings.directory());
		this.setAside = new SetAside(settings.directory());
		this.delivery = new OutboxDelivery("dw-jobs-delivery-", this, settings.firstPause(), settings.longestPause());
	}

	/**
	 * Note a run before anything is sent.
	 */
	RunEntry begin(RunEntry entry) {
		int max = this.settings.maxCompletions();
		if (pendingCompletions() >= max) {
			DatlakeRequest request = new DatlakeRequest("start-run", this.client.getUrl(), "none", entry.jobName(),
					null);
			throw new DatlakeTransientException(
					"%s failed: %d completions of earlier runs wait for the catalog at %s, and no more may. Check that it is up"
						.formatted(request.describe(), max, this.client.getUrl()),
					request, null, null, true, null);
		}
		this.journal.intent(entry);
		return entry;
	}

	void start(RunEntry entry) {
		start(entry, true);
	}

	private void start(RunEntry entry, boolean retried) {
		StartedRun started = this.client.startRun(entry.jobName(), entry.metadata(), entry.idempotencyKey(), retried);
		entry.setRunId(started.runId());
		this.journal.started(entry);
	}

	/**
	 * The job goes on though its run could not be started: that is done in the
	 * background.
	 */
	void startLater(RunEntry entry) {
		this.delivery.add(entry, Urgency.AFTER_PAUSE);
	}

	/**
	 * The run will not be: its start failed and so does the job. If the catalog may have
	 * started it all the same, it is ended there in the background.
	 */
	void abandon(RunEntry entry, RuntimeException failure) {
		boolean unknown = failure instanceof DatlakeTransientException transientFailure
				&& transientFailure.isOutcomeUnknown();
		if (unknown && pendingCompletions() < this.settings.maxCompletions()) {
			owe(entry, CompletionPayload.failed("aborted: the start of the run got no answer"));
			this.delivery.add(entry, Urgency.AFTER_PAUSE);
		}
		else {
			this.journal.closed(entry, "not started");
		}
	}

	/**
	 * Deliver an event in the background. It never waits and never fails: without room
	 * for it, it is dropped.
	 */
	void event(RunEntry entry, String eventType, ObjectNode data) {
		OwedEvent event = this.journal.event(entry, OutboxTarget.DATLAKE, eventType, data, this.settings);
		if (event == null) {
			dropped(entry, eventType);
		}
		else if (!this.delivery.offer(entry, event)) {
			this.journal.sent(entry, event);
		}
	}

	private void dropped(RunEntry entry, String eventType) {
		long count = this.dropped.incrementAndGet();
		long last = this.warnedAt.get();
		long now = System.nanoTime();
		if (now - last > TimeUnit.SECONDS.toNanos(10) && this.warnedAt.compareAndSet(last, now)) {
			logger.error(
					"The outbox is full: {} events with {} bytes wait for the catalog at {}. Event '{}' of {} is dropped, the {}. so far. Check that the catalog is up, or allow more to wait",
					this.journal.pendingEvents(), this.journal.pendingBytes(), this.client.getUrl(), eventType, entry,
					count);
		}
	}

	private void owe(RunEntry entry, ObjectNode completion) {
		entry.setCompletion(completion);
		this.journal.completion(entry);
	}

	/**
	 * Deliver how a run ended. What cannot be delivered now is delivered later.
	 * @param entry the run
	 * @param completion the body of the completion
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
		catch (java.util.concurrent.ExecutionException ex) {
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

	private void postpone(RunEntry entry, Urgency urgency) {
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

	/**
	 * End the runs of processes that died.
	 * @return how many runs are to be ended
	 */
	int recover() {
		List<RunEntry> orphans = this.journal.adoptOrphans();
		for (RunEntry orphan : orphans) {
			if (orphan.completion() == null) {
				owe(orphan, CompletionPayload.failed("aborted: the process ended before the run completed"));
			}
		}
		if (!orphans.isEmpty()) {
			logger.info("Ending {} run(s) that an earlier process left open", orphans.size());
			orphans.forEach((orphan) -> postpone(orphan, Urgency.NOW));
		}
		return orphans.size();
	}

	/**
	 * End a run in the background, because nobody waits for it any more.
	 */
	void abort(RunEntry entry, ObjectNode completion) {
		owe(entry, completion);
		this.delivery.add(entry, Urgency.NOW);
	}

	int pendingCompletions() {
		int count = 0;
		for (RunEntry entry : this.delivery.pending()) {
			if (entry.completion() != null && !entry.isClosed()) {
				count++;
			}
		}
		return count;
	}

	OutboxStats stats() {
		long now = System.currentTimeMillis();
		long oldest = now;
		int completions = 0;
		for (RunEntry entry : this.delivery.pending()) {
			OwedEvent event = entry.peek(OutboxTarget.DATLAKE);
			if (event != null) {
				oldest = Math.min(oldest, event.epochMillis());
			}
			if (entry.completion() != null && !entry.isClosed()) {
				completions++;
				oldest = Math.min(oldest, entry.owedSince());
			}
		}
		return new OutboxStats(completions, this.journal.pendingEvents(), this.journal.pendingBytes(),
				Duration.ofMillis(now - oldest), this.delivered.get(), this.dropped.get(), this.setAside.count());
	}

	void close(Duration timeout) {
		this.journal.force();
		this.delivery.close(timeout);
		int completions = pendingCompletions();
		int events = this.journal.pendingEvents();
		if (completions + events > 0) {
			logger.warn("{} completion(s) and {} event(s) could not be delivered to the catalog at {}{}", completions,
					events, this.client.getUrl(), this.journal.isDurable() ? "; they will be at the next start"
							: " and are lost: set a state directory to keep them");
		}
		this.journal.close();
	}

}
