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

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Settings of the outbox.
 *
 * @param directory where to keep what is owed, or {@code null} to keep it in memory
 * @param maxCompletions how many completions may wait before no run is started
 * @param maxEvents how many events may wait before further ones are dropped
 * @param maxBytes how much room the waiting events may take
 * @param firstPause the first pause after a failure
 * @param longestPause the longest pause
 * @param completionWait how long the end of a run waits for the run's events to be
 * delivered
 */
record OutboxSettings(@Nullable Path directory, int maxCompletions, int maxEvents, long maxBytes, Duration firstPause,
		Duration longestPause, Duration completionWait) {

}
