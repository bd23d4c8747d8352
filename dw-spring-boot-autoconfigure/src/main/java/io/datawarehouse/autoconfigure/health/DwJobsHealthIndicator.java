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

package io.datawarehouse.autoconfigure.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.OutboxStats;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;

/**
 * Health of the Datlake catalog, and how much waits for it.
 */
class DwJobsHealthIndicator extends DeadlineHealthIndicator {

	private final DatlakeClient client;

	private final @Nullable JobContextFactory jobs;

	DwJobsHealthIndicator(DatlakeClient client, @Nullable JobContextFactory jobs, Duration deadline) {
		super("dwJobs", deadline);
		this.client = client;
		this.jobs = jobs;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		// Told also while the catalog is away, when it is worth most.
		if (this.jobs != null) {
			builder.withDetail("outbox", outbox(this.jobs.outboxStats()));
		}
		super.doHealthCheck(builder);
	}

	private static Map<String, Object> outbox(OutboxStats stats) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("pendingCompletions", stats.pendingCompletions());
		details.put("pendingEvents", stats.pendingEvents());
		details.put("pendingBytes", stats.pendingBytes());
		details.put("oldestAgeMs", stats.oldestAge().toMillis());
		details.put("dropped", stats.dropped());
		details.put("setAside", stats.setAside());
		return details;
	}

	@Override
	Map<String, Object> probe() {
		this.client.probe();
		return Map.of("url", this.client.getUrl());
	}

}
