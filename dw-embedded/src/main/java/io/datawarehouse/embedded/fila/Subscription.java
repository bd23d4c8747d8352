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

package io.datawarehouse.embedded.fila;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.datawarehouse.fila.proto.ConsumeResponse;
import io.datawarehouse.fila.proto.Message;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer's stream with its buffer. Messages are leased when they enter the buffer,
 * which is bounded, and leave it only while the transport is ready to take them.
 */
final class Subscription {

	/**
	 * The two buffers of 64 messages that the broker has per consumer.
	 */
	static final int BUFFER = 128;

	private static final Logger logger = LoggerFactory.getLogger(Subscription.class);

	private final FilaQueue queue;

	private final ServerCallStreamObserver<ConsumeResponse> observer;

	private final StoreTables tables;

	private final Executor executor;

	private final Queue<Delivery> buffer = new ConcurrentLinkedQueue<>();

	private final AtomicInteger buffered = new AtomicInteger();

	/**
	 * How many asked for a drain since the last one began: only the first runs it.
	 */
	private final AtomicInteger requested = new AtomicInteger();

	private volatile boolean cancelled;

	Subscription(FilaQueue queue, ServerCallStreamObserver<ConsumeResponse> observer, StoreTables tables,
			Executor executor) {
		this.queue = queue;
		this.observer = observer;
		this.tables = tables;
		this.executor = executor;
	}

	boolean hasRoom() {
		return !this.cancelled && this.buffered.get() < BUFFER;
	}

	/**
	 * Take part in the deliveries, now that the consumer knows that it is subscribed.
	 */
	void start() {
		this.queue.dispatch();
	}

	void offer(Entry entry) {
		this.buffered.incrementAndGet();
		this.buffer.add(new Delivery(entry.sequence, entry.attempts));
		drainSoon();
	}

	void drainSoon() {
		if (this.requested.getAndIncrement() == 0) {
			this.executor.execute(this::drain);
		}
	}

	/**
	 * The consumer is gone. What it was leased comes back when the leases expire.
	 */
	void cancel() {
		this.cancelled = true;
		this.buffer.clear();
	}

	private void drain() {
		int done;
		do {
			done = this.requested.get();
			if (sendWhileReady()) {
				this.queue.dispatch();
			}
		}
		while (this.requested.addAndGet(-done) != 0);
	}

	private boolean sendWhileReady() {
		boolean any = false;
		while (!this.cancelled && this.observer.isReady()) {
			Delivery delivery = this.buffer.poll();
			if (delivery == null) {
				break;
			}
			this.buffered.decrementAndGet();
			send(delivery);
			any = true;
		}
		return any;
	}

	private void send(Delivery delivery) {
		try {
			Message message = message(delivery);
			if (message != null) {
				this.observer.onNext(ConsumeResponse.newBuilder().setMessage(message).build());
			}
		}
		catch (IOException | RuntimeException ex) {
			// Its lease expires and it comes back.
			logger.debug("A message could not be sent to a consumer", ex);
		}
	}

	private @Nullable Message message(Delivery delivery) throws IOException {
		byte[] stored = this.tables.message(delivery.sequence());
		if (stored == null) {
			return null;
		}
		Message parsed = parse(stored);
		if (delivery.attempts() == parsed.getMetadata().getAttemptCount()) {
			return parsed;
		}
		Message.Builder message = parsed.toBuilder();
		message.getMetadataBuilder().setAttemptCount(delivery.attempts());
		return message.build();
	}

	/**
	 * Parse a stored message without a copy of its payload.
	 */
	static Message parse(byte[] stored) throws IOException {
		CodedInputStream input = UnsafeByteOperations.unsafeWrap(stored).newCodedInput();
		input.enableAliasing(true);
		try {
			return Message.parseFrom(input);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IOException("A stored message cannot be read", ex);
		}
	}

	/**
	 * A message on its way to the consumer.
	 *
	 * @param sequence where it is stored
	 * @param attempts its attempt count at the time it was leased
	 */
	private record Delivery(long sequence, int attempts) {
	}

}
