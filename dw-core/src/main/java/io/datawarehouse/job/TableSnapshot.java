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

package io.datawarehouse.job;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One state of a table, as registered in the Datlake catalog.
 *
 * @param table the name of the table
 * @param uri where the data lies
 * @param format the format of the data, such as {@code parquet}, or {@code null} if it is
 * not told
 * @param schema the columns, empty if they are not told
 * @param createdAt when the snapshot was registered, or {@code null} if it is not told
 * @param snapshotId the catalog's id of the snapshot, or {@code null} if it is not told
 * @since 1.0.0
 */
public record TableSnapshot(String table, String uri, @Nullable String format, Map<String, Object> schema,
		@Nullable Instant createdAt, @Nullable String snapshotId) {

	public TableSnapshot {
		// Not Map.copyOf: a catalog may tell null for a column, and the order counts.
		schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
	}

}
