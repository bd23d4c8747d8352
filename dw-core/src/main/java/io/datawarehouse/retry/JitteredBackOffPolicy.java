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

package io.datawarehouse.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.backoff.BackOffPolicy;

/**
 * {@link BackOffPolicy} with exponential, jittered delays that are never shorter than the
 * server asked for. spring-retry's own policies know neither the failure nor the time
 * that is left.
 */
final class JitteredBackOffPolicy implements BackOffPolicy {

	private final RetrySettings settings;

	private final FailureClassifier classifier;

	JitteredBackOffPolicy(RetrySettings settings, FailureClassifier classifier) {
		this.settings = settings;
		this.classifier = classifier;
	}

	@Override
	public BackOffContext start(RetryContext context) {
		return new Delays(context, this.settings.initialInterval());
	}

	@Override
	public void backOff(BackOffContext backOffContext) throws BackOffInterruptedException {
		Duration delay = nextDelay((Delays) backOffContext);
		try {
			TimeUnit.NANOSECONDS.sleep(delay.toNanos());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BackOffInterruptedException("Interrupted while waiting to retry", ex);
		}
	}

	private Duration nextDelay(Delays delays) {
		Duration delay = spread(delays.next);
		delays.next = grow(delays.next);
		Duration retryAfter = retryAfter(delays.retryContext.getLastThrowable());
		if (retryAfter != null && retryAfter.compareTo(delay) > 0) {
			delay = retryAfter;
		}
		return min(delay, timeLeft(delays.retryContext));
	}

	private Duration spread(Duration delay) {
		double factor = 1 + this.settings.jitter() * (2 * ThreadLocalRandom.current().nextDouble() - 1);
		return Duration.ofNanos((long) (delay.toNanos() * factor));
	}

	private Duration grow(Duration delay) {
		double grown = delay.toNanos() * this.settings.multiplier();
		return min(Duration.ofNanos((long) Math.min(grown, Long.MAX_VALUE)), this.settings.maxInterval());
	}

	private @Nullable Duration retryAfter(@Nullable Throwable failure) {
		return (failure != null) ? this.classifier.retryAfter(failure) : null;
	}

	private Duration timeLeft(RetryContext context) {
		return ((TransientFailureRetryPolicy.TimedRetryContext) context).timeLeft(this.settings.maxDuration());
	}

	private static Duration min(Duration left, Duration right) {
		return (left.compareTo(right) <= 0) ? left : right;
	}

	/**
	 * The delays of one call.
	 */
	private static final class Delays implements BackOffContext {

		private static final long serialVersionUID = 1L;

		private final transient RetryContext retryContext;

		private Duration next;

		private Delays(RetryContext retryContext, Duration next) {
			this.retryContext = retryContext;
			this.next = next;
		}

	}

}
