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

package io.datawarehouse.storage;

import org.springframework.util.Assert;

/**
 * How large objects are moved.
 *
 * @param threshold size above which an object is moved in parts
 * @param partSize size of a part, unless the object would then have too many of them
 * @param concurrency how many parts of one object are moved at once at the most
 * @param maxParts how many parts an object has at the most
 */
record TransferSettings(long threshold, int partSize, int concurrency, int maxParts) {

	private static final int MEBIBYTE = 1024 * 1024;

	private static final TransferSettings DEFAULTS = new TransferSettings(16L * MEBIBYTE, 8 * MEBIBYTE, 24, 10_000);

	/**
	 * Stores refuse parts that are smaller, unless they are the last one.
	 */
	static final int LEAST_PART_SIZE = 5 * MEBIBYTE;

	private static final int GREATEST_PART_SIZE = 1024 * MEBIBYTE;

	private static final long GREATEST_THRESHOLD = 1024 * MEBIBYTE;

	// An upload of unknown length begins with small parts, which double at these steps.
	private static final int GROWTH_STEPS = 4;

	private static final int MOST_DOUBLINGS = 7;

	TransferSettings {
		Assert.isTrue(threshold >= 0 && threshold <= GREATEST_THRESHOLD,
				() -> "multipartThreshold must be from 0 to 1 GiB, was " + threshold);
		Assert.isTrue(partSize >= LEAST_PART_SIZE && partSize <= GREATEST_PART_SIZE,
				() -> "partSize must be from 5 MiB to 1 GiB, was " + partSize);
		Assert.isTrue(concurrency > 0, () -> "transferConcurrency must be positive, was " + concurrency);
		Assert.isTrue(maxParts > 0 && maxParts <= 10_000, () -> "maxParts must be from 1 to 10,000, was " + maxParts);
	}

	static TransferSettings defaults() {
		return DEFAULTS;
	}

	TransferSettings withThreshold(long threshold) {
		return new TransferSettings(threshold, this.partSize, this.concurrency, this.maxParts);
	}

	TransferSettings withPartSize(long partSize) {
		// One that is no int is refused for being too great.
		int bounded = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, partSize));
		return new TransferSettings(this.threshold, bounded, this.concurrency, this.maxParts);
	}

	TransferSettings withConcurrency(int concurrency) {
		return new TransferSettings(this.threshold, this.partSize, concurrency, this.maxParts);
	}

	TransferSettings withMaxParts(int maxParts) {
		return new TransferSettings(this.threshold, this.partSize, this.concurrency, maxParts);
	}

	/**
	 * The size of all parts but the last of an object of known size.
	 */
	int partSizeOf(long size) {
		long least = (size + this.maxParts - 1) / this.maxParts;
		return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(this.partSize, least));
	}

	/**
	 * The size of the next part of an object whose size is not known.
	 */
	int nextPartSize(int partsBefore) {
		int doublings = Math.min(MOST_DOUBLINGS, partsBefore / Math.max(1, this.maxParts / GROWTH_STEPS));
		return (int) Math.min(GREATEST_PART_SIZE, (long) this.partSize << doublings);
	}

}
