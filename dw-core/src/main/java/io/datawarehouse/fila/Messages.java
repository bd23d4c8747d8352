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

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Turns our types into those of the wire and back, without copying the payload.
 */
final class Messages {

	private static final int LONGEST_QUEUE_NAME = 65_535;

	private Messages() {
	}

	static WireRequest enqueueRequest(String queue, @Nullable Map<String, String> headers, byte[] payload) {
		if (payload == null) {
			throw new IllegalArgumentException("The payload must not be null: send an empty array for none");
		}
		requireQueue(queue);
		if (headers == null) {
			return WireRequest.enqueue(queue, Map.of(), payload);
		}
		headers.forEach(Messages::requireHeader);
		return WireRequest.enqueue(queue, headers, payload);
	}

	static void requireHeader(String name, String value) {
		if (name == null || value == null) {
			throw new IllegalArgumentException(
					"Headers must have a name and a value, but header '" + name + "' lacks one");
		}
	}

	static WireRequest ackRequest(String queue, String messageId) {
		return nackRequest(queue, messageId, null);
	}

	static WireRequest nackRequest(String queue, String messageId, @Nullable String error) {
		return WireRequest.settle(requireQueue(queue), requireMessageId(messageId), error);
	}

	static String requireQueue(String queue) {
		if (queue == null || queue.isEmpty()) {
			throw new IllegalArgumentException("The queue name must not be empty, but was '" + queue + "'");
		}
		if (queue.length() > LONGEST_QUEUE_NAME / 3 && utf8Length(queue) > LONGEST_QUEUE_NAME) {
			throw new IllegalArgumentException("The queue name must not be longer than " + LONGEST_QUEUE_NAME
					+ " bytes in UTF-8, but '" + queue.substring(0, 50) + "...' has " + utf8Length(queue));
		}
		return queue;
	}

	static String requireMessageId(String messageId) {
		if (messageId == null || messageId.isEmpty()) {
			throw new IllegalArgumentException("The message id must not be empty, but was '" + messageId + "'");
		}
		return messageId;
	}

	private static int utf8Length(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

}
