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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ObjectInfo;

import org.springframework.util.ClassUtils;
import org.springframework.util.FileSystemUtils;

/**
 * The columns and first rows of a Parquet file, by DuckDB when that is on the class path.
 */
final class ParquetPreview {

	private static final boolean DUCKDB = ClassUtils.isPresent("org.duckdb.DuckDBDriver",
			ParquetPreview.class.getClassLoader());

	private static final long LARGEST = 64L * 1024 * 1024;

	private static final int MOST_ROWS = 50;

	private static final int SECONDS = 10;

	private ParquetPreview() {
	}

	static Map<String, Object> of(DataWarehouseOperations storage, ObjectInfo info) throws IOException {
		if (!DUCKDB) {
			return note("Put org.duckdb:duckdb_jdbc on the class path to see what is in a Parquet file.");
		}
		if (info.size() > LARGEST) {
			return note("A Parquet file of more than 64 MiB is not fetched to be looked at.");
		}
		Path folder = Files.createTempDirectory("dw-console-");
		try {
			Path file = folder.resolve("preview.parquet");
			storage.downloadFile(info.uri(), file);
			return table(file);
		}
		catch (SQLException ex) {
			return note("DuckDB cannot read this file: " + ex.getMessage());
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
	}

	private static Map<String, Object> note(String text) {
		return Map.of("kind", "note", "text", text);
	}

	private static Map<String, Object> table(Path file) throws SQLException {
		String source = "read_parquet('" + file.toString().replace("'", "''") + "')";
		Map<String, Object> table = new LinkedHashMap<>();
		try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
				Statement statement = connection.createStatement()) {
			statement.setQueryTimeout(SECONDS);
			statement.execute("SET threads = 1");
			List<String> columns = new ArrayList<>();
			List<String> types = new ArrayList<>();
			try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
				while (rows.next() && columns.size() < CsvPreview.MOST_COLUMNS) {
					columns.add(cell(rows.getString("column_name")));
					types.add(cell(rows.getString("column_type")));
				}
			}
			table.put("kind", "table");
			table.put("columns", columns);
			table.put("types", types);
			table.put("total", total(statement, source));
			table.put("rows", rows(statement, source, columns.size()));
		}
		table.put("truncated", (long) table.get("total") > MOST_ROWS);
		return table;
	}

	private static long total(Statement statement, String source) throws SQLException {
		try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + source)) {
			rows.next();
			return rows.getLong(1);
		}
	}

	private static List<List<String>> rows(Statement statement, String source, int columns) throws SQLException {
		List<List<String>> table = new ArrayList<>();
		try (ResultSet rows = statement
			.executeQuery("SELECT COLUMNS(*)::VARCHAR FROM " + source + " LIMIT " + MOST_ROWS)) {
			while (rows.next()) {
				List<String> row = new ArrayList<>();
				for (int column = 1; column <= columns; column++) {
					row.add(cell(rows.getString(column)));
				}
				table.add(row);
			}
		}
		return table;
	}

	private static String cell(String value) {
		if (value == null) {
			return "";
		}
		return (value.length() <= CsvPreview.MOST_CELL) ? value : value.substring(0, CsvPreview.MOST_CELL);
	}

}
