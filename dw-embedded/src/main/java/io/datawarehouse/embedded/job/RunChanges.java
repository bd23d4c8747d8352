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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Streams what happens to runs to those who listen, as server-sent events {@code run}. A
 * listener that does not keep up is cut off.
 */
final class RunChanges implements AutoCloseable {

	/**
	 * Each listener takes one thread of the server.
	 */
	static final int MAX_LISTENERS = 8;

	private static final int MAX_WAITING = 1000;

	private static final long COMMENT_EVERY_SECONDS = 1;

	private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	void publish(ObjectNode change) {
		String event = "event: run\ndata: " + change + "\n\n";
		this.listeners.forEach((listener) -> listener.take(event));
	}

	CatalogResponse listen(CatalogRequest request) {
		Listener listener = new Listener();
		if (this.listeners.size() >= MAX_LISTENERS) {
			throw ApiException.of(503, "No more than " + MAX_LISTENERS + " may listen to runs");
		}
		this.listeners.add(listener);
		return CatalogResponse.stream(listener::writeTo);
	}

	@Override
	public void close() {
		this.closed = true;
	}

	private final class Listener {

		private final BlockingQueue<String> events = new ArrayBlockingQueue<>(MAX_WAITING);

		private volatile boolean late;

		void take(String event) {
			this.late |= !this.events.offer(event);
		}

		void writeTo(OutputStream out) throws IOException {
			try {
				write(out, ": listening\n\n");
				while (!RunChanges.this.closed && !this.late) {
					String event = poll();
					// A comment finds out whether the listener is still there.
					write(out, (event != null) ? event : ":\n\n");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				RunChanges.this.listeners.remove(this);
			}
		}

		private @Nullable String poll() throws InterruptedException {
			return this.events.poll(COMMENT_EVERY_SECONDS, TimeUnit.SECONDS);
		}

		private void write(OutputStream out, String text) throws IOException {
			out.write(text.getBytes(StandardCharsets.UTF_8));
			out.flush();
		}

	}

}
