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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines of a journal: one JSON object each, of a type in field {@code t} and about
 * the run in field {@code ref}. Types and fields that are not known are passed over, so
 * that an older version reads the journal of a newer one.
 */
final class JournalLines {

	private static final Logger logger = LoggerFactory.getLogger(JournalLines.class);

	private static final String INTENT = "intent";

	private static final String STARTED = "started";

	private static final String COMPLETION = "completion";

	private static final String CLOSED = "closed";

	private JournalLines() {
	}

	static byte[] intent(RunEntry entry) {
		return bytes(line(INTENT, entry).put("job", entry.jobName())
			.put("key", entry.idempotencyKey())
			.set("metadata", entry.metadata()));
	}

	static byte[] started(RunEntry entry) {
		return bytes(line(STARTED, entry).put("run", entry.runId()));
	}

	static byte[] completion(RunEntry entry) {
		return bytes(line(COMPLETION, entry).set("body", entry.completion()));
	}

	/**
	 * Nothing more is owed to the catalog for this run.
	 */
	static byte[] closed(RunEntry entry, String why) {
		return bytes(line(CLOSED, entry).put("why", why));
	}

	/**
	 * All lines that are needed to know an open run.
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

	/**
	 * Read a journal.
	 * @param content the whole file; its last line may be torn
	 * @return the runs to which something is owed still, in the order they were begun, by
	 * their refs
	 */
	static Map<String, RunEntry> openRuns(byte[] content) {
		Map<String, RunEntry> open = new LinkedHashMap<>();
		new String(content, StandardCharsets.UTF_8).lines().filter((line) -> !line.isBlank()).forEach((line) -> {
			ObjectNode json = DatlakeJson.parseObject(line.getBytes(StandardCharsets.UTF_8));
			if (json != null) {
				replay(json, open);
			}
			else {
				// The process ended while it wrote the line: what the line says did not
				// happen yet.
				logger.debug("Passing over a torn line of {} characters in a run journal", line.length());
			}
		});
		return open;
	}

	private static void replay(ObjectNode json, Map<String, RunEntry> open) {
		String ref = json.path("ref").asString("");
		String type = json.path("t").asString("");
		if (type.equals(INTENT)) {
			RunEntry entry = intent(ref, json);
			if (entry != null) {
				open.put(ref, entry);
			}
			return;
		}
		RunEntry entry = open.get(ref);
		if (entry == null) {
			return;
		}
		switch (type) {
			case STARTED -> entry.setRunId(json.path("run").asString());
			case COMPLETION -> {
				if (json.path("body") instanceof ObjectNode body) {
					entry.setCompletion(body);
				}
			}
			case CLOSED -> open.remove(ref);
			default -> logger.debug("Passing over a line of type '{}' in a run journal", type);
		}
	}

	private static @Nullable RunEntry intent(String ref, ObjectNode json) {
		String job = DatlakeJson.text(json, "job");
		String key = DatlakeJson.text(json, "key");
		if (ref.isEmpty() || job == null || key == null) {
			return null;
		}
		ObjectNode metadata = (json.path("metadata") instanceof ObjectNode object) ? object : DatlakeJson.object();
		return new RunEntry(ref, job, metadata, key);
	}

}
