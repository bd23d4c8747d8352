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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeyPattern}.
 */
class KeyPatternTests {

	@ParameterizedTest
	@CsvSource({ "a/*.csv, a/x.csv, true", "a/*.csv, a/b/x.csv, false", "a/*.csv, a/.csv, true",
			"a/**/*.csv, a/x.csv, true", "a/**/*.csv, a/b/c/x.csv, true", "a/**/*.csv, b/x.csv, false",
			"a/**/*.csv, a/b/x.csv.gz, false", "a/**, a/b/c, true", "a/**, ab, false", "**, a//b, true",
			"a/?.csv, a/x.csv, true", "a/?.csv, a//.csv, false", "a/?.csv, a/xy.csv, false", "a//*, a//b, true",
			"a//*, a/b, false", "a/*/b, a//b, true", "**/b, b, true", "**/b, ab, false", "**/**/**/b, x/b, true",
			"a^b=c+d/*, a^b=c+d/e, true", "a.b/*, aXb/c, false", "größe/*, größe/日本, true", "a/**/b/**, a/b/c, true",
			"a/***.csv, a/b/c.csv, true", "a{1}/*, a{1}/b, true" })
	void patternsMatchWhatTheySay(String pattern, String key, boolean matches) {
		assertThat(new KeyPattern(pattern).matches(key)).isEqualTo(matches);
	}

	@ParameterizedTest
	@CsvSource({ "a/b/*.csv, a/b/", "a/b?/*.csv, a/b", "**, ''", "a/b, a/b" })
	void prefixEndsBeforeTheFirstWildcardOfAnyKind(String pattern, String prefix) {
		assertThat(new KeyPattern(pattern).prefix()).isEqualTo(prefix);
	}

	@Test
	void repeatedWildcardsDoNotTakeForever() {
		KeyPattern pattern = new KeyPattern("**/".repeat(40) + "x");
		assertThat(pattern.matches("a/".repeat(400) + "y")).isFalse();
	}

}
