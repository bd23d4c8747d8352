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

import java.util.concurrent.Flow;
import java.util.function.Consumer;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to a queue whose messages are pushed, never more than were requested.
 * Signals are serial: gRPC calls its listener from one thread at a time.
 */
final class PushSubscription extends ClientCall.Listener<ConsumeMessage> implements Flow.Subscription {

	private final FilaConnection connection;

	private final FilaCall description;

	private final ClientCall<WireRequest, ConsumeMessage> call;

	private final Flow.Subscriber<? super ConsumeMessage> subscriber;

	private final Observation observation;

	private final Consumer<PushSubscription> onEnd;

	private boolean started;

	private boolean cancelled;

	private boolean closedByClient;

	private @Nullable Throwable subscriberFailure;

	/**
	 * What the subscriber wants and has not got.
	 */
	private long demand;

	/**
	 * The part of it that was asked of the call.
	 */
	private int asked;

	PushSubscription(FilaConnection connection, FilaCall description, ClientCall<WireRequest, ConsumeMessage> call,
			Flow.Subscriber<? super ConsumeMessage> subscriber, Consumer<PushSubscription> onEnd) {
		this.connection = connection;
		this.description = description;
		this.call = call;
		this.subscriber = subscriber;
		this.onEnd = onEnd;
		this.observation = connection.observation(description);
	}

	/**
	 * Hand the subscription out and start the call unless it was cancelled at once.
	 */
	void start(WireRequest request) {
		this.subscriber.onSubscribe(this);
		synchronized (this) {
			if (this.cancelled) {
				this.onEnd.accept(this);
				return;
			}
			this.observation.start();
			this.call.start(this, new Metadata());
			this.call.sendMessage(request);
			this.call.halfClose();
			this.started = true;
			ask();
		}
		if (this.subscriberFailure != null) {
			abort();
		}
	}

	@Override
	public void request(long n) {
		boolean abort;
		synchronized (this) {
			if (this.cancelled) {
				return;
			}
			if (n <= 0) {
				this.subscriberFailure = new IllegalArgumentException(
						"The number of requested messages must be positive, but was " + n);
			}
			else {
				this.demand = (this.demand + n < 0) ? Long.MAX_VALUE : this.demand + n;
			}
			if (!this.started) {
				return;
			}
			abort = this.subscriberFailure != null;
			if (!abort) {
				ask();
			}
		}
		if (abort) {
			abort();
		}
	}

	/**
	 * Ask the call for what is wanted. Its numbers are ints, those of the subscriber are
	 * not.
	 */
	private void ask() {
		long more = Math.min(this.demand - this.asked, Integer.MAX_VALUE - this.asked);
		if (more > 0) {
			this.asked += (int) more;
			this.call.request((int) more);
		}
	}

	@Override
	public void cancel() {
		synchronized (this) {
			if (this.cancelled) {
				return;
			}
			this.cancelled = true;
			if (!this.started) {
				return;
			}
		}
		abort();
	}

	/**
	 * End in order, because the client is closed.
	 */
	void close() {
		synchronized (this) {
			this.closedByClient = true;
			if (!this.started) {
				return;
			}
		}
		abort();
	}

	private void abort() {
		this.call.cancel("closed by the subscriber", null);
		// What a lost connection has left in the buffers is freed when it is read.
		this.call.request(Integer.MAX_VALUE);
	}

	private synchronized boolean isSilent() {
		return this.cancelled || this.closedByClient || this.subscriberFailure != null;
	}

	@Override
	public void onHeaders(Metadata headers) {
		if (this.subscriber instanceof FilaSubscriber ready && !isSilent()) {
			guard(ready::onReady);
		}
	}

	@Override
	public void onMessage(ConsumeMessage message) {
		if (isSilent()) {
			return;
		}
		if (message.id().isEmpty()) {
			// A frame that only keeps the stream alive took the place of a message.
			this.call.request(1);
			return;
		}
		synchronized (this) {
			this.demand = (this.demand == Long.MAX_VALUE) ? this.demand : this.demand - 1;
			this.asked--;
			if (this.asked == 0) {
				ask();
			}
		}
		guard(() -> this.subscriber.onNext(message));
	}

	private void guard(Runnable signal) {
		try {
			signal.run();
		}
		catch (RuntimeException ex) {
			synchronized (this) {
				this.subscriberFailure = ex;
			}
			abort();
		}
	}

	@Override
	public void onClose(Status status, Metadata trailers) {
		this.onEnd.accept(this);
		Throwable failure;
		boolean inOrder;
		synchronized (this) {
			inOrder = this.cancelled || (this.closedByClient && this.subscriberFailure == null);
			failure = (this.subscriberFailure != null) ? this.subscriberFailure
					: this.connection.endOfStream(this.description, status, trailers);
		}
		if (!inOrder && !(failure instanceof FilaStreamEndedException)) {
			this.observation.error(failure);
		}
		this.observation.stop();
		tellEnd(inOrder, failure);
	}

	private void tellEnd(boolean inOrder, Throwable failure) {
		if (!inOrder) {
			this.subscriber.onError(failure);
		}
		else if (this.closedByClient && !this.cancelled) {
			this.subscriber.onComplete();
		}
	}

}
