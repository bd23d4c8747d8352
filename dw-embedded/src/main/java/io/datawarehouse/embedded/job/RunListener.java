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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpExchange;
import io.datawarehouse.embedded.job.RunChanges.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who listens to changes of runs, with a thread that writes to it. What waits for it
 * is bounded.
 */
final class RunListener {

	private static final Logger logger = LoggerFactory.getLogger(RunListener.class);

	private static final long COMMENT_EVERY_SECONDS = 1;

	private final BlockingQueue<Change> waiting = new ArrayBlockingQueue<>(RunChanges.KEPT);

	private final HttpExchange exchange;

	private final boolean events;

	private final Consumer<RunListener> onEnd;

	private final Thread thread;

	private volatile boolean stopped;

	RunListener(HttpExchange exchange, boolean events, Consumer<RunListener> onEnd) {
		this.exchange = exchange;
		this.events = events;
		this.onEnd = onEnd;
		this.thread = new Thread(this::run, "dw-catalog-listener");
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Take a change.
	 * @return whether the listener keeps up
	 */
	boolean take(Change change) {
		if (change.type().equals("event") && !this.events) {
			return true;
		}
		if (this.waiting.offer(change)) {
			return true;
		}
		logger.debug("A listener to runs is cut off: {} changes wait for it", this.waiting.size());
		stop();
		return false;
	}

	/**
	 * End the thread. If it hangs in a write, because nobody reads, being interrupted
	 * closes its connection.
	 */
	void stop() {
		this.stopped = true;
		this.thread.interrupt();
	}

	private void run() {
		try {
			this.exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
			this.exchange.getResponseHeaders().set("Cache-Control", "no-store");
			this.exchange.sendResponseHeaders(200, 0);
			write(this.exchange.getResponseBody());
		}
		catch (IOException | InterruptedException ex) {
			logger.trace("A listener to runs has left", ex);
		}
		finally {
			this.onEnd.accept(this);
			// Interrupted or not, what is left of the connection is to be closed, not
			// written to.
			Thread.currentThread().interrupt();
			this.exchange.close();
		}
	}

	private void write(OutputStream out) throws IOException, InterruptedException {
		write(out, ": listening\nretry: 1000\n\n");
		while (!this.stopped) {
			Change change = this.waiting.poll(COMMENT_EVERY_SECONDS, TimeUnit.SECONDS);
			// A comment finds out whether the listener is still there.
			write(out, (change != null) ? change.text() : ":\n\n");
		}
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

}
