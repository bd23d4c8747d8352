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

import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.datawarehouse.fila.AsyncFilaClient;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaPermissionDeniedException;
import io.datawarehouse.fila.FilaSubscriber;
import io.datawarehouse.fila.FilaUnauthenticatedException;
import io.datawarehouse.fila.FilaUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The subscription of a container to one queue, made again whenever it ends until it is
 * closed or the broker says that it never will be.
 */
final class QueueSubscription {

	private static final Logger logger = LoggerFactory.getLogger(QueueSubscription.class);

	/**
	 * A subscription that has stood for this long was a good one.
	 */
	private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final FilaClient client;

	private final AsyncFilaClient source;

	private final String queue;

	private final Dispatcher dispatcher;

	private final ScheduledExecutorService timer;

	private final ExponentialBackOff backOff;

	private final Counters counters;

	/**
	 * Told of each failure, and whether it is the last.
	 */
	private final BiConsumer<Throwable, Boolean> failures;

	private BackOffExecution delays;

	private @Nullable Stream stream;

	private @Nullable ScheduledFuture<?> retry;

	private boolean open;

	QueueSubscription(FilaClient client, AsyncFilaClient source, String queue, Dispatcher dispatcher,
			ScheduledExecutorService timer, FilaListenerSettings settings, Counters counters,
			BiConsumer<Throwable, Boolean> failures) {
		this.client = client;
		this.source = source;
		this.queue = queue;
		this.dispatcher = dispatcher;
		this.timer = timer;
		this.counters = counters;
		this.failures = failures;
		this.backOff = new ExponentialBackOff(settings.resubscribeInterval().toMillis(), 2);
		this.backOff.setMaxInterval(settings.maxResubscribeInterval().toMillis());
		this.backOff.setJitter(settings.resubscribeInterval().toMillis() / 4);
		this.delays = this.backOff.start();
	}

	synchronized void open() {
		if (!this.open) {
			this.open = true;
			this.delays = this.backOff.start();
			subscribe(null);
		}
	}

	void close() {
		Stream ended;
		synchronized (this) {
			this.open = false;
			if (this.retry != null) {
				this.retry.cancel(false);
			}
			ended = this.stream;
			this.stream = null;
			this.dispatcher.detach();
		}
		if (ended != null) {
			ended.cancel();
		}
	}

	synchronized boolean isReady() {
		return this.stream != null && this.stream.readySince != 0;
	}

	private synchronized void subscribe(@Nullable FilaClient leader) {
		if (!this.open) {
			if (leader != null) {
				leader.close();
			}
			return;
		}
		Stream next = new Stream(leader);
		this.stream = next;
		((leader != null) ? leader.async() : this.source).consume(this.queue).subscribe(next);
	}

	private synchronized boolean attach(Stream stream, Flow.Subscription subscription) {
		if (this.stream != stream) {
			return false;
		}
		this.dispatcher.attach(subscription);
		return true;
	}

	private void ended(Stream ended, Throwable failure) {
		synchronized (this) {
			if (this.stream != ended) {
				return;
			}
			this.stream = null;
			this.dispatcher.detach();
			if (!this.open) {
				return;
			}
			if (ended.readySince != 0 && System.nanoTime() - ended.readySince > STABLE_NANOS) {
				this.delays = this.backOff.start();
			}
		}
		if (failure instanceof FilaUnauthenticatedException || failure instanceof FilaPermissionDeniedException) {
			this.failures.accept(failure, true);
		}
		else if (!redirect(ended, failure)) {
			this.failures.accept(failure, false);
			retryLater(failure);
		}
	}

	/**
	 * Follow the broker to the leader of the queue: once, then ask those that we know.
	 */
	private boolean redirect(Stream ended, Throwable failure) {
		String leader = (failure instanceof FilaUnavailableException moved) ? moved.getLeaderAddress() : null;
		if (leader == null || ended.leader != null) {
			return false;
		}
		try {
			FilaClient client = this.client.redirectedTo(leader);
			logger.info("The leader of queue '{}' is {}: subscribing there", this.queue, leader);
			this.counters.resubscriptions.increment();
			subscribe(client);
			return true;
		}
		catch (IllegalArgumentException ex) {
			logger.warn("Not following the broker to the leader of queue '{}': {}", this.queue, ex.getMessage());
			return false;
		}
	}

	private synchronized void retryLater(Throwable failure) {
		if (!this.open) {
			return;
		}
		long delay = this.delays.nextBackOff();
		logger.warn("The subscription to queue '{}' ended and is made again in {} ms: {}", this.queue, delay,
				failure.getMessage());
		try {
			this.retry = this.timer.schedule(this::subscribeAgain, delay, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The container of queue '{}' has stopped", this.queue, ex);
		}
	}

	/**
	 * The timer tells nobody of what its tasks throw, and a listener must never stop in
	 * silence.
	 */
	private void subscribeAgain() {
		this.counters.resubscriptions.increment();
		try {
			subscribe(null);
		}
		catch (RuntimeException ex) {
			logger.error("Subscribing to queue '{}' failed in a way that nobody expects", this.queue, ex);
			this.failures.accept(ex, false);
			retryLater(ex);
		}
	}

	/**
	 * One subscription at the broker.
	 */
	private final class Stream implements FilaSubscriber {

		private final @Nullable FilaClient leader;

		private volatile Flow.@Nullable Subscription subscription;

		private volatile long readySince;

		Stream(@Nullable FilaClient leader) {
			this.leader = leader;
		}

		void cancel() {
			Flow.Subscription subscription = this.subscription;
			if (subscription != null) {
				subscription.cancel();
			}
			closeLeader();
		}

		private void closeLeader() {
			if (this.leader != null) {
				this.leader.close();
			}
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			if (!attach(this, subscription)) {
				subscription.cancel();
			}
		}

		@Override
		public void onReady() {
			this.readySince = Math.max(1, System.nanoTime());
		}

		@Override
		public void onNext(ConsumeMessage message) {
			QueueSubscription.this.dispatcher.dispatch(message);
		}

		@Override
		public void onError(Throwable failure) {
			end(failure);
		}

		/**
		 * Those that are told of it may block, which this thread must not.
		 */
		private void end(Throwable failure) {
			closeLeader();
			try {
				QueueSubscription.this.timer.execute(() -> ended(this, failure));
			}
			catch (RejectedExecutionException ex) {
				logger.debug("The container of queue '{}' has stopped", QueueSubscription.this.queue, ex);
			}
		}

		@Override
		public void onComplete() {
			end(new IllegalStateException("The Fila client of the listener was closed"));
		}

	}

}
