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
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the handler of each request and sends its answer, or its refusal.
 */
final class CatalogRouter implements HttpHandler {

	private static final Logger logger = LoggerFactory.getLogger(CatalogRouter.class);

	private static final String REQUEST_ID = "X-Request-Id";

	private static final String VALUE_TOO_LONG = "22001";

	private final ApiKey apiKey;

	private final Interceptor interceptor;

	private final List<Route> routes = new ArrayList<>();

	CatalogRouter(ApiKey apiKey, Interceptor interceptor) {
		this.apiKey = apiKey;
		this.interceptor = interceptor;
	}

	/**
	 * Add a route.
	 * @param method the HTTP method
	 * @param template the path, with variables such as <code>{job}</code>; the last one
	 * may be <code>{object...}</code> and takes the rest of the path
	 * @param handler answers the requests
	 * @return this router
	 */
	CatalogRouter route(String method, String template, Handler handler) {
		this.routes.add(new Route(method, List.of(template.substring(1).split("/")), handler, true));
		return this;
	}

	/**
	 * Add a route that needs no API key.
	 */
	CatalogRouter open(String method, String template, Handler handler) {
		this.routes.add(new Route(method, List.of(template.substring(1).split("/")), handler, false));
		return this;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		boolean takenOver = false;
		try {
			String requestId = exchange.getRequestHeaders().getFirst(REQUEST_ID);
			if (requestId != null) {
				exchange.getResponseHeaders().set(REQUEST_ID, requestId);
			}
			// What was uploaded is not to be taken for a page.
			exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
			CatalogResponse response = this.interceptor.intercept(exchange, this::answer);
			takenOver = response != null && send(exchange, response);
		}
		finally {
			if (!takenOver) {
				exchange.close();
			}
		}
	}

	private CatalogResponse answer(HttpExchange exchange) throws IOException {
		try {
			return dispatch(exchange);
		}
		catch (ApiException ex) {
			return ex.response();
		}
		catch (SQLException ex) {
			if (VALUE_TOO_LONG.equals(ex.getSQLState())) {
				return ApiException.invalid(List.of("body"), "String is too long", "string_too_long").response();
			}
			return failed(exchange, ex);
		}
		catch (RuntimeException ex) {
			return failed(exchange, ex);
		}
	}

	private static CatalogResponse failed(HttpExchange exchange, Exception ex) {
		logger.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), ex);
		return ApiException.of(500, "Internal Server Error").response();
	}

	private CatalogResponse dispatch(HttpExchange exchange) throws IOException, SQLException {
		List<String> path = segments(exchange.getRequestURI().getRawPath());
		boolean known = false;
		for (Route route : this.routes) {
			Map<String, String> variables = route.match(path);
			if (variables == null) {
				continue;
			}
			known = true;
			if (route.method().equals(exchange.getRequestMethod())) {
				if (route.guarded()) {
					this.apiKey.check(exchange);
				}
				return route.handler().handle(new CatalogRequest(exchange, variables));
			}
		}
		this.apiKey.check(exchange);
		throw known ? ApiException.of(405, "Method Not Allowed") : ApiException.of(404, "Not Found");
	}

	private static List<String> segments(String rawPath) {
		List<String> segments = new ArrayList<>();
		for (String segment : rawPath.split("/")) {
			if (!segment.isEmpty()) {
				// A plus sign is itself in a path.
				segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
			}
		}
		return segments;
	}

	/**
	 * Send an answer.
	 * @return whether somebody else goes on with the exchange
	 */
	private static boolean send(HttpExchange exchange, CatalogResponse response) throws IOException {
		drain(exchange);
		Path file = response.file();
		if (response.streaming() != null) {
			response.streaming().start(exchange);
			return true;
		}
		exchange.getResponseHeaders()
			.set("Content-Type", (file != null) ? "application/octet-stream" : "application/json");
		if (file != null) {
			long size = Files.size(file);
			exchange.sendResponseHeaders(response.status(), (size > 0) ? size : -1);
			Files.copy(file, exchange.getResponseBody());
		}
		else {
			exchange.sendResponseHeaders(response.status(), response.body().length);
			exchange.getResponseBody().write(response.body());
		}
		return false;
	}

	/**
	 * Read what the handler left, so that the connection can be used again. What is more
	 * than the limit costs the client its connection.
	 */
	private static void drain(HttpExchange exchange) throws IOException {
		InputStream body = exchange.getRequestBody();
		byte[] buffer = new byte[8192];
		long left = 1024 * 1024;
		int read = body.read(buffer);
		while (read >= 0 && left > 0) {
			left -= read;
			read = body.read(buffer);
		}
	}

	/**
	 * Answers the requests of a route.
	 */
	@FunctionalInterface
	interface Handler {

		CatalogResponse handle(CatalogRequest request) throws IOException, SQLException;

	}

	/**
	 * Stands before all handlers.
	 */
	@FunctionalInterface
	interface Interceptor {

		/**
		 * Answer a request, or let the handlers do so.
		 * @return the answer, or {@code null} to cut the connection
		 */
		@Nullable CatalogResponse intercept(HttpExchange exchange, Answering next) throws IOException;

	}

	/**
	 * Lets the handlers answer a request.
	 */
	@FunctionalInterface
	interface Answering {

		CatalogResponse answer(HttpExchange exchange) throws IOException;

	}

	private record Route(String method, List<String> template, Handler handler, boolean guarded) {

		@Nullable Map<String, String> match(List<String> path) {
			Map<String, String> variables = new LinkedHashMap<>();
			for (int i = 0; i < this.template.size(); i++) {
				String part = this.template.get(i);
				if (i >= path.size()) {
					return null;
				}
				if (part.endsWith("...}")) {
					variables.put(part.substring(1, part.length() - 4), String.join("/", path.subList(i, path.size())));
					return variables;
				}
				if (part.startsWith("{")) {
					variables.put(part.substring(1, part.length() - 1), path.get(i));
				}
				else if (!part.equals(path.get(i))) {
					return null;
				}
			}
			return (path.size() == this.template.size()) ? variables : null;
		}

	}

}
