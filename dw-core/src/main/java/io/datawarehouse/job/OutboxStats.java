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

import java.time.Duration;

/**
 * How much a {@link JobContextFactory} has still to deliver, and what became of the rest.
 *
 * @param pendingCompletions the completions of runs that wait to be delivered
 * @param pendingEvents the events that wait to be delivered
 * @param pendingBytes how much room the waiting events take
 * @param oldestAge how long the oldest of what waits has waited, zero if nothing waits
 * @param delivered how many events and completions were delivered
 * @param dropped how many events were dropped because the outbox was full
 * @param setAside how many events and completions were given up because they were refused
 * @since 1.0.0
 */
public record OutboxStats(int pendingCompletions, int pendingEvents, long pendingBytes, Duration oldestAge,
		long delivered, long dropped, long setAside) {
}
