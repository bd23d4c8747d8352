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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import io.datawarehouse.fila.proto.PerThrottleKeyStats;

/**
 * The token buckets that limit the rate of deliveries, one per throttle key and shared by
 * all queues. A key without a bucket limits nothing.
 */
final class Throttles {

	/**
	 * What the keys of their settings begin with.
	 */
	static final String PREFIX = "throttle.";

	private final LongSupplier nanos;

	private final Map<String, Bucket> buckets = new TreeMap<>();

	Throttles(LongSupplier nanos) {
		this.nanos = nanos;
	}

	/**
	 * Set the rate of a key.
	 * @param key the throttle key
	 * @param value {@code rate,burst} or {@code rate} per second, empty for no limit
	 * @throws IllegalArgumentException if the value is malformed
	 */
	synchronized void configure(String key, String value) {
		if (value.isEmpty()) {
			this.buckets.remove(key);
			return;
		}
		String[] parts = value.split(",", -1);
		double rate = number(parts[0], value);
		double burst = (parts.length > 1) ? number(parts[1], value) : Math.max(1, rate);
		if (parts.length > 2 || burst < 1) {
			throw malformed(value);
		}
		this.buckets.computeIfAbsent(key, (absent) -> new Bucket(burst, this.nanos.getAsLong())).configure(rate, burst);
	}

	private static double number(String text, String value) {
		try {
			double number = Double.parseDouble(text.trim());
			if (number >= 0 && Double.isFinite(number)) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Told below, with the whole value.
		}
		throw malformed(value);
	}

	private static IllegalArgumentException malformed(String value) {
		return new IllegalArgumentException(
				"throttle value must be <rate per second>,<burst> with a burst of at least 1, but was '" + value + "'");
	}

	/**
	 * Take one token of each of the keys, or none of any.
	 */
	boolean admit(Entry entry) {
		return entry.throttleKeys.isEmpty() || admit(entry.throttleKeys);
	}

	private synchronized boolean admit(List<String> keys) {
		long now = this.nanos.getAsLong();
		for (String key : keys) {
			Bucket bucket = this.buckets.get(key);
			if (bucket != null && bucket.refill(now) < 1) {
				return false;
			}
		}
		for (String key : keys) {
			Bucket bucket = this.buckets.get(key);
			if (bucket != null) {
				bucket.tokens--;
			}
		}
		return true;
	}

	synchronized List<PerThrottleKeyStats> stats() {
		long now = this.nanos.getAsLong();
		return this.buckets.entrySet()
			.stream()
			.map((bucket) -> PerThrottleKeyStats.newBuilder()
				.setKey(bucket.getKey())
				.setTokens(bucket.getValue().refill(now))
				.setRatePerSecond(bucket.getValue().rate)
				.setBurst(bucket.getValue().burst)
				.build())
			.toList();
	}

	/**
	 * Fills at its rate up to its burst.
	 */
	private static final class Bucket {

		private double rate;

		private double burst;

		private double tokens;

		private long refilled;

		Bucket(double tokens, long now) {
			this.tokens = tokens;
			this.refilled = now;
		}

		void configure(double rate, double burst) {
			this.rate = rate;
			this.burst = burst;
			this.tokens = Math.min(this.tokens, burst);
		}

		double refill(long now) {
			this.tokens = Math.min(this.burst, this.tokens + (now - this.refilled) * this.rate / 1e9);
			this.refilled = now;
			return this.tokens;
		}

	}

}
