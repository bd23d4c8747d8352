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

import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import io.datawarehouse.sample.lake.FileResult;
import io.datawarehouse.sample.lake.Lake;

import org.springframework.stereotype.Component;

/**
 * Prints what came of the files, for a person to read.
 */
@Component
public class SalesReport {

	// The report is what the command is run for, so it goes to standard output, not to
	// the log.
	private final PrintStream out = System.out;

	private final Lake lake;

	private final CuratedTotals totals;

	SalesReport(Lake lake, CuratedTotals totals) {
		this.lake = lake;
		this.totals = totals;
	}

	/**
	 * Print the report.
	 * @param fresh how many files this start took in
	 * @param millis how long ingest and work took, in milliseconds
	 * @return whether a file is in the dead letters
	 */
	public boolean print(int fresh, long millis) {
		List<FileResult> results = this.lake.results();
		heading("Daily sales");
		printTotals(this.totals.find(null, null));
		heading("Files");
		results.forEach(this::printFile);
		long failed = results.stream().filter(FileResult::isFailed).count();
		this.out.printf("%n%d files (%d new), %d order lines read, %d in the totals, %d rejected, %d failed; %d ms%n%n",
				results.size(), fresh, sum(results, FileResult::read), sum(results, FileResult::accepted),
				sum(results, FileResult::rejected), failed, millis);
		return failed > 0;
	}

	private void heading(String text) {
		this.out.printf("%n%s%n%s%n", text, "=".repeat(text.length()));
	}

	private void printTotals(List<DailyTotal> totals) {
		Map<LocalDate, List<DailyTotal>> days = totals.stream()
			.collect(Collectors.groupingBy(DailyTotal::day, TreeMap::new, Collectors.toList()));
		this.out.printf("%-10s  %-10s  %-8s  %6s  %7s  %15s%n", "day", "tenant", "currency", "sales", "refunds", "net");
		days.forEach((day, rows) -> {
			rows.forEach((row) -> this.out.printf("%-10s  %-10s  %-8s  %6d  %7d  %15s%n", row.day(), row.tenant(),
					row.currency(), row.sales(), row.refunds(), row.net().toPlainString()));
			this.out.printf("%-10s  %s%n", "", "total " + perCurrency(rows));
		});
	}

	private static String perCurrency(List<DailyTotal> rows) {
		Map<String, BigDecimal> sums = rows.stream()
			.collect(Collectors.groupingBy(DailyTotal::currency, TreeMap::new,
					Collectors.reducing(BigDecimal.ZERO, DailyTotal::net, BigDecimal::add)));
		return sums.entrySet()
			.stream()
			.map((sum) -> sum.getKey() + " " + sum.getValue().toPlainString())
			.collect(Collectors.joining(", "));
	}

	private void printFile(FileResult result) {
		if (result.isFailed()) {
			this.out.printf("%s: FAILED after %d attempts, now in the dead letters: %s%n", result.file().name(),
					result.attempt(), result.error());
			return;
		}
		this.out.printf("%s: %d read, %d in the totals, %d rejected; run %s, %d ms%n    %s%n", result.file().name(),
				result.read(), result.accepted(), result.rejected(), result.runId(), result.millis(), result.curated());
		if (result.rejects() != null) {
			this.out.printf("    %s%n", result.rejects());
		}
	}

	private static long sum(List<FileResult> results, ToLongFunction<FileResult> count) {
		return results.stream().mapToLong(count).sum();
	}

}
