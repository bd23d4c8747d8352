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

/**
 * What happens to a job when the catalog does not start its run.
 *
 * @since 1.0.0
 */
public enum StartFailurePolicy {

	/**
	 * The job fails with the {@link DatlakeException} and does no work.
	 */
	FAIL_FAST,

	/**
	 * When the catalog is away, the job does its work under a run id of its own and is
	 * marked {@linkplain JobContext#isDegraded() degraded}. The run is made known to the
	 * catalog once that is back. Other failures, such as a wrong API key, fail the job.
	 */
	SUPPRESS_TRANSIENT

}
