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

package io.datawarehouse.storage.batch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LineInputTests {

	private static LineInput input(String text, long offset) {
		return new LineInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), offset,
				StandardCharsets.UTF_8, 100_000);
	}

	private static List<String> lines(LineInput input) throws IOException {
		List<String> lines = new ArrayList<>();
		for (String line = input.next(); line != null; line = input.next()) {
			lines.add(line);
		}
		return lines;
	}

	@Test
	void linesEndWithLineFeedsOrTheEnd() throws IOException {
		assertThat(lines(input("a\nb\r\n\nc", 0))).containsExactly("a", "b", "", "c");
		assertThat(lines(input("a\n", 0))).containsExactly("a");
		assertThat(lines(input("\n", 0))).containsExactly("");
		assertThat(lines(input("", 0))).isEmpty();
	}

	@Test
	void offsetIsThatOfTheNextLineInBytes() throws IOException {
		LineInput input = input("ä\r\nbc\n", 10);
		assertThat(input.offset()).isEqualTo(10);
		input.next();
		assertThat(input.offset()).isEqualTo(14);
		input.next();
		assertThat(input.offset()).isEqualTo(17);
		assertThat(input.next()).isNull();
		assertThat(input.offset()).isEqualTo(17);
	}

	@ParameterizedTest
	@ValueSource(ints = { 65535, 65536, 65537 })
	void linesReachOverBlocks(int length) throws IOException {
		String line = "x".repeat(length);
		LineInput input = input(line + "\n" + line, 0);
		assertThat(lines(input)).containsExactly(line, line);
		assertThat(input.offset()).isEqualTo(2L * length + 1);
	}

	@Test
	void lineThatIsTooLongIsRefused() {
		LineInput input = new LineInput(new Endless(), 0, StandardCharsets.UTF_8, 1000);
		assertThatExceptionOfType(LineInput.LineTooLongException.class).isThrownBy(input::next)
			.withMessageContaining("1000 bytes")
			.withMessageContaining("setMaxLineLength");
	}

	/**
	 * A line without an end.
	 */
	private static final class Endless extends InputStream {

		@Override
		public int read() {
			return 'x';
		}

	}

}
