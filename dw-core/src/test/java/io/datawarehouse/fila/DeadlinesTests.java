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

package io.datawarehouse.fila;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Deadlines}.
 */
class DeadlinesTests {

	private final Queue<Integer> expired = new ConcurrentLinkedQueue<>();

	@Test
	void whatTakesTooLongIsToldInItsOrder() {
		Deadlines deadlines = new Deadlines(TimeUnit.MILLISECONDS.toNanos(50));
		long start = System.nanoTime();
		for (int i = 0; i < 5; i++) {
			deadlines.add(timed(i));
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> this.expired.size() == 5);
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
		assertThat(this.expired).containsExactly(0, 1, 2, 3, 4);
		// And again, after the alarm was off.
		deadlines.add(timed(5));
		await().atMost(Duration.ofSeconds(10)).until(() -> this.expired.contains(5));
	}

	@Test
	void whatEndsInTimeIsForgottenWhereverItStands() {
		Deadlines deadlines = new Deadlines(TimeUnit.SECONDS.toNanos(2));
		List<Deadlines.Timed> calls = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			Deadlines.Timed call = timed(i);
			calls.add(call);
			deadlines.add(call);
		}
		deadlines.remove(calls.get(3));
		deadlines.remove(calls.get(0));
		deadlines.remove(calls.get(5));
		deadlines.remove(calls.get(5));
		await().atMost(Duration.ofSeconds(10)).until(() -> this.expired.size() == 3);
		assertThat(this.expired).containsExactly(1, 2, 4);
	}

	private Deadlines.Timed timed(int number) {
		return new Deadlines.Timed() {

			@Override
			void expire() {
				DeadlinesTests.this.expired.add(number);
			}

		};
	}

}
