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

import java.net.URI;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Turns messages of the broker into those of Spring and back.
 *
 * @since 1.0.0
 */
public final class FilaMessageMapper {

	private static final Set<String> SPRING_HEADERS = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP,
			MessageHeaders.CONTENT_TYPE, MessageHeaders.REPLY_CHANNEL, MessageHeaders.ERROR_CHANNEL);

	private FilaMessageMapper() {
	}

	/**
	 * Make a message of Spring from one of the broker.
	 * @param message the message of the broker
	 * @param local headers to add, such as {@link FilaHeaders#ACKNOWLEDGMENT}
	 * @return a message with the payload as it is and the headers of {@link FilaHeaders}
	 */
	public static Message<byte[]> toMessage(ConsumeMessage message, Map<String, Object> local) {
		MessageBuilder<byte[]> builder = MessageBuilder.withPayload(message.payload());
		message.headers().forEach((name, value) -> {
			if (!SPRING_HEADERS.contains(name)) {
				builder.setHeader(name, value);
			}
		});
		MimeType contentType = contentType(message.headers().get(FilaHeaders.CONTENT_TYPE));
		if (contentType != null) {
			builder.setHeader(MessageHeaders.CONTENT_TYPE, contentType);
		}
		return builder.setHeader(FilaHeaders.MESSAGE_ID, message.id())
			.setHeader(FilaHeaders.QUEUE, message.queue())
			.setHeader(FilaHeaders.ATTEMPT_COUNT, message.attemptCount())
			.setHeader(FilaHeaders.RECEIVED_FAIRNESS_KEY, message.fairnessKey())
			.setHeader(FilaHeaders.RAW_MESSAGE, message)
			.copyHeaders(local)
			.build();
	}

	/**
	 * The headers of a message of Spring that can travel: those with simple values, as
	 * text, and the content type. All others stay behind.
	 * @param headers the headers of Spring
	 * @return the headers for the broker, modifiable
	 */
	public static Map<String, String> toHeaders(MessageHeaders headers) {
		Map<String, String> mapped = new LinkedHashMap<>();
		headers.forEach((name, value) -> {
			if (!SPRING_HEADERS.contains(name) && !name.startsWith(FilaHeaders.LOCAL_PREFIX) && isSimple(value)) {
				mapped.put(name, value.toString());
			}
		});
		Object contentType = headers.get(MessageHeaders.CONTENT_TYPE);
		if (contentType != null) {
			mapped.put(FilaHeaders.CONTENT_TYPE, contentType.toString());
		}
		return mapped;
	}

	private static boolean isSimple(Object value) {
		return value instanceof CharSequence || value instanceof Number || value instanceof Boolean
				|| value instanceof Character || value instanceof Enum<?> || value instanceof UUID
				|| value instanceof URI || value instanceof MimeType || value instanceof TemporalAccessor;
	}

	/**
	 * A content type that nobody can read is as good as none.
	 */
	private static @Nullable MimeType contentType(@Nullable String text) {
		try {
			return (text != null) ? MimeTypeUtils.parseMimeType(text) : null;
		}
		catch (InvalidMimeTypeException ex) {
			return null;
		}
	}

}
