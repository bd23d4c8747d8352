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
 * What a call is about, for its observation and its exception.
 *
 * @param operation the operation, such as {@code ack}: of low cardinality
 * @param queue the queue, or {@code null} if there is none
 * @param messageId the message, or {@code null} if there is none
 */
record FilaCall(String operation, @Nullable String queue, @Nullable String messageId) {

	static FilaCall of(String operation) {
		return new FilaCall(operation, null, null);
	}

	static FilaCall of(String operation, String queue) {
		return new FilaCall(operation, queue, null);
	}

	String describe() {
		StringBuilder text = new StringBuilder(this.operation);
		if (this.messageId != null) {
			text.append(" of message '").append(this.messageId).append('\'');
		}
		if (this.queue != null) {
			text.append(" on queue '").append(this.queue).append('\'');
		}
		return text.toString();
	}

}
