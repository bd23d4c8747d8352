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
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import io.datawarehouse.job.LineageFormat.End;
import io.datawarehouse.job.LineageFormat.Outcome;
import io.datawarehouse.job.OutboxDelivery.Step;
import io.datawarehouse.job.OutboxDelivery.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sees to it that of every run exactly one start and one end are told besides the Datlake
 * catalog, through the same journal.
 */
final class LineageOutlet implements OutboxDelivery.Sender {

	private static final Logger logger = LoggerFactory.getLogger(LineageOutlet.class);

	private static final String START = "START";

	/**
	 * How often an event may fail while others are taken.
	 */
	private static final int MAX_FAILURES = 20;

	private final LineageFormat format;

	private final LineageTransport transport;

	private final RunJournal journal;

	private final SetAside setAside;

	private final OutboxDelivery delivery;

	private long delivered;

	LineageOutlet(LineageFormat format, LineageTransport transport, RunJournal journal, SetAside setAside,
			OutboxSettings settings) {
		this.format = format;
		this.transport = transport;
		this.journal = journal;
		this.setAside = setAside;
		this.delivery = new OutboxDelivery("dw-jobs-lineage-", this, settings.firstPause(), settings.longestPause());
	}

	/**
	 * What the journal is to know of a run from its beginning.
	 */
	ObjectNode describe(LineageFormat.Start run) {
		return this.format.start(run);
	}

	void started(RunEntry entry) {
		ObjectNode start = entry.lineage();
		if (start != null) {
			offer(entry, START, start);
		}
	}

	void ended(RunEntry entry, Supplier<End> end) {
		ObjectNode start = entry.lineage();
		if (start != null && entry.isLineageOpen()) {
			End told = end.get();
			offer(entry, told.outcome().name(), this.format.end(start, told));
		}
	}

	private void offer(RunEntry entry, String type, ObjectNode data) {
		OwedEvent event = this.journal.lineage(entry, type, data);
		if (!this.delivery.offer(entry, event)) {
			this.journal.sent(entry, event);
		}
	}

	/**
	 * End a run of a process that died.
	 */
	void recover(RunEntry entry) {
		if (entry.isLineageOpen()) {
			ended(entry, () -> new End(Instant.now(), Outcome.ABORT,
					"aborted: the process ended before the run completed", null, List.of(), List.of()));
		}
		if (owes(entry)) {
			this.delivery.add(entry, Urgency.NOW);
		}
	}

	@Override
	public Step deliverNext(RunEntry entry) {
		OwedEvent event = entry.peek(OutboxTarget.LINEAGE);
		if (event == null) {
			return Step.DONE;
		}
		ObjectNode data = this.journal.data(event);
		try {
			if (data != null) {
				this.transport.send(data.toString());
				this.delivered++;
			}
		}
		catch (RefusedLineageException ex) {
			this.setAside.add(entry, "lineage " + event, data, ex);
		}
		catch (RuntimeException ex) {
			if (event.failed(this.delivered) < MAX_FAILURES) {
				logger.debug("Lineage {} of {} is still not delivered", event, entry, ex);
				return Step.away(null);
			}
			this.setAside.add(entry, "lineage " + event, data, ex);
		}
		this.journal.sent(entry, event);
		return owes(entry) ? Step.MORE : Step.DONE;
	}

	@Override
	public boolean owes(RunEntry entry) {
		return entry.peek(OutboxTarget.LINEAGE) != null;
	}

	@Override
	public void postponed(RunEntry entry) {
		// Nobody waits for it.
	}

	/**
	 * How many runs have ended whose end is still to be told.
	 */
	int pendingEnds() {
		int count = 0;
		for (RunEntry entry : this.delivery.pending()) {
			if (entry.isLineageEnded()) {
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
			OwedEvent event = entry.peek(OutboxTarget.LINEAGE);
			oldest = (event != null) ? Math.min(oldest, event.epochMillis()) : oldest;
		}
		return oldest;
	}

	void close(Duration timeout) {
		this.delivery.close(timeout);
		try {
			this.transport.close();
		}
		catch (RuntimeException ex) {
			logger.warn("Cannot close {}", this.transport, ex);
		}
	}

}
