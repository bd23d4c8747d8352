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

package io.datawarehouse.benchmarks.storage.sink;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The bytes that a {@code Range} header, or a part number, takes from an object.
 *
 * @param first the first byte
 * @param last the last byte, included
 * @param size the size of the object
 */
record ContentRange(long first, long last, long size) {

	private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

	/**
	 * Understand a {@code Range} header of one range.
	 * @param header the header's value
	 * @param size the size of the object
	 * @return the range, or {@code null} when it has no byte of the object
	 */
	static @Nullable ContentRange parse(String header, long size) {
		Matcher matcher = RANGE.matcher(header);
		if (!matcher.matches() || header.equals("bytes=-")) {
			return null;
		}
		String from = matcher.group(1);
		String to = matcher.group(2);
		if (from.isEmpty()) {
			return of(Math.max(0, size - Long.parseLong(to)), size - 1, size);
		}
		return of(Long.parseLong(from), to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1), size);
	}

	/**
	 * Return the range of one part of an object that was uploaded in parts.
	 * @param number the number of the part, from 1
	 * @param partSize the size of all parts but the last
	 * @param size the size of the object
	 * @return the range, or {@code null} when there is no such part
	 */
	static @Nullable ContentRange part(long number, long partSize, long size) {
		long first = (number - 1) * partSize;
		return of(first, Math.min(first + partSize, size) - 1, size);
	}

	private static @Nullable ContentRange of(long first, long last, long size) {
		return (first >= 0 && first <= last) ? new ContentRange(first, last, size) : null;
	}

	long length() {
		return this.last - this.first + 1;
	}

	String header() {
		return "Content-Range: bytes " + this.first + "-" + this.last + "/" + this.size + "\r\n";
	}

}
