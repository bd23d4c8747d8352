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

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes and reads the ids of messages: UUIDs of version 7, which begin with the time.
 */
final class MessageIds {

	private static final Pattern FORM = Pattern
		.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

	private MessageIds() {
	}

	static UUID create(long millis) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long high = (millis << 16) | 0x7000 | random.nextInt(0x1000);
		long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
		return new UUID(high, low);
	}

	/**
	 * Read an id.
	 * @return the id, or {@code null} if it is no UUID
	 */
	static @Nullable UUID parse(String text) {
		return FORM.matcher(text).matches() ? UUID.fromString(text) : null;
	}

}
