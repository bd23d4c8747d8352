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

import org.jspecify.annotations.Nullable;

/**
 * The catalog's answer to the start of a run.
 *
 * @param runId the id that the catalog gave to the run
 * @param requestId the catalog's own id of the call, or {@code null} if it did not tell
 * @since 1.0.0
 */
public record StartedRun(String runId, @Nullable String requestId) {
}
