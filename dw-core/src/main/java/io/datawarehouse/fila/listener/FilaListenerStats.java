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

package io.datawarehouse.fila.listener;

/**
 * What a container has done since it was made, and what it does now.
 *
 * @param inFlight how many messages are being handled now
 * @param handled how many were handled
 * @param failed how often handling failed, local retries not counted
 * @param filtered how many the filter did not let through
 * @param leaseOverruns how many were handled for longer than their lease
 * @param leasesLost how many could not be settled because their lease had expired: they
 * are handled more than once
 * @param settleFailures how many could not be settled because the broker was out of
 * reach: they are handled more than once
 * @param resubscriptions how often a lost subscription was made again
 * @since 1.0.0
 */
public record FilaListenerStats(int inFlight, long handled, long failed, long filtered, long leaseOverruns,
		long leasesLost, long settleFailures, long resubscriptions) {
}
