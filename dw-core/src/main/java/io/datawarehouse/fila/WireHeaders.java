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

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The headers of a received message: few, so two slots of an array for each are smaller
 * than a hash table and as quick. Not modifiable once they are read.
 */
final class WireHeaders extends AbstractMap<String, String> {

	private static final String[] NONE = {};

	private static final int FIRST_SLOTS = 8;

	private String[] slots = NONE;

	private int used;

	/**
	 * Note a header while the message is read. One of the same name is replaced.
	 */
	void set(String name, String value) {
		int at = indexOf(name);
		if (at >= 0) {
			this.slots[at + 1] = value;
			return;
		}
		if (this.used == this.slots.length) {
			this.slots = Arrays.copyOf(this.slots, Math.max(FIRST_SLOTS, 2 * this.used));
		}
		this.slots[this.used] = name;
		this.slots[this.used + 1] = value;
		this.used += 2;
	}

	private int indexOf(@Nullable Object name) {
		for (int i = 0; i < this.used; i += 2) {
			if (this.slots[i].equals(name)) {
				return i;
			}
		}
		return -1;
	}

	@Override
	public int size() {
		return this.used / 2;
	}

	@Override
	public boolean containsKey(@Nullable Object name) {
		return indexOf(name) >= 0;
	}

	@Override
	public @Nullable String get(@Nullable Object name) {
		int at = indexOf(name);
		return (at >= 0) ? this.slots[at + 1] : null;
	}

	@Override
	public Set<Map.Entry<String, String>> entrySet() {
		return new AbstractSet<>() {

			@Override
			public Iterator<Map.Entry<String, String>> iterator() {
				return new Entries();
			}

			@Override
			public int size() {
				return WireHeaders.this.size();
			}

		};
	}

	/**
	 * Goes through the headers in the order in which they came.
	 */
	private final class Entries implements Iterator<Map.Entry<String, String>> {

		private int next;

		@Override
		public boolean hasNext() {
			return this.next < WireHeaders.this.used;
		}

		@Override
		public Map.Entry<String, String> next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			int at = this.next;
			this.next += 2;
			return Map.entry(WireHeaders.this.slots[at], WireHeaders.this.slots[at + 1]);
		}

	}

}
