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

package io.datawarehouse.fila;

import org.jspecify.annotations.Nullable;

/**
 * A failure that has no exception of its own: {@link #getCode()} tells which.
 *
 * @since 1.0.0
 */
public class FilaRpcException extends FilaException {

	/**
	 * Create a new exception.
	 * @param code the gRPC status code by name, such as {@code OUT_OF_RANGE}
	 * @param message what was asked, what happened and what to do
	 * @param queue the queue that the call was about, or {@code null} if there is none
	 * @param messageId the message that the call was about, or {@code null} if there is
	 * none
	 * @param cause the underlying failure, or {@code null} if there is none
	 */
	public FilaRpcException(String code, String message, @Nullable String queue, @Nullable String messageId,
			@Nullable Throwable cause) {
		super(message, code, queue, messageId, cause);
	}

}
