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

package io.datawarehouse.sample.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Adds up the curated Parquet objects.
 */
@Component
public class CuratedTotals {

	private static final String QUERY = """
			SELECT day, tenant, currency, sum(sales) AS sales, sum(refunds) AS refunds,
				sum(gross) AS gross, sum(refunded) AS refunded, sum(net) AS net
			FROM read_parquet([%s])
			WHERE (?::DATE IS NULL OR day = ?) AND (?::VARCHAR IS NULL OR tenant = ?)
			GROUP BY day, tenant, currency ORDER BY day, tenant, currency""";

	private final DataWarehouseTemplate dw;

	private final Lake lake;

	CuratedTotals(DataWarehouseTemplate dw, Lake lake) {
		this.dw = dw;
		this.lake = lake;
	}

	/**
	 * Add up what is in the curated table now.
	 * @param day the day to keep, or {@code null} for all
	 * @param tenant the shop to keep, or {@code null} for all
	 * @return the totals, ordered by day, shop and currency
	 */
	public List<DailyTotal> find(@Nullable LocalDate day, @Nullable String tenant) {
		try {
			Path folder = Files.createTempDirectory("sales-totals-");
			try {
				List<Path> files = download(folder);
				return files.isEmpty() ? List.of() : query(files, day, tenant);
			}
			finally {
				FileSystemUtils.deleteRecursively(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("DuckDB cannot read " + this.lake.curatedTable(), ex);
		}
	}

	private List<Path> download(Path folder) {
		List<Path> files = new ArrayList<>();
		try (Stream<ObjectInfo> objects = this.dw.list(this.lake.curatedTable())) {
			objects.map(ObjectInfo::uri).forEach((uri) -> {
				Path file = folder.resolve(files.size() + ".parquet");
				this.dw.downloadFile(uri, file);
				files.add(file);
			});
		}
		return files;
	}

	private static List<DailyTotal> query(List<Path> files, @Nullable LocalDate day, @Nullable String tenant)
			throws SQLException {
		String names = files.stream().map((file) -> "'" + file + "'").collect(Collectors.joining(", "));
		List<DailyTotal> totals = new ArrayList<>();
		try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
				PreparedStatement statement = duckdb.prepareStatement(QUERY.formatted(names))) {
			statement.setObject(1, day);
			statement.setObject(2, day);
			statement.setString(3, tenant);
			statement.setString(4, tenant);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					totals.add(total(rows));
				}
			}
		}
		return totals;
	}

	private static DailyTotal total(ResultSet row) throws SQLException {
		return new DailyTotal(row.getObject("day", LocalDate.class), row.getString("tenant"), row.getString("currency"),
				row.getLong("sales"), row.getLong("refunds"), amount(row, "gross"), amount(row, "refunded"),
				amount(row, "net"));
	}

	private static BigDecimal amount(ResultSet row, String column) throws SQLException {
		return row.getBigDecimal(column);
	}

}
