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

package io.datawarehouse.embedded.console;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.datawarehouse.embedded.fila.BrowsedMessage;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.fila.QueueTraffic;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaQueueInfo;
import io.datawarehouse.fila.FilaQueueStats;
import org.jspecify.annotations.Nullable;

/**
 * Queues, their messages and dead letters.
 */
final class QueuesApi {

	private static final int MOST = 200;

	private static final int MOST_KEYS = 50;

	private static final int MOST_MESSAGES = 50;

	private static final int MOST_PAYLOAD = 4 * 1024;

	private static final int MOST_REDRIVEN = 1_000_000;

	private final @Nullable FilaAdmin fila;

	private final boolean writable;

	private final @Nullable EmbeddedFilaBroker broker;

	QueuesApi(@Nullable FilaAdmin fila, boolean writable, @Nullable EmbeddedFilaBroker broker) {
		this.fila = fila;
		this.writable = writable;
		this.broker = broker;
	}

	void addTo(ConsoleHandler handler) {
		handler.route("GET", "/api/queues", this::queues)
			.route("GET", "/api/queue", this::queue)
			.route("GET", "/api/queue/messages", this::messages)
			.route("POST", "/api/queue/redrive", this::redrive);
	}

	private FilaAdmin fila() {
		FilaAdmin fila = this.fila;
		if (fila == null) {
			throw ConsoleException.absent("broker");
		}
		return fila;
	}

	private ConsoleResponse queues(ConsoleRequest request) {
		String text = request.query("q", "").toLowerCase(Locale.ROOT);
		String after = request.query("cursor", "");
		int limit = request.number("limit", 50, 1, MOST);
		List<FilaQueueInfo> found = fila().listQueues()
			.stream()
			.filter((queue) -> queue.name().toLowerCase(Locale.ROOT).contains(text))
			.sorted(Comparator.comparing(FilaQueueInfo::name))
			.toList();
		List<FilaQueueInfo> rest = found.stream().filter((queue) -> queue.name().compareTo(after) > 0).toList();
		List<FilaQueueInfo> page = rest.subList(0, Math.min(limit, rest.size()));
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("queues", page);
		body.put("total", found.size());
		body.put("depth", found.stream().mapToLong(FilaQueueInfo::depth).sum());
		body.put("next", (rest.size() > limit) ? page.get(limit - 1).name() : null);
		return ConsoleResponse.ok(body);
	}

	private ConsoleResponse queue(ConsoleRequest request) {
		String name = request.required("queue");
		FilaQueueStats stats = fila().stats(name);
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("name", name);
		body.put("depth", stats.depth());
		body.put("inFlight", stats.inFlight());
		body.put("consumers", stats.activeConsumers());
		body.put("keys", stats.activeFairnessKeys());
		body.put("fairnessKeys",
				stats.fairnessKeys()
					.stream()
					.sorted(Comparator.comparingLong(FilaQueueStats.FairnessKey::pending).reversed())
					.limit(MOST_KEYS)
					.toList());
		body.put("throttleKeys", stats.throttleKeys().stream().limit(MOST_KEYS).toList());
		body.put("traffic", traffic(name));
		return ConsoleResponse.ok(body);
	}

	private @Nullable QueueTraffic traffic(String name) {
		return (this.broker != null) ? this.broker.traffic(name) : null;
	}

	private ConsoleResponse messages(ConsoleRequest request) {
		String name = request.required("queue");
		EmbeddedFilaBroker broker = this.broker;
		if (broker == null) {
			throw new ConsoleException(501,
					"Only the embedded broker lets its messages be seen without taking them from their consumers");
		}
		// Tells if there is no such queue.
		long depth = fila().stats(name).depth();
		List<Map<String, Object>> messages = new ArrayList<>();
		for (BrowsedMessage message : broker.browse(name, request.number("limit", 10, 1, MOST_MESSAGES),
				MOST_PAYLOAD)) {
			messages.add(describe(message));
		}
		return ConsoleResponse.ok(Map.of("messages", messages, "depth", depth));
	}

	private static Map<String, Object> describe(BrowsedMessage message) {
		boolean cut = message.payload().length < message.size();
		String text = ObjectPreview.text(message.payload(), cut);
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("id", message.id());
		entry.put("fairnessKey", message.fairnessKey());
		entry.put("attempts", message.attemptCount());
		entry.put("headers", message.headers());
		entry.put("size", message.size());
		entry.put("text", text);
		entry.put("base64", (text == null) ? Base64.getEncoder().encodeToString(message.payload()) : null);
		entry.put("truncated", cut);
		return entry;
	}

	private ConsoleResponse redrive(ConsoleRequest request) {
		String name = request.required("queue");
		int count = request.number("count", 0, 0, MOST_REDRIVEN);
		if (!this.writable) {
			throw ConsoleException.readOnly("The broker");
		}
		return ConsoleResponse.ok(Map.of("redriven", fila().redrive(name, count)));
	}

}
