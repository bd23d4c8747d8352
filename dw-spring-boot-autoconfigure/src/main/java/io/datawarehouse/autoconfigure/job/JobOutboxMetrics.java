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

package io.datawarehouse.autoconfigure.job;

import java.util.concurrent.TimeUnit;

import io.datawarehouse.job.JobContextFactory;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Meters of what waits for the catalog.
 */
class JobOutboxMetrics implements MeterBinder {

	private final ObjectProvider<JobContextFactory> jobs;

	JobOutboxMetrics(ObjectProvider<JobContextFactory> jobs) {
		this.jobs = jobs;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.jobs.ifUnique((jobs) -> bindTo(registry, jobs));
	}

	private static void bindTo(MeterRegistry registry, JobContextFactory factory) {
		Gauge.builder("dw.jobs.outbox.pending", factory, (jobs) -> jobs.outboxStats().pendingCompletions())
			.tag("kind", "completion")
			.description("Completions of runs that wait to be delivered")
			.register(registry);
		Gauge.builder("dw.jobs.outbox.pending", factory, (jobs) -> jobs.outboxStats().pendingEvents())
			.tag("kind", "event")
			.description("Events of runs that wait to be delivered")
			.register(registry);
		Gauge.builder("dw.jobs.outbox.size", factory, (jobs) -> jobs.outboxStats().pendingBytes())
			.baseUnit("bytes")
			.description("Room that the waiting events take")
			.register(registry);
		TimeGauge
			.builder("dw.jobs.outbox.age", factory, TimeUnit.MILLISECONDS,
					(jobs) -> jobs.outboxStats().oldestAge().toMillis())
			.description("How long the oldest of what waits has waited")
			.register(registry);
		FunctionCounter.builder("dw.jobs.outbox.delivered", factory, (jobs) -> jobs.outboxStats().delivered())
			.description("Events and completions that were delivered")
			.register(registry);
		FunctionCounter.builder("dw.jobs.outbox.dropped", factory, (jobs) -> jobs.outboxStats().dropped())
			.description("Events that were dropped because the outbox was full")
			.register(registry);
		FunctionCounter.builder("dw.jobs.outbox.set.aside", factory, (jobs) -> jobs.outboxStats().setAside())
			.description("Events and completions that were refused for good")
			.register(registry);
	}

}
