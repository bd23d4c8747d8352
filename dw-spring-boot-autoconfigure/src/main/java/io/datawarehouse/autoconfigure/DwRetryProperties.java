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

package io.datawarehouse.autoconfigure;

import java.time.Duration;

import io.datawarehouse.retry.RetrySettings;

/**
 * Properties of the retries of one client.
 *
 * @since 1.0.0
 */
public class DwRetryProperties {

	/**
	 * How many attempts are made at the most, the first one included. 1 switches retries
	 * off.
	 */
	private int maxAttempts = 3;

	/**
	 * Delay before the second attempt.
	 */
	private Duration initialInterval = Duration.ofMillis(500);

	/**
	 * By how much each delay is longer than the one before.
	 */
	private double multiplier = 2.0;

	/**
	 * Longest delay between two attempts.
	 */
	private Duration maxInterval = Duration.ofSeconds(10);

	/**
	 * Share of a delay that is random, from 0 to 1.
	 */
	private double jitter = 0.25;

	/**
	 * Time after the start of the first attempt from which no further attempt is started.
	 */
	private Duration maxDuration = Duration.ofMinutes(2);

	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public Duration getInitialInterval() {
		return this.initialInterval;
	}

	public void setInitialInterval(Duration initialInterval) {
		this.initialInterval = initialInterval;
	}

	public double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(double multiplier) {
		this.multiplier = multiplier;
	}

	public Duration getMaxInterval() {
		return this.maxInterval;
	}

	public void setMaxInterval(Duration maxInterval) {
		this.maxInterval = maxInterval;
	}

	public double getJitter() {
		return this.jitter;
	}

	public void setJitter(double jitter) {
		this.jitter = jitter;
	}

	public Duration getMaxDuration() {
		return this.maxDuration;
	}

	public void setMaxDuration(Duration maxDuration) {
		this.maxDuration = maxDuration;
	}

	/**
	 * The settings that these properties describe.
	 * @return the retry settings
	 * @throws IllegalArgumentException if a value is out of range
	 */
	public RetrySettings toSettings() {
		return new RetrySettings(this.maxAttempts, this.initialInterval, this.multiplier, this.maxInterval, this.jitter,
				this.maxDuration);
	}

}
