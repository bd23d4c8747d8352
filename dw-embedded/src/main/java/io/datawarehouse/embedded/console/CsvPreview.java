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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The first rows of a CSV file as a table.
 */
final class CsvPreview {

	static final int MOST_ROWS = 100;

	static final int MOST_COLUMNS = 50;

	static final int MOST_CELL = 500;

	private static final char[] SEPARATORS = { ',', ';', '\t', '|' };

	private final String text;

	private final boolean cut;

	private final char separator;

	private int position;

	/**
	 * Create a preview.
	 * @param cut whether the text ends before the file does
	 */
	CsvPreview(String text, boolean cut) {
		this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
		this.cut = cut;
		this.separator = separator(this.text.lines().findFirst().orElse(""));
	}

	private static char separator(String line) {
		char best = SEPARATORS[0];
		long most = 0;
		for (char separator : SEPARATORS) {
			long count = line.chars().filter((character) -> character == separator).count();
			if (count > most) {
				most = count;
				best = separator;
			}
		}
		return best;
	}

	Map<String, Object> table() {
		List<List<String>> rows = new ArrayList<>();
		while (this.position < this.text.length() && rows.size() <= MOST_ROWS) {
			rows.add(row());
		}
		boolean more = this.position < this.text.length();
		if (this.cut && !more && rows.size() > 1) {
			// It may be cut through.
			rows.remove(rows.size() - 1);
		}
		return Map.of("kind", "table", "columns", rows.get(0), "rows", List.copyOf(rows.subList(1, rows.size())),
				"truncated", this.cut || more);
	}

	private List<String> row() {
		List<String> row = new ArrayList<>();
		boolean goesOn = true;
		while (goesOn) {
			String cell = cell();
			if (row.size() < MOST_COLUMNS) {
				row.add(cell);
			}
			goesOn = this.position < this.text.length() && this.text.charAt(this.position++) == this.separator;
		}
		if (this.position < this.text.length() && this.text.charAt(this.position - 1) == '\r'
				&& this.text.charAt(this.position) == '\n') {
			this.position++;
		}
		return row;
	}

	/**
	 * Read up to the separator or the end of the line.
	 */
	private String cell() {
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		while (this.position < this.text.length()) {
			char character = this.text.charAt(this.position);
			if (character == '"' && (quoted || cell.isEmpty())) {
				quoted = quote(cell, quoted);
				continue;
			}
			if (!quoted && (character == this.separator || character == '\n' || character == '\r')) {
				break;
			}
			append(cell, character);
			this.position++;
		}
		return cell.toString();
	}

	/**
	 * Take a quote, or two of them for one that is meant.
	 * @return whether the text that follows is quoted
	 */
	private boolean quote(StringBuilder cell, boolean quoted) {
		boolean twice = quoted && this.text.startsWith("\"\"", this.position);
		if (twice) {
			append(cell, '"');
		}
		this.position += twice ? 2 : 1;
		return twice || !quoted;
	}

	private static void append(StringBuilder cell, char character) {
		if (cell.length() < MOST_CELL) {
			cell.append(character);
		}
	}

}
