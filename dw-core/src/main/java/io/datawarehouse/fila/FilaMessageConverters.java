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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * The message converters of the template and the listeners.
 *
 * @since 1.0.0
 */
public final class FilaMessageConverters {

	private static final MimeType TEXT = new MimeType(MimeTypeUtils.TEXT_PLAIN, StandardCharsets.UTF_8);

	private FilaMessageConverters() {
	}

	/**
	 * Converters of {@code byte[]} and {@code String} payloads, which are handed on as
	 * they are whatever the content type, and of all others by JSON.
	 * @param jsonMapper the mapper for JSON
	 * @param before converters that are asked before these, such as one for protobuf
	 * @return a converter
	 */
	public static MessageConverter create(JsonMapper jsonMapper, MessageConverter... before) {
		List<MessageConverter> converters = new ArrayList<>(List.of(before));
		converters.add(new RawMessageConverter());
		converters.add(new JacksonJsonMessageConverter(jsonMapper));
		return new CompositeMessageConverter(converters);
	}

	/**
	 * Bytes and text as they are. Spring's own converters for these ask for a content
	 * type to match, and so would not hand a JSON text on as text.
	 */
	private static final class RawMessageConverter implements MessageConverter {

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
			if (!(message.getPayload() instanceof byte[] bytes)) {
				return null;
			}
			if (targetClass == String.class) {
				return new String(bytes, charset(message.getHeaders()));
			}
			return (targetClass == byte[].class) ? bytes : null;
		}

		private static Charset charset(MessageHeaders headers) {
			MimeType type = headers.get(MessageHeaders.CONTENT_TYPE, MimeType.class);
			Charset charset = (type != null) ? type.getCharset() : null;
			return (charset != null) ? charset : StandardCharsets.UTF_8;
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			if (payload instanceof byte[] bytes) {
				return message(bytes, headers, MimeTypeUtils.APPLICATION_OCTET_STREAM);
			}
			if (payload instanceof String text) {
				return message(text.getBytes(StandardCharsets.UTF_8), headers, TEXT);
			}
			return null;
		}

		private static Message<?> message(byte[] payload, @Nullable MessageHeaders headers, MimeType contentType) {
			return MessageBuilder.withPayload(payload)
				.copyHeaders(headers)
				.setHeaderIfAbsent(MessageHeaders.CONTENT_TYPE, contentType)
				.build();
		}

	}

}
