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
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One run of a job, as the catalog holds it.
 *
 * @param runId the id of the run
 * @param jobName the name of the job
 * @param status how far the run got
 * @param startedAt when the run was started
 * @param endedAt when the run was completed, or {@code null} if it was not yet
 * @param metadata what was told at the start
 * @param result what was told at the end, without datasets and artifacts
 * @param parentRunId the run that this one was started in, or {@code null}
 * @param rootRunId the outermost run that this one is part of, or {@code null}
 * @since 1.0.0
 */
public record CatalogRun(String runId, String jobName, RunStatus status, Instant startedAt, @Nullable Instant endedAt,
		Map<String, Object> metadata, Map<String, Object> result, @Nullable String parentRunId,
		@Nullable String rootRunId) {

	/**
	 * Why the run failed.
	 * @return the error told at the end, or {@code null} if there is none
	 */
	public @Nullable String error() {
		return (this.result.get("error") instanceof String error) ? error : null;
	}

}
