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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A new state of a table, to be registered in the Datlake catalog.
 *
 * @param table the name of the table
 * @param uri where the data lies
 * @param format the format of the data, such as {@code parquet}
 * @param schema the columns, or {@code null} if they are not known
 * @param jobName the job that wrote the data
 * @param runId the run that wrote the data
 * @since 1.0.0
 */
public record SnapshotRegistration(String table, String uri, String format, @Nullable Map<String, ?> schema,
		String jobName, String runId) {

	public SnapshotRegistration {
		Names.requireSegment("table", table);
		Assert.hasText(uri, () -> "uri of table '" + table + "' must not be empty");
		Assert.hasText(format, () -> "format of table '" + table + "' must not be empty");
		Names.requireJob(jobName);
		Names.requireRun(runId);
		schema = (schema != null) ? Collections.unmodifiableMap(new LinkedHashMap<>(schema)) : null;
	}

}
