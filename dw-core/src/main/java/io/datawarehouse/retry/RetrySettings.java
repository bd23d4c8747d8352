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

import org.springframework.util.Assert;

/**
 * How often and how patiently a failed call is made again. Delays grow exponentially from
 * {@code initialInterval} by {@code multiplier} up to {@code maxInterval}, each spread at
 * random by {@code jitter}.
 *
 * @param maxAttempts how many attempts are made at the most, the first one included; 1
 * switches retries off
 * @param initialInterval the delay before the second attempt
 * @param multiplier by how much each delay is longer than the one before, at least 1
 * @param maxInterval the longest delay
 * @param jitter the share of a delay that is random, from 0 (none) to 1: a delay of 1 s
 * with a jitter of 0.25 lasts from 0.75 s to 1.25 s
 * @param maxDuration the time after which no further attempt is started, counted from the
 * start of the first
 * @since 1.0.0
 */
public record RetrySettings(int maxAttempts, Duration initialInterval, double multiplier, Duration maxInterval,
		double jitter, Duration maxDuration) {

	private static final RetrySettings DEFAULTS = new RetrySettings(3, Duration.ofMillis(500), 2.0,
			Duration.ofSeconds(10), 0.25, Duration.ofMinutes(2));

	public RetrySettings {
		Assert.isTrue(maxAttempts >= 1, () -> "maxAttempts must be at least 1, was " + maxAttempts);
		Assert.isTrue(!initialInterval.isNegative(),
				() -> "initialInterval must not be negative, was " + initialInterval);
		Assert.isTrue(multiplier >= 1, () -> "multiplier must be at least 1, was " + multiplier);
		Assert.isTrue(maxInterval.compareTo(initialInterval) >= 0,
				() -> "maxInterval " + maxInterval + " must not be shorter than initialInterval " + initialInterval);
		Assert.isTrue(jitter >= 0 && jitter <= 1, () -> "jitter must be from 0 to 1, was " + jitter);
		Assert.isTrue(maxDuration.compareTo(Duration.ZERO) > 0,
				() -> "maxDuration must be positive, was " + maxDuration);
	}

	/**
	 * The settings used unless told otherwise: 3 attempts, 0.5 s growing twofold to at
	 * most 10 s, jitter 0.25, at most 2 minutes in all.
	 * @return the default settings
	 */
	public static RetrySettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Settings under which a call is made once.
	 * @return settings without retries
	 */
	public static RetrySettings none() {
		return DEFAULTS.withMaxAttempts(1);
	}

	/**
	 * A copy with another number of attempts.
	 * @param maxAttempts how many attempts are made at the most
	 * @return the changed copy
	 */
	public RetrySettings withMaxAttempts(int maxAttempts) {
		return new RetrySettings(maxAttempts, this.initialInterval, this.multiplier, this.maxInterval, this.jitter,
				this.maxDuration);
	}

	/**
	 * A copy with another first delay. The longest delay grows with it when needed.
	 * @param initialInterval the delay before the second attempt
	 * @return the changed copy
	 */
	public RetrySettings withInitialInterval(Duration initialInterval) {
		Duration max = (this.maxInterval.compareTo(initialInterval) < 0) ? initialInterval : this.maxInterval;
		return new RetrySettings(this.maxAttempts, initialInterval, this.multiplier, max, this.jitter,
				this.maxDuration);
	}

}
