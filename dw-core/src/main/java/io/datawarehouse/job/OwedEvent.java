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
import tools.jackson.databind.node.ObjectNode;

/**
 * An event of a run that is not delivered yet. Its data is held in memory only where
 * there is no journal to hold it: guarded by the {@link RunJournal}.
 */
final class OwedEvent {

	private final String id;

	private final OutboxTarget target;

	private final String type;

	private int length;

	private long offset = -1;

	private @Nullable ObjectNode data;

	private long failedAt = -1;

	private int failures;

	OwedEvent(String id, OutboxTarget target, String type) {
		this.id = id;
		this.target = target;
		this.type = type;
	}

	/**
	 * Our own id of the event, by which the catalog knows it when it is sent again.
	 */
	String id() {
		return this.id;
	}

	OutboxTarget target() {
		return this.target;
	}

	String type() {
		return this.type;
	}

	/**
	 * When the event happened, as its id tells.
	 */
	long epochMillis() {
		return UuidV7.epochMillis(this.id);
	}

	int length() {
		return this.length;
	}

	long offset() {
		return this.offset;
	}

	@Nullable ObjectNode data() {
		return this.data;
	}

	/**
	 * The data lies in the journal.
	 */
	void locate(long offset, int length) {
		this.offset = offset;
		this.length = length;
		this.data = null;
	}

	/**
	 * The data lies in memory.
	 */
	void hold(ObjectNode data, int length) {
		this.offset = -1;
		this.length = length;
		this.data = data;
	}

	/**
	 * Note that the event was not taken. Only for the thread that delivers it.
	 * @param others how much else was delivered in all
	 * @return how often it has failed though something else was delivered in between
	 */
	int failed(long others) {
		if (others > this.failedAt && this.failedAt >= 0) {
			this.failures++;
		}
		this.failedAt = others;
		return this.failures;
	}

	@Override
	public String toString() {
		return "event '" + this.type + "' (" + this.id + ")";
	}

}
