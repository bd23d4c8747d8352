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

import java.io.ByteArrayOutputStream;
import java.time.Instant;

import tools.jackson.databind.node.ObjectNode;

/**
 * The lines of a journal: one JSON object each, of a type in field {@code t} and about
 * the run in field {@code ref}. Types and fields that are not known are passed over, so
 * that an older version reads the journal of a newer one.
 */
final class JournalLines {

	static final String INTENT = "intent";

	static final String STARTED = "started";

	static final String COMPLETION = "completion";

	static final String EVENT = "event";

	static final String SENT = "sent";

	static final String CLOSED = "closed";

	private JournalLines() {
	}

	static byte[] intent(RunEntry entry) {
		ObjectNode line = line(INTENT, entry).put("job", entry.jobName())
			.put("key", entry.idempotencyKey())
			.set("metadata", entry.metadata());
		ObjectNode lineage = entry.lineage();
		if (lineage != null) {
			line.set("lineage", lineage);
		}
		return bytes(line);
	}

	static byte[] started(RunEntry entry) {
		return bytes(line(STARTED, entry).put("run", entry.runId()));
	}

	static byte[] completion(RunEntry entry) {
		return bytes(line(COMPLETION, entry).set("body", entry.completion()));
	}

	static byte[] event(RunEntry entry, OwedEvent event, ObjectNode data) {
		return bytes(line(EVENT, entry).put("id", event.id())
			.put("to", event.target().id())
			.put("type", event.type())
			.set("data", data));
	}

	/**
	 * An event is delivered or given up.
	 */
	static byte[] sent(RunEntry entry, OwedEvent event) {
		return bytes(line(SENT, entry).put("id", event.id()));
	}

	/**
	 * Nothing more is owed to the catalog for this run.
	 */
	static byte[] closed(RunEntry entry, String why) {
		return bytes(line(CLOSED, entry).put("why", why));
	}

	/**
	 * All lines that are needed to know an open run, but for its events.
	 */
	static byte[] all(RunEntry entry) {
		ByteArrayOutputStream lines = new ByteArrayOutputStream();
		lines.writeBytes(intent(entry));
		if (entry.runId() != null) {
			lines.writeBytes(started(entry));
		}
		if (entry.completion() != null) {
			lines.writeBytes(completion(entry));
		}
		if (entry.isClosed()) {
			lines.writeBytes(closed(entry, "before"));
		}
		return lines.toByteArray();
	}

	private static ObjectNode line(String type, RunEntry entry) {
		return DatlakeJson.object()
			.put("v", 1)
			.put("t", type)
			.put("ref", entry.ref())
			.put("at", Instant.now().toString());
	}

	private static byte[] bytes(ObjectNode line) {
		byte[] json = DatlakeJson.bytes(line);
		byte[] bytes = new byte[json.length + 1];
		System.arraycopy(json, 0, bytes, 0, json.length);
		bytes[json.length] = '\n';
		return bytes;
	}

}
