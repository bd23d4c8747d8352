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

package io.datawarehouse.embedded.fila;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScriptRunner}.
 */
@Timeout(30)
class ScriptRunnerTests {

	private final AtomicLong nanos = new AtomicLong();

	private final AtomicInteger calls = new AtomicInteger();

	private final ScriptRunner runner = runner(20_000);

	private ScriptRunner runner(int limitMillis) {
		return new ScriptRunner("The script of the test", limitMillis, this.nanos::get);
	}

	@AfterEach
	void close() {
		this.runner.close();
	}

	@Test
	void theThirdFailureInARowLeavesTheScriptOutForTenSeconds() {
		fail(2);
		assertThat(succeed()).isEqualTo("yes");
		fail(2);
		assertThat(succeed()).as("the count began again").isEqualTo("yes");
		fail(3);
		assertThat(succeed()).isEqualTo("default");
		this.nanos.addAndGet(ScriptRunner.COOLDOWN_NANOS - 1);
		assertThat(succeed()).isEqualTo("default");
		this.nanos.incrementAndGet();
		assertThat(succeed()).isEqualTo("yes");
		assertThat(this.calls).hasValue(10);
	}

	@Test
	void aStuckScriptHoldsUpOneCallOnly() {
		CountDownLatch end = new CountDownLatch(1);
		try (ScriptRunner impatient = runner(200)) {
			assertThat(impatient.run(() -> {
				end.await();
				return "late";
			}, "default")).isEqualTo("default");
			for (int i = 0; i < 100; i++) {
				assertThat(succeed(impatient)).isEqualTo("default");
			}
			assertThat(this.calls).hasValue(0);
			end.countDown();
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> succeed(impatient).equals("yes"));
		}
	}

	@Test
	void afterItsEndDefaultsApply() {
		AtomicInteger closed = new AtomicInteger();
		this.runner.close(closed::incrementAndGet);
		assertThat(succeed()).isEqualTo("default");
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> closed.get() == 1);
	}

	private String succeed() {
		return succeed(this.runner);
	}

	private String succeed(ScriptRunner runner) {
		return runner.run(() -> {
			this.calls.incrementAndGet();
			return "yes";
		}, "default");
	}

	private void fail(int times) {
		for (int i = 0; i < times; i++) {
			assertThat(this.runner.<String>run(() -> {
				this.calls.incrementAndGet();
				throw new IllegalStateException("expected by the test");
			}, "default")).isEqualTo("default");
		}
	}

}
