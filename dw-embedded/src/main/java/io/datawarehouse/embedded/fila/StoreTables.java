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

import java.util.Map;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the store. Read by all threads, changed only by that of the store.
 */
final class StoreTables {

	private static final int LEASE_BITS = 44;

	private static final long LEASE_MASK = (1L << LEASE_BITS) - 1;

	private static final int MOST_ATTEMPTS = (1 << 19) - 1;

	/**
	 * The messages in the order in which they were stored, as protobuf.
	 */
	private final MVMap<Long, byte[]> messages;

	/**
	 * Attempts and lease of the messages that have any: apart, so that a delivery does
	 * not write the message again.
	 */
	private final MVMap<Long, Long> states;

	private final MVMap<String, byte[]> queues;

	private final MVMap<String, String> config;

	private final MVMap<String, byte[]> apiKeys;

	private final MVMap<String, String> apiKeyHashes;

	private final MVMap<String, byte[]> acls;

	private long lastSequence;

	StoreTables(MVStore store) {
		MVMap.Builder<Long, byte[]> messageMap = new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE)
			.valueType(ByteArrayDataType.INSTANCE);
		MVMap.Builder<Long, Long> stateMap = new MVMap.Builder<Long, Long>().keyType(LongDataType.INSTANCE)
			.valueType(LongDataType.INSTANCE);
		this.messages = store.openMap("messages", messageMap);
		this.states = store.openMap("states", stateMap);
		this.queues = store.openMap("queues", bytesByName());
		this.config = store.openMap("config", textByName());
		this.apiKeys = store.openMap("apiKeys", bytesByName());
		this.apiKeyHashes = store.openMap("apiKeyHashes", textByName());
		this.acls = store.openMap("acls", bytesByName());
		Long last = this.messages.lastKey();
		this.lastSequence = (last != null) ? last : 0;
	}

	private static MVMap.Builder<String, byte[]> bytesByName() {
		return new MVMap.Builder<String, byte[]>().keyType(StringDataType.INSTANCE)
			.valueType(ByteArrayDataType.INSTANCE);
	}

	private static MVMap.Builder<String, String> textByName() {
		return new MVMap.Builder<String, String>().keyType(StringDataType.INSTANCE).valueType(StringDataType.INSTANCE);
	}

	/**
	 * Store a message as the newest and give its entry the sequence under which it is.
	 */
	void append(Entry entry, byte[] message) {
		entry.sequence = ++this.lastSequence;
		this.messages.put(entry.sequence, message);
		if (entry.attempts > 0) {
			putState(entry.sequence, entry.attempts, 0);
		}
	}

	byte @Nullable [] message(long sequence) {
		return this.messages.get(sequence);
	}

	Cursor<Long, byte[]> allMessages() {
		return this.messages.cursor(null);
	}

	void remove(long sequence) {
		this.messages.remove(sequence);
		this.states.remove(sequence);
	}

	/**
	 * Note attempts and lease of a message, unless it is gone.
	 */
	void putState(long sequence, int attempts, long leasedUntil) {
		if (this.messages.containsKey(sequence)) {
			this.states.put(sequence, ((long) Math.min(attempts, MOST_ATTEMPTS) << LEASE_BITS) | leasedUntil);
		}
	}

	int attempts(long sequence) {
		Long state = this.states.get(sequence);
		return (state != null) ? (int) (state >>> LEASE_BITS) : 0;
	}

	/**
	 * Until when a message is leased, in milliseconds since the epoch, 0 if it is not.
	 */
	long leasedUntil(long sequence) {
		Long state = this.states.get(sequence);
		return (state != null) ? state & LEASE_MASK : 0;
	}

	Map<String, byte[]> queues() {
		return this.queues;
	}

	Map<String, String> config() {
		return this.config;
	}

	Map<String, byte[]> apiKeys() {
		return this.apiKeys;
	}

	Map<String, String> apiKeyHashes() {
		return this.apiKeyHashes;
	}

	Map<String, byte[]> acls() {
		return this.acls;
	}

}
