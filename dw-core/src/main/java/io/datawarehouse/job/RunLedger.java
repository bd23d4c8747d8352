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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.datawarehouse.job.OutboxDelivery.Urgency;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sees to it that every run that was begun ends for everybody who is told of runs: at
 * once, later in the background, or after the next start of the application. Its events
 * come before its end.
 */
final class RunLedger {

	private static final Logger logger = LoggerFactory.getLogger(RunLedger.class);

	private final @Nullable CatalogOutlet catalog;

	private final @Nullable LineageOutlet lineage;

	private final OutboxSettings settings;

	private final RunJournal journal;

	private final SetAside setAside;

	private final AtomicLong dropped = new AtomicLong();

	private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - TimeUnit.HOURS.toNanos(1));

	/**
	 * Create a new ledger.
	 * @param client the client of the catalog, or {@code null} if it is not told of runs
	 * @param format how runs are told to the transport
	 * @param transport who else is told of runs, or {@code null} for nobody
	 */
	RunLedger(@Nullable DatlakeClient client, OutboxSettings settings, @Nullable LineageFormat format,
			@Nullable LineageTransport transport) {
		this.settings = settings;
		this.journal = new RunJournal(settings.directory());
		this.setAside = new SetAside(settings.directory());
		this.catalog = (client != null) ? new CatalogOutlet(client, this.journal, this.setAside, settings) : null;
		this.lineage = (transport != null && format != null)
				? new LineageOutlet(format, transport, this.journal, this.setAside, settings) : null;
	}

	/**
	 * Note a run before anything is sent.
	 */
	RunEntry begin(RunEntry entry, LineageFormat.Start start) {
		requireRoom(entry, pendingCompletions(), "the catalog at " + url());
		if (this.lineage != null) {
			requireRoom(entry, this.lineage.pendingEnds(), "whom lineage is told");
			entry.setLineage(this.lineage.describe(start));
		}
		this.journal.intent(entry);
		return entry;
	}

	/**
	 * No run is begun whose end could not be kept until it is taken: an end is never
	 * dropped, so there must not be too many.
	 */
	private void requireRoom(RunEntry entry, int pending, String receiver) {
		int max = this.settings.maxCompletions();
		if (pending >= max) {
			DatlakeRequest request = new DatlakeRequest("start-run", url(), "none", entry.jobName(), null);
			throw new DatlakeTransientException(
					"%s failed: %d completions of earlier runs wait for %s, and no more may. Check that it is up"
						.formatted(request.describe(), max, receiver),
					request, null, null, true, null);
		}
	}

	private String url() {
		return (this.catalog != null) ? this.catalog.url() : "nowhere";
	}

	void start(RunEntry entry) {
		if (this.catalog != null) {
			this.catalog.start(entry);
		}
		else {
			entry.setRunId(entry.ref());
			this.journal.started(entry);
		}
	}

	/**
	 * The job begins its work.
	 */
	void working(RunEntry entry) {
		if (this.lineage != null) {
			this.lineage.started(entry);
		}
	}

	/**
	 * The job has ended its work.
	 */
	void worked(RunEntry entry, Supplier<LineageFormat.End> end) {
		if (this.lineage != null) {
			this.lineage.ended(entry, end);
		}
	}

	/**
	 * The job goes on though its run could not be started: that is done in the
	 * background.
	 */
	void startLater(RunEntry entry) {
		if (this.catalog != null) {
			this.catalog.deliver(entry, Urgency.AFTER_PAUSE);
		}
	}

	/**
	 * The run will not be: its start failed and so does the job. If the catalog may have
	 * started it all the same, it is ended there in the background.
	 */
	void abandon(RunEntry entry, RuntimeException failure) {
		boolean unknown = failure instanceof DatlakeTransientException transientFailure
				&& transientFailure.isOutcomeUnknown();
		if (unknown && this.catalog != null && pendingCompletions() < this.settings.maxCompletions()) {
			this.catalog.owe(entry, CompletionPayload.failed("aborted: the start of the run got no answer"));
			this.catalog.deliver(entry, Urgency.AFTER_PAUSE);
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
		if (this.catalog == null) {
			return;
		}
		OwedEvent event = this.journal.event(entry, eventType, data, this.settings);
		if (event == null) {
			dropped(entry, eventType);
		}
		else {
			this.catalog.offer(entry, event);
		}
	}

	private void dropped(RunEntry entry, String eventType) {
		long count = this.dropped.incrementAndGet();
		long last = this.warnedAt.get();
		long now = System.nanoTime();
		if (now - last > TimeUnit.SECONDS.toNanos(10) && this.warnedAt.compareAndSet(last, now)) {
			logger.error(
					"The outbox is full: {} events with {} bytes wait for the catalog at {}. Event '{}' of {} is dropped, the {}. so far. Check that the catalog is up, or allow more to wait",
					this.journal.pendingEvents(), this.journal.pendingBytes(), url(), eventType, entry, count);
		}
	}

	/**
	 * Deliver how a run ended. What cannot be delivered now is delivered later.
	 * @param entry the run
	 * @param completion the body of the completion
	 * @throws DatlakeException if the catalog refused the completion
	 */
	void complete(RunEntry entry, ObjectNode completion) {
		if (this.catalog != null) {
			this.catalog.complete(entry, completion);
		}
		else {
			this.journal.closed(entry, "not told");
		}
	}

	/**
	 * End the runs of processes that died.
	 * @return how many runs are to be ended
	 */
	int recover() {
		List<RunEntry> orphans = this.journal.adoptOrphans();
		int open = 0;
		for (RunEntry orphan : orphans) {
			if (this.lineage != null) {
				this.lineage.recover(orphan);
			}
			if (!orphan.isClosed()) {
				open++;
				recover(orphan);
			}
		}
		if (open > 0) {
			logger.info("Ending {} run(s) that an earlier process left open", open);
		}
		return open;
	}

	private void recover(RunEntry orphan) {
		if (this.catalog == null) {
			this.journal.closed(orphan, "not told");
			return;
		}
		if (orphan.completion() == null) {
			this.catalog.owe(orphan, CompletionPayload.failed("aborted: the process ended before the run completed"));
		}
		this.catalog.postpone(orphan, Urgency.NOW);
	}

	/**
	 * End a run in the background, because nobody waits for it any more.
	 */
	void abort(RunEntry entry, ObjectNode completion) {
		if (this.catalog != null) {
			this.catalog.owe(entry, completion);
			this.catalog.deliver(entry, Urgency.NOW);
		}
		else {
			this.journal.closed(entry, "not told");
		}
	}

	int pendingCompletions() {
		return (this.catalog != null) ? this.catalog.pendingCompletions() : 0;
	}

	OutboxStats stats() {
		long now = System.currentTimeMillis();
		long oldest = Math.min(now, (this.catalog != null) ? this.catalog.oldest() : now);
		oldest = Math.min(oldest, (this.lineage != null) ? this.lineage.oldest() : now);
		return new OutboxStats(pendingCompletions(), this.journal.pendingEvents(), this.journal.pendingBytes(),
				Duration.ofMillis(now - oldest), (this.catalog != null) ? this.catalog.delivered() : 0,
				this.dropped.get(), this.setAside.count());
	}

	void close(Duration timeout) {
		this.journal.force();
		if (this.catalog != null) {
			this.catalog.close(timeout);
		}
		if (this.lineage != null) {
			this.lineage.close(timeout);
		}
		int completions = pendingCompletions();
		int events = this.journal.pendingEvents();
		if (completions + events > 0) {
			logger.warn("{} completion(s) and {} event(s) could not be delivered to {}{}", completions, events,
					(this.catalog != null) ? "the catalog at " + url() : "whom lineage is told",
					this.journal.isDurable() ? "; they will be at the next start"
							: " and are lost: set a state directory to keep them");
		}
		this.journal.close();
	}

}
