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

import java.util.Arrays;
import java.util.Map;

/**
 * A message that waits in a queue of the embedded broker, looked at without leasing it.
 *
 * @param id its id
 * @param headers its headers
 * @param payload the first bytes of its payload
 * @param size how many bytes its payload has
 * @param fairnessKey its fairness key
 * @param attemptCount how often it was delivered and not acked
 * @since 1.0.0
 */
public record BrowsedMessage(String id, Map<String, String> headers, byte[] payload, int size, String fairnessKey,
		int attemptCount) {

	/**
	 * Create a message.
	 */
	public BrowsedMessage {
		headers = Map.copyOf(headers);
	}

	@Override
	public boolean equals(Object other) {
		return this == other || other instanceof BrowsedMessage message && this.id.equals(message.id)
				&& this.headers.equals(message.headers) && Arrays.equals(this.payload, message.payload)
				&& this.size == message.size && this.fairnessKey.equals(message.fairnessKey)
				&& this.attemptCount == message.attemptCount;
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
		return "BrowsedMessage[id=" + this.id + ", fairnessKey=" + this.fairnessKey + ", attemptCount="
				+ this.attemptCount + ", headers=" + this.headers.keySet() + ", payload=" + this.size + " bytes]";
	}

}
