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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The waiting messages of a queue in the order of their delivery: fairness keys take
 * turns, a turn is as many messages as the weight of the key (deficit round robin), and
 * within a key the oldest comes first. Not safe for use by many threads.
 */
final class FairScheduler {

	/**
	 * How many messages a key of weight 1 gets per turn.
	 */
	static final int QUANTUM = 1;

	private final Map<String, Lane> lanes = new HashMap<>();

	private final Deque<Lane> turns = new ArrayDeque<>();

	private int size;

	void add(Entry entry) {
		Lane lane = this.lanes.computeIfAbsent(entry.fairnessKey, Lane::new);
		lane.weight = entry.weight;
		lane.entries.add(entry);
		this.size++;
		if (lane.entries.size() == 1) {
			this.turns.add(lane);
		}
	}

	/**
	 * Take the entry whose turn it is.
	 * @param admission asked before an entry is taken; an entry that it refuses holds its
	 * key back, but no other
	 * @return the entry, or {@code null} if there is none, or none is admitted
	 */
	@Nullable Entry next(Predicate<Entry> admission) {
		for (int refused = 0; refused < this.turns.size(); refused++) {
			Lane lane = this.turns.element();
			if (lane.deficit <= 0) {
				lane.deficit += (long) lane.weight * QUANTUM;
			}
			if (admission.test(lane.entries.element())) {
				return take(lane);
			}
			endTurn(lane);
		}
		return null;
	}

	private Entry take(Lane lane) {
		Entry entry = lane.entries.remove();
		this.size--;
		lane.deficit--;
		if (lane.entries.isEmpty()) {
			this.turns.remove();
			this.lanes.remove(lane.key);
		}
		else if (lane.deficit <= 0) {
			endTurn(lane);
		}
		return entry;
	}

	private void endTurn(Lane lane) {
		lane.deficit = 0;
		this.turns.remove();
		this.turns.add(lane);
	}

	int size() {
		return this.size;
	}

	Collection<Lane> lanes() {
		return this.lanes.values();
	}

	/**
	 * Take all entries.
	 */
	List<Entry> clear() {
		List<Entry> all = new ArrayList<>(this.size);
		this.lanes.values().forEach((lane) -> all.addAll(lane.entries));
		this.lanes.clear();
		this.turns.clear();
		this.size = 0;
		return all;
	}

	/**
	 * The waiting messages of a fairness key.
	 */
	static final class Lane {

		final String key;

		final Deque<Entry> entries = new ArrayDeque<>();

		int weight = 1;

		long deficit;

		Lane(String key) {
			this.key = key;
		}

	}

}
