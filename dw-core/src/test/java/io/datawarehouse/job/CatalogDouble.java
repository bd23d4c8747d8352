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

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An HTTP server that misbehaves as it is told.
 */
final class CatalogDouble implements AutoCloseable {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final CountDownLatch closing = new CountDownLatch(1);

	private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

	final List<Request> requests = new CopyOnWriteArrayList<>();

	private volatile ToIntFunction<Request> otherwise = (request) -> 500;

	private volatile String otherwiseBody = "";

	private final HttpServer server;

	CatalogDouble() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	CatalogDouble answer(int status, String body, String... headers) {
		this.answers.add((exchange) -> {
			for (int i = 0; i < headers.length; i += 2) {
				exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
			}
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(bytes);
			}
		});
		return this;
	}

	/**
	 * What is answered when no other answer is left.
	 */
	CatalogDouble otherwise(ToIntFunction<Request> status, String body) {
		this.otherwiseBody = body;
		this.otherwise = status;
		return this;
	}

	/**
	 * Take the next request and cut the connection.
	 */
	CatalogDouble cut() {
		this.answers.add(HttpExchange::close);
		return this;
	}

	/**
	 * Take the next request and never answer it.
	 */
	CatalogDouble hang() {
		this.answers.add((exchange) -> awaitClosing());
		return this;
	}

	private void awaitClosing() {
		try {
			this.closing.await(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Take the next request, begin to answer it and never go on.
	 */
	CatalogDouble hangAfter(String body) {
		this.answers.add((exchange) -> {
			exchange.sendResponseHeaders(200, 1000);
			exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			awaitClosing();
		});
		return this;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
					Map.copyOf(exchange.getRequestHeaders()), body);
			this.requests.add(request);
			Answer answer = this.answers.poll();
			if (answer == null) {
				int status = this.otherwise.applyAsInt(request);
				byte[] bytes = this.otherwiseBody.getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
				exchange.getResponseBody().write(bytes);
				return;
			}
			answer.send(exchange);
		}
	}

	@Override
	public void close() {
		this.closing.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	record Request(String method, String uri, Map<String, List<String>> headers, String body) {

		String header(String name) {
			return this.headers.entrySet()
				.stream()
				.filter((entry) -> entry.getKey().equalsIgnoreCase(name))
				.map((entry) -> entry.getValue().get(0))
				.findFirst()
				.orElse("");
		}

	}

	@FunctionalInterface
	private interface Answer {

		void send(HttpExchange exchange) throws IOException;

	}

}
