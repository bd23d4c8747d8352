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
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks the catalog with the calls that only read.
 */
final class CatalogReader {

	private static final int MOST_BYTES = 16 * 1024 * 1024;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	private static final String API = "/api/v1/";

	private final String url;

	private final Map<String, String> headers;

	private @Nullable HttpClient client;

	CatalogReader(URI url, Map<String, String> headers, @Nullable HttpClient client) {
		String text = url.toString();
		this.url = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
		this.headers = headers;
		this.client = client;
	}

	/**
	 * Made when somebody looks at the console, which most starts of an application never
	 * see.
	 */
	private synchronized HttpClient client() {
		HttpClient client = this.client;
		if (client == null) {
			client = HttpClient.newBuilder()
				.version(HttpClient.Version.HTTP_1_1)
				.connectTimeout(CONNECT_TIMEOUT)
				.followRedirects(HttpClient.Redirect.NEVER)
				.build();
			this.client = client;
		}
		return client;
	}

	/**
	 * Ask for JSON.
	 * @param path the path below that of the API, with its segments encoded
	 * @param query the parameters, of which those without a value are left out
	 * @return the answer as it came
	 */
	byte[] get(String path, Map<String, @Nullable String> query) throws IOException {
		HttpResponse<InputStream> response = open(path + query(query), Map.of(), TIMEOUT);
		try (InputStream body = response.body()) {
			byte[] bytes = body.readNBytes(MOST_BYTES + 1);
			if (response.statusCode() != 200) {
				throw failure(response.statusCode(), bytes);
			}
			if (bytes.length > MOST_BYTES) {
				throw new ConsoleException(502, "The catalog answered with more than " + MOST_BYTES + " bytes");
			}
			return bytes;
		}
	}

	/**
	 * Begin to ask. The caller closes the body.
	 */
	HttpResponse<InputStream> open(String pathAndQuery, Map<String, String> more, Duration timeout) throws IOException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.url + API + pathAndQuery))
			.timeout(timeout);
		this.headers.forEach(request::setHeader);
		more.forEach(request::setHeader);
		try {
			return client().send(request.build(), BodyHandlers.ofInputStream());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for the catalog");
		}
		catch (IOException ex) {
			throw new IOException("the catalog at " + this.url + " (" + ex + ")", ex);
		}
	}

	private static String query(Map<String, @Nullable String> query) {
		StringJoiner joiner = new StringJoiner("&", "?", "").setEmptyValue("");
		query.forEach((name, value) -> {
			if (value != null) {
				joiner.add(name + "=" + encode(value));
			}
		});
		return joiner.toString();
	}

	static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static ConsoleException failure(int status, byte[] body) {
		JsonNode json = ConsoleJson.parse(body);
		JsonNode detail = (json != null) ? json.path("detail") : null;
		String text = (detail == null || detail.isMissingNode()) ? "status " + status
				: detail.isString() ? detail.asString() : detail.toString();
		return new ConsoleException(told(status), "The catalog says: " + text);
	}

	private static int told(int status) {
		return switch (status) {
			case 404 -> 404;
			case 400, 422 -> 400;
			default -> 502;
		};
	}

}
