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
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Part of a longer list.
 *
 * @param items the items in this part
 * @param total how many there are in all
 * @param paging what was asked for
 * @param next where the next part begins, or {@code null} if this is the last
 * @param <T> the type of the items
 */
record Page<T>(List<T> items, long total, Paging paging, @Nullable String next) {

	/**
	 * Make a page of one item more than was asked for, if there are as many.
	 */
	static <T> Page<T> of(List<T> items, long total, Paging paging, Function<T, ?> cursor) {
		if (items.size() <= paging.limit()) {
			return new Page<>(items, total, paging, null);
		}
		List<T> kept = List.copyOf(items.subList(0, paging.limit()));
		return new Page<>(kept, total, paging, String.valueOf(cursor.apply(kept.get(kept.size() - 1))));
	}

}
