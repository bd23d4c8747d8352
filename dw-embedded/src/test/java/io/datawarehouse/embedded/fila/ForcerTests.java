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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.datawarehouse.embedded.fila.FilaStore.Submission;
import io.datawarehouse.embedded.fila.FilaStore.Wait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Forcer}.
 */
@Timeout(30)
class ForcerTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final Semaphore disk = new Semaphore(0);

	private final AtomicInteger forced = new AtomicInteger();

	private final AtomicInteger told = new AtomicInteger();

	private final List<String> completed = Collections.synchronizedList(new ArrayList<>());

	private volatile boolean failing;

	private final Forcer forcer = new Forcer(this::force, this.told::incrementAndGet);

	@AfterEach
	void stop() {
		this.disk.release(100);
		this.forcer.stop();
	}

	@Test
	void whoComesWhileTheDiskIsBusyWaitsForTheNextTime() {
		this.forcer.start();
		this.forcer.request(List.of(submission("a")));
		await().atMost(SOON).until(() -> this.forced.get() == 1);
		this.forcer.request(List.of(submission("b")));
		this.forcer.request(List.of(submission("c")));
		assertThat(this.completed).isEmpty();
		this.disk.release();
		await().atMost(SOON).until(() -> this.forced.get() == 2);
		assertThat(this.completed).containsExactly("a");
		assertThat(this.forcer.isBusy()).isTrue();
		this.disk.release();
		await().atMost(SOON).until(() -> this.told.get() == 2);
		assertThat(this.completed).containsExactly("a", "b", "c");
		assertThat(this.forced).as("b and c together").hasValue(2);
		assertThat(this.forcer.isBusy()).isFalse();
	}

	@Test
	void aFailureOfTheDiskIsToldToItsGroupOnly() {
		this.forcer.start();
		this.failing = true;
		this.forcer.request(List.of(submission("w"), submission("x")));
		this.disk.release(2);
		await().atMost(SOON).until(() -> this.completed.size() == 2);
		assertThat(this.completed).containsExactly("w: expected by the test", "x: expected by the test");
		this.forcer.request(List.of(submission("y")));
		await().atMost(SOON).until(() -> this.completed.contains("y"));
	}

	@Test
	void whatWasRequestedIsDoneBeforeTheEnd() {
		this.disk.release(100);
		this.forcer.request(List.of(submission("last")));
		this.forcer.start();
		this.forcer.stop();
		assertThat(this.completed).containsExactly("last");
	}

	private void force() {
		this.forced.incrementAndGet();
		this.disk.acquireUninterruptibly();
		if (this.failing) {
			this.failing = false;
			throw new IllegalStateException("expected by the test");
		}
	}

	private Submission submission(String name) {
		return new Submission((tables) -> {
		}, 0, Wait.FORCED,
				(failure) -> this.completed.add((failure != null) ? name + ": " + failure.getMessage() : name));
	}

}
