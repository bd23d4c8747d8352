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

package io.datawarehouse.sample.etl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.sample.etl.DailySalesAggregator.LineCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DailySalesAggregator}.
 */
class DailySalesAggregatorTests {

	private static final String HEADER = "order_id,order_time,tenant,customer,sku,quantity,unit_price,currency,type\n";

	@TempDir
	private Path temp;

	@Test
	void linesAreAddedUpPerDayTenantAndCurrency() throws Exception {
		LineCounts counts = aggregate(HEADER + """
				O-1,2026-11-09T10:00:00,acme,C-1,MUG,2,9.99,EUR,sale
				O-2,2026-11-09T11:00:00,acme,C-2,MUG,1,9.99,EUR,refund
				O-3,2026-11-09T11:00:00,acme,C-2,MUG,1,5.00,USD,sale
				O-4,2026-11-10T00:00:00,acme,C-2,MUG,3,0.10,EUR,sale
				""");
		assertThat(counts).isEqualTo(new LineCounts(4, 4, 0));
		assertThat(totals()).containsExactly("2026-11-09|acme|EUR|1|1|19.98|9.99|9.99",
				"2026-11-09|acme|USD|1|0|5.00|0.00|5.00", "2026-11-10|acme|EUR|1|0|0.30|0.00|0.30");
	}

	@Test
	void malformedLinesAreRejectedWithLineNumberAndReason() throws Exception {
		LineCounts counts = aggregate(HEADER + """
				O-1,2026-11-09T10:00:00,acme,C-1,MUG,two,9.99,EUR,sale
				O-2,2026-11-09T10:00:00,acme,C-1,MUG,-2,9.99,EUR,sale
				O-3,2026-11-09T10:00:00,acme,C-1,MUG
				O-4,09.11.2026,acme,C-1,MUG,1,9.99,EUR,sale
				O-5,2026-11-09T10:00:00,acme,C-1,MUG,1,9.99,E,sale
				O-6,2026-11-09T10:00:00,acme,C-1,MUG,1,9.999,EUR,sale
				O-7,2026-11-09T10:00:00,acme,C-1,MUG,1,9.99,EUR,gift
				O-8,2026-11-09T10:00:00,,C-1,MUG,1,9.99,EUR,sale
				O-9,2026-11-09T10:00:00,acme,"C,1",MUG,1,9.99,EUR,sale
				""");
		assertThat(counts).isEqualTo(new LineCounts(9, 1, 8));
		assertThat(Files.readAllLines(rejects())).containsExactly("line,reason,content",
				"2,quantity 'two' cannot be read,\"O-1,2026-11-09T10:00:00,acme,C-1,MUG,two,9.99,EUR,sale\"",
				"3,quantity -2 is not positive,\"O-2,2026-11-09T10:00:00,acme,C-1,MUG,-2,9.99,EUR,sale\"",
				"4,\"expected 9 fields, found 5\",\"O-3,2026-11-09T10:00:00,acme,C-1,MUG\"",
				"5,order_time '09.11.2026' cannot be read,\"O-4,09.11.2026,acme,C-1,MUG,1,9.99,EUR,sale\"",
				"6,currency 'E' is not known,\"O-5,2026-11-09T10:00:00,acme,C-1,MUG,1,9.99,E,sale\"",
				"7,unit_price 9.999 has more than 2 decimals,\"O-6,2026-11-09T10:00:00,acme,C-1,MUG,1,9.999,EUR,sale\"",
				"8,type 'gift' is neither sale nor refund,\"O-7,2026-11-09T10:00:00,acme,C-1,MUG,1,9.99,EUR,gift\"",
				"9,tenant is empty,\"O-8,2026-11-09T10:00:00,,C-1,MUG,1,9.99,EUR,sale\"");
	}

	@Test
	void fileWithOnlyAHeaderHasNoTotals() throws Exception {
		assertThat(aggregate(HEADER)).isEqualTo(new LineCounts(0, 0, 0));
		assertThat(totals()).isEmpty();
	}

	@Test
	void otherHeaderMakesTheFileUnusable() {
		assertThatExceptionOfType(UnusableFileException.class).isThrownBy(() -> aggregate("a,b\n1,2\n"))
			.withMessageStartingWith("The header is [a, b], expected order_id,order_time");
	}

	@Test
	void binaryFileIsUnusableAndTheMessageIsShort() {
		assertThatExceptionOfType(UnusableFileException.class).isThrownBy(() -> aggregate("\u0000x".repeat(5000)))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(300));
	}

	private LineCounts aggregate(String csv) throws IOException, SQLException {
		return new DailySalesAggregator().aggregate(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
				parquet(), rejects());
	}

	private Path parquet() {
		return this.temp.resolve("it's totals.parquet");
	}

	private Path rejects() {
		return this.temp.resolve("rejects.csv");
	}

	private List<String> totals() throws SQLException {
		List<String> rows = new ArrayList<>();
		try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
				Statement statement = duckdb.createStatement();
				ResultSet result = statement.executeQuery("SELECT concat_ws('|', *COLUMNS(*)) FROM read_parquet('"
						+ parquet().toString().replace("'", "''") + "')")) {
			while (result.next()) {
				rows.add(result.getString(1));
			}
		}
		return rows;
	}

}
