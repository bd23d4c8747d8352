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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Client of the Fila message broker that never blocks: enqueue, ack and nack answer with
 * a future, consume with a publisher.
 * <p>
 * It is as thin as {@link FilaClient}: no retry, no reconnect. Arguments are checked and
 * refused with {@link IllegalArgumentException} by the call itself; everything else that
 * goes wrong completes the future with a {@link FilaException}, or with an
 * {@link IllegalStateException} if the client is closed. Cancelling a future cancels its
 * call, but the broker may have done it. Futures are completed on threads that may be
 * blocked.
 *
 * @since 1.0.0
 */
public final class AsyncFilaClient implements AutoCloseable {

	private final FilaConnection connection;

	private final boolean ownsConnection;

	private final int pipeline;

	private final boolean onTransport;

	private final Set<PushSubscription> subscriptions;

	private final AtomicBoolean closed;

	private AsyncFilaClient(Builder builder) {
		this(new FilaConnection(builder), builder.pipeline, true);
	}

	AsyncFilaClient(FilaConnection connection, int pipeline, boolean ownsConnection) {
		this.connection = connection;
		this.pipeline = pipeline;
		this.ownsConnection = ownsConnection;
		this.onTransport = false;
		this.subscriptions = ConcurrentHashMap.newKeySet();
		this.closed = new AtomicBoolean();
	}

	/**
	 * Make a view of a client.
	 */
	private AsyncFilaClient(AsyncFilaClient client, boolean onTransport) {
		this.connection = client.connection;
		this.pipeline = client.pipeline;
		this.ownsConnection = client.ownsConnection;
		this.onTransport = onTransport;
		this.subscriptions = client.subscriptions;
		this.closed = client.closed;
	}

	/**
	 * Start to build a client with a connection of its own. To share that of a blocking
	 * client, see {@link FilaClient#async()}.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Store a message without headers.
	 * @param queue the queue
	 * @param payload the payload, which must not be changed until the future is done
	 * @return the id that the broker gives the message
	 */
	public CompletableFuture<String> enqueue(String queue, byte[] payload) {
		return enqueue(queue, null, payload);
	}

	/**
	 * Store a message.
	 * @param queue the queue
	 * @param headers the headers, {@code null} for none
	 * @param payload the payload, which must not be changed until the future is done
	 * @return the id that the broker gives the message
	 */
	public CompletableFuture<String> enqueue(String queue, @Nullable Map<String, String> headers, byte[] payload) {
		return this.connection.callAsync(FilaCall.of("enqueue", queue), Wire.ENQUEUE,
				Messages.enqueueRequest(queue, headers, payload), (id) -> id, this.onTransport);
	}

	/**
	 * Store many messages with several calls in progress at a time. The future is never
	 * completed by a failure of the broker: each message has its own answer. After a
	 * failure to reach the broker no further messages are sent, and theirs is a
	 * {@link FilaUnavailableException} that says so.
	 * @param queue the queue
	 * @param messages the messages
	 * @return what became of each message, in their order
	 */
	public CompletableFuture<List<FilaEnqueueResult>> enqueueAll(String queue, Collection<FilaMessage> messages) {
		return EnqueuePipeline.run(this.connection, queue, messages, this.pipeline);
	}

	/**
	 * Settle a message: it is done and never comes back.
	 * @param queue the queue of the message
	 * @param messageId the id of the message
	 * @return done when the broker has settled it; fails with
	 * {@link FilaMessageNotFoundException} if it was settled before or its lease has
	 * expired
	 */
	public CompletableFuture<Void> ack(String queue, String messageId) {
		return this.connection.callAsync(new FilaCall("ack", queue, messageId), Wire.ACK,
				Messages.ackRequest(queue, messageId), (response) -> null, this.onTransport);
	}

