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

package io.datawarehouse.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobData;
import io.datawarehouse.job.LineageDataset;
import io.datawarehouse.job.TableSnapshot;

import org.springframework.core.io.FileSystemResource;
import org.springframework.util.Assert;
import org.springframework.util.FileSystemUtils;

/**
 * A DuckDB database in memory for one run. The data of tables is fetched to temporary
 * files, which are removed when the session is closed. It is for use by one thread.
 *
 * @since 1.0.0
 * @see DuckDbTables
 */
public final class DuckDbSession implements AutoCloseable {

	private final JobContext job;

	private final JobData data;

	private final Path folder;

	private final Connection connection;

	private int files;

	DuckDbSession(JobContext job, JobData data) throws SQLException, IOException {
		this.job = job;
		this.data = data;
		this.connection = DriverManager.getConnection("jdbc:duckdb:");
		try {
			this.folder = Files.createTempDirectory("dw-duckdb-");
		}
		catch (IOException ex) {
			this.connection.close();
			throw ex;
		}
	}

	/**
	 * The connection to the database.
	 * @return the connection, closed with the session
	 */
	public Connection connection() {
		return this.connection;
	}

	/**
	 * Make the latest data of a table a view of the same name. The table is noted as an
	 * input of the run, with its columns.
	 * @param table the name of the table, whose data is Parquet, CSV or JSON
	 * @return the snapshot that was loaded
	 * @throws SQLException if DuckDB cannot read the data
	 * @throws IOException if the data cannot be fetched, or there is none
	 * @throws io.datawarehouse.job.DatlakeException if the table cannot be looked up
	 */
	public TableSnapshot load(String table) throws SQLException, IOException {
		TableSnapshot snapshot = this.job.latestSnapshot(table);
		String reader = reader(snapshot);
		Path folder = Files.createDirectory(this.folder.resolve("table-" + this.files++));
		List<Path> files = this.data.download(snapshot.uri(), folder);
		if (files.isEmpty()) {
			throw new IOException("Table '%s' has no data at %s".formatted(table, snapshot.uri()));
		}
		String names = files.stream().map(DuckDbSession::literal).collect(Collectors.joining(", "));
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(
					"CREATE OR REPLACE VIEW %s AS SELECT * FROM %s([%s])".formatted(identifier(table), reader, names));
		}
		this.job.addInput(LineageDataset.of(snapshot).withSchema(columns(identifier(table))));
		return snapshot;
	}

	private static String reader(TableSnapshot snapshot) {
		String format = String.valueOf(snapshot.format()).toLowerCase(Locale.ROOT);
		return switch (format) {
			case "parquet" -> "read_parquet";
			case "csv" -> "read_csv_auto";
			case "json", "ndjson", "jsonl" -> "read_json_auto";
			default -> throw new IllegalArgumentException("DuckDB cannot read the format '" + format + "' of table '"
					+ snapshot.table() + "': use parquet, csv or json");
		};
	}

	/**
	 * Write the result of a query as Parquet and register it as the latest snapshot of a
	 * table. The table is noted as an output of the run, with its columns and the number
	 * of rows.
	 * @param query the query, without a semicolon
	 * @param table the name of the table
	 * @param uri where the data is to lie, such as {@code dw://lake/daily.parquet}
	 * @return the snapshot
	 * @throws SQLException if the query fails; then nothing is written
	 * @throws IOException if the data cannot be written; then no snapshot is registered
	 * @throws io.datawarehouse.job.DatlakeException if the catalog did not take the
	 * snapshot
	 */
	public TableSnapshot store(String query, String table, String uri) throws SQLException, IOException {
		Assert.hasText(query, "query must not be empty");
		Path file = this.folder.resolve("result-" + this.files++ + ".parquet");
		try {
			try (Statement statement = this.connection.createStatement()) {
				statement.execute("COPY (%s) TO %s (FORMAT parquet)".formatted(query, literal(file)));
			}
			String written = "read_parquet(" + literal(file) + ")";
			Map<String, Object> schema = columns(written);
			long rows = count(written);
			this.data.write(uri, new FileSystemResource(file));
			TableSnapshot snapshot = this.job.registerSnapshot(table, uri, "parquet", schema);
			this.job.addOutput(LineageDataset.of(snapshot).withSchema(schema).withStatistics(rows, Files.size(file)));
			return snapshot;
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	private Map<String, Object> columns(String relation) throws SQLException {
		Map<String, Object> columns = new LinkedHashMap<>();
		try (Statement statement = this.connection.createStatement();
				ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + relation)) {
			while (rows.next()) {
				columns.put(rows.getString("column_name"), rows.getString("column_type").toLowerCase(Locale.ROOT));
			}
		}
		return columns;
	}

	private long count(String relation) throws SQLException {
		try (Statement statement = this.connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + relation)) {
			rows.next();
			return rows.getLong(1);
		}
	}

	private static String identifier(String name) {
		return '"' + name.replace("\"", "\"\"") + '"';
	}

	private static String literal(Path file) {
		return "'" + file.toString().replace("'", "''") + "'";
	}

	/**
	 * Close the database and remove its temporary files.
	 * @throws SQLException if DuckDB fails
	 * @throws IOException if the files cannot be removed
	 */
	@Override
	public void close() throws SQLException, IOException {
		try (this.connection) {
			FileSystemUtils.deleteRecursively(this.folder);
		}
	}

}
