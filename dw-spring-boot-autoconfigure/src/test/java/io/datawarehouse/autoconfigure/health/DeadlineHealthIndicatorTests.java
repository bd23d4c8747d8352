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
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeadlineHealthIndicator}.
 */
@Timeout(30)
class DeadlineHealthIndicatorTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch hang = new CountDownLatch(1);

	@AfterEach
	void release() {
		this.hang.countDown();
	}

	@Test
	void probeThatReturnsIsUpWithDetailsAndLatency() {
		Health health = check(() -> Map.of("url", "http://here"));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("url", "http://here").containsKey("latencyMs");
	}

	@Test
	void probeThatThrowsIsDownWithItsOwnError() {
		Health health = check(() -> {
			throw new IllegalStateException("broken");
		});
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("error", "java.lang.IllegalStateException: broken")
			.containsKey("latencyMs");
	}

	@Test
	void probeThatHangsIsDownAfterTheDeadline() {
		Health health;
		try (TestIndicator indicator = new TestIndicator(this::hang, Duration.ofMillis(50))) {
			health = indicator.health();
		}
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails().get("error")).asString().contains("No answer within 50 ms");
		assertThat((Long) health.getDetails().get("latencyMs")).isGreaterThanOrEqualTo(50);
	}

	@Test
	void hangingProbeIsNotStartedTwice() {
		try (TestIndicator indicator = new TestIndicator(this::hangUninterruptibly, Duration.ofSeconds(1))) {
			indicator.health();
			assertThat(this.begun.getCount()).isZero();
			assertThat(indicator.health().getDetails().get("error")).asString()
				.contains("The probe before this one has no answer yet");
			this.hang.countDown();
			await().until(() -> indicator.health().getStatus(), Status.UP::equals);
		}
	}

	@Test
	void allThatAskWhileAProbeRunsAreAnswered() {
		try (TestIndicator indicator = new TestIndicator(Map::of, LONG)) {
			assertThat(IntStream.range(0, 200).parallel().mapToObj((i) -> indicator.health().getStatus()))
				.containsOnly(Status.UP);
		}
	}

	private Map<String, Object> hang() throws InterruptedException {
		this.hang.await();
		return Map.of();
	}

	private Map<String, Object> hangUninterruptibly() {
		this.begun.countDown();
		boolean done = false;
		while (!done) {
			try {
				this.hang.await();
				done = true;
			}
			catch (InterruptedException ex) {
				// A driver that ignores interrupts is what this is about.
			}
		}
		return Map.of();
	}

	private static Health check(Callable<Map<String, Object>> probe) {
		try (TestIndicator indicator = new TestIndicator(probe, LONG)) {
			return indicator.health();
		}
	}

	private static final class TestIndicator extends DeadlineHealthIndicator {

		private final Callable<Map<String, Object>> probe;

		private TestIndicator(Callable<Map<String, Object>> probe, Duration deadline) {
			super("test", deadline);
			this.probe = probe;
		}

		@Override
		Map<String, Object> probe() throws Exception {
			return this.probe.call();
		}

	}

}
