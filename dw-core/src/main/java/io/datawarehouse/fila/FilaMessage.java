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

/**
 * A message to be stored.
 *
 * @param headers the headers, not modifiable
 * @param payload the payload. The array is not copied and must not be changed until the
 * message is stored
 * @since 1.0.0
 */
public record FilaMessage(Map<String, String> headers, byte[] payload) {

	/**
	 * Create a new message.
	 * @throws IllegalArgumentException if the payload, or the name or value of a header
	 * is {@code null}
	 */
	public FilaMessage {
		if (payload == null) {
			throw new IllegalArgumentException("The payload must not be null: send an empty array for none");
		}
		headers.forEach(Messages::requireHeader);
		headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

	/**
	 * Create a message without headers.
	 * @param payload the payload
	 * @return a new message
	 */
	public static FilaMessage of(byte[] payload) {
		return new FilaMessage(Map.of(), payload);
	}

	/**
	 * This message with another header, or another value for it.
	 * @param name the name of the header
	 * @param value its value
	 * @return a new message with the same payload
	 */
	public FilaMessage withHeader(String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.put(name, value);
		return new FilaMessage(headers, this.payload);
	}

	@Override
	public boolean equals(Object other) {
		return this == other || other instanceof FilaMessage message && this.headers.equals(message.headers)
				&& Arrays.equals(this.payload, message.payload);
	}

	@Override
	public int hashCode() {
		return 31 * this.headers.hashCode() + Arrays.hashCode(this.payload);
	}

	/**
	 * Describe the message without its payload and without the values of its headers.
	 */
	@Override
	public String toString() {
		return "FilaMessage[headers=" + this.headers.keySet() + ", payload=" + this.payload.length + " bytes]";
	}

}
