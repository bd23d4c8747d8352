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

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One state of a table, as the catalog holds it.
 *
 * @param snapshotId the id of the snapshot; later ones are greater
 * @param tableName the name of the table
 * @param uri where the data lies
 * @param format the format of the data
 * @param schema the columns, or {@code null} if they are not known
 * @param jobName the job that wrote it, or {@code null} if it is not known
 * @param runId the run that wrote it, or {@code null} if it is not known
 * @param createdAt when it was registered
 * @since 1.0.0
 */
public record CatalogSnapshot(long snapshotId, String tableName, String uri, String format,
		@Nullable Map<String, Object> schema, @Nullable String jobName, @Nullable String runId, Instant createdAt) {
}
