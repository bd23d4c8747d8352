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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

import org.springframework.stereotype.Component;

/**
 * Aggregates order lines per day, tenant and currency with DuckDB. Lines stream through:
 * the size of the input does not matter.
 */
@Component
class DailySalesAggregator {

	private static final String CREATE = """
			CREATE TABLE lines (day DATE, tenant VARCHAR, currency VARCHAR, refund BOOLEAN, amount DECIMAL(18, 2))""";

	private static final String AGGREGATE = """
			COPY (
				SELECT day, tenant, currency,
					count(*) FILTER (NOT refund) AS sales,
					count(*) FILTER (refund) AS refunds,
					coalesce(sum(amount) FILTER (NOT refund), 0)::DECIMAL(18, 2) AS gross,
					coalesce(sum(amount) FILTER (refund), 0)::DECIMAL(18, 2) AS refunded,
					(gross - refunded)::DECIMAL(18, 2) AS net
				FROM lines GROUP BY day, tenant, currency ORDER BY day, tenant, currency
			) TO '%s' (FORMAT parquet)""";

	/**
	 * Aggregate one file.
	 * @param csv the order lines with their header, read to the end but not closed
	 * @param parquet the file that the totals are written to
	 * @param rejects the file that the rejected lines are written to, with their reasons
	 * @return how many lines were read, accepted and rejected
	 * @throws UnusableFileException if the file as a whole makes no sense
	 * @throws IOException if the input ends early or a file cannot be written
	 * @throws SQLException if DuckDB fails
	 */
	LineCounts aggregate(InputStream csv, Path parquet, Path rejects) throws IOException, SQLException {
		try (DuckDBConnection duckdb = connect(); Statement statement = duckdb.createStatement()) {
			statement.execute(CREATE);
			LineCounts counts = load(csv, duckdb, rejects);
			statement.execute(AGGREGATE.formatted(parquet.toString().replace("'", "''")));
			return counts;
		}
	}

	private static DuckDBConnection connect() throws SQLException {
		return DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
	}

	private LineCounts load(InputStream csv, DuckDBConnection duckdb, Path rejects) throws IOException, SQLException {
		// Closing the reader would close the caller's stream as well.
		CsvReader<CsvRecord> reader = CsvReader.builder()
			.commentStrategy(CommentStrategy.NONE)
			.extraFieldStrategy(FieldMismatchStrategy.IGNORE)
			.missingFieldStrategy(FieldMismatchStrategy.IGNORE)
			.ofCsvRecord(csv, StandardCharsets.UTF_8);
		Iterator<CsvRecord> records = reader.iterator();
		checkHeader(records);
		try (DuckDBAppender appender = duckdb.createAppender("lines"); CsvWriter writer = rejectsWriter(rejects)) {
			LineCounts counts = new LineCounts(0, 0, 0);
			while (records.hasNext()) {
				counts = counts.plus(accept(records.next(), appender, writer));
			}
			return counts;
		}
	}

	private static void checkHeader(Iterator<CsvRecord> records) {
		List<String> header = records.hasNext() ? records.next().getFields() : List.of();
		if (!header.equals(OrderLine.COLUMNS)) {
			throw new UnusableFileException("The header is %s, expected %s".formatted(abbreviate(header.toString()),
					String.join(",", OrderLine.COLUMNS)));
		}
	}

	private static String abbreviate(String text) {
		return (text.length() <= 120) ? text : text.substring(0, 120) + "...";
	}

	private static CsvWriter rejectsWriter(Path rejects) throws IOException {
		CsvWriter writer = CsvWriter.builder().build(rejects, StandardCharsets.UTF_8);
		writer.writeRecord("line", "reason", "content");
		return writer;
	}

	private static boolean accept(CsvRecord line, DuckDBAppender appender, CsvWriter rejects) throws SQLException {
		try {
			append(OrderLine.of(line.getFields()), appender);
			return true;
		}
		catch (IllegalArgumentException ex) {
			rejects.writeRecord(Long.toString(line.getStartingLineNumber()), ex.getMessage(),
					String.join(",", line.getFields()));
			return false;
		}
	}

	private static void append(OrderLine line, DuckDBAppender appender) throws SQLException {
		appender.beginRow()
			.append(line.time().toLocalDate())
			.append(line.tenant())
			.append(line.currency())
			.append(line.refund())
			.append(line.amount())
			.endRow();
	}

	/**
	 * How many lines a file had, without its header.
	 *
	 * @param read all lines
	 * @param accepted the lines that are in the totals
	 * @param rejected the lines that are not
	 */
	record LineCounts(long read, long accepted, long rejected) {

		private LineCounts plus(boolean accept) {
			return new LineCounts(this.read + 1, this.accepted + (accept ? 1 : 0), this.rejected + (accept ? 0 : 1));
		}

	}

}
