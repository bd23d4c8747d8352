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

import org.jspecify.annotations.Nullable;

/**
 * Who is told of a run. What one target takes never waits for another target.
 */
enum OutboxTarget {

	/**
	 * The Datlake catalog.
	 */
	DATLAKE("datlake"),

	/**
	 * Whoever takes OpenLineage events.
	 */
	LINEAGE("lineage");

	private final String id;

	OutboxTarget(String id) {
		this.id = id;
	}

	String id() {
		return this.id;
	}

	static @Nullable OutboxTarget of(@Nullable String id) {
		for (OutboxTarget target : values()) {
			if (target.id.equals(id)) {
				return target;
			}
		}
		return null;
	}

}
