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

package io.datawarehouse.embedded.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query, only those that are set, so that each may use its index.
 */
final class Where {

	private final StringBuilder sql = new StringBuilder();

	private final List<Object> parameters = new ArrayList<>();

	/**
	 * Add a condition, unless its parameter is not set.
	 * @param condition the condition, with a question mark for each use of the parameter
	 * @param parameter the parameter
	 * @return these conditions
	 */
	Where and(String condition, @Nullable Object parameter) {
		if (parameter != null) {
			this.sql.append(this.sql.isEmpty() ? " where " : " and ").append('(').append(condition).append(')');
			condition.chars().filter((letter) -> letter == '?').forEach((letter) -> this.parameters.add(parameter));
		}
		return this;
	}

	/**
	 * Add that one of some columns holds a text, whatever its case.
	 */
	Where contains(@Nullable String text, String... columns) {
		if (text == null || text.isEmpty()) {
			return this;
		}
		List<String> likes = new ArrayList<>();
		for (String column : columns) {
			likes.add("lower(" + column + ") like ? escape '!'");
		}
		return and(String.join(" or ", likes), "%" + literally(text.toLowerCase(Locale.ROOT)) + "%");
	}

	private static String literally(String text) {
		return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
	}

	String sql() {
		return this.sql.toString();
	}

	Object[] parameters(Object... more) {
		List<Object> all = new ArrayList<>(this.parameters);
		all.addAll(List.of(more));
		return all.toArray();
	}

}
