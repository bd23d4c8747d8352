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

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaHeaders;
import io.datawarehouse.fila.FilaMessageMapper;
import io.datawarehouse.fila.FilaTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method that handles messages, and where its results go.
 */
final class MethodHandler {

	private final InvocableHandlerMethod method;

	private final List<String> sendTo;

	private final FilaTemplate template;

	private final Set<String> types;

	MethodHandler(InvocableHandlerMethod method, List<String> sendTo, FilaTemplate template, Set<String> types) {
		this.method = method;
		this.sendTo = sendTo;
		this.template = template;
		this.types = types;
	}

	/**
	 * Handle a message. What the method returns is sent before the message is acked: if
	 * that fails so does the message, and nothing is lost.
	 */
	void handle(Message<?> message) throws Exception {
		Object result = this.method.invoke(message);
		if (result instanceof CompletionStage<?> stage) {
			result = await(stage);
		}
		if (result != null) {
			for (String queue : this.sendTo) {
				this.template.convertAndSend(queue, result, Map.of());
			}
		}
	}

	/**
	 * A message is not handled before its result is there.
	 */
	private static @Nullable Object await(CompletionStage<?> stage) throws Exception {
		try {
			return stage.toCompletableFuture().get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

	boolean accepts(String type) {
		return this.types.contains(type);
	}

	static Message<byte[]> message(ConsumeMessage message, Acknowledgment acknowledgment) {
		return FilaMessageMapper.toMessage(message, Map.of(FilaHeaders.ACKNOWLEDGMENT, acknowledgment));
	}

	/**
	 * The types of the payload that a method takes, by their names.
	 */
	static Set<String> payloadTypes(Method method) {
		for (int i = 0; i < method.getParameterCount(); i++) {
			MethodParameter parameter = new MethodParameter(method, i);
			Class<?> type = parameter.getParameterType();
			if (parameter.hasParameterAnnotation(Payload.class) || isPayload(parameter, type)) {
				return Set.of(type.getName(), type.getSimpleName());
			}
		}
		return Set.of();
	}

	private static boolean isPayload(MethodParameter parameter, Class<?> type) {
		return !parameter.hasParameterAnnotation(Header.class) && !parameter.hasParameterAnnotation(Headers.class)
				&& !Message.class.isAssignableFrom(type) && !MessageHeaders.class.isAssignableFrom(type)
				&& type != ConsumeMessage.class && type != Acknowledgment.class;
	}

}
