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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Which part of an object an answer holds, as the header {@code Content-Range} tells it.
 *
 * @param first the position of the first byte
 * @param last the position of the last byte
 * @param total how many bytes the object has, or -1 if the store does not tell
 */
record ContentRange(long first, long last, long total) {

	static final String HEADER = "Content-Range";

	/**
	 * The status of an answer that holds a part.
	 */
	static final int STATUS = 206;

	private static final Pattern FORMAT = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

	/**
	 * Read the header.
	 * @param header the value of the header, or {@code null} if there is none
	 * @return the range, or {@code null} if the value is not one
	 */
	static @Nullable ContentRange parse(@Nullable String header) {
		Matcher matcher = FORMAT.matcher((header != null) ? header : "");
		if (!matcher.matches()) {
			return null;
		}
		String total = matcher.group(3);
		return new ContentRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)),
				total.equals("*") ? -1 : Long.parseLong(total));
	}

	/**
	 * Whether a header tells that the range is all that there is.
	 */
	static boolean isWhole(@Nullable String header) {
		ContentRange range = parse(header);
		return range != null && range.isWhole();
	}

	/**
	 * Whether the range is all that there is.
	 */
	boolean isWhole() {
		return this.first == 0 && this.last + 1 == this.total;
	}

	String toHeader() {
		return "bytes " + this.first + "-" + this.last + "/" + ((this.total >= 0) ? this.total : "*");
	}

}