	/**
	 * Give a message back: it will be delivered again with an attempt count one higher.
	 * @param queue the queue of the message
	 * @param messageId the id of the message
	 * @param error why it could not be handled, {@code null} for no reason
	 * @return done when the broker has taken it back; fails with
	 * {@link FilaMessageNotFoundException} if it was settled before or its lease has
	 * expired
	 */
	public CompletableFuture<Void> nack(String queue, String messageId, @Nullable String error) {
		return this.connection.callAsync(new FilaCall("nack", queue, messageId), Wire.NACK,
				Messages.nackRequest(queue, messageId, error), (response) -> null, this.onTransport);
	}

	/**
	 * The messages of a queue. Each subscriber has a subscription of its own at the
	 * broker, which shares the messages among them.
	 * <p>
	 * A subscriber gets no more messages than it has requested. It is told of the end in
	 * any case: by {@code onError} with a {@link FilaException} when the connection is
	 * lost or the broker refuses, with {@link FilaStreamEndedException} when the broker
	 * ends the stream in order and wants to be asked again, and by {@code onComplete}
	 * only when this client is closed. Messages that were received and not acked come
	 * back when their lease expires. A {@link FilaSubscriber} is also told when the
	 * subscription stands.
	 * @param queue the queue
	 * @return the publisher
	 */
	public Flow.Publisher<ConsumeMessage> consume(String queue) {
		Messages.requireQueue(queue);
		return (subscriber) -> subscribe(queue, Objects.requireNonNull(subscriber, "subscriber"));
	}

	private void subscribe(String queue, Flow.Subscriber<? super ConsumeMessage> subscriber) {
		PushSubscription subscription;
		try {
			requireOpen();
			subscription = new PushSubscription(this.connection, FilaCall.of("consume", queue),
					this.onTransport ? this.connection.stream(Wire.consume(queue))
							: this.connection.blockableStream(Wire.consume(queue)),
					subscriber, this.subscriptions::remove);
		}
		catch (IllegalStateException ex) {
			subscriber.onSubscribe(new NoSubscription());
			subscriber.onError(ex);
			return;
		}
		this.subscriptions.add(subscription);
		subscription.start(WireRequest.consume(queue));
		if (this.closed.get()) {
			subscription.close();
		}
	}

	/**
	 * This client for those who never block: its futures are completed and its
	 * subscribers called on the threads that read from the connection, which saves the
	 * way to another thread. Whoever blocks one of them, even by a call of this library,
	 * stops all calls of the client. Closing either closes both.
	 * @return a view of this client
	 */
	public AsyncFilaClient onTransportThreads() {
		return this.onTransport ? this : new AsyncFilaClient(this, true);
	}

	private void requireOpen() {
		if (this.closed.get()) {
			throw new IllegalStateException("The Fila client for " + this.connection.target() + " is closed");
		}
	}

	/**
	 * See whether the broker can be reached, connecting if need be. Blocks for the limit
	 * at most.
	 * @param limit how long to try
	 * @return what was found
	 */
	public FilaProbe probe(Duration limit) {
		return this.connection.probe(limit);
	}

	/**
	 * Complete all subscriptions and, if the connection is its own, take no more calls.
	 * Returns at once.
	 */
	@Override
	public void close() {
		this.closed.set(true);
		this.subscriptions.forEach(PushSubscription::close);
		if (this.ownsConnection) {
			this.connection.close();
		}
	}

	/**
	 * Describe the client by the address of its broker.
	 */
	@Override
	public String toString() {
		return "AsyncFilaClient[" + this.connection.target() + "]";
	}

	/**
	 * The subscription of a client that is closed.
	 */
	private static final class NoSubscription implements Flow.Subscription {

		@Override
		public void request(long n) {
		}

		@Override
		public void cancel() {
		}

	}

	/**
	 * Builder of {@link AsyncFilaClient}.
	 */
	public static final class Builder extends FilaConnectionBuilder<Builder> {

		private int pipeline = FilaClient.DEFAULT_PIPELINE;

		private Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Set how many calls of {@link AsyncFilaClient#enqueueAll} may be in progress at
		 * a time.
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
		public AsyncFilaClient build() {
			return new AsyncFilaClient(this);
		}

	}

}
