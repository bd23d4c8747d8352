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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

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

	/**
	 * Enough to fill a connection, few enough to be fair to the calls of others.
	 */
	static final int DEFAULT_PIPELINE = 128;

	private final Builder settings;

	private final FilaConnection connection;

	private final AsyncFilaClient async;

	private final Set<FilaConsumer> consumers = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	private FilaClient(Builder builder) {
		this.settings = new Builder().copyOf(builder);
		this.settings.prefetch = builder.prefetch;
		this.settings.pipeline = builder.pipeline;
		this.connection = new FilaConnection(builder);
		this.async = new AsyncFilaClient(this.connection, builder.pipeline, false);
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
		return this.connection.call(FilaCall.of("enqueue", queue), Wire.ENQUEUE,
				Messages.enqueueRequest(queue, headers, payload), (id) -> id);
	}

	/**
	 * Store many messages with several calls in progress at a time, and wait until all
	 * are answered. After a failure to reach the broker no further messages are sent, and
	 * their answer is a {@link FilaUnavailableException} that says so.
	 * @param queue the queue
	 * @param messages the messages
	 * @return what became of each message, in their order
	 * @throws FilaRpcException with code {@code CANCELLED} if the thread was interrupted:
	 * it stays interrupted, and which messages were stored is not known
	 */
	public List<FilaEnqueueResult> enqueueAll(String queue, Collection<FilaMessage> messages) {
		try {
			// Each call has a deadline, and after the first that passes no more are made.
			return EnqueuePipeline.run(this.connection, queue, messages, this.settings.pipeline).get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new FilaRpcException("CANCELLED", "The thread was interrupted while " + messages.size()
					+ " messages were sent to queue '" + queue + "'", queue, null, ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Sending to queue '" + queue + "' failed", ex.getCause());
		}
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
		FilaConsumer consumer = new FilaConsumer(this.connection, Messages.requireQueue(queue), this.settings.prefetch,
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
		this.connection.call(new FilaCall("ack", queue, messageId), Wire.ACK, Messages.ackRequest(queue, messageId));
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
		this.connection.call(new FilaCall("nack", queue, messageId), Wire.NACK,
				Messages.nackRequest(queue, messageId, error));
	}

	/**
	 * A client that does not block, on the connection of this one. Closing it ends its
	 * subscriptions only; it is closed with this client.
	 * @return the client, always the same
	 */
	public AsyncFilaClient async() {
		return this.async;
	}

	/**
	 * A client of another node of the broker, with the settings of this one, TLS and API
	 * key among them, and a connection of its own. Meant for
	 * {@link FilaUnavailableException#getLeaderAddress()}.
	 * @param address the address of the node as {@code host:port}
	 * @return a new client, to be closed by the caller
	 * @throws IllegalArgumentException if this client has an API key but no TLS, and the
	 * address is none of its own: a key does not go in the clear to where a broker points
	 */
	public FilaClient redirectedTo(String address) {
		Builder builder = new Builder().copyOf(this.settings);
		builder.prefetch = this.settings.prefetch;
		builder.pipeline = this.settings.pipeline;
		if (builder.apiKey != null && builder.tls == null && !builder.addresses.contains(address)) {
			throw new IllegalArgumentException("The API key is not sent without TLS to " + address
					+ ", which is none of the configured addresses. Use TLS, or add the address to them.");
		}
		return builder.address(address).build();
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
	 * The addresses of the broker.
	 * @return the addresses, separated by commas
	 */
	public String getTarget() {
		return this.connection.target();
	}

	/**
	 * The state of the connection as it is now. Asking for it does not connect.
	 * @return the state as gRPC names it, such as {@code READY} or {@code IDLE}
	 */
	public String getState() {
		return this.connection.state();
	}

	/**
	 * End all subscriptions and take no more calls. Returns at once: calls in progress in
	 * other threads end by themselves, by their deadline at the latest.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.consumers.forEach(FilaConsumer::close);
		this.async.close();
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

		private int pipeline = DEFAULT_PIPELINE;

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
		 * Set how many calls of {@link FilaClient#enqueueAll} may be in progress at a
		 * time.
		 * @param calls the number of calls, by default 128
		 * @return this builder
		 */
		public Builder pipeline(int calls) {
			this.pipeline = requireAtLeast(calls, 1, "pipeline");
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
