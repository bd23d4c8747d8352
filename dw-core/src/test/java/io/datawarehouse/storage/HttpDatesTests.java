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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpDates}.
 */
class HttpDatesTests {

	@Test
	void datesAreThoseOfThePlatform() {
		Instant date = Instant.parse("1999-12-31T23:59:59Z");
		for (int i = 0; i < 400; i++) {
			String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
			assertThat(HttpDates.parse(text)).isEqualTo(date);
			date = date.plusSeconds(30 * 86_400 + 4_321);
		}
	}

	@Test
	void otherFormsAreReadToo() {
		assertThat(HttpDates.parse("Sun, 6 Nov 1994 08:49:37 GMT")).isEqualTo("1994-11-06T08:49:37Z");
		assertThat(HttpDates.parse("Sun, 06 Nov 1994 08:49:37 +0100")).isEqualTo("1994-11-06T07:49:37Z");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "yesterday", "Sun, 06 Nov 1994 08:49:3x GMT", "Sun, 36 Nov 1994 08:49:37 GMT",
			"Sun, 06 ovD 1994 08:49:37 GMT", "2026-11-21T10:15:30.000000Z GMT" })
	void whatIsNoDateIsRefused(String text) {
		assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> HttpDates.parse(text));
	}

}
