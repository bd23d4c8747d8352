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

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts runs: notes them, tells the catalog, and decides what becomes of a job whose run
 * cannot be started.
 */
final class RunStarter {

	private static final Logger logger = LoggerFactory.getLogger(RunStarter.class);

	private final RunLedger ledger;

	private final StartFailurePolicy policy;

	private final String namespace;

	private final @Nullable ParentRun environmentParent;

	RunStarter(RunLedger ledger, StartFailurePolicy policy, String namespace, @Nullable ParentRun environmentParent) {
		this.ledger = ledger;
		this.policy = policy;
		this.namespace = namespace;
		this.environmentParent = environmentParent;
	}

	/**
	 * Start a run.
	 * @param metadata what is told of it
	 * @param observed its observation
	 */
	JobContext start(JobContextFactory factory, RunOptions options, ObjectNode metadata, ObservedRun observed) {
		JobContext outer = JobContext.current();
		JobContext parent = (options.parent() == null) ? outer : null;
		RunTrigger trigger = (outer == null) ? RunTrigger.current() : null;
		ParentRun remoteParent = (parent == null) ? remoteParent(options, trigger) : null;
		RunEntry entry = entry(options, metadata, parent, remoteParent);
		ParentRun told = (parent != null) ? ParentRun.of(parent) : remoteParent;
		this.ledger.begin(entry, new LineageFormat.Start(entry.ref(), this.namespace, options.jobName(), Instant.now(),
				told, options.nominalStart(), options.nominalEnd()));
		start(entry);
		this.ledger.working(entry);
		JobContext job = new JobContext(factory, entry, parent, remoteParent, observed);
		if (trigger != null) {
			job.notes().input(trigger.input());
		}
		return job;
	}

	/**
	 * What is told beats what a message tells, which beats the environment.
	 */
	private @Nullable ParentRun remoteParent(RunOptions options, @Nullable RunTrigger trigger) {
		if (options.parent() != null) {
			return options.parent();
		}
		return (trigger != null && trigger.parent() != null) ? trigger.parent() : this.environmentParent;
	}

	private static RunEntry entry(RunOptions options, ObjectNode metadata, @Nullable JobContext parent,
			@Nullable ParentRun remoteParent) {
		String ref = UuidV7.next();
		metadata.put("client_run_id", ref);
		if (parent != null) {
			JobContext root = parent.root();
			metadata.put("parent_run_id", parent.runId()).put("parent_job_name", parent.jobName());
			metadata.put("root_run_id", root.runId()).put("root_job_name", root.jobName());
		}
		else if (remoteParent != null) {
			ParentRun root = remoteParent.rootOrSelf();
			metadata.put("parent_run_id", remoteParent.runId()).put("parent_job_name", remoteParent.jobName());
			metadata.put("root_run_id", root.runId()).put("root_job_name", root.jobName());
		}
		if (options.nominalStart() != null) {
			metadata.put("nominal_start_time", options.nominalStart().toString());
		}
		return new RunEntry(ref, options.jobName(), metadata, UuidV7.next());
	}

	private void start(RunEntry entry) {
		try {
			this.ledger.start(entry);
		}
		catch (DatlakeTransientException ex) {
			if (this.policy == StartFailurePolicy.FAIL_FAST) {
				this.ledger.abandon(entry, ex);
				throw ex;
			}
			logger.warn("Job '{}' goes on without the catalog under run id {}: {}", entry.jobName(), entry.ref(),
					ex.getMessage());
			this.ledger.startLater(entry);
		}
		catch (RuntimeException ex) {
			this.ledger.abandon(entry, ex);
			throw ex;
		}
	}

}
