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

/**
 * Names of headers. Those that begin with {@code fila_} exist in Spring messages only and
 * never travel; the others are headers of Fila messages.
 *
 * @since 1.0.0
 */
public final class FilaHeaders {

	/**
	 * What begins the names of headers that do not travel.
	 */
	public static final String LOCAL_PREFIX = "fila_";

	/**
	 * Id of a received message, a {@code String}.
	 */
	public static final String MESSAGE_ID = LOCAL_PREFIX + "messageId";

	/**
	 * Queue of a received message, or the queue to send a message to, a {@code String}.
	 */
	public static final String QUEUE = LOCAL_PREFIX + "queue";

	/**
	 * How often a received message was given back before, an {@code Integer}.
	 */
	public static final String ATTEMPT_COUNT = LOCAL_PREFIX + "attemptCount";

	/**
	 * Fairness key of a received message, a {@code String}.
	 */
	public static final String RECEIVED_FAIRNESS_KEY = LOCAL_PREFIX + "fairnessKey";

	/**
	 * The received message as it is, a {@link ConsumeMessage}.
	 */
	public static final String RAW_MESSAGE = LOCAL_PREFIX + "rawMessage";

	/**
	 * What acks or nacks a received message.
	 */
	public static final String ACKNOWLEDGMENT = LOCAL_PREFIX + "acknowledgment";

	/**
	 * MIME type of the payload.
	 */
	public static final String CONTENT_TYPE = "content-type";

	/**
	 * Type of the payload: the name of its class unless the sender says otherwise.
	 */
	public static final String TYPE = "type";

	/**
	 * Tenant that the message belongs to, for an {@code on_enqueue} script to read.
	 */
	public static final String TENANT = "tenant";

	/**
	 * Fairness key that the sender wishes, for an {@code on_enqueue} script to read. The
	 * broker itself does not look at it.
	 */
	public static final String FAIRNESS_KEY = "fairness-key";

	/**
	 * Queue that a dead-lettered message came from.
	 */
	public static final String DEAD_LETTER_QUEUE = "x-original-queue";

	/**
	 * Id that a dead-lettered message had.
	 */
	public static final String DEAD_LETTER_MESSAGE_ID = "x-original-message-id";

	/**
	 * Why a message was dead-lettered.
	 */
	public static final String DEAD_LETTER_REASON = "x-dead-letter-reason";

	/**
	 * How often a dead-lettered message was delivered.
	 */
	public static final String DEAD_LETTER_ATTEMPTS = "x-delivery-attempts";

	private FilaHeaders() {
	}

}
