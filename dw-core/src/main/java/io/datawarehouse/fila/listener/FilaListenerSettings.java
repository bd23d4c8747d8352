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

import io.datawarehouse.retry.RetrySettings;
import org.jspecify.annotations.Nullable;

/**
 * How a container works.
 *
 * @param concurrency how many messages of each queue are handled at a time
 * @param prefetch how many messages of each queue may wait for a handler at the most.
 * Fewer do, and at last none, when handling is slow: they wait for no more than a
 * fiftieth of the visibility timeout
 * @param ackMode who acks the messages
 * @param autoStartup whether the container starts with the application
 * @param maxAttempts how often a message is delivered before it is given up, 0 for no
 * limit
 * @param retry how often a message is handled again at once, without the broker knowing
 * @param visibilityTimeout the lease of the queues' messages, to tell when handling
 * outlasts it
 * @param shutdownTimeout how long a stop waits for the messages in flight
 * @param unfinished what becomes of messages that are in flight after that
 * @param idleInterval after which time without a message an event tells of it, or
 * {@code null} for never
 * @param resubscribeInterval the delay before a lost subscription is made again for the
 * first time
 * @param maxResubscribeInterval the longest delay, up to which it doubles
 * @since 1.0.0
 */
public record FilaListenerSettings(int concurrency, int prefetch, AckMode ackMode, boolean autoStartup, int maxAttempts,
		RetrySettings retry, Duration visibilityTimeout, Duration shutdownTimeout, UnfinishedAction unfinished,
		@Nullable Duration idleInterval, Duration resubscribeInterval, Duration maxResubscribeInterval) {

	private static final FilaListenerSettings DEFAULTS = new FilaListenerSettings(1, 64, AckMode.AUTO, true, 5,
			RetrySettings.none(), Duration.ofSeconds(30), Duration.ofSeconds(20), UnfinishedAction.LEAVE, null,
			Duration.ofMillis(200), Duration.ofSeconds(2));

	/**
	 * Create new settings.
	 * @throws IllegalArgumentException if a value is out of range
	 */
	public FilaListenerSettings {
		require(concurrency >= 1, "concurrency", "at least 1", concurrency);
		require(prefetch >= 0, "prefetch", "0 or more", prefetch);
		require(maxAttempts >= 0, "maximum number of attempts", "0 for no limit or more", maxAttempts);
		require(isPositive(visibilityTimeout), "visibility timeout", "positive", visibilityTimeout);
		require(!shutdownTimeout.isNegative(), "shutdown timeout", "0 or more", shutdownTimeout);
		require(idleInterval == null || isPositive(idleInterval), "idle interval", "positive", idleInterval);
		require(isPositive(resubscribeInterval), "resubscribe interval", "positive", resubscribeInterval);
		require(maxResubscribeInterval.compareTo(resubscribeInterval) >= 0, "maximum resubscribe interval",
				"at least " + resubscribeInterval, maxResubscribeInterval);
	}

	/**
	 * The settings used unless told otherwise: one message at a time, acked when the
	 * listener returns, delivered five times at the most.
	 * @return the default settings
	 */
	public static FilaListenerSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * These settings with another concurrency.
	 * @param concurrency how many messages of each queue are handled at a time
	 * @return new settings
	 */
	public FilaListenerSettings withConcurrency(int concurrency) {
		return new FilaListenerSettings(concurrency, this.prefetch, this.ackMode, this.autoStartup, this.maxAttempts,
				this.retry, this.visibilityTimeout, this.shutdownTimeout, this.unfinished, this.idleInterval,
				this.resubscribeInterval, this.maxResubscribeInterval);
	}

	/**
	 * These settings with another prefetch.
	 * @param prefetch how many messages of each queue may wait for a handler
	 * @return new settings
	 */
	public FilaListenerSettings withPrefetch(int prefetch) {
		return new FilaListenerSettings(this.concurrency, prefetch, this.ackMode, this.autoStartup, this.maxAttempts,
				this.retry, this.visibilityTimeout, this.shutdownTimeout, this.unfinished, this.idleInterval,
				this.resubscribeInterval, this.maxResubscribeInterval);
	}

	/**
	 * These settings with another ack mode.
	 * @param ackMode who acks the messages
	 * @return new settings
	 */
	public FilaListenerSettings withAckMode(AckMode ackMode) {
		return new FilaListenerSettings(this.concurrency, this.prefetch, ackMode, this.autoStartup, this.maxAttempts,
				this.retry, this.visibilityTimeout, this.shutdownTimeout, this.unfinished, this.idleInterval,
				this.resubscribeInterval, this.maxResubscribeInterval);
	}

	/**
	 * These settings with another start.
	 * @param autoStartup whether the container starts with the application
	 * @return new settings
	 */
	public FilaListenerSettings withAutoStartup(boolean autoStartup) {
		return new FilaListenerSettings(this.concurrency, this.prefetch, this.ackMode, autoStartup, this.maxAttempts,
				this.retry, this.visibilityTimeout, this.shutdownTimeout, this.unfinished, this.idleInterval,
				this.resubscribeInterval, this.maxResubscribeInterval);
	}

	/**
	 * These settings with another number of deliveries.
	 * @param maxAttempts how often a message is delivered before it is given up
	 * @return new settings
	 */
	public FilaListenerSettings withMaxAttempts(int maxAttempts) {
		return new FilaListenerSettings(this.concurrency, this.prefetch, this.ackMode, this.autoStartup, maxAttempts,
				this.retry, this.visibilityTimeout, this.shutdownTimeout, this.unfinished, this.idleInterval,
				this.resubscribeInterval, this.maxResubscribeInterval);
	}

	/**
	 * These settings with other local retries.
	 * @param retry how often a message is handled again at once
	 * @return new settings
	 */
	public FilaListenerSettings withRetry(RetrySettings retry) {
		return new FilaListenerSettings(this.concurrency, this.prefetch, this.ackMode, this.autoStartup,
				this.maxAttempts, retry, this.visibilityTimeout, this.shutdownTimeout, this.unfinished,
				this.idleInterval, this.resubscribeInterval, this.maxResubscribeInterval);
	}

	/**
	 * These settings with another lease.
	 * @param visibilityTimeout the lease of the queues' messages
	 * @return new settings
	 */
	public FilaListenerSettings withVisibilityTimeout(Duration visibilityTimeout) {
		return new FilaListenerSettings(this.concurrency, this.prefetch, this.ackMode, this.autoStartup,
				this.maxAttempts, this.retry, visibilityTimeout, this.shutdownTimeout, this.unfinished,
				this.idleInterval, this.resubscribeInterval, this.maxResubscribeInterval);
	}

	/**
	 * These settings with another stop.
	 * @param shutdownTimeout how long a stop waits for the messages in flight
	 * @param unfinished what becomes of messages that are in flight after that
	 * @return new settings
	 */
	public FilaListenerSettings withShutdown(Duration shutdownTimeout, UnfinishedAction unfinished) {
		return new FilaListenerSettings(this.concurrency, this.prefetch, this.ackMode, this.autoStartup,
				this.maxAttempts, this.retry, this.visibilityTimeout, shutdownTimeout, unfinished, this.idleInterval,
				this.resubscribeInterval, this.maxResubscribeInterval);
	}

	/**
	 * These settings with another idle interval.
	 * @param idleInterval after which time without a message an event tells of it
	 * @return new settings
	 */
	public FilaListenerSettings withIdleInterval(@Nullable Duration idleInterval) {
		return new FilaListenerSettings(this.concurrency, this.prefetch, this.ackMode, this.autoStartup,
				this.maxAttempts, this.retry, this.visibilityTimeout, this.shutdownTimeout, this.unfinished,
				idleInterval, this.resubscribeInterval, this.maxResubscribeInterval);
	}

	private static boolean isPositive(Duration value) {
		return !value.isZero() && !value.isNegative();
	}

	private static void require(boolean valid, String what, String range, @Nullable Object value) {
		if (!valid) {
			throw new IllegalArgumentException("The " + what + " must be " + range + ", but was " + value);
		}
	}

}
