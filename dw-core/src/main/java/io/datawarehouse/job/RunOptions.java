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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What is told of a run at its start.
 *
 * @param jobName the name of the job, not empty, without {@code /} and control characters
 * @param metadata what is worth knowing about the run, written as JSON
 * @param parent the run of another process that this one is part of, or {@code null} if
 * it is part of none, or of the one that the calling thread is in
 * @param nominalStart the time that the run is for, such as that of its schedule, or
 * {@code null} if there is none
 * @param nominalEnd the end of the time that the run is for, or {@code null}
 * @since 1.0.0
 */
public record RunOptions(String jobName, Map<String, ?> metadata, @Nullable ParentRun parent,
		@Nullable Instant nominalStart, @Nullable Instant nominalEnd) {

	public RunOptions {
		Names.requireJob(jobName);
		metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
		Assert.isTrue(nominalEnd == null || nominalStart != null, "nominalEnd must not be set without nominalStart");
	}

	/**
	 * Options of a run of which nothing but its job is told.
	 * @param jobName the name of the job
	 * @return the options
	 */
	public static RunOptions of(String jobName) {
		return new RunOptions(jobName, Map.of(), null, null, null);
	}

	/**
	 * A copy with other metadata.
	 * @param metadata what is worth knowing about the run, written as JSON
	 * @return the changed copy
	 */
	public RunOptions withMetadata(Map<String, ?> metadata) {
		return new RunOptions(this.jobName, metadata, this.parent, this.nominalStart, this.nominalEnd);
	}

	/**
	 * A copy with a parent in another process. It beats the run that the calling thread
	 * is in, and the environment.
	 * @param parent the parent, or {@code null} for none
	 * @return the changed copy
	 */
	public RunOptions withParent(@Nullable ParentRun parent) {
		return new RunOptions(this.jobName, this.metadata, parent, this.nominalStart, this.nominalEnd);
	}

	/**
	 * A copy with the time that the run is for.
	 * @param start the begin of that time
	 * @param end its end, or {@code null} if it has none
	 * @return the changed copy
	 */
	public RunOptions withNominalTime(Instant start, @Nullable Instant end) {
		return new RunOptions(this.jobName, this.metadata, this.parent, start, end);
	}

}
