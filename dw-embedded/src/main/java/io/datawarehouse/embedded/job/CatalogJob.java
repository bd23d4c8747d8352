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

import org.jspecify.annotations.Nullable;

/**
 * A job that the catalog knows.
 *
 * @param name the name of the job
 * @param runs how many runs it had
 * @param running how many of them are running
 * @param lastStatus how far the last run got
 * @param lastStartedAt when the last run was started
 * @since 1.0.0
 */
public record CatalogJob(String name, long runs, long running, @Nullable RunStatus lastStatus,
		@Nullable Instant lastStartedAt) {
}
