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
 * What became of one message of
 * {@link FilaClient#enqueueAll(String, java.util.Collection)}: either its id or why it
 * failed.
 *
 * @param messageId the id that the broker gave the message, or {@code null} if it failed
 * @param failure why it failed, or {@code null} if it was stored
 * @since 1.0.0
 */
public record FilaEnqueueResult(@Nullable String messageId, @Nullable FilaException failure) {

	/**
	 * Create a new result.
	 */
	public FilaEnqueueResult {
		if ((messageId == null) == (failure == null)) {
			throw new IllegalArgumentException("There must be either an id or a failure");
		}
	}

	/**
	 * Whether the message was stored.
	 * @return {@code true} if there is an id
	 */
	public boolean isStored() {
		return this.messageId != null;
	}

	/**
	 * The id of the message.
	 * @return the id
	 * @throws FilaException why the message failed, if it did
	 */
	public String requireMessageId() {
		if (this.messageId == null) {
			throw (this.failure != null) ? this.failure : new IllegalStateException("No id and no failure");
		}
		return this.messageId;
	}

}
