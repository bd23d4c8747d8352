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

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Gives a repeated POST the answer of the first, as told by its {@code Idempotency-Key}.
 */
final class Idempotency {

	private static final Duration KEPT = Duration.ofDays(7);

	private final CatalogDatabase database;

	Idempotency(CatalogDatabase database) {
		this.database = database;
	}

	/**
	 * Make a handler out of a change, in one transaction with the note of its answer.
	 */
	CatalogRouter.Handler once(Change change) {
		return (request) -> {
			request.readBody();
			return this.database.write((connection) -> handle(connection, request, change));
		};
	}

	private static CatalogResponse handle(Connection connection, CatalogRequest request, Change change)
			throws SQLException {
		String key = request.header("Idempotency-Key");
		if (key == null || key.isBlank()) {
			return change.make(connection, request);
		}
		if (key.length() > 255) {
			throw ApiException.invalid(List.of("header", "Idempotency-Key"),
					"String should have at most 255 characters", "string_too_long");
		}
		Optional<CatalogResponse> earlier = find(connection, key, request.endpoint());
		if (earlier.isPresent()) {
			return earlier.get();
		}
		CatalogResponse response = change.make(connection, request);
		Sql.update(connection,
				"insert into idempotency (idem_key, endpoint, status, body, created_at) values (?, ?, ?, ?, ?)", key,
				request.endpoint(), response.status(), response.text(), Instant.now());
		return response;
	}

	private static Optional<CatalogResponse> find(Connection connection, String key, String endpoint)
			throws SQLException {
		return Sql.first(connection, (row) -> {
			if (!endpoint.equals(row.getString("endpoint"))) {
				throw ApiException.invalid(List.of("header", "Idempotency-Key"), "The key was used for another request",
						"idempotency_key_reused");
			}
			return CatalogResponse.stored(row.getInt("status"), row.getString("body"));
		}, "select * from idempotency where idem_key = ?", key);
	}

	/**
	 * Forget the answers of long ago.
	 */
	void prune() throws SQLException {
		this.database.write((connection) -> Sql.update(connection, "delete from idempotency where created_at < ?",
				Instant.now().minus(KEPT)));
	}

	/**
	 * A change of the catalog that a request asks for.
	 */
	@FunctionalInterface
	interface Change {

		CatalogResponse make(Connection connection, CatalogRequest request) throws SQLException;

	}

}
