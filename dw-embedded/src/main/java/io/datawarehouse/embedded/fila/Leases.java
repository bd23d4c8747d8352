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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The leased messages of a queue. All leases of a queue last equally long, so the order
 * in which they are given is the order in which they expire. Not safe for use by many
 * threads.
 */
final class Leases {

	private final Map<UUID, Lease> byId = new LinkedHashMap<>();

	void add(Entry entry, long until) {
		this.byId.put(entry.id, new Lease(entry, until));
	}

	@Nullable Entry remove(UUID id) {
		Lease lease = this.byId.remove(id);
		return (lease != null) ? lease.entry() : null;
	}

	/**
	 * Take the entries whose lease has run out.
	 */
	List<Entry> removeExpired(long now) {
		List<Entry> expired = List.of();
		for (Iterator<Lease> leases = this.byId.values().iterator(); leases.hasNext();) {
			Lease lease = leases.next();
			if (lease.until() > now) {
				break;
			}
			if (expired.isEmpty()) {
				expired = new ArrayList<>();
			}
			expired.add(lease.entry());
			leases.remove();
		}
		return expired;
	}

	int size() {
		return this.byId.size();
	}

	/**
	 * Take all entries.
	 */
	List<Entry> clear() {
		List<Entry> all = this.byId.values().stream().map(Lease::entry).toList();
		this.byId.clear();
		return all;
	}

	/**
	 * A lease.
	 *
	 * @param entry the message
	 * @param until when it expires, in milliseconds since the epoch
	 */
	record Lease(Entry entry, long until) {
	}

}
