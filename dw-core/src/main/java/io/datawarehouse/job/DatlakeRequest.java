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

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * What was asked of the Datlake catalog, as told by a {@link DatlakeException}. It holds
 * no secrets.
 *
 * @param operation the operation, such as {@code start-run}
 * @param endpoint the HTTP method and the address that was called
 * @param requestId the value of the {@code X-Request-Id} header, to find the call in the
 * logs of the catalog
 * @param jobName the job that the call was about, or {@code null} if there is none
 * @param runId the run that the call was about, or {@code null} if there is none or it is
 * not known yet
 * @since 1.0.0
 */
public record DatlakeRequest(String operation, String endpoint, String requestId, @Nullable String jobName,
		@Nullable String runId) implements Serializable {

	DatlakeRequest withRequestId(String requestId) {
		return new DatlakeRequest(this.operation, this.endpoint, requestId, this.jobName, this.runId);
	}

	String describe() {
		StringBuilder text = new StringBuilder(this.operation);
		if (this.jobName != null) {
			text.append(" of job '").append(this.jobName).append('\'');
		}
		if (this.runId != null) {
			text.append(" run ").append(this.runId);
		}
		return text.toString();
	}

}
