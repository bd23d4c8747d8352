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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Sends objects as messages: converts them, adds headers and observes the way to the
 * broker, so that a trace goes on in the listener.
 * <p>
 * Bytes and text are sent as they are, everything else as JSON, with a
 * {@code content-type} header and, for objects, a {@code type} header. As the client does
 * it makes no second attempt by itself: the broker would store a second message.
 * <p>
 * Templates are immutable and safe for use by many threads; {@link #withTenant(String)}
 * and its siblings make cheap copies.
 *
 * @since 1.0.0
 */
public class FilaTemplate {

	private final FilaClient client;

	private final MessageConverter converter;

	private final @Nullable String defaultQueue;

	private final ObservationRegistry observationRegistry;

	private final FilaSenderContext.@Nullable Convention observationConvention;

	private final Map<String, String> headers;

	/**
	 * Create a template with JSON as Jackson has it by default and without a default
	 * queue.
	 * @param client the client, which stays the caller's to close
	 */
	public FilaTemplate(FilaClient client) {
		this(builder(client));
	}

	private FilaTemplate(Builder builder) {
		this.client = builder.client;
		this.converter = builder.converter;
		this.defaultQueue = builder.defaultQueue;
		this.observationRegistry = builder.observationRegistry;
		this.observationConvention = builder.observationConvention;
		this.headers = Map.copyOf(builder.headers);
	}

	/**
	 * Start to build a template.
	 * @param client the client, which stays the caller's to close
	 * @return a new builder
	 */
	public static Builder builder(FilaClient client) {
		return new Builder(client);
	}

	/**
	 * A template that adds a header to every message that has none of its name.
	 * @param name the name of the header
	 * @param value its value
	 * @return a copy of this template
	 */
	public FilaTemplate withHeader(String name, String value) {
		Messages.requireHeader(name, value);
		Builder copy = new Builder(this.client);
		copy.converter = this.converter;
		copy.defaultQueue = this.defaultQueue;
		copy.observationRegistry = this.observationRegistry;
		copy.observationConvention = this.observationConvention;
		copy.headers.putAll(this.headers);
		copy.headers.put(name, value);
		return new FilaTemplate(copy);
	}

	/**
	 * A template for the messages of a tenant, told by the header
	 * {@link FilaHeaders#TENANT}.
	 * @param tenant the tenant
	 * @return a copy of this template
	 */
	public FilaTemplate withTenant(String tenant) {
		return withHeader(FilaHeaders.TENANT, tenant);
	}

	/**
	 * A template that wishes a fairness key, told by the header
	 * {@link FilaHeaders#FAIRNESS_KEY}. An {@code on_enqueue} script of the queue has to
	 * honour it.
	 * @param fairnessKey the key
	 * @return a copy of this template
	 */
	public FilaTemplate withFairnessKey(String fairnessKey) {
		return withHeader(FilaHeaders.FAIRNESS_KEY, fairnessKey);
	}

	/**
	 * Send bytes as they are.
	 * @param queue the queue
	 * @param payload the bytes
	 * @return the id of the message
	 * @throws FilaException if the message could not be stored, or it is not known
	 * whether it was
	 */
	public String send(String queue, byte[] payload) {
		return send(queue, convert(payload, Map.of()));
	}

	/**
	 * Send a message of Spring. Headers with simple values travel as text.
	 * @param queue the queue
	 * @param message the message
	 * @return the id of the message
	 * @throws FilaException if the message could not be stored, or it is not known
	 * whether it was
	 */
	public String send(String queue, Message<?> message) {
		return send(queue, convert(message));
	}

	/**
	 * Send a message of Spring to the queue that its header {@link FilaHeaders#QUEUE}
	 * names, or else the default queue.
	 * @param message the message
	 * @return the id of the message
	 * @throws FilaException if the message could not be stored, or it is not known
	 * whether it was
	 */
	public String send(Message<?> message) {
		String queue = message.getHeaders().get(FilaHeaders.QUEUE, String.class);
		return send((queue != null) ? queue : requireDefaultQueue(), message);
	}

	/**
	 * Convert an object and send it to the default queue.
	 * @param payload the object
	 * @return the id of the message
	 * @throws IllegalStateException if there is no default queue
	 * @throws MessageConversionException if the object cannot be converted
	 * @throws FilaException if the message could not be stored, or it is not known
	 * whether it was
	 */
	public String convertAndSend(Object payload) {
		return convertAndSend(requireDefaultQueue(), payload);
	}

	/**
	 * Convert an object and send it.
	 * @param queue the queue
	 * @param payload the object
	 * @return the id of the message
	 * @throws MessageConversionException if the object cannot be converted
	 * @throws FilaException if the message could not be stored, or it is not known
	 * whether it was
	 */
	public String convertAndSend(String queue, Object payload) {
		return convertAndSend(queue, payload, Map.of());
	}

	/**
	 * Convert an object and send it with headers.
	 * @param queue the queue
	 * @param payload the object
	 * @param headers the headers
	 * @return the id of the message
	 * @throws MessageConversionException if the object cannot be converted
	 * @throws FilaException if the message could not be stored, or it is not known
	 * whether it was
	 */
	public String convertAndSend(String queue, Object payload, Map<String, String> headers) {
		return send(queue, convert(payload, headers));
	}

	/**
	 * Convert an object and send it without waiting for the broker.
	 * @param queue the queue
	 * @param payload the object, or a message of Spring
	 * @return the id of the message, or a {@link FilaException}
	 * @throws MessageConversionException if the object cannot be converted
	 */
	public CompletableFuture<String> sendAsync(String queue, Object payload) {
		return sendAsync(queue, payload, Map.of());
	}

	/**
	 * Convert an object and send it with headers, without waiting for the broker.
	 * @param queue the queue
	 * @param payload the object, or a message of Spring
	 * @param headers the headers
	 * @return the id of the message, or a {@link FilaException}
	 * @throws MessageConversionException if the object cannot be converted
	 */
	public CompletableFuture<String> sendAsync(String queue, Object payload, Map<String, String> headers) {
		Messages.requireQueue(queue);
		Outgoing message = convert(payload, headers);
		FilaSenderContext context = new FilaSenderContext(queue, message.headers);
		Observation observation = observation(context).start();
		CompletableFuture<String> answer = Objects.requireNonNull(
				observation.scoped(() -> this.client.async().enqueue(queue, message.headers, message.payload)));
		answer.whenComplete((id, failure) -> {
			context.setMessageId(id);
			if (failure != null) {
				observation.error((failure instanceof CompletionException && failure.getCause() != null)
						? failure.getCause() : failure);
			}
			observation.stop();
		});
		return answer;
	}

	/**
	 * Convert objects and send them with several calls in progress at a time.
	 * @param queue the queue
	 * @param payloads the objects, or messages of Spring
	 * @return what became of each, in their order
	 * @throws MessageConversionException if an object cannot be converted: then none is
	 * sent
	 * @see FilaClient#enqueueAll(String, Collection)
	 */
	public List<FilaEnqueueResult> sendAll(String queue, Collection<?> payloads) {
		Messages.requireQueue(queue);
		List<Outgoing> messages = new ArrayList<>(payloads.size());
		for (Object payload : payloads) {
			messages.add(convert(payload, Map.of()));
		}
		Map<String, String> trace = new HashMap<>();
		Observation observation = observation(new FilaSenderContext(queue, trace));
		return observe(observation, () -> {
			List<FilaMessage> traced = messages.stream().map((message) -> message.toMessage(trace)).toList();
			List<FilaEnqueueResult> results = this.client.enqueueAll(queue, traced);
			results.stream()
				.map(FilaEnqueueResult::failure)
				.filter((failure) -> failure != null)
				.findFirst()
				.ifPresent(observation::error);
			return results;
		});
	}

	private String send(String queue, Outgoing message) {
		Messages.requireQueue(queue);
		FilaSenderContext context = new FilaSenderContext(queue, message.headers);
		return observe(observation(context), () -> {
			String id = this.client.enqueue(queue, message.headers, message.payload);
			context.setMessageId(id);
			return id;
		});
	}

	private static <T> T observe(Observation observation, Supplier<T> action) {
		return observation.observe(action);
	}

	private Observation observation(FilaSenderContext context) {
		return FilaObservation.send(this.observationRegistry, this.observationConvention, context);
	}

	private String requireDefaultQueue() {
		if (this.defaultQueue == null) {
			throw new IllegalStateException(
					"No queue was given and the template has no default queue: name one or set it as default");
		}
		return this.defaultQueue;
	}

	private Outgoing convert(Object payload, Map<String, String> headers) {
		if (payload == null) {
			throw new IllegalArgumentException("The payload must not be null: send an empty array for none");
		}
		headers.forEach(Messages::requireHeader);
		if (payload instanceof Message<?> message) {
			Outgoing outgoing = convert(message);
			outgoing.headers.putAll(headers);
			return outgoing;
		}
		return convert(payload, new HashMap<>(), headers);
	}

	private Outgoing convert(Message<?> message) {
		return convert(message.getPayload(), new HashMap<>(message.getHeaders()), Map.of());
	}

	private Outgoing convert(Object payload, Map<String, Object> springHeaders, Map<String, String> headers) {
		Object contentType = headers.containsKey(FilaHeaders.CONTENT_TYPE) ? headers.get(FilaHeaders.CONTENT_TYPE)
				: springHeaders.get(FilaHeaders.CONTENT_TYPE);
		if (contentType != null) {
			springHeaders.put(MessageHeaders.CONTENT_TYPE, contentType.toString());
		}
		Message<?> converted = this.converter.toMessage(payload, new MessageHeaders(springHeaders));
		if (converted == null || !(converted.getPayload() instanceof byte[] bytes)) {
			throw new MessageConversionException("No message converter turns a " + payload.getClass().getName()
					+ " with content type " + contentType + " into bytes. Send bytes, text or an object for JSON, "
					+ "or give the template a converter for it.");
		}
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(FilaMessageMapper.toHeaders(converted.getHeaders()));
		all.putAll(headers);
		if (!(payload instanceof byte[] || payload instanceof String)) {
			all.putIfAbsent(FilaHeaders.TYPE, payload.getClass().getName());
		}
		return new Outgoing(all, bytes);
	}

	/**
	 * A message with headers that can be added to.
	 *
	 * @param headers the headers, modifiable
	 * @param payload the payload
	 */
	private record Outgoing(Map<String, String> headers, byte[] payload) {

		FilaMessage toMessage(Map<String, String> more) {
			this.headers.putAll(more);
			return new FilaMessage(this.headers, this.payload);
		}

	}

	/**
	 * Builder of {@link FilaTemplate}.
	 */
	public static final class Builder {

		private final FilaClient client;

		private MessageConverter converter = FilaMessageConverters.create(JsonMapper.shared());

		private @Nullable String defaultQueue;

		private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

		private FilaSenderContext.@Nullable Convention observationConvention;

		private final Map<String, String> headers = new HashMap<>();

		private Builder(FilaClient client) {
			if (client == null) {
				throw new IllegalArgumentException("A template needs a client, but it was null");
			}
			this.client = client;
		}

		/**
		 * Set what turns objects into bytes.
		 * @param converter the converter
		 * @return this builder
		 * @see FilaMessageConverters#create
		 */
		public Builder messageConverter(MessageConverter converter) {
			this.converter = converter;
			return this;
		}

		/**
		 * Set where messages go that name no queue.
		 * @param queue the queue, or {@code null} for none
		 * @return this builder
		 */
		public Builder defaultQueue(@Nullable String queue) {
			this.defaultQueue = (queue != null) ? Messages.requireQueue(queue) : null;
			return this;
		}

		/**
		 * Set who is told of the messages that are sent.
		 * @param observationRegistry the registry, by default none
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry) {
			this.observationRegistry = observationRegistry;
			return this;
		}

		/**
		 * Set how the observations are named.
		 * @param convention the convention, or {@code null} for the default
		 * @return this builder
		 */
		public Builder observationConvention(FilaSenderContext.@Nullable Convention convention) {
			this.observationConvention = convention;
			return this;
		}

		/**
		 * Build the template.
		 * @return a new template
		 */
		public FilaTemplate build() {
			return new FilaTemplate(this);
		}

	}

}
