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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FairScheduler}.
 */
class FairSchedulerTests {

	private static final Predicate<Entry> ALL = (entry) -> true;

	private final FairScheduler scheduler = new FairScheduler();

	@Test
	void oneKeyIsFirstInFirstOut() {
		List<Entry> added = List.of(entry("a", 1), entry("a", 1), entry("a", 1));
		added.forEach(this.scheduler::add);
		assertThat(List.of(this.scheduler.next(ALL), this.scheduler.next(ALL), this.scheduler.next(ALL)))
			.isEqualTo(added);
		assertThat(this.scheduler.next(ALL)).isNull();
		assertThat(this.scheduler.size()).isZero();
	}

	@Test
	void keysOfEqualWeightTakeTurnsHoweverManyWait() {
		add("noisy", 1, 100);
		add("quiet", 1, 3);
		assertThat(takeKeys(6)).containsExactly("noisy", "quiet", "noisy", "quiet", "noisy", "quiet");
		assertThat(takeKeys(3)).containsOnly("noisy");
	}

	@Test
	void turnsAreAsLongAsTheWeight() {
		add("heavy", 3, 100);
		add("light", 1, 100);
		List<String> keys = takeKeys(60);
		assertThat(keys.subList(0, 8)).containsExactly("heavy", "heavy", "heavy", "light", "heavy", "heavy", "heavy",
				"light");
		assertThat(Collections.frequency(keys, "heavy")).isEqualTo(45);
	}

	@Test
	void anEmptiedKeyDoesNotSaveItsTurn() {
		add("a", 10, 1);
		add("b", 1, 2);
		assertThat(takeKeys(2)).containsExactly("a", "b");
		this.scheduler.add(entry("a", 1));
		assertThat(takeKeys(2)).containsExactly("b", "a");
	}

	@Test
	void aRefusedKeyHoldsNoOtherBack() {
		add("throttled", 1, 2);
		add("free", 1, 2);
		Predicate<Entry> admission = (entry) -> entry.fairnessKey.equals("free");
		assertThat(this.scheduler.next(admission)).extracting("fairnessKey").isEqualTo("free");
		assertThat(this.scheduler.next(admission)).extracting("fairnessKey").isEqualTo("free");
		assertThat(this.scheduler.next(admission)).isNull();
		assertThat(this.scheduler.size()).isEqualTo(2);
	}

	@Test
	void clearTakesAll() {
		add("a", 1, 2);
		add("b", 1, 1);
		assertThat(this.scheduler.clear()).hasSize(3);
		assertThat(this.scheduler.next(ALL)).isNull();
		assertThat(this.scheduler.lanes()).isEmpty();
	}

	private void add(String key, int weight, int count) {
		for (int i = 0; i < count; i++) {
			this.scheduler.add(entry(key, weight));
		}
	}

	private List<String> takeKeys(int count) {
		List<String> keys = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Entry entry = this.scheduler.next(ALL);
			assertThat(entry).isNotNull();
			keys.add(entry.fairnessKey);
		}
		return keys;
	}

	private static Entry entry(String key, int weight) {
		return new Entry(UUID.randomUUID(), key, weight, List.of());
	}

}
