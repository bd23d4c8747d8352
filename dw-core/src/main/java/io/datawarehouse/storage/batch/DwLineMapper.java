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

import org.springframework.batch.infrastructure.item.file.LineMapper;

/**
 * Makes an item of a line.
 *
 * @param <T> the type of the items
 * @since 1.0.0
 */
@FunctionalInterface
public interface DwLineMapper<T> {

	/**
	 * Make an item of a line.
	 * @param line the line
	 * @return the item, never {@code null}
	 * @throws Exception if the line is not as it should be
	 */
	T mapLine(DwLine line) throws Exception;

	/**
	 * A mapper of Spring Batch, as of delimited or fixed-length fields.
	 * @param <T> the type of the items
	 * @param mapper the mapper
	 * @return the same for lines of objects
	 */
	static <T> DwLineMapper<T> of(LineMapper<T> mapper) {
		return (line) -> mapper.mapLine(line.text(), Math.toIntExact(line.number()));
	}

}
