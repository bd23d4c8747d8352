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

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A message as a consumer receives it. Ack or nack it with its {@link #queue()} and
 * {@link #id()} before its lease expires.
 *
 * @param id the id that the broker gave the message
 * @param headers the headers, not modifiable
 * @param payload the payload. The array is handed on without a copy and belongs to the
 * receiver: whoever changes it changes this message
 * @param fairnessKey the key by which the broker shares its deliveries, {@code default}
 * unless a script of the queue sets it
 * @param attemptCount how often the message was nacked or its lease expired before: 0 at
 * the first delivery
 * @param queue the queue of the message
 * @since 1.0.0
 */
public record ConsumeMessage(String id, Map<String, String> headers, byte[] payload, String fairnessKey,
		int attemptCount, String queue) {

	/**
	 * Create a new message.
	 */
	public ConsumeMessage {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(payload, "payload");
		Objects.requireNonNull(fairnessKey, "fairnessKey");
		Objects.requireNonNull(queue, "queue");
		headers = immutable(headers);
	}

	private static Map<String, String> immutable(Map<String, String> headers) {
		if (headers.isEmpty()) {
			return Map.of();
		}
		return (headers instanceof WireHeaders) ? headers : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

	@Override
	public boolean equals(Object other) {
		return this == other || other instanceof ConsumeMessage message && this.id.equals(message.id)
				&& this.attemptCount == message.attemptCount && this.queue.equals(message.queue)
				&& this.fairnessKey.equals(message.fairnessKey) && this.headers.equals(message.headers)
				&& Arrays.equals(this.payload, message.payload);
	}

	@Override
	public int hashCode() {
		return 31 * this.id.hashCode() + this.attemptCount;
	}

	/**
	 * Describe the message without its payload and without the values of its headers.
	 */
	@Override
	public String toString() {
		return "ConsumeMessage[id=" + this.id + ", queue=" + this.queue + ", fairnessKey=" + this.fairnessKey
				+ ", attemptCount=" + this.attemptCount + ", headers=" + this.headers.keySet() + ", payload="
				+ this.payload.length + " bytes]";
	}

}
