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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * Finds out who answers a request. Paths are compared as a whole: none of them is made
 * into the name of a file.
 */
final class ConsoleHandler implements HttpHandler {

	private final ConsoleGuard guard;

	private final Map<String, Map<String, Route>> routes = new LinkedHashMap<>();

	ConsoleHandler(ConsoleGuard guard) {
		this.guard = guard;
	}

	ConsoleHandler route(String method, String path, Route route) {
		this.routes.computeIfAbsent(path, (key) -> new LinkedHashMap<>()).put(method, route);
		return this;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		ConsoleGuard.HEADERS.forEach(exchange.getResponseHeaders()::set);
		ConsoleResponse response = answer(exchange);
		response.headers().forEach(exchange.getResponseHeaders()::set);
		boolean head = exchange.getRequestMethod().equals("HEAD");
		ConsoleResponse.Streaming streaming = response.streaming();
		if (streaming != null) {
			streaming.start(exchange);
			return;
		}
		try (exchange) {
			send(exchange, response.status(), head ? new byte[0] : response.body());
		}
	}

	private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
		if (body.length == 0) {
			exchange.sendResponseHeaders(status, -1);
			return;
		}
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	private ConsoleResponse answer(HttpExchange exchange) {
		try {
			ConsoleRequest request = new ConsoleRequest(exchange);
			this.guard.check(request);
			Map<String, Route> methods = this.routes.get(request.path());
			if (methods == null) {
				throw ConsoleException.notFound("There is no such page");
			}
			Route route = methods.get(request.isForHeadOfPage() ? "GET" : request.method());
			if (route == null) {
				exchange.getResponseHeaders().set("Allow", String.join(", ", new TreeSet<>(methods.keySet())));
				throw new ConsoleException(405, "The method " + request.method() + " is not for this page");
			}
			return route.answer(request);
		}
		catch (IOException | RuntimeException ex) {
			return ConsoleFailures.response(ex);
		}
	}

	/**
	 * Answers a request.
	 */
	@FunctionalInterface
	interface Route {

		ConsoleResponse answer(ConsoleRequest request) throws IOException;

	}

}
