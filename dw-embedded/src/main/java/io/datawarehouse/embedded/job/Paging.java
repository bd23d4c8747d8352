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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit how many items at most
 * @param offset how many to pass over
 * @param cursor where the part before ended, or {@code null} to begin at the start
 */
record Paging(int limit, int offset, @Nullable String cursor) {

	static final int MAX = 1000;

	static Paging first(int limit) {
		return new Paging(limit, 0, null);
	}

	static Paging of(CatalogRequest request) {
		return new Paging(request.query("limit", 50, 1, MAX), request.query("offset", 0, 0, Integer.MAX_VALUE),
				request.query("cursor"));
	}

	/**
	 * The cursor as the number that it is in most lists.
	 * @return the number, or {@code null} if there is no cursor
	 */
	@Nullable Long number() {
		try {
			return (this.cursor != null) ? Long.valueOf(this.cursor) : null;
		}
		catch (NumberFormatException ex) {
			throw ApiException.invalid(List.of("query", "cursor"), "Input should be the cursor of an earlier page",
					"value_error");
		}
	}

}
