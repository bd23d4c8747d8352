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

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How an object is copied.
 *
 * @param replacement what the copy has instead of the content type, metadata and headers
 * of the source, or {@code null} to copy these too
 * @param multipartThreshold size in bytes above which the store is asked to copy part
 * after part
 * @since 1.0.0
 */
public record CopyOptions(@Nullable StoreOptions replacement, long multipartThreshold) {

	/**
	 * Size up to which S3 copies an object at once: 5 GiB.
	 */
	public static final long MAX_SINGLE_COPY = 5L * 1024 * 1024 * 1024;

	private static final long MIN_PART = 5L * 1024 * 1024;

	private static final CopyOptions DEFAULTS = new CopyOptions(null, MAX_SINGLE_COPY);

	/**
	 * Create options.
	 * @throws IllegalArgumentException if the threshold is not from 5 MiB to 5 GiB
	 */
	public CopyOptions {
		Assert.isTrue(multipartThreshold >= MIN_PART && multipartThreshold <= MAX_SINGLE_COPY,
				() -> "multipartThreshold must be from 5 MiB to 5 GiB, was " + multipartThreshold);
	}

	/**
	 * Options that copy everything, in parts above 5 GiB.
	 * @return the options
	 */
	public static CopyOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * A copy that does not take over the content type, metadata and headers of the
	 * source. The content type is guessed from the name of the target unless it is given;
	 * tags are taken over unless some are given.
	 * @param replacement what the copy has instead
	 * @return the changed copy
	 */
	public CopyOptions withReplacement(StoreOptions replacement) {
		return new CopyOptions(replacement, this.multipartThreshold);
	}

	/**
	 * A copy with another threshold, for stores that are slow to copy large objects at
	 * once.
	 * @param multipartThreshold size in bytes above which the store copies part after
	 * part: 5 MiB to 5 GiB
	 * @return the changed copy
	 */
	public CopyOptions withMultipartThreshold(long multipartThreshold) {
		return new CopyOptions(this.replacement, multipartThreshold);
	}

}
