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

import java.util.regex.Pattern;

/**
 * Ant pattern over keys: {@code ?} is one character and {@code *} any number of them
 * within a segment, <code>**</code> any number of segments. All else means itself, empty
 * segments and spaces too.
 */
final class KeyPattern {

	private final String prefix;

	private final Pattern regex;

	KeyPattern(String pattern) {
		this.prefix = pattern.substring(0, firstWildcard(pattern));
		this.regex = Pattern.compile(toRegex(pattern), Pattern.DOTALL);
	}

	static int firstWildcard(String pattern) {
		int index = 0;
		while (index < pattern.length() && pattern.charAt(index) != '*' && pattern.charAt(index) != '?') {
			index++;
		}
		return index;
	}

	private static String toRegex(String pattern) {
		StringBuilder regex = new StringBuilder();
		int index = 0;
		while (index < pattern.length()) {
			boolean atSegment = index == 0 || pattern.charAt(index - 1) == '/';
			if (atSegment && pattern.startsWith("**/", index)) {
				// Twice the same says nothing more, but takes long to find out.
				while (pattern.startsWith("**/", index)) {
					index += 3;
				}
				regex.append("(?:.*/)?");
			}
			else if (pattern.startsWith("**", index)) {
				regex.append(".*");
				index = skipStars(pattern, index);
			}
			else {
				regex.append(toRegex(pattern.charAt(index)));
				index++;
			}
		}
		return regex.toString();
	}

	private static int skipStars(String pattern, int start) {
		int index = start;
		while (index < pattern.length() && pattern.charAt(index) == '*') {
			index++;
		}
		return index;
	}

	private static String toRegex(char character) {
		return switch (character) {
			case '*' -> "[^/]*";
			case '?' -> "[^/]";
			default -> Character.isLetterOrDigit(character) || Character.isSurrogate(character)
					? String.valueOf(character) : "\\x{" + Integer.toHexString(character) + "}";
		};
	}

	/**
	 * What all keys that match begin with: the text before the first wildcard.
	 */
	String prefix() {
		return this.prefix;
	}

	boolean matches(String key) {
		return this.regex.matcher(key).matches();
	}

}
