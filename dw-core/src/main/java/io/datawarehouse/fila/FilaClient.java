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

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.datawarehouse.fila.proto.AckRequest;
import io.datawarehouse.fila.proto.EnqueueResponse;
import io.datawarehouse.fila.proto.FilaServiceGrpc;
import io.datawarehouse.fila.proto.NackRequest;
import org.jspecify.annotations.Nullable;

/**
 * Blocking client of the Fila message broker: enqueue, consume, ack and nack.
 * <p>
 * It is thin on purpose. It neither retries nor reconnects by itself: the broker does not
 * remove duplicates, so an enqueue that is made again after an unclear failure may store
 * a second message, and only the caller can tell whether that matters. A lost connection
 * is made again by the next call.
 * <p>
 * A client has one connection, which is opened by the first call. It is safe for use by
 * many threads. Every call is observed as {@code dw.fila}.
 *
 * @since 1.0.0
 */
public final class FilaClient implements AutoCloseable {

	private final FilaConnection connection;

	private final int prefetch;

	private final Set<FilaConsumer> consumers = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	private FilaClient(Builder builder) {
		this.connection = new FilaConnection(builder);
		this.prefetch = builder.prefetch;
	}

	/**
	 * Start to build a client.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Store a message without headers.
	 * @param queue the queue
	 * @param payload the payload, which must not be changed until this method returns
	 * @return the id that the broker gave the message
	 * @throws FilaQueueNotFoundException if there is no such queue
	 * @throws FilaException if the message could not be stored, or it is not known
	 * whether it was
	 */
	public String enqueue(String queue, byte[] payload) {
		return enqueue(queue, null, payload);
	}

	/**
	 * Store a message.
	 * @param queue the queue
	 * @param headers the headers, {@code null} for none
	 * @param payload the payload, which must not be changed until this method returns
	 * @return the id that the broker gave the message
	 * @throws FilaQueueNotFoundException if there is no such queue
	 * @throws FilaException if the message could not be stored, or it is not known
	 * whether it was
	 */
	public String enqueue(String queue, @Nullable Map<String, String> headers, byte[] payload) {
		return this.connection.call(FilaCall.of("enqueue", queue), FilaServiceGrpc.getEnqueueMethod(),
				Messages.enqueueRequest(queue, headers, payload), EnqueueResponse::getMessageId);
	}

	/**
	 * Subscribe to a queue. The subscription is asked for at once, but this method does
	 * not wait for it: see {@link FilaConsumer#awaitSubscribed(Duration)}. A queue that
	 * does not exist yet is no error on a single node: its messages come once it does.
	 * <p>
	 * A subscription is observed as one {@code consume} from here until it ends.
	 * @param queue the queue
	 * @return the subscription, to be closed by the caller
	 */
	public FilaConsumer consume(String queue) {
		FilaConsumer consumer = new FilaConsumer(this.connection, Messages.requireQueue(queue), this.prefetch,
				this.consumers::remove);
		consumer.start();
		this.consumers.add(consumer);
		if (this.closed) {
			consumer.close();
		}
		if (consumer.hasEnded()) {
			this.consumers.remove(consumer);
		}
		return consumer;
	}

	/**
	 * Settle a message: it is done and never comes back.
	 * @param queue the queue of the message
	 * @param messageId the id of the message
	 * @throws FilaMessageNotFoundException if the message was settled before or its lease
	 * has expired
	 * @throws FilaException if the call failed for another reason
	 */
	public void ack(String queue, String messageId) {
		AckRequest request = AckRequest.newBuilder()
			.setQueue(Messages.requireQueue(queue))
			.setMessageId(Messages.requireMessageId(messageId))
			.build();
		this.connection.call(new FilaCall("ack", queue, messageId), FilaServiceGrpc.getAckMethod(), request);
	}

	/**
	 * Give a message back: it will be delivered again with an attempt count one higher,
	 * unless a script of the queue moves it to the dead-letter queue.
	 * @param queue the queue of the message
	 * @param messageId the id of the message
	 * @param error why it could not be handled, {@code null} for no reason
	 * @throws FilaMessageNotFoundException if the message was settled before or its lease
	 * has expired
	 * @throws FilaException if the call failed for another reason
	 */
	public void nack(String queue, String messageId, @Nullable String error) {
		NackRequest request = NackRequest.newBuilder()
			.setQueue(Messages.requireQueue(queue))
			.setMessageId(Messages.requireMessageId(messageId))
			.setError((error != null) ? error : "")
			.build();
		this.connection.call(new FilaCall("nack", queue, messageId), FilaServiceGrpc.getNackMethod(), request);
	}

	/**
	 * See whether the broker can be reached, connecting if need be. No call is made, so
	 * this tells nothing of the API key.
	 * @param limit how long to try
	 * @return what was found
	 */
	public FilaProbe probe(Duration limit) {
		return this.connection.probe(limit);
	}

	/**
	 * End all subscriptions and take no more calls. Returns at once: calls in progress in
	 * other threads end by themselves, by their deadline at the latest.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.consumers.forEach(FilaConsumer::close);
		this.connection.close();
	}

	/**
	 * Describe the client by the address of its broker.
	 */
	@Override
	public String toString() {
		return "FilaClient[" + this.connection.target() + "]";
	}

	/**
	 * Builder of {@link FilaClient}.
	 */
	public static final class Builder extends FilaConnectionBuilder<Builder> {

		private int prefetch = 1;

		private Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Set how many messages of a subscription may wait in the client to be read. More
		 * make up for the way to the broker and back; but the leases of all of them run
		 * while they wait.
		 * @param prefetch the number of messages, by default 1
		 * @return this builder
		 */
		public Builder prefetch(int prefetch) {
			this.prefetch = requireAtLeast(prefetch, 1, "prefetch");
			return this;
		}

		/**
		 * Build the client. It connects with its first call.
		 * @return a new client, to be closed by the caller
		 */
		public FilaClient build() {
			return new FilaClient(this);
		}

	}

}
