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
 * How a listing is narrowed beyond its prefix.
 *
 * @param limit how many objects are listed at the most
 * @param startAfter the key after which the listing begins, or {@code null} to begin with
 * the first
 * @param delimiter what ends a common prefix, or {@code null} to list all keys
 * @since 1.0.0
 */
public record ListOptions(long limit, @Nullable String startAfter, @Nullable String delimiter) {

	private static final ListOptions ALL = new ListOptions(Long.MAX_VALUE, null, null);

	/**
	 * Create options.
	 * @throws IllegalArgumentException if the limit is not positive or the delimiter
	 * empty
	 */
	public ListOptions {
		Assert.isTrue(limit > 0, () -> "limit of a listing must be positive, was " + limit);
		Assert.isTrue(delimiter == null || !delimiter.isEmpty(), "delimiter of a listing must not be empty");
	}

	/**
	 * Options that list all objects.
	 * @return the options
	 */
	public static ListOptions all() {
		return ALL;
	}

	/**
	 * A copy with another limit.
	 * @param limit how many objects are listed at the most
	 * @return the changed copy
	 */
	public ListOptions withLimit(long limit) {
		return new ListOptions(limit, this.startAfter, this.delimiter);
	}

	/**
	 * A copy with another beginning.
	 * @param startAfter the key after which the listing begins
	 * @return the changed copy
	 */
	public ListOptions withStartAfter(String startAfter) {
		return new ListOptions(this.limit, startAfter, this.delimiter);
	}

	/**
	 * A copy that leaves out the keys which have the delimiter after the prefix. These
	 * share common prefixes, which {@link ListOperations#listEntries} tells.
	 * @param delimiter the delimiter, mostly {@code "/"}
	 * @return the changed copy
	 */
	public ListOptions withDelimiter(String delimiter) {
		return new ListOptions(this.limit, this.startAfter, delimiter);
	}

}
