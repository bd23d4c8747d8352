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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Passes the changes of runs on from the catalog to the pages that show them.
 */
final class RunStream implements AutoCloseable {

	static final int MOST_LISTENERS = 8;

	private static final long CHECK_SECONDS = 5;

	private final CatalogReader catalog;

	private final Set<RunStreamListener> listeners = new HashSet<>();

	private final ScheduledThreadPoolExecutor watch;

	private boolean closed;

	RunStream(CatalogReader catalog) {
		this.catalog = catalog;
		CustomizableThreadFactory threads = new CustomizableThreadFactory(ConsoleServer.THREADS_PREFIX + "watch-");
		threads.setDaemon(true);
		this.watch = new ScheduledThreadPoolExecutor(1, threads);
		this.watch.scheduleWithFixedDelay(this::stopStuck, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
	}

	ConsoleResponse listen(@Nullable String since) {
		return ConsoleResponse.stream((exchange) -> listen(exchange, since));
	}

	private void listen(HttpExchange exchange, @Nullable String since) throws IOException {
		RunStreamListener listener = new RunStreamListener(this.catalog, exchange, since, this::left);
		synchronized (this) {
			if (!this.closed && this.listeners.size() < MOST_LISTENERS) {
				this.listeners.add(listener);
				listener.start();
				return;
			}
		}
		try (exchange) {
			ConsoleResponse refusal = ConsoleResponse.error(503,
					"No more than " + MOST_LISTENERS + " pages show live runs at a time");
			refusal.headers().forEach(exchange.getResponseHeaders()::set);
			exchange.sendResponseHeaders(refusal.status(), refusal.body().length);
			exchange.getResponseBody().write(refusal.body());
		}
	}

	private synchronized void left(RunStreamListener listener) {
		this.listeners.remove(listener);
	}

	synchronized int listeners() {
		return this.listeners.size();
	}

	private synchronized List<RunStreamListener> open() {
		return new ArrayList<>(this.listeners);
	}

	private void stopStuck() {
		open().stream().filter(RunStreamListener::isStuck).forEach(RunStreamListener::stop);
	}

	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		this.watch.shutdownNow();
		open().forEach(RunStreamListener::stop);
	}

}
