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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryAfter}.
 */
class RetryAfterTests {

	private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

	@ParameterizedTest
	@CsvSource({ "0, PT0S", "3, PT3S", "' 7 ', PT7S", "-5, PT0S", "-99999999999999999999, PT0S", "86400, PT24H",
			"86401, PT24H", "999999999, PT24H", "1000000000, PT24H", "99999999999999999999, PT24H" })
	void secondsAreTakenWithinTheirBounds(String value, Duration expected) {
		assertThat(RetryAfter.parse(value)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Sat, 21 Nov 2026 08:00:30 GMT | PT30S
			Sat, 21 Nov 2026 08:00:00 GMT | PT0S
			Sat, 21 Nov 2026 07:00:00 GMT | PT0S
			Sun, 22 Nov 2026 08:00:01 GMT | PT24H
			Fri, 31 Dec 9999 23:59:59 GMT | PT24H
			Sat, 21 Nov 2026 09:01:00 +0100 | PT1M
			""")
	void datesAreTakenWithinTheirBounds(String value, Duration expected) {
		assertThat(RetryAfter.parse(value, NOW)).isEqualTo(expected);
	}

	@Test
	void dateIsComparedWithTheClock() {
		String value = DateTimeFormatter.RFC_1123_DATE_TIME
			.format(Instant.now().plusSeconds(600).atOffset(ZoneOffset.UTC));
		assertThat(RetryAfter.parse(value)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "soon", "1.5", "-", "1e3", "0x10", "2026-11-21T08:00:00Z",
			"Sun, 21 Nov 2026 08:00:30 GMT" })
	void whatIsNeitherIsAsIfItWereNotThere(String value) {
		assertThat(RetryAfter.parse(value)).isNull();
	}

}
