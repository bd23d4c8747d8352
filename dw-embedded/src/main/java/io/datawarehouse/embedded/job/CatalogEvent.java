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
 * An event that was told to the catalog.
 *
 * @param eventId the number of the event
 * @param eventType the kind of event
 * @param jobName the name of the job, or {@code null} if it is of no job
 * @param runId the id of the run, or {@code null} if it is of no run
 * @param data what happened
 * @param createdAt when the event came
 * @since 1.0.0
 */
public record CatalogEvent(long eventId, String eventType, @Nullable String jobName, @Nullable String runId,
		Map<String, Object> data, Instant createdAt) {
}
