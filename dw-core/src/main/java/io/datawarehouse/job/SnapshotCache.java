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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the latest snapshots of tables for a while.
 */
final class SnapshotCache {

	private static final int MAX = 1000;

	private final @Nullable Duration ttl;

	private final Map<String, Cached> snapshots = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Cached> eldest) {
			return size() > MAX;
		}

	};

	SnapshotCache(@Nullable Duration ttl) {
		this.ttl = ttl;
	}

	TableSnapshot get(String table, Supplier<TableSnapshot> lookUp) {
		if (this.ttl == null) {
			return lookUp.get();
		}
		long now = System.nanoTime();
		synchronized (this.snapshots) {
			Cached cached = this.snapshots.get(table);
			if (cached != null && now - cached.at() < this.ttl.toNanos()) {
				return cached.snapshot();
			}
		}
		TableSnapshot snapshot = lookUp.get();
		synchronized (this.snapshots) {
			this.snapshots.put(table, new Cached(snapshot, now));
		}
		return snapshot;
	}

	/**
	 * Forget a table, because it has a new snapshot.
	 */
	void forget(String table) {
		synchronized (this.snapshots) {
			this.snapshots.remove(table);
		}
	}

	private record Cached(TableSnapshot snapshot, long at) {
	}

}
