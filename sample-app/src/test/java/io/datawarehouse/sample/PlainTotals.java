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

package io.datawarehouse.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Adds up CSV files in plain Java: what the pipeline has to come to, computed by none of
 * its code.
 *
 * @param net what is left per {@code day tenant currency}
 * @param accepted how many lines are in it
 * @param rejected how many lines are not
 */
record PlainTotals(Map<String, BigDecimal> net, long accepted, long rejected) {

	static PlainTotals of(Path folder) throws IOException {
		Map<String, BigDecimal> net = new TreeMap<>();
		long[] counts = new long[2];
		try (Stream<Path> files = Files.list(folder)) {
			files.filter((file) -> file.toString().endsWith(".csv")).flatMap(PlainTotals::lines).forEach((line) -> {
				String[] fields = line.split(",", -1);
				boolean good = isGood(fields);
				counts[good ? 0 : 1]++;
				if (good) {
					String key = fields[1].substring(0, 10) + " " + fields[2] + " " + fields[7];
					net.merge(key, amount(fields), BigDecimal::add);
				}
			});
		}
		return new PlainTotals(net, counts[0], counts[1]);
	}

	private static Stream<String> lines(Path file) {
		try {
			List<String> lines = Files.readAllLines(file);
			return lines.subList(1, lines.size()).stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isGood(String[] fields) {
		return fields.length == 9 && fields[1].matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d")
				&& fields[5].matches("[1-9]\\d*") && fields[6].matches("\\d+(\\.\\d{1,2})?")
				&& fields[7].matches("[A-Z]{3}") && fields[8].matches("sale|refund");
	}

	private static BigDecimal amount(String[] fields) {
		BigDecimal amount = new BigDecimal(fields[6]).multiply(new BigDecimal(fields[5])).setScale(2);
		return "sale".equals(fields[8]) ? amount : amount.negate();
	}

}
