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
 * What happens to a job when an event of its run cannot be sent or its log cannot be
 * uploaded.
 *
 * @since 1.0.0
 */
public enum EventFailurePolicy {

	/**
	 * Events are noted and delivered in the background, later if the catalog is away. An
	 * event that cannot be delivered at all is logged and the job goes on.
	 */
	LOG_ONLY,

	/**
	 * Events are sent by the thread of the job, and a failure is thrown as
	 * {@link DatlakeException}. So is a failure to upload the log of the run, once the
	 * run has ended. Heartbeats and the events of a run that the catalog does not know
	 * yet go on as with {@link #LOG_ONLY}.
	 */
	RAISE

}
