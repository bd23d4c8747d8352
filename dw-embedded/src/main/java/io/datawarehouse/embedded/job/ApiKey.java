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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * Checks that requests carry the API key, as {@code Authorization: Bearer} or in
 * {@code X-API-Key}.
 */
final class ApiKey {

	private static final String BEARER = "Bearer ";

	private final byte @Nullable [] key;

	ApiKey(@Nullable String key) {
		this.key = (key != null) ? key.getBytes(StandardCharsets.UTF_8) : null;
	}

	void check(HttpExchange exchange) {
		byte[] key = this.key;
		if (key == null) {
			return;
		}
		String told = told(exchange);
		// Compared in constant time: how long it takes must not tell how much is right.
		if (told == null || !MessageDigest.isEqual(key, told.getBytes(StandardCharsets.UTF_8))) {
			exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
			throw ApiException.of(401, "Invalid or missing API key");
		}
	}

	private static @Nullable String told(HttpExchange exchange) {
		List<String> authorization = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
		if (!authorization.isEmpty() && authorization.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			return authorization.get(0).substring(BEARER.length()).strip();
		}
		return exchange.getRequestHeaders().getFirst("X-API-Key");
	}

}
