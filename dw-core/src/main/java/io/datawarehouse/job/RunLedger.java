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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sees to it that every run that was begun ends in the catalog too: at once, later in the
 * background, or after the next start of the application.
 */
final class RunLedger {

	private static final Logger logger = LoggerFactory.getLogger(RunLedger.class);

	private final DatlakeClient client;

	private final RunJournal journal;

	private final CompletionDelivery delivery;

	private final int maxPending;

	RunLedger(DatlakeClient client, @Nullable Path stateDirectory, int maxPending, Duration firstPause,
			Duration longestPause) {
		this.client = client;
		this.journal = new RunJournal(stateDirectory);
		this.maxPending = maxPending;
		this.delivery = new CompletionDelivery(this, firstPause, longestPause);
	}

	/**
	 * Note a run before anything is sent.
	 */
	RunEntry begin(RunEntry entry) {
		if (this.delivery.pending() >= this.maxPending) {
			DatlakeRequest request = new DatlakeRequest("start-run", this.client.getUrl(), "none", entry.jobName(),
					null);
			throw new DatlakeTransientException(
					"%s failed: %d completions of earlier runs wait for the catalog at %s, and no more may. Check that it is up"
						.formatted(request.describe(), this.maxPending, this.client.getUrl()),
					request, null, null, true, null);
		}
		this.journal.intent(entry);
		return entry;
	}

	void start(RunEntry entry) {
		start(entry, true);
	}

	private String start(RunEntry entry, boolean retried) {
		StartedRun started = this.client.startRun(entry.jobName(), entry.metadata(), entry.idempotencyKey(), retried);
		entry.setRunId(started.runId());
		this.journal.started(entry);
		return started.runId();
	}

	/**
	 * The run will not be: its start failed and so does the job. If the catalog may have
	 * started it all the same, it is ended there in the background.
	 */
	void abandon(RunEntry entry, RuntimeException failure) {
		boolean unknown = failure instanceof DatlakeTransientException transientFailure
				&& transientFailure.isOutcomeUnknown();
		if (unknown && this.delivery.pending() < this.maxPending) {
			owe(entry, CompletionPayload.failed("aborted: the start of the run got no answer"));
			this.delivery.add(entry, false);
		}
		else {
			this.journal.closed(entry, "not started");
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
		owe(entry, completion);
		String runId = entry.runId();
		if (runId == null) {
			postpone(entry, true);
			return;
		}
		// The thread of a job that was told to stop has still to say so to the catalog.
		boolean interrupted = Thread.interrupted();
		try {
			complete(entry, runId, completion, true);
		}
		catch (DatlakeTransientException | DatlakeServerException ex) {
			logger.warn("Completion of {} is not delivered yet and will be tried again: {}", entry, ex.getMessage());
			postpone(entry, false);
		}
		catch (DatlakeAuthException ex) {
			// The next start may bring the right key.
			postpone(entry, false);
			throw ex;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void postpone(RunEntry entry, boolean soon) {
		this.journal.force();
		this.delivery.add(entry, soon);
	}

	private void complete(RunEntry entry, String runId, ObjectNode completion, boolean retried) {
		try {
			this.client.completeRun(entry.jobName(), runId, completion, retried);
			this.journal.closed(entry, "delivered");
		}
		catch (DatlakeConflictException ex) {
			// Most likely an earlier attempt whose answer was lost.
			logger.warn("The catalog holds that {} has ended already: {}", entry, ex.getMessage());
			this.journal.closed(entry, "ended already");
		}
		catch (DatlakeTransientException | DatlakeServerException | DatlakeAuthException ex) {
			throw ex;
		}
		catch (DatlakeException ex) {
			this.journal.closed(entry, "refused: " + ex.getStatus());
			throw ex;
		}
	}

	/**
	 * Deliver the completion of a run in the background: one attempt.
	 * @throws DatlakeException if the completion is still owed
	 */
	void deliver(RunEntry entry) {
		ObjectNode completion = entry.completion();
		if (completion == null) {
			return;
		}
		try {
			String runId = entry.runId();
			complete(entry, (runId != null) ? runId : start(entry, false), completion, false);
			logger.debug("Completion of {} is delivered", entry);
		}
		catch (DatlakeTransientException | DatlakeServerException | DatlakeAuthException ex) {
			throw ex;
		}
		catch (DatlakeException ex) {
			logger.error("The catalog refused the completion of {}; it is given up", entry, ex);
			this.journal.closed(entry, "refused: " + ex.getStatus());
		}
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
			orphans.forEach((orphan) -> postpone(orphan, true));
		}
		return orphans.size();
	}

	/**
	 * End a run in the background, because nobody waits for it any more.
	 */
	void abort(RunEntry entry, ObjectNode completion) {
		owe(entry, completion);
		this.delivery.add(entry, true);
	}

	int pending() {
		return this.delivery.pending();
	}

	void close(Duration timeout) {
		this.journal.force();
		this.delivery.close(timeout);
		int left = this.delivery.pending();
		if (left > 0) {
			logger.warn("{} completion(s) could not be delivered to the catalog at {}{}", left, this.client.getUrl(),
					this.journal.isDurable() ? "; they will be at the next start"
							: " and are lost: set a state directory to keep them");
		}
		this.journal.close();
	}

}
