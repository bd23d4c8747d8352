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

import io.datawarehouse.DataWarehouseException;
import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions of the Fila clients. Its subclasses tell what a program may want
 * to tell apart; everything else is a {@link FilaRpcException}.
 *
 * @since 1.0.0
 */
public abstract class FilaException extends DataWarehouseException {

	private final String code;

	private final @Nullable String queue;

	private final @Nullable String messageId;

	/**
	 * Create a new exception.
	 * @param message what was asked, what happened and what to do
	 * @param code the gRPC status code by name, such as {@code UNAVAILABLE}
	 * @param queue the queue that the call was about, or {@code null} if there is none
	 * @param messageId the message that the call was about, or {@code null} if there is
	 * none
	 * @param cause the underlying failure, or {@code null} if there is none
	 */
	protected FilaException(String message, String code, @Nullable String queue, @Nullable String messageId,
			@Nullable Throwable cause) {
		super(message, cause);
		this.code = code;
		this.queue = queue;
		this.messageId = messageId;
	}

	/**
	 * The gRPC status code of the failure by name, such as {@code UNAVAILABLE}.
	 * @return the name of the code
	 */
	public String getCode() {
		return this.code;
	}

	/**
	 * The queue that the failed call was about.
	 * @return the queue, or {@code null} if there is none
	 */
	public @Nullable String getQueue() {
		return this.queue;
	}

	/**
	 * The message that the failed call was about.
	 * @return the id of the message, or {@code null} if there is none
	 */
	public @Nullable String getMessageId() {
		return this.messageId;
	}

}
