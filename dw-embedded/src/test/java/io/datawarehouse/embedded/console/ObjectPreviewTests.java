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

package io.datawarehouse.embedded.console;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObjectPreview}.
 */
class ObjectPreviewTests {

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void jsonIsIndentedAndKeepsItsNumbers() {
		assertThat(ObjectPreview.of(utf8("{\"a\":[1.10,123456789012345678901234567890,1e2]}"), false, "json"))
			.containsEntry("kind", "json")
			.extractingByKey("text")
			.asString()
			.contains("1.10", "123456789012345678901234567890", "\n");
	}

	@Test
	void whatIsNoJsonIsText() {
		for (String text : new String[] { "{\"a\":", "{} {}", "", "[".repeat(5000) }) {
			assertThat(ObjectPreview.of(utf8(text), false, "json")).containsEntry("kind", "text")
				.containsEntry("text", text);
		}
		assertThat(ObjectPreview.of(utf8("{\"a\":1}"), true, "json")).containsEntry("kind", "text");
	}

	@Test
	void characterThatIsCutThroughIsLeftOut() {
		byte[] cut = Arrays.copyOf(utf8("ab\u20ac"), 4);
		assertThat(ObjectPreview.of(cut, true, "text")).containsEntry("kind", "text").containsEntry("text", "ab");
		assertThat(ObjectPreview.of(cut, false, "text")).containsEntry("kind", "binary")
			.containsEntry("text", "6162e282");
	}

	@Test
	void bytesAreShownAsHexOfBoundedLength() {
		byte[] bytes = new byte[2000];
		assertThat(ObjectPreview.of(bytes, false, "text")).containsEntry("kind", "binary")
			.containsEntry("truncated", true)
			.extractingByKey("text")
			.asString()
			.hasSize(1024);
	}

	@Test
	void emptyCsvIsText() {
		assertThat(ObjectPreview.of(new byte[0], false, "csv")).containsEntry("kind", "text");
	}

}
