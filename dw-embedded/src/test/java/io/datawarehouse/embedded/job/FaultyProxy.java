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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands before a catalog and fails as it is told.
 */
final class FaultyProxy implements AutoCloseable {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final HttpClient client;

	private final URI target;

	private final int port;

	private HttpServer server;

	private volatile Fault fault = Fault.NONE;

	private volatile CountDownLatch slow = new CountDownLatch(1);

	FaultyProxy(URI target, HttpClient client) {
		this.target = target;
		this.client = client;
		this.server = listen(0);
		this.port = this.server.getAddress().getPort();
	}

	private HttpServer listen(int port) {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
			server.setExecutor(this.executor);
			server.createContext("/", this::handle);
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	synchronized void set(Fault fault) {
		if (this.fault == fault) {
			return;
		}
		if (fault == Fault.DOWN) {
			this.server.stop(0);
		}
		else if (this.fault == Fault.DOWN) {
			this.server = listen(this.port);
		}
		this.slow.countDown();
		this.slow = new CountDownLatch(1);
		this.fault = fault;
	}

	private void handle(HttpExchange exchange) throws IOException {
		CountDownLatch slow = this.slow;
		Fault fault = this.fault;
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			switch (fault) {
				case NONE -> answer(exchange, pass(exchange, body));
				case AWAY -> exchange.sendResponseHeaders(503, -1);
				case ERRORS -> exchange.sendResponseHeaders(500, -1);
				case UNAUTHORIZED -> exchange.sendResponseHeaders(401, -1);
				case CUT_AFTER -> pass(exchange, body);
				case SLOW -> {
					pass(exchange, body);
					slow.await(60, TimeUnit.SECONDS);
				}
				case CUT_BEFORE, DOWN -> {
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.target.resolve(exchange.getRequestURI()))
			.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
		String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
		if (key != null) {
			request.header("Idempotency-Key", key);
		}
		return this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
	}

	private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
		exchange.sendResponseHeaders(response.statusCode(), response.body().length);
		exchange.getResponseBody().write(response.body());
	}

	@Override
	public void close() {
		this.slow.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * What the catalog does.
	 */
	enum Fault {

		/**
		 * It works.
		 */
		NONE("up"),

		/**
		 * Nobody listens.
		 */
		DOWN("refuses connections"),

		/**
		 * A gateway before it tells that it is away.
		 */
		AWAY("answers 503"),

		/**
		 * It takes requests, and answers too late.
		 */
		SLOW("too slow"),

		/**
		 * It fails.
		 */
		ERRORS("answers 500"),

		/**
		 * It does not know the key.
		 */
		UNAUTHORIZED("answers 401"),

		/**
		 * The connection ends before the request is worked on.
		 */
		CUT_BEFORE("cut before the request is worked on"),

		/**
		 * The connection ends after the request was worked on.
		 */
		CUT_AFTER("cut after the request is worked on");

		private final String text;

		Fault(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
