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

package io.datawarehouse.embedded.job;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Streams what happens to runs to those who listen, as server-sent events {@code run}
 * and, if they wish, {@code event}. A listener that comes back gets what it missed, or
 * {@code reset} if that is no longer known: then it should look at everything anew. A
 * listener that does not keep up is cut off.
 */
final class RunChanges implements AutoCloseable {

	static final int MAX_LISTENERS = 32;

	/**
	 * How many changes are kept for listeners that come back, and wait for one at most.
	 */
	static final int KEPT = 1000;

	private static final int MAX_TEXT = 16 * 1024;

	/**
	 * Tells the changes of this catalog from those of an earlier process.
	 */
	private final String epoch = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

	private final Deque<Change> kept = new ArrayDeque<>();

	private final Set<RunListener> listeners = new HashSet<>();

	private long last;

	private boolean closed;

	synchronized void publish(String type, ObjectNode data) {
		String text = data.toString();
		if (text.length() > MAX_TEXT) {
			data.remove("data");
			text = data.put("truncated", true).toString();
		}
		Change change = new Change(++this.last, type,
				"id: " + this.epoch + "-" + this.last + "\nevent: " + type + "\ndata: " + text + "\n\n");
		if (this.kept.size() == KEPT) {
			this.kept.removeFirst();
		}
		this.kept.addLast(change);
		this.listeners.removeIf((listener) -> !listener.take(change));
	}

	CatalogResponse listen(CatalogRequest request) {
		boolean events = Boolean.parseBoolean(request.query("events"));
		String since = request.header("Last-Event-ID");
		return CatalogResponse
			.stream((exchange) -> listen(exchange, events, (since != null) ? since : request.query("since")));
	}

	private void listen(HttpExchange exchange, boolean events, @Nullable String since) throws IOException {
		RunListener listener = new RunListener(exchange, events, this::left);
		synchronized (this) {
			if (this.closed || this.listeners.size() >= MAX_LISTENERS) {
				CatalogResponse refusal = ApiException.of(503, "No more than " + MAX_LISTENERS + " may listen to runs")
					.response();
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(refusal.status(), refusal.body().length);
				exchange.getResponseBody().write(refusal.body());
				exchange.close();
				return;
			}
			missed(since).forEach(listener::take);
			this.listeners.add(listener);
		}
		listener.start();
	}

	private List<Change> missed(@Nullable String since) {
		if (since == null || since.isEmpty()) {
			return List.of();
		}
		List<Change> missed = new ArrayList<>(this.kept);
		long first = this.kept.isEmpty() ? this.last + 1 : this.kept.getFirst().number();
		long seen = number(since);
		if (seen < first - 1 || seen > this.last) {
			return List.of(new Change(this.last, "reset",
					"id: " + this.epoch + "-" + this.last + "\nevent: reset\ndata: {}\n\n"));
		}
		missed.removeIf((change) -> change.number() <= seen);
		return missed;
	}

	private long number(String id) {
		String prefix = this.epoch + "-";
		try {
			return id.startsWith(prefix) ? Long.parseLong(id.substring(prefix.length())) : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	private synchronized void left(RunListener listener) {
		this.listeners.remove(listener);
	}

	synchronized int listeners() {
		return this.listeners.size();
	}

	@Override
	public void close() {
		List<RunListener> open;
		synchronized (this) {
			this.closed = true;
			open = new ArrayList<>(this.listeners);
		}
		open.forEach(RunListener::stop);
	}

	/**
	 * Something that happened.
	 *
	 * @param number the number of the change
	 * @param type what kind of change it is
	 * @param text the server-sent event
	 */
	record Change(long number, String type, String text) {
	}

}
