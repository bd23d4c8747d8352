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

package io.datawarehouse.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that reads well as text and as Markdown.
 *
 * @since 1.0.0
 */
public final class MarkdownTable {

	private final List<List<String>> rows = new ArrayList<>();

	/**
	 * Start a table.
	 * @param titles the titles of its columns
	 */
	public MarkdownTable(String... titles) {
		this.rows.add(List.of(titles));
	}

	/**
	 * Add a row.
	 * @param cells one for each column
	 */
	public void row(String... cells) {
		if (cells.length != this.rows.get(0).size()) {
			throw new IllegalArgumentException(
					"A row of " + cells.length + " cells in a table of " + this.rows.get(0).size() + " columns");
		}
		this.rows.add(List.of(cells));
	}

	@Override
	public String toString() {
		int[] widths = widths();
		StringBuilder text = new StringBuilder();
		for (int index = 0; index < this.rows.size(); index++) {
			append(text, this.rows.get(index), widths, ' ');
			if (index == 0) {
				append(text, this.rows.get(0).stream().map((title) -> "").toList(), widths, '-');
			}
		}
		return text.toString();
	}

	private int[] widths() {
		int[] widths = new int[this.rows.get(0).size()];
		for (List<String> row : this.rows) {
			for (int column = 0; column < widths.length; column++) {
				widths[column] = Math.max(widths[column], Math.max(3, row.get(column).length()));
			}
		}
		return widths;
	}

	private static void append(StringBuilder text, List<String> cells, int[] widths, char padding) {
		for (int column = 0; column < widths.length; column++) {
			String cell = cells.get(column);
			text.append("| ").append(cell).append(String.valueOf(padding).repeat(widths[column] - cell.length()));
			text.append(' ');
		}
		text.append("|\n");
	}

}
