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

import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.context.RetryContextSupport;

/**
 * {@link RetryPolicy} bounded by attempts and by time, for transient failures only. It
 * gives up at once when the server asks for a longer pause than there is time left.
 */
final class TransientFailureRetryPolicy implements RetryPolicy {

	private final RetrySettings settings;

	private final FailureClassifier classifier;

	TransientFailureRetryPolicy(RetrySettings settings, FailureClassifier classifier) {
		this.settings = settings;
		this.classifier = classifier;
	}

	@Override
	public int getMaxAttempts() {
		return this.settings.maxAttempts();
	}

	@Override
	public RetryContext open(RetryContext parent) {
		return new TimedRetryContext(parent, System.nanoTime());
	}

	@Override
	public boolean canRetry(RetryContext context) {
		Throwable failure = context.getLastThrowable();
		if (failure == null) {
			return true;
		}
		return context.getRetryCount() < this.settings.maxAttempts() && this.classifier.isTransient(failure)
				&& isTimeLeft((TimedRetryContext) context, failure);
	}

	private boolean isTimeLeft(TimedRetryContext context, Throwable failure) {
		Duration left = context.timeLeft(this.settings.maxDuration());
		Duration retryAfter = this.classifier.retryAfter(failure);
		return left.compareTo(Duration.ZERO) > 0 && (retryAfter == null || retryAfter.compareTo(left) <= 0);
	}

	@Override
	public void registerThrowable(RetryContext context, Throwable throwable) {
		((TimedRetryContext) context).registerThrowable(throwable);
	}

	@Override
	public void close(RetryContext context) {
	}

	/**
	 * {@link RetryContext} that knows when its first attempt began.
	 */
	static final class TimedRetryContext extends RetryContextSupport {

		private final long start;

		TimedRetryContext(RetryContext parent, long start) {
			super(parent);
			this.start = start;
		}

		Duration timeLeft(Duration maxDuration) {
			return maxDuration.minusNanos(System.nanoTime() - this.start);
		}

	}

}
