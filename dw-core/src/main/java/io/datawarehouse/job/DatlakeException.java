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

import io.datawarehouse.DataWarehouseException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call to the Datlake catalog fails. The subclasses tell the kinds of
 * failure apart.
 *
 * @since 1.0.0
 */
public class DatlakeException extends DataWarehouseException {

	private final DatlakeRequest request;

	private final @Nullable Integer status;

	/**
	 * Create a new exception.
	 * @param message what was asked, what happened and what to do
	 * @param request the call that failed
	 * @param status the HTTP status of the answer, or {@code null} if there was none
	 * @param cause the underlying failure, or {@code null} if there is none
	 */
	public DatlakeException(String message, DatlakeRequest request, @Nullable Integer status,
			@Nullable Throwable cause) {
		super(message, cause);
		this.request = request;
		this.status = status;
	}

	/**
	 * The call that failed.
	 * @return the call, without secrets
	 */
	public DatlakeRequest getRequest() {
		return this.request;
	}

	/**
	 * The HTTP status of the catalog's answer.
	 * @return the status, or {@code null} if no answer came
	 */
	public @Nullable Integer getStatus() {
		return this.status;
	}

	/**
	 * The id by which the call is found in the logs of the catalog.
	 * @return the request id
	 */
	public String getRequestId() {
		return this.request.requestId();
	}

	/**
	 * The HTTP method and the address that was called.
	 * @return the endpoint
	 */
	public String getEndpoint() {
		return this.request.endpoint();
	}

	/**
	 * The job that the call was about.
	 * @return the name of the job, or {@code null} if there is none
	 */
	public @Nullable String getJobName() {
		return this.request.jobName();
	}

	/**
	 * The run that the call was about.
	 * @return the id of the run, or {@code null} if there is none or it was not known yet
	 */
	public @Nullable String getRunId() {
		return this.request.runId();
	}

}
