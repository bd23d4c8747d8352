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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaMessageNotFoundException;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.retry.RetryTemplates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.retry.support.RetryTemplate;

/**
 * Acks and nacks without making the listener wait for the broker. So that a slow broker
 * still slows the listener down, the place of a message is kept until it is settled once
 * too many are on their way.
 */
final class Settler {

	private static final Logger logger = LoggerFactory.getLogger(Settler.class);

	private static final int MOST_SETTLING = 64;

	private final FilaClient client;

	private final InFlight inFlight;

	private final Counters counters;

	private final Executor executor;

	private final RetryTemplate retry;

	Settler(FilaClient client, InFlight inFlight, Counters counters, Executor executor, Duration visibilityTimeout) {
		this.client = client;
		this.inFlight = inFlight;
		this.counters = counters;
		this.executor = executor;
		this.retry = RetryTemplates.create(new RetrySettings(Integer.MAX_VALUE, Duration.ofMillis(200), 2.0,
				Duration.ofSeconds(2), 0.25, visibilityTimeout), Failures::isTransient);
	}

	void ack(ConsumeMessage message, Runnable release) {
		settle(message, "ack", this.client.async().ack(message.queue(), message.id()),
				() -> this.client.ack(message.queue(), message.id()), release);
	}

	void nack(ConsumeMessage message, @Nullable String error, Runnable release) {
		settle(message, "nack", this.client.async().nack(message.queue(), message.id(), error),
				() -> this.client.nack(message.queue(), message.id(), error), release);
	}

	private void settle(ConsumeMessage message, String what, CompletableFuture<Void> first, Runnable again,
			Runnable release) {
		boolean early = this.inFlight.beginSettling() <= MOST_SETTLING;
		if (early) {
			release.run();
		}
		Runnable done = () -> {
			if (!early) {
				release.run();
			}
			this.inFlight.endSettling();
		};
		first.whenComplete((nothing, failure) -> {
			Throwable cause = (failure != null) ? Failures.unwrap(failure) : null;
			if (cause != null && Failures.isTransient(cause)) {
				settleAgain(message, what, cause, again, done);
			}
			else {
				if (cause != null) {
					fail(message, what, cause);
				}
				done.run();
			}
		});
	}

	/**
	 * The broker could not be reached. The lease outlives that, so an ack in time saves
	 * the message from being handled twice.
	 */
	private void settleAgain(ConsumeMessage message, String what, Throwable failure, Runnable again, Runnable done) {
		try {
			this.executor.execute(() -> {
				try {
					this.retry.execute((context) -> {
						again.run();
						return null;
					});
				}
				catch (FilaMessageNotFoundException ex) {
					logger.debug("The {} of message {} had worked, or its lease has expired", what, message.id(), ex);
				}
				catch (RuntimeException ex) {
					fail(message, what, ex);
				}
				finally {
					done.run();
				}
			});
		}
		catch (RejectedExecutionException ex) {
			fail(message, what, failure);
			done.run();
		}
	}

	private void fail(ConsumeMessage message, String what, Throwable failure) {
		if (failure instanceof FilaMessageNotFoundException) {
			this.counters.leasesLost.increment();
			logger.warn(
					"The {} of message {} of queue '{}' came too late: its lease has expired and it is delivered "
							+ "again. Raise the visibility timeout of the queue or handle messages faster.",
					what, message.id(), message.queue());
		}
		else {
			this.counters.settleFailures.increment();
			logger.warn("The {} of message {} of queue '{}' failed: it is delivered again when its lease expires", what,
					message.id(), message.queue(), failure);
		}
	}

}
