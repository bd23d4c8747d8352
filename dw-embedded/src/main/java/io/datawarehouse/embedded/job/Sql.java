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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The little of JDBC that the catalog needs.
 */
final class Sql {

	private Sql() {
	}

	static <T> List<T> query(Connection connection, Row<T> row, String sql, @Nullable Object... parameters)
			throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			bind(statement, parameters);
			List<T> rows = new ArrayList<>();
			try (ResultSet result = statement.executeQuery()) {
				while (result.next()) {
					rows.add(row.map(result));
				}
			}
			return rows;
		}
	}

	static <T> Optional<T> first(Connection connection, Row<T> row, String sql, @Nullable Object... parameters)
			throws SQLException {
		return query(connection, row, sql, parameters).stream().findFirst();
	}

	static long count(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
		return query(connection, (result) -> result.getLong(1), sql, parameters).get(0);
	}

	static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			bind(statement, parameters);
			return statement.executeUpdate();
		}
	}

	static long insert(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
			bind(statement, parameters);
			statement.executeUpdate();
			try (ResultSet keys = statement.getGeneratedKeys()) {
				keys.next();
				return keys.getLong(1);
			}
		}
	}

	static Instant instant(ResultSet result, String column) throws SQLException {
		return result.getObject(column, Instant.class);
	}

	private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
		for (int i = 0; i < parameters.length; i++) {
			statement.setObject(i + 1, parameters[i]);
		}
	}

	/**
	 * Makes a value of one row.
	 *
	 * @param <T> the type of the value
	 */
	@FunctionalInterface
	interface Row<T> {

		T map(ResultSet result) throws SQLException;

	}

}
