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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request with its path, query and body taken apart.
 */
final class CatalogRequest {

	private static final int MAX_BODY = 8 * 1024 * 1024;

	private final HttpExchange exchange;

	private final Map<String, String> variables;

	private final Map<String, String> query;

	private @Nullable ObjectNode body;

	CatalogRequest(HttpExchange exchange, Map<String, String> variables) {
		this.exchange = exchange;
		this.variables = variables;
		this.query = parse(exchange.getRequestURI().getRawQuery());
	}

	private static Map<String, String> parse(@Nullable String raw) {
		Map<String, String> query = new LinkedHashMap<>();
		if (raw != null) {
			for (String pair : raw.split("&")) {
				String[] parts = pair.split("=", 2);
				query.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
						(parts.length > 1) ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
			}
		}
		return query;
	}

	String endpoint() {
		return this.exchange.getRequestMethod() + " " + this.exchange.getRequestURI().getRawPath();
	}

	@Nullable String header(String name) {
		return this.exchange.getRequestHeaders().getFirst(name);
	}

	String variable(String name) {
		String value = this.variables.get(name);
		if (value == null) {
			throw new IllegalStateException("No variable " + name + " in the path of " + endpoint());
		}
		return value;
	}

	@Nullable String query(String name) {
		return this.query.get(name);
	}

	int query(String name, int ifAbsent, int min, int max) {
		String text = this.query.get(name);
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
		throw ApiException.invalid(List.of("query", name), "Input should be a number from " + min + " to " + max,
				"int_range");
	}

	/**
	 * The time in a query parameter, in UTC if it tells no zone.
	 */
	@Nullable Instant instant(String name) {
		String text = this.query.get(name);
		if (text == null || text.isEmpty()) {
			return null;
		}
		try {
			TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from,
					LocalDateTime::from);
			return (time instanceof OffsetDateTime zoned) ? zoned.toInstant()
					: ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
		}
		catch (DateTimeException ex) {
			throw ApiException.invalid(List.of("query", name), "Input should be a valid datetime", "datetime_parsing");
		}
	}

	/**
	 * What the path names, or else the query: there a browser leaves {@code ..} alone.
	 */
	@Nullable String optionalName(String name) {
		String value = this.variables.get(name);
		return (value != null) ? value : this.query.get(name);
	}

	String variableOrQuery(String name) {
		String asked = optionalName(name);
		if (asked == null || asked.isEmpty()) {
			throw ApiException.invalid(List.of("query", name), "Field required", "missing");
		}
		return asked;
	}

	@Nullable RunStatus status() {
		String text = this.query.get("status");
		if (text == null || text.isEmpty()) {
			return null;
		}
		for (RunStatus status : RunStatus.values()) {
			if (status.name().equalsIgnoreCase(text)) {
				return status;
			}
		}
		throw ApiException.invalid(List.of("query", "status"), "Input should be 'RUNNING', 'SUCCESS' or 'FAILED'",
				"enum");
	}

	InputStream stream() {
		return this.exchange.getRequestBody();
	}

	/**
	 * Read the body, before the database is locked for it.
	 * @throws IOException if the client went away
	 */
	void readBody() throws IOException {
		byte[] bytes = stream().readNBytes(MAX_BODY + 1);
		if (bytes.length > MAX_BODY) {
			throw ApiException.of(413, "Request body is larger than " + MAX_BODY + " bytes");
		}
		JsonNode node = (bytes.length > 0) ? CatalogJson.parse(bytes) : CatalogJson.object();
		if (!(node instanceof ObjectNode object)) {
			throw ApiException.invalid(List.of("body"), "Input should be a valid JSON object", "json_invalid");
		}
		this.body = object;
	}

	ObjectNode body() {
		if (this.body == null) {
			throw new IllegalStateException("The body of " + endpoint() + " was not read");
		}
		return this.body;
	}

	String required(String field) {
		String value = optional(field);
		if (value == null || value.isBlank()) {
			throw ApiException.invalid(List.of("body", field), "Field required", "missing");
		}
		return value;
	}

	@Nullable String optional(String field) {
		JsonNode node = body().path(field);
		if (node.isMissingNode() || node.isNull()) {
			return null;
		}
		if (!node.isString() && !node.isNumber()) {
			throw ApiException.invalid(List.of("body", field), "Input should be a valid string", "string_type");
		}
		return node.asString();
	}

	ObjectNode object(String field) {
		JsonNode node = body().path(field);
		if (node.isMissingNode() || node.isNull()) {
			return CatalogJson.object();
		}
		if (node instanceof ObjectNode object) {
			return object;
		}
		throw ApiException.invalid(List.of("body", field), "Input should be a valid dictionary", "dict_type");
	}

	boolean requiredBoolean(String field) {
		JsonNode node = body().path(field);
		if (!node.isBoolean()) {
			throw ApiException.invalid(List.of("body", field),
					node.isMissingNode() ? "Field required" : "Input should be a valid boolean",
					node.isMissingNode() ? "missing" : "bool_type");
		}
		return node.booleanValue();
	}

	/**
	 * The items of a list, as JSON objects.
	 */
	static List<JsonNode> items(JsonNode list) {
		List<JsonNode> items = new ArrayList<>();
		list.forEach(items::add);
		return items;
	}

}
