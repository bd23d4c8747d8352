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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.fila.AsyncFilaClient;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaMessageNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Acks and nacks without making the listener wait for the broker. So that a slow broker
 * still slows the listener down, the place of a message is kept until it is settled once
 * too many are on their way.
 */
final class Settler {

	private static final Logger logger = LoggerFactory.getLogger(Settler.class);

	/**
	 * How many answers of the broker handlers may be ahead of.
	 */
	private static final int MOST_SETTLING = 128;

	private final AsyncFilaClient client;

	private final InFlight inFlight;

	private final Counters counters;

	private final ScheduledExecutorService timer;

	private final long leaseNanos;

	private final ExponentialBackOff pauses = new ExponentialBackOff(100, 2);

	Settler(AsyncFilaClient client, InFlight inFlight, Counters counters, ScheduledExecutorService timer,
			Duration visibilityTimeout) {
		this.client = client;
		this.inFlight = inFlight;
		this.counters = counters;
		this.timer = timer;
		this.leaseNanos = visibilityTimeout.toNanos();
		this.pauses.setMaxInterval(1_000);
		this.pauses.setJitter(50);
	}

	void ack(Delivery delivery) {
		new Settlement(delivery, false, null).begin();
	}

	void nack(Delivery delivery, @Nullable String error) {
		new Settlement(delivery, true, error).begin();
	}

	/**
	 * An ack or nack on its way. The answer comes on the thread of the transport, so
	 * nothing here blocks.
	 */
	private final class Settlement {

		private final Delivery delivery;

		private final boolean nack;

		private final @Nullable String error;

		private boolean early;

		private @Nullable BackOffExecution delays;

		Settlement(Delivery delivery, boolean nack, @Nullable String error) {
			this.delivery = delivery;
			this.nack = nack;
			this.error = error;
		}

		/**
		 * Settle, and give the place free at once unless the broker is far behind.
		 */
		void begin() {
			this.early = Settler.this.inFlight.beginSettling() <= MOST_SETTLING;
			call();
			if (this.early) {
				this.delivery.release();
			}
		}

		private void call() {
			CompletableFuture<Void> answer;
			try {
				answer = send();
			}
			catch (RuntimeException ex) {
				answer = CompletableFuture.failedFuture(ex);
			}
			answer.whenComplete((nothing, failure) -> answered(failure));
		}

		private CompletableFuture<Void> send() {
			ConsumeMessage message = this.delivery.message();
			AsyncFilaClient client = Settler.this.client;
			return this.nack ? client.nack(message.queue(), message.id(), this.error)
					: client.ack(message.queue(), message.id());
		}

		private void answered(@Nullable Throwable failure) {
			Throwable cause = (failure != null) ? Failures.unwrap(failure) : null;
			if (cause != null && Failures.isTransient(cause) && callAgain()) {
				return;
			}
			if (cause instanceof FilaMessageNotFoundException && this.delays != null) {
				logger.debug("The {} of message {} had worked, or its lease has expired", name(),
						this.delivery.message().id(), cause);
			}
			else if (cause != null) {
				fail(cause);
			}
			if (!this.early) {
				this.delivery.release();
			}
			Settler.this.inFlight.endSettling();
		}

		/**
		 * The broker could not be reached. The lease outlives that, so an ack in time
		 * saves the message from being handled twice.
		 */
		private boolean callAgain() {
			if (this.delivery.ageNanos() > Settler.this.leaseNanos) {
				return false;
			}
			if (this.delays == null) {
				this.delays = Settler.this.pauses.start();
			}
			try {
				Settler.this.timer.schedule(this::call, this.delays.nextBackOff(), TimeUnit.MILLISECONDS);
				return true;
			}
			catch (RejectedExecutionException ex) {
				// The container has stopped.
				return false;
			}
		}

		private String name() {
			return this.nack ? "nack" : "ack";
		}

		private void fail(Throwable failure) {
			ConsumeMessage message = this.delivery.message();
			if (failure instanceof FilaMessageNotFoundException) {
				Settler.this.counters.leasesLost.increment();
				logger.warn(
						"The {} of message {} of queue '{}' came too late: its lease has expired and it is delivered "
								+ "again. Raise the visibility timeout of the queue or handle messages faster.",
						name(), message.id(), message.queue());
			}
			else {
				Settler.this.counters.settleFailures.increment();
				logger.warn("The {} of message {} of queue '{}' failed: it is delivered again when its lease expires",
						name(), message.id(), message.queue(), failure);
			}
		}

	}

}
