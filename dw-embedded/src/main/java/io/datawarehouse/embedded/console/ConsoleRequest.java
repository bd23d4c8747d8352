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

import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * A request with its query taken apart. Names come in the query only: in a path a browser
 * changes {@code ..}.
 */
final class ConsoleRequest {

	private static final int MAX_QUERY = 16 * 1024;

	private final HttpExchange exchange;

	private final Map<String, String> query;

	ConsoleRequest(HttpExchange exchange) {
		this.exchange = exchange;
		this.query = parse(exchange.getRequestURI().getRawQuery());
	}

	private static Map<String, String> parse(@Nullable String raw) {
		Map<String, String> query = new LinkedHashMap<>();
		if (raw == null) {
			return query;
		}
		if (raw.length() > MAX_QUERY) {
			throw new ConsoleException(414, "The query is longer than " + MAX_QUERY + " characters");
		}
		for (String pair : raw.split("&")) {
			String[] parts = pair.split("=", 2);
			query.put(decode(parts[0]), (parts.length > 1) ? decode(parts[1]) : "");
		}
		return query;
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw ConsoleException.badRequest("The query is not well encoded");
		}
	}

	String method() {
		return this.exchange.getRequestMethod();
	}

	String path() {
		String path = this.exchange.getRequestURI().getRawPath();
		return (path != null) ? path : "";
	}

	boolean isForApi() {
		return path().startsWith("/api/");
	}

	boolean isForHeadOfPage() {
		return method().equals("HEAD") && !isForApi();
	}

	/**
	 * The host in the first line of the request, where only proxies are told one.
	 */
	@Nullable String hostInTarget() {
		return this.exchange.getRequestURI().getRawAuthority();
	}

	@Nullable String header(String name) {
		return this.exchange.getRequestHeaders().getFirst(name);
	}

	List<String> headers(String name) {
		List<String> values = this.exchange.getRequestHeaders().get(name);
		return (values != null) ? values : List.of();
	}

	@Nullable String query(String name) {
		String value = this.query.get(name);
		return (value == null || value.isEmpty()) ? null : value;
	}

	String query(String name, String ifAbsent) {
		String value = query(name);
		return (value != null) ? value : ifAbsent;
	}

	String required(String name) {
		String value = query(name);
		if (value == null) {
			throw ConsoleException.badRequest("The parameter '" + name + "' is missing");
		}
		return value;
	}

	int number(String name, int ifAbsent, int min, int max) {
		String text = query(name);
		if (text == null) {
			return ifAbsent;
		}
		try {
			int value = Integer.parseInt(text);
			if (value >= min && value <= max) {
				return value;
			}
		}
		catch (NumberFormatException ex) {
			// Told like a number that is out of range.
		}
		throw ConsoleException
			.badRequest("The parameter '" + name + "' must be a number from " + min + " to " + max + ", was " + text);
	}

	boolean flag(String name) {
		return Boolean.parseBoolean(query(name));
	}

	/**
	 * The length of the body.
	 */
	long contentLength() {
		String length = header("Content-Length");
		try {
			return Long.parseLong(String.valueOf(length));
		}
		catch (NumberFormatException ex) {
			throw new ConsoleException(411, "The length of the body must be told, was " + length);
		}
	}

	InputStream body() {
		return this.exchange.getRequestBody();
	}

}
