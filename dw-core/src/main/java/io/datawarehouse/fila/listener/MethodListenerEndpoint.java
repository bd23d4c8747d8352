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

import java.util.List;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * The endpoint of an annotated method, or of the methods of an annotated class.
 */
final class MethodListenerEndpoint implements FilaListenerEndpoint, FilaMessageListener {

	private final String id;

	private final List<String> queues;

	private final List<MethodHandler> handlers;

	private final @Nullable MethodHandler defaultHandler;

	private final Attributes attributes;

	MethodListenerEndpoint(String id, List<String> queues, List<MethodHandler> handlers,
			@Nullable MethodHandler defaultHandler, Attributes attributes) {
		this.id = id;
		this.queues = queues;
		this.handlers = handlers;
		this.defaultHandler = defaultHandler;
		this.attributes = attributes;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public List<String> getQueues() {
		return this.queues;
	}

	@Override
	public void configure(FilaListenerContainerBuilder builder) {
		FilaListenerSettings settings = builder.getSettings();
		if (this.attributes.concurrency != null) {
			settings = settings.withConcurrency(this.attributes.concurrency);
		}
		if (this.attributes.ackMode != null) {
			settings = settings.withAckMode(this.attributes.ackMode);
		}
		if (this.attributes.autoStartup != null) {
			settings = settings.withAutoStartup(this.attributes.autoStartup);
		}
		if (this.attributes.errorHandler != null) {
			builder.errorHandler(this.attributes.errorHandler);
		}
		builder.group(this.attributes.group).settings(settings).listener(this);
	}

	@Override
	public void onMessage(ConsumeMessage message, Acknowledgment acknowledgment) throws Exception {
		Message<byte[]> converted = MethodHandler.message(message, acknowledgment);
		select(message, converted).handle(converted);
	}

	private MethodHandler select(ConsumeMessage message, Message<byte[]> converted) {
		if (this.defaultHandler != null && this.handlers.isEmpty()) {
			return this.defaultHandler;
		}
		String type = type(message, converted);
		for (MethodHandler handler : this.handlers) {
			if (handler.accepts(type)) {
				return handler;
			}
		}
		if (this.defaultHandler == null) {
			throw new MessageConversionException(converted, "No @FilaHandler method of listener '" + this.id
					+ "' takes messages of type '" + type + "'. Add one, or make one the default.");
		}
		return this.defaultHandler;
	}

	private static String type(ConsumeMessage message, Message<byte[]> converted) {
		String type = message.headers().get(FilaHeaders.TYPE);
		if (type != null) {
			return type;
		}
		MimeType contentType = converted.getHeaders().get(MessageHeaders.CONTENT_TYPE, MimeType.class);
		return (contentType != null && contentType.getType().equals(MimeTypeUtils.TEXT_PLAIN.getType())) ? "String"
				: "byte[]";
	}

	/**
	 * What an annotation says besides, {@code null} for what it does not.
	 *
	 * @param group the group
	 * @param concurrency the concurrency
	 * @param ackMode the ack mode
	 * @param autoStartup whether to start with the application
	 * @param errorHandler the error handler
	 */
	record Attributes(String group, @Nullable Integer concurrency, @Nullable AckMode ackMode,
			@Nullable Boolean autoStartup, @Nullable FilaErrorHandler errorHandler) {
	}

}
