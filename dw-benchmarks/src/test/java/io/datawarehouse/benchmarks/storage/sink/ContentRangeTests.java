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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContentRange}.
 */
class ContentRangeTests {

	@ParameterizedTest
	@CsvSource({ "bytes=0-9,0,9", "bytes=5-,5,99", "bytes=-10,90,99", "bytes=-200,0,99", "bytes=99-99,99,99",
			"bytes=0-1000,0,99" })
	void rangeHasItsBytes(String header, long first, long last) {
		assertThat(ContentRange.parse(header, 100)).isEqualTo(new ContentRange(first, last, 100));
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=100-", "bytes=9-5", "bytes=-", "bytes=-0", "bytes=a-b", "items=0-1",
			"bytes=0-1,3-4", "bytes=0-99999999999999999999" })
	void rangeWithoutBytesIsNone(String header) {
		assertThat(ContentRange.parse(header, 100)).isNull();
	}

	@Test
	void lastPartIsWhatIsLeft() {
		assertThat(ContentRange.part(1, 8, 17)).isEqualTo(new ContentRange(0, 7, 17));
		assertThat(ContentRange.part(3, 8, 17)).isEqualTo(new ContentRange(16, 16, 17));
		assertThat(ContentRange.part(4, 8, 17)).isNull();
		assertThat(ContentRange.part(0, 8, 17)).isNull();
	}

}
