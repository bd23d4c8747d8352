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

package io.datawarehouse.sample.lake;

import org.jspecify.annotations.Nullable;

/**
 * What came of one file.
 *
 * @param file the file
 * @param runId the run that worked on it, the last one if there were several
 * @param attempt the attempt that this is the result of, from 1
 * @param read how many lines it had
 * @param accepted how many lines are in the totals
 * @param rejected how many lines are not
 * @param curated address of the totals, or {@code null} if it failed
 * @param rejects address of the rejected lines, or {@code null} if there are none
 * @param millis how long the run took, in milliseconds
 * @param error why it went to the dead letters, or {@code null} if it did not
 */
public record FileResult(SalesFile file, @Nullable String runId, int attempt, long read, long accepted, long rejected,
		@Nullable String curated, @Nullable String rejects, long millis, @Nullable String error) {

	/**
	 * The result of a file that went to the dead letters.
	 * @param file the file
	 * @param attempt the last attempt, from 1
	 * @param error what went wrong
	 * @return the result
	 */
	public static FileResult failed(SalesFile file, int attempt, String error) {
		return new FileResult(file, null, attempt, 0, 0, 0, null, null, 0, error);
	}

	/**
	 * Whether the file is in the dead letters.
	 * @return whether it failed for good
	 */
	public boolean isFailed() {
		return this.error != null;
	}

}
