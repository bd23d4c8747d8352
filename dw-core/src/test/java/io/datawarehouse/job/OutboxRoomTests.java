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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.datawarehouse.job.openlineage.OpenLineageFormat;
import io.datawarehouse.retry.RetrySettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for an outbox that is full: events go, starts and ends stay.
 */
class OutboxRoomTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final CatalogDouble catalog = new CatalogDouble().otherwise((request) -> 503, "");

	private final DatlakeClient client = DatlakeClient.builder()
		.url(this.catalog.url())
		.retry(RetrySettings.none())
		.build();

	private final List<String> told = new CopyOnWriteArrayList<>();

	private volatile boolean away = true;

	@TempDir
	Path temp;

	@AfterEach
	void close() {
		this.client.close();
		this.catalog.close();
	}

	private void send(String event) {
		if (this.away) {
			throw new IllegalStateException("away");
		}
		this.told.add(event);
	}

	private JobContextFactoryBuilder builder(boolean durable) {
		return JobContextFactory.builder(this.client)
			.environment(Map.of())
			.closeOnShutdown(false)
			.stateDirectory(directory(durable))
			.startFailurePolicy(StartFailurePolicy.SUPPRESS_TRANSIENT)
			.redeliveryInterval(Duration.ofMillis(10), Duration.ofMillis(50))
			.maxPendingEvents(1, 1_000)
			.lineage(OpenLineageFormat.builder().build(), this::send);
	}

	private @Nullable Path directory(boolean durable) {
		return durable ? this.temp : null;
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void startsAndEndsHaveTheirRoomWhenEventsHaveNone(boolean durable) {
		try (JobContextFactory jobs = builder(durable).build()) {
			for (int i = 0; i < 20; i++) {
				jobs.run("job-" + i, (job) -> {
					job.addInput(LineageDataset.of("a long name of a table ".repeat(20)));
					job.logEvent("metrics", Map.of("rows", 1));
				});
			}
			assertThat(jobs.outboxStats().pendingCompletions()).isEqualTo(20);
			assertThat(jobs.outboxStats().pendingEvents()).isBetween(40, 41);
			assertThat(jobs.outboxStats().dropped()).isGreaterThanOrEqualTo(19);
			this.away = false;
			this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
			await().atMost(PATIENCE).until(() -> jobs.outboxStats().pendingEvents() == 0);
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
		assertThat(this.told).hasSize(40);
		for (int i = 0; i < 20; i++) {
			String name = "\"job-" + i + "\"";
			assertThat(
					this.told.stream().filter((event) -> event.contains(name)).map((event) -> event.contains("START")))
				.containsExactly(true, false);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void noRunIsBegunWhoseEndHasNoRoom(boolean durable) {
		JobContextFactoryBuilder builder = JobContextFactory.builder()
			.environment(Map.of())
			.closeOnShutdown(false)
			.stateDirectory(directory(durable))
			.redeliveryInterval(Duration.ofMillis(10), Duration.ofMillis(50))
			.maxPendingCompletions(3)
			.lineage(OpenLineageFormat.builder().build(), this::send);
		try (JobContextFactory jobs = builder.build()) {
			JobContext open = jobs.start("open");
			for (int i = 0; i < 3; i++) {
				jobs.run("etl", JobContext::isEnded);
			}
			assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> jobs.start("one too many"))
				.withMessageContaining("3 completions of earlier runs wait for whom lineage is told");
			open.complete();
			this.away = false;
			await().atMost(PATIENCE).until(() -> jobs.outboxStats().pendingEvents() == 0);
			jobs.run("etl", JobContext::isEnded);
		}
		assertThat(this.told).hasSize(10).noneMatch((event) -> event.contains("one too many"));
	}

}
