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

import java.util.List;
import java.util.UUID;

/**
 * What the scheduler keeps in memory of a stored message: all but headers and payload.
 */
final class Entry {

	final UUID id;

	final String fairnessKey;

	final int weight;

	final List<String> throttleKeys;

	/**
	 * The key of the message in the store, given when it is written.
	 */
	long sequence;

	int attempts;

	Entry(UUID id, String fairnessKey, int weight, List<String> throttleKeys) {
		this.id = id;
		this.fairnessKey = fairnessKey;
		this.weight = weight;
		this.throttleKeys = throttleKeys;
	}

	/**
	 * The same message, to be stored in another queue.
	 */
	Entry moved(int attempts) {
		Entry moved = new Entry(this.id, this.fairnessKey, this.weight, this.throttleKeys);
		moved.attempts = attempts;
		return moved;
	}

}
