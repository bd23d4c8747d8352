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
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;

/**
 * One call of the Datlake API before it is made.
 *
 * @param operation the operation, such as {@code start-run}
 * @param method the HTTP method
 * @param path the path below the catalog's address
 * @param jobName the job that the call is about
 * @param runId the run that the call is about
 * @param body the bytes of the JSON body
 * @param content what is streamed instead of a JSON body
 * @param contentType the type of that content
 * @param idempotencyKey the key by which the catalog knows a repeated POST
 * @param retried whether the call may be made again by the transport
 * @param refusalAccepted whether a refusal in the catalog's own shape is as good as any
 * answer
 */
record DatlakeCall(String operation, HttpMethod method, String path, @Nullable String jobName, @Nullable String runId,
		byte @Nullable [] body, @Nullable Resource content, @Nullable String contentType,
		@Nullable String idempotencyKey, boolean retried, boolean refusalAccepted) {

	static DatlakeCall get(String operation, String path) {
		return new DatlakeCall(operation, HttpMethod.GET, path, null, null, null, null, null, null, true, false);
	}

	static DatlakeCall probe(String path) {
		return new DatlakeCall("probe", HttpMethod.GET, path, null, null, null, null, null, null, false, true);
	}

	static DatlakeCall put(String operation, String path, JsonNode body) {
		return new DatlakeCall(operation, HttpMethod.PUT, path, null, null, DatlakeJson.bytes(body), null, null, null,
				true, false);
	}

	static DatlakeCall put(String operation, String path, Resource content, String contentType) {
		// A stream that is open already can be read once only.
		return new DatlakeCall(operation, HttpMethod.PUT, path, null, null, null, content, contentType, null,
				!content.isOpen(), false);
	}

	static DatlakeCall post(String operation, String path, JsonNode body, String idempotencyKey) {
		return new DatlakeCall(operation, HttpMethod.POST, path, null, null, DatlakeJson.bytes(body), null, null,
				idempotencyKey, true, false);
	}

	DatlakeCall about(@Nullable String jobName, @Nullable String runId) {
		return new DatlakeCall(this.operation, this.method, this.path, jobName, runId, this.body, this.content,
				this.contentType, this.idempotencyKey, this.retried, this.refusalAccepted);
	}

	DatlakeCall once() {
		return new DatlakeCall(this.operation, this.method, this.path, this.jobName, this.runId, this.body,
				this.content, this.contentType, this.idempotencyKey, false, this.refusalAccepted);
	}

	boolean isIdempotent() {
		return this.method != HttpMethod.POST;
	}

}
