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

package io.datawarehouse.embedded.fila;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failures that callers of the broker see.
 */
final class Failures {

	private static final Logger logger = LoggerFactory.getLogger(Failures.class);

	private Failures() {
	}

	static StatusRuntimeException queueNotFound(String queue) {
		return Status.NOT_FOUND.withDescription(queue).asRuntimeException();
	}

	static StatusRuntimeException noLease(String queue, String messageId) {
		return Status.NOT_FOUND.withDescription("no lease for message " + messageId + " in queue " + queue)
			.asRuntimeException();
	}

	static StatusRuntimeException invalid(String description) {
		return Status.INVALID_ARGUMENT.withDescription(description).asRuntimeException();
	}

	static StatusRuntimeException overloaded() {
		return Status.RESOURCE_EXHAUSTED.withDescription("scheduler overloaded").asRuntimeException();
	}

	/**
	 * What a caller is told of a failure that has no status yet.
	 */
	static StatusRuntimeException of(RuntimeException failure) {
		if (failure instanceof StatusRuntimeException status) {
			return status;
		}
		if (failure instanceof IllegalStateException) {
			return Status.UNAVAILABLE.withDescription("the broker is stopping").withCause(failure).asRuntimeException();
		}
		logger.warn("A call to the Fila broker failed", failure);
		return Status.INTERNAL.withDescription(String.valueOf(failure.getMessage()))
			.withCause(failure)
			.asRuntimeException();
	}

}
