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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of one run until its completion is delivered.
 */
final class RunEntry {

	private final String ref;

	private final String jobName;

	private final ObjectNode metadata;

	private final String idempotencyKey;

	private volatile @Nullable String runId;

	private volatile @Nullable ObjectNode completion;

	RunEntry(String ref, String jobName, ObjectNode metadata, String idempotencyKey) {
		this.ref = ref;
		this.jobName = jobName;
		this.metadata = metadata;
		this.idempotencyKey = idempotencyKey;
	}

	/**
	 * Our own id of the run, which serves until the catalog gave its own.
	 */
	String ref() {
		return this.ref;
	}

	String jobName() {
		return this.jobName;
	}

	ObjectNode metadata() {
		return this.metadata;
	}

	String idempotencyKey() {
		return this.idempotencyKey;
	}

	@Nullable String runId() {
		return this.runId;
	}

	void setRunId(String runId) {
		this.runId = runId;
	}

	@Nullable ObjectNode completion() {
		return this.completion;
	}

	void setCompletion(ObjectNode completion) {
		this.completion = completion;
	}

	@Override
	public String toString() {
		String runId = this.runId;
		return "run " + ((runId != null) ? runId : this.ref + " (not started in the catalog)") + " of job '"
				+ this.jobName + "'";
	}

}
