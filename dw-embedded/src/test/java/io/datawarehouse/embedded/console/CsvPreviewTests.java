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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CsvPreview}.
 */
class CsvPreviewTests {

	@Test
	void quotesHoldSeparatorsLinesAndQuotes() {
		Map<String, Object> table = new CsvPreview("a,b\r\n\"1,\n2\",\"say \"\"hi\"\"\"\r\n,x\"y\n", false).table();
		assertThat(table).containsEntry("columns", List.of("a", "b"))
			.containsEntry("rows", List.of(List.of("1,\n2", "say \"hi\""), List.of("", "x\"y")))
			.containsEntry("truncated", false);
	}

	@Test
	void separatorIsThatOfTheFirstLine() {
		assertThat(new CsvPreview("a;b,c;d\n1;2;3", false).table()).containsEntry("columns", List.of("a", "b,c", "d"));
		assertThat(new CsvPreview("a\tb\n1\t2", false).table()).containsEntry("rows", List.of(List.of("1", "2")));
	}

	@Test
	void lastRowOfCutTextIsLeftOut() {
		assertThat(new CsvPreview("a,b\n1,2\n3", true).table()).containsEntry("rows", List.of(List.of("1", "2")))
			.containsEntry("truncated", true);
	}

	@Test
	void rowsColumnsAndCellsAreBounded() {
		String wide = "x,".repeat(200) + "y\n";
		Map<String, Object> table = new CsvPreview(wide + "z".repeat(5000) + "\n" + "1\n".repeat(500), false).table();
		assertThat((List<?>) table.get("columns")).hasSize(CsvPreview.MOST_COLUMNS);
		assertThat((List<?>) table.get("rows")).hasSize(CsvPreview.MOST_ROWS)
			.first()
			.isEqualTo(List.of("z".repeat(CsvPreview.MOST_CELL)));
		assertThat(table).containsEntry("truncated", true);
	}

	@Test
	void openQuoteAndByteOrderMarkDoNoHarm() {
		assertThat(new CsvPreview("\ufeffa,b\n\"open,1\n2", false).table()).containsEntry("columns", List.of("a", "b"))
			.containsEntry("rows", List.of(List.of("open,1\n2")));
	}

}
