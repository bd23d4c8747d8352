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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the lines of a journal one by one and finds the runs to which something is owed.
 * The data of events stays in the journal.
 */
final class JournalReplay implements JournalFile.LineConsumer {

	private static final Logger logger = LoggerFactory.getLogger(JournalReplay.class);

	private final Map<String, RunEntry> open = new LinkedHashMap<>();

	private final Map<String, OwedEvent> events = new LinkedHashMap<>();

	private int unreadable;

	private boolean torn;

	@Override
	public void accept(byte[] line, long offset) {
		if (this.torn) {
			// Not the last line after all.
			this.unreadable++;
			this.torn = false;
		}
		if (isBlank(line)) {
			return;
		}
		ObjectNode json = DatlakeJson.parseObject(line);
		if (json != null) {
			replay(json, line, offset);
		}
		else {
			// The process ended while it wrote the line: what it says did not happen yet.
			this.torn = true;
		}
	}

	private static boolean isBlank(byte[] line) {
		for (byte ch : line) {
			if (ch > ' ' || ch < 0) {
				return false;
			}
		}
		return true;
	}

	private void replay(ObjectNode json, byte[] line, long offset) {
		String ref = json.path("ref").asString("");
		String type = json.path("t").asString("");
		if (type.equals(JournalLines.INTENT)) {
			intent(ref, json);
			return;
		}
		RunEntry entry = this.open.get(ref);
		if (entry == null) {
			return;
		}
		switch (type) {
			case JournalLines.STARTED -> entry.setRunId(json.path("run").asString());
			case JournalLines.COMPLETION -> {
				if (json.path("body") instanceof ObjectNode body) {
					entry.setCompletion(body);
				}
			}
			case JournalLines.EVENT -> event(entry, json, line, offset);
			case JournalLines.SENT -> sent(entry, json);
			case JournalLines.CLOSED -> close(entry);
			default -> logger.debug("Passing over a line of type '{}' in a run journal", type);
		}
	}

	private void intent(String ref, ObjectNode json) {
		String job = DatlakeJson.text(json, "job");
		String key = DatlakeJson.text(json, "key");
		if (ref.isEmpty() || job == null || key == null) {
			return;
		}
		ObjectNode metadata = (json.path("metadata") instanceof ObjectNode object) ? object : DatlakeJson.object();
		RunEntry entry = new RunEntry(ref, job, metadata, key);
		if (json.path("lineage") instanceof ObjectNode lineage) {
			entry.setLineage(lineage);
		}
		this.open.put(ref, entry);
	}

	private void event(RunEntry entry, ObjectNode json, byte[] line, long offset) {
		String id = DatlakeJson.text(json, "id");
		OutboxTarget target = OutboxTarget.of(DatlakeJson.text(json, "to"));
		String type = DatlakeJson.text(json, "type");
		if (id == null || target == null || type == null || line[line.length - 1] != '\n') {
			return;
		}
		OwedEvent event = new OwedEvent(id, target, type);
		event.locate(offset, line.length);
		if (this.events.putIfAbsent(id, event) == null) {
			entry.restore(event);
		}
	}

	private void sent(RunEntry entry, ObjectNode json) {
		OwedEvent event = this.events.remove(json.path("id").asString(""));
		if (event != null) {
			entry.remove(event);
			removeIfThrough(entry);
		}
	}

	private void close(RunEntry entry) {
		entry.setClosed();
		for (OwedEvent event : entry.events(OutboxTarget.DATLAKE)) {
			entry.remove(event);
			this.events.remove(event.id());
		}
		removeIfThrough(entry);
	}

	private void removeIfThrough(RunEntry entry) {
		if (entry.isThrough()) {
			this.open.remove(entry.ref());
		}
	}

	/**
	 * The runs to which something is owed still, in the order they were begun.
	 */
	Map<String, RunEntry> openRuns() {
		return this.open;
	}

	/**
	 * How many lines could not be read, without a torn last one.
	 */
	int unreadable() {
		return this.unreadable;
	}

	/**
	 * The data of an event.
	 * @param line its line
	 * @return the data, or {@code null} if the line is none of an event
	 */
	static @Nullable ObjectNode data(byte[] line) {
		ObjectNode json = DatlakeJson.parseObject(line);
		return (json != null && json.path("data") instanceof ObjectNode data) ? data : null;
	}

}
