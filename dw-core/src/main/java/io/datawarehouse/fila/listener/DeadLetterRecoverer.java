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

package io.datawarehouse.fila.listener;

import java.util.LinkedHashMap;
import java.util.Map;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaHeaders;

/**
 * {@link FilaMessageRecoverer} that stores a message in the dead-letter queue of its
 * queue, {@code <queue>.dlq}, with headers that tell where it came from and why. It is
 * stored before the original is acked, so it may be there twice after a crash but never
 * not at all. From there {@code FilaAdmin.redrive} brings it back.
 *
 * @since 1.0.0
 */
public class DeadLetterRecoverer implements FilaMessageRecoverer {

	/**
	 * What ends the names of dead-letter queues.
	 */
	public static final String SUFFIX = ".dlq";

	private final FilaClient client;

	/**
	 * Create a new recoverer.
	 * @param client the client to send with
	 */
	public DeadLetterRecoverer(FilaClient client) {
		this.client = client;
	}

	@Override
	public void recover(ConsumeMessage message, Throwable failure) {
		if (message.queue().endsWith(SUFFIX)) {
			throw new IllegalStateException(
					"Message " + message.id() + " is in dead-letter queue '" + message.queue() + "' already");
		}
		Map<String, String> headers = new LinkedHashMap<>(message.headers());
		headers.put(FilaHeaders.DEAD_LETTER_QUEUE, message.queue());
		headers.put(FilaHeaders.DEAD_LETTER_MESSAGE_ID, message.id());
		headers.put(FilaHeaders.DEAD_LETTER_ATTEMPTS, String.valueOf(message.attemptCount() + 1));
		headers.put(FilaHeaders.DEAD_LETTER_REASON, Failures.describe(failure));
		this.client.enqueue(message.queue() + SUFFIX, headers, message.payload());
	}

}
