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

import java.util.Locale;
import java.util.Objects;

/**
 * A permission of an API key.
 *
 * @param kind what may be done
 * @param pattern the queues it may be done with: a name, a prefix followed by {@code *},
 * or {@code *} for all
 * @since 1.0.0
 */
public record FilaPermission(Kind kind, String pattern) {

	/**
	 * Create a new permission.
	 * @throws IllegalArgumentException if the pattern is empty
	 */
	public FilaPermission {
		Objects.requireNonNull(kind, "kind");
		if (pattern == null || pattern.isEmpty()) {
			throw new IllegalArgumentException(
					"The pattern of a permission must not be empty, but was '" + pattern + "': use * for all queues");
		}
	}

	/**
	 * Permission to enqueue.
	 * @param pattern the queues
	 * @return a new permission
	 */
	public static FilaPermission produce(String pattern) {
		return new FilaPermission(Kind.PRODUCE, pattern);
	}

	/**
	 * Permission to consume, ack and nack.
	 * @param pattern the queues
	 * @return a new permission
	 */
	public static FilaPermission consume(String pattern) {
		return new FilaPermission(Kind.CONSUME, pattern);
	}

	/**
	 * Permission to administer.
	 * @param pattern the queues
	 * @return a new permission
	 */
	public static FilaPermission admin(String pattern) {
		return new FilaPermission(Kind.ADMIN, pattern);
	}

	/**
	 * What a permission is for.
	 */
	public enum Kind {

		/**
		 * To enqueue.
		 */
		PRODUCE,

		/**
		 * To consume, ack and nack.
		 */
		CONSUME,

		/**
		 * To administer.
		 */
		ADMIN;

		String wireName() {
			return name().toLowerCase(Locale.ROOT);
		}

		static Kind ofWireName(String name) {
			return valueOf(name.toUpperCase(Locale.ROOT));
		}

	}

}
