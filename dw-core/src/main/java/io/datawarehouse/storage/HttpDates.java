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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Reads the dates of HTTP headers, such as {@code Sat, 21 Nov 2026 10:15:30 GMT}. The
 * formatter of the platform takes a hundred times as long.
 */
final class HttpDates {

	private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

	private static final int LENGTH = 29;

	private HttpDates() {
	}

	/**
	 * Read a date.
	 * @param text the date
	 * @return the date
	 * @throws DateTimeException if it is none
	 */
	static Instant parse(String text) {
		int month = (text.length() == LENGTH && text.endsWith(" GMT")) ? MONTHS.indexOf(text.substring(8, 11)) : -1;
		if (month < 0 || month % 3 != 0) {
			return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
		}
		return LocalDateTime
			.of(number(text, 12, 16), month / 3 + 1, number(text, 5, 7), number(text, 17, 19), number(text, 20, 22),
					number(text, 23, 25))
			.toInstant(ZoneOffset.UTC);
	}

	private static int number(String text, int start, int end) {
		int number = 0;
		for (int i = start; i < end; i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				throw new DateTimeException("'" + text + "' is not a date");
			}
			number = number * 10 + digit;
		}
		return number;
	}

}
