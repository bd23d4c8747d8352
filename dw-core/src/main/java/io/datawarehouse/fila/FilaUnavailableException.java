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
 * The broker cannot be reached, the connection was lost, or this node does not lead the
 * queue. After a lost connection it is not known whether the broker has done the call.
 *
 * @since 1.0.0
 */
public class FilaUnavailableException extends FilaException {

	private final @Nullable String leaderAddress;

	/**
	 * Create a new exception.
	 * @param message what was asked, what happened and what to do
	 * @param queue the queue that the call was about, or {@code null} if there is none
	 * @param messageId the message that the call was about, or {@code null} if there is
	 * none
	 * @param leaderAddress the address of the node that leads the queue, if the broker
	 * told it
	 * @param cause the underlying failure, or {@code null} if there is none
	 */
	public FilaUnavailableException(String message, @Nullable String queue, @Nullable String messageId,
			@Nullable String leaderAddress, @Nullable Throwable cause) {
		super(message, "UNAVAILABLE", queue, messageId, cause);
		this.leaderAddress = leaderAddress;
	}

	/**
	 * The node to subscribe at instead. Only ever use it with the TLS and API key
	 * settings of the client at hand.
	 * @return the address as {@code host:port}, or {@code null} if the broker did not
	 * tell it
	 */
	public @Nullable String getLeaderAddress() {
		return this.leaderAddress;
	}

}
