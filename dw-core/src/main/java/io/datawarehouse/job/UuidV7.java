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

import java.security.SecureRandom;
import java.util.UUID;

/**
 * UUIDs of version 7: sorted by the time they were made at.
 */
final class UuidV7 {

	private static final SecureRandom RANDOM = new SecureRandom();

	private UuidV7() {
	}

	static String next() {
		return next(System.currentTimeMillis()).toString();
	}

	/**
	 * When an id was made.
	 * @param id the id
	 * @return the time, or the present if the id is none of ours
	 */
	static long epochMillis(String id) {
		try {
			UUID uuid = UUID.fromString(id);
			if (uuid.version() == 7) {
				return uuid.getMostSignificantBits() >>> 16;
			}
		}
		catch (IllegalArgumentException ex) {
			// Not even an UUID.
		}
		return System.currentTimeMillis();
	}

	static UUID next(long epochMillis) {
		long random = RANDOM.nextLong();
		long most = (epochMillis << 16) | 0x7000L | (random & 0x0FFFL);
		long least = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
		return new UUID(most, least);
	}

}
