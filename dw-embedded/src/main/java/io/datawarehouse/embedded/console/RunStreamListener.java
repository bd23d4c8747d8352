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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that shows live runs, with a thread that copies from the catalog to it.
 */
final class RunStreamListener {

	private static final Logger logger = LoggerFactory.getLogger(RunStreamListener.class);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	/**
	 * The catalog tells something each second, if only that it is there.
	 */
	private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final int BUFFER = 8 * 1024;

	private final CatalogReader catalog;

	private final HttpExchange exchange;

	private final @Nullable String since;

	private final Consumer<RunStreamListener> onEnd;

	private final Thread thread;

	private volatile long progressAt = System.nanoTime();

	private volatile @Nullable InputStream source;

	private volatile boolean stopped;

	RunStreamListener(CatalogReader catalog, HttpExchange exchange, @Nullable String since,
			Consumer<RunStreamListener> onEnd) {
		this.catalog = catalog;
		this.exchange = exchange;
		this.since = since;
		this.onEnd = onEnd;
		this.thread = new Thread(this::run, ConsoleServer.THREADS_PREFIX + "stream");
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	boolean isStuck() {
		return System.nanoTime() - this.progressAt > STUCK_NANOS;
	}

	/**
	 * End the thread. If it hangs in a write, because the page does not read, being
	 * interrupted closes its connection.
	 */
	void stop() {
		this.stopped = true;
		closeSource();
		this.thread.interrupt();
	}

	private void closeSource() {
		try {
			InputStream source = this.source;
			if (source != null) {
				source.close();
			}
		}
		catch (IOException ex) {
			logger.trace("The stream of the catalog did not close well", ex);
		}
	}

	private void run() {
		try {
			copy();
		}
		catch (IOException | RuntimeException ex) {
			logger.trace("A page that showed live runs is gone", ex);
		}
		finally {
			closeSource();
			this.onEnd.accept(this);
			// What is left of the connection is to be closed, not written to.
			Thread.currentThread().interrupt();
			this.exchange.close();
		}
	}

	private void copy() throws IOException {
		Map<String, String> more = (this.since != null) ? Map.of("Last-Event-ID", this.since) : Map.of();
		HttpResponse<InputStream> response = this.catalog.open("runs/stream", more, TIMEOUT);
		this.source = response.body();
		if (response.statusCode() != 200) {
			// Tells the page not to try again, so that it asks for the runs now and then.
			this.exchange.sendResponseHeaders(204, -1);
			return;
		}
		this.exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
		this.exchange.sendResponseHeaders(200, 0);
		copy(response.body(), this.exchange.getResponseBody());
	}

	private void copy(InputStream source, OutputStream target) throws IOException {
		byte[] buffer = new byte[BUFFER];
		for (int count = source.read(buffer); count >= 0 && !this.stopped; count = source.read(buffer)) {
			target.write(buffer, 0, count);
			target.flush();
			this.progressAt = System.nanoTime();
		}
	}

}
