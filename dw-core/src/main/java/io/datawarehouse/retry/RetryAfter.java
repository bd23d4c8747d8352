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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What servers say in the HTTP header {@code Retry-After}: how long they want to be left
 * alone.
 *
 * @since 1.0.0
 */
public final class RetryAfter {

	/**
	 * The longest delay that is told. A server that asks for more than this is as one
	 * that asks for this.
	 */
	public static final Duration LONGEST = Duration.ofDays(1);

	private static final Pattern SECONDS = Pattern.compile("-?\\d+");

	// More digits than this are beyond the longest delay, and may be beyond a long.
	private static final int MAX_DIGITS = 9;

	private RetryAfter() {
	}

	/**
	 * Read the header.
	 * @param header the value of the header: seconds, or the date of HTTP; may be
	 * {@code null}
	 * @return the delay from now on, from zero to {@link #LONGEST}, or {@code null} if
	 * the value is missing or neither of the two
	 */
	public static @Nullable Duration parse(@Nullable String header) {
		return (header != null) ? parse(header.strip(), Instant.now()) : null;
	}

	static @Nullable Duration parse(String value, Instant now) {
		if (SECONDS.matcher(value).matches()) {
			return bounded((value.length() > MAX_DIGITS && value.charAt(0) != '-') ? LONGEST : ofSeconds(value));
		}
		try {
			return bounded(Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from)));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static Duration ofSeconds(String value) {
		return (value.charAt(0) == '-') ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(value));
	}

	private static Duration bounded(Duration delay) {
		Duration atMost = (delay.compareTo(LONGEST) > 0) ? LONGEST : delay;
		return atMost.isNegative() ? Duration.ZERO : atMost;
	}

}
