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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to a queue: a closeable iterator over its messages, made by
 * {@link FilaClient#consume(String)}.
 * <p>
 * It never ends by itself without telling. {@link #hasNext()} is {@code false} only after
 * {@link #close()}. When the connection is lost or the broker refuses,
 * {@link #hasNext()}, {@link #next()} and {@link #poll(Duration)} first hand out what was
 * received before and then throw the {@link FilaException}, each time they are called.
 * When the broker ends the stream in order they throw {@link FilaStreamEndedException},
 * which asks to subscribe again.
 * <p>
 * Messages may be read by several threads, and closed by any. Messages that were received
 * but not read when the subscription is closed come back when their lease expires.
 *
 * @since 1.0.0
 */
public final class FilaConsumer implements Iterator<ConsumeMessage>, Iterable<ConsumeMessage>, AutoCloseable {

	private final FilaConnection connection;

	private final FilaCall description;

	private final String queue;

	private final int prefetch;

	private final Consumer<FilaConsumer> onEnd;

	private final ClientCall<WireRequest, ConsumeMessage> call;

	private final Observation observation;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Deque<ConsumeMessage> received = new ArrayDeque<>();

	private boolean subscribed;

	private boolean closed;

	private @Nullable FilaException failure;

	FilaConsumer(FilaConnection connection, String queue, int prefetch, Consumer<FilaConsumer> onEnd) {
		this.connection = connection;
		this.description = FilaCall.of("consume", queue);
		this.queue = queue;
		this.prefetch = prefetch;
		this.onEnd = onEnd;
		this.call = connection.stream(Wire.consume(queue));
		this.observation = connection.observation(this.description);
	}

	void start() {
		this.observation.start();
		this.call.start(new StreamListener(), new Metadata());
		this.call.sendMessage(WireRequest.consume(this.queue));
		this.call.halfClose();
		this.call.request(this.prefetch);
	}

	/**
	 * The queue of the subscription.
	 * @return the name of the queue
	 */
	public String getQueue() {
		return this.queue;
	}

	/**
	 * Wait until the broker has taken the subscription: from then on this consumer gets
	 * its share of the messages.
	 * @param limit how long to wait
	 * @return {@code true} if the subscription stands, {@code false} if the time has
	 * passed or the consumer was closed
	 * @throws FilaException if the subscription failed
	 */
	public boolean awaitSubscribed(Duration limit) {
		this.lock.lock();
		try {
			long nanos = limit.toNanos();
			while (!this.subscribed && !isOver() && nanos > 0) {
				nanos = await(nanos);
			}
			if (!this.subscribed) {
				throwFailure();
			}
			return this.subscribed && !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for the next message.
	 * @return {@code true} if there is one, {@code false} if the consumer was closed
	 * @throws FilaException if the stream failed or ended, or the thread was interrupted
	 * (code {@code CANCELLED}, and the thread stays interrupted)
	 */
	@Override
	public boolean hasNext() {
		this.lock.lock();
		try {
			while (this.received.isEmpty() && !isOver()) {
				await(Long.MAX_VALUE);
			}
			if (this.received.isEmpty()) {
				throwFailure();
			}
			return !this.received.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for the next message and take it.
	 * @return the message
	 * @throws NoSuchElementException if the consumer was closed
	 * @throws FilaException if the stream failed or ended, or the thread was interrupted
	 * (code {@code CANCELLED}, and the thread stays interrupted)
	 */
	@Override
	public ConsumeMessage next() {
		this.lock.lock();
		try {
			if (!hasNext()) {
				throw new NoSuchElementException("The subscription to queue '" + this.queue + "' was closed");
			}
			return take();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for the next message for a time, and take it.
	 * @param limit how long to wait, zero or less for not at all
	 * @return the message, or {@code null} if none came in time or the consumer was
	 * closed
	 * @throws FilaException if the stream failed or ended, or the thread was interrupted
	 * (code {@code CANCELLED}, and the thread stays interrupted)
	 */
	public @Nullable ConsumeMessage poll(Duration limit) {
		this.lock.lock();
		try {
			long nanos = limit.toNanos();
			while (this.received.isEmpty() && !isOver() && nanos > 0) {
				nanos = await(nanos);
			}
			if (this.received.isEmpty()) {
				throwFailure();
				return null;
			}
			return take();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * This consumer itself, so that it can be used in a {@code for} loop. There is only
	 * one iteration: each message is handed out once.
	 */
	@Override
	public Iterator<ConsumeMessage> iterator() {
		return this;
	}

	@Override
	public Spliterator<ConsumeMessage> spliterator() {
		return Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
	}

	/**
	 * The messages as a stream without end. Closing the stream closes the consumer.
	 * @return the stream
	 */
	public Stream<ConsumeMessage> stream() {
		return StreamSupport.stream(spliterator(), false).onClose(this::close);
	}

	/**
	 * End the subscription. Returns at once and wakes the threads that wait for a
	 * message. May be called by any thread and more than once.
	 */
	@Override
	public void close() {
		boolean first;
		this.lock.lock();
		try {
			first = !this.closed;
			this.closed = true;
			this.received.clear();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		if (first) {
			this.call.cancel("closed by the consumer", null);
			// When the connection is lost already nothing is cancelled any more, and what
			// was
			// received but not asked for would hold the buffers of the transport for
			// ever.
			this.call.request(Integer.MAX_VALUE);
		}
	}

	/**
	 * Describe the subscription by its queue.
	 */
	@Override
	public String toString() {
		return "FilaConsumer[" + this.queue + "]";
	}

	private ConsumeMessage take() {
		ConsumeMessage message = this.received.remove();
		this.call.request(1);
		return message;
	}

	private boolean isOver() {
		return this.closed || this.failure != null;
	}

	private void throwFailure() {
		FilaException failure = this.failure;
		if (failure != null && !this.closed) {
			// Told to every reader, so its stack trace is that of the end, not of the
			// read.
			throw failure;
		}
	}

	private long await(long nanos) {
		try {
			return this.changed.awaitNanos(nanos);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new FilaRpcException("CANCELLED",
					"The thread was interrupted while it waited for a message of queue '" + this.queue + "'",
					this.queue, null, ex);
		}
	}

	private void accept(ConsumeMessage message) {
		this.lock.lock();
		try {
			if (!this.closed) {
				this.received.add(message);
				this.changed.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A frame that only keeps the stream alive took the place of a message.
	 */
	private void replaceKeepAlive() {
		this.lock.lock();
		try {
			this.call.request(1);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether the broker or the transport has let go of the subscription.
	 */
	boolean hasEnded() {
		this.lock.lock();
		try {
			return this.failure != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void end(Status status, Metadata trailers) {
		FilaException failure = this.connection.endOfStream(this.description, status, trailers);
		boolean failed;
		this.lock.lock();
		try {
			failed = !this.closed && !status.isOk();
			this.failure = failure;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		if (failed) {
			this.observation.error(failure);
		}
		this.observation.stop();
		this.onEnd.accept(this);
	}

	/**
	 * Takes what the transport has. Runs on its thread and never blocks.
	 */
	private final class StreamListener extends ClientCall.Listener<ConsumeMessage> {

		@Override
		public void onHeaders(Metadata headers) {
			FilaConsumer.this.lock.lock();
			try {
				FilaConsumer.this.subscribed = true;
				FilaConsumer.this.changed.signalAll();
			}
			finally {
				FilaConsumer.this.lock.unlock();
			}
		}

		@Override
		public void onMessage(ConsumeMessage message) {
			if (message.id().isEmpty()) {
				replaceKeepAlive();
			}
			else {
				accept(message);
			}
		}

		@Override
		public void onClose(Status status, Metadata trailers) {
			end(status, trailers);
		}

	}

}
