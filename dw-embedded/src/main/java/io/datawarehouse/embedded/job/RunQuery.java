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

package io.datawarehouse.embedded.job;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which runs are asked for. What is {@code null} does not matter.
 *
 * @param jobName the name of the job
 * @param status how far the runs got
 * @param from the earliest start
 * @param to the start that is just too late
 * @param text what the name of the job, the id or the error holds, whatever its case
 * @param parentRunId the run that they were started in
 * @since 1.0.0
 */
public record RunQuery(@Nullable String jobName, @Nullable RunStatus status, @Nullable Instant from,
		@Nullable Instant to, @Nullable String text, @Nullable String parentRunId) {

	/**
	 * Ask for all runs.
	 * @return the query
	 */
	public static RunQuery all() {
		return new RunQuery(null, null, null, null, null, null);
	}

	/**
	 * Ask for the runs of one job.
	 * @param jobName the name of the job
	 * @return a changed copy
	 */
	public RunQuery withJob(@Nullable String jobName) {
		return new RunQuery(jobName, this.status, this.from, this.to, this.text, this.parentRunId);
	}

	/**
	 * Ask for the runs that got so far.
	 * @param status how far they got
	 * @return a changed copy
	 */
	public RunQuery withStatus(@Nullable RunStatus status) {
		return new RunQuery(this.jobName, status, this.from, this.to, this.text, this.parentRunId);
	}

	/**
	 * Ask for the runs that were started in some time.
	 * @param from the earliest start
	 * @param to the start that is just too late
	 * @return a changed copy
	 */
	public RunQuery withStart(@Nullable Instant from, @Nullable Instant to) {
		return new RunQuery(this.jobName, this.status, from, to, this.text, this.parentRunId);
	}

	/**
	 * Ask for the runs with a text in the name of the job, the id or the error.
	 * @param text the text, in any case; no letter of it has a meaning of its own
	 * @return a changed copy
	 */
	public RunQuery withText(@Nullable String text) {
		return new RunQuery(this.jobName, this.status, this.from, this.to, text, this.parentRunId);
	}

	/**
	 * Ask for the runs that were started in another.
	 * @param parentRunId the id of that run
	 * @return a changed copy
	 */
	public RunQuery withParent(@Nullable String parentRunId) {
		return new RunQuery(this.jobName, this.status, this.from, this.to, this.text, parentRunId);
	}

	Where where() {
		return new Where().and("job_name = ?", this.jobName)
			.and("status = ?", (this.status != null) ? this.status.name() : null)
			.and("started_at >= ?", this.from)
			.and("started_at < ?", this.to)
			.contains(this.text, "job_name", "run_id", "error")
			// A child may know its parent by the id that the catalog gave it, or by its
			// own.
			.and("parent_run_id in (select cast(? as varchar) union select client_run_id from runs where run_id = ?)",
					this.parentRunId);
	}

}
