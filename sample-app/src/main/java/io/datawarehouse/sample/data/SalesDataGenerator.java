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

package io.datawarehouse.sample.data;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes the order lines in {@code sample-app/data}: one file a day, the same ones for
 * the same seed. Some lines are malformed on purpose, as they are in life. Runs by
 * itself, without a build:
 * {@code java SalesDataGenerator.java FOLDER [SEED] [DAYS] [LINES-PER-DAY]}.
 */
public final class SalesDataGenerator {

	/**
	 * First line of each file.
	 */
	public static final String HEADER = "order_id,order_time,tenant,customer,sku,quantity,unit_price,currency,type";

	private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 9);

	private static final List<Tenant> TENANTS = List.of(new Tenant("acme", "EUR", 40), new Tenant("globex", "USD", 30),
			new Tenant("initech", "GBP", 15), new Tenant("umbrella", "JPY", 10), new Tenant("hooli", "USD", 5));

	private static final List<Product> PRODUCTS = List.of(new Product("BOOK-0017", "12.90"),
			new Product("BOOK-0042", "24.50"), new Product("DESK-0003", "349.00"), new Product("LAMP-0011", "59.95"),
			new Product("MUG-0007", "9.99"), new Product("PEN-0100", "1.75"), new Product("CHAIR-0005", "189.00"),
			new Product("CABLE-0021", "7.49"));

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

	private final Random random;

	private int nextOrder = 100_001;

	private SalesDataGenerator(long seed) {
		this.random = new Random(seed);
	}

	/**
	 * Write the files of some days.
	 * @param args the folder, and optionally seed, days and lines a day
	 * @throws IOException if a file cannot be written
	 */
	public static void main(String[] args) throws IOException {
		if (args.length == 0) {
			throw new IllegalArgumentException("Name the folder to write to");
		}
		long seed = (args.length > 1) ? Long.parseLong(args[1]) : 20261121L;
		int days = (args.length > 2) ? Integer.parseInt(args[2]) : 7;
		int lines = (args.length > 3) ? Integer.parseInt(args[3]) : 600;
		generate(Path.of(args[0]), seed, days, lines);
	}

	/**
	 * Write the files of some days.
	 * @param folder the folder to write to, created when it is missing
	 * @param seed the seed: the same one gives the same files
	 * @param days how many days, one file each
	 * @param linesPerDay how many order lines a file holds on average
	 * @throws IOException if a file cannot be written
	 */
	public static void generate(Path folder, long seed, int days, int linesPerDay) throws IOException {
		SalesDataGenerator generator = new SalesDataGenerator(seed);
		Files.createDirectories(folder);
		for (int i = 0; i < days; i++) {
			LocalDate day = FIRST_DAY.plusDays(i);
			Files.write(folder.resolve("sales-" + day + ".csv"), generator.day(day, linesPerDay));
		}
	}

	private List<String> day(LocalDate day, int average) {
		int count = average + this.random.nextInt(average / 5 + 1) - average / 10;
		List<String> lines = new ArrayList<>();
		lines.add(HEADER);
		for (int i = 0; i < count; i++) {
			String line = line(day, i, count);
			lines.add((this.random.nextInt(80) == 0) ? spoil(line) : line);
		}
		return lines;
	}

	private String line(LocalDate day, int index, int count) {
		Tenant tenant = pickTenant();
		Product product = PRODUCTS.get(this.random.nextInt(PRODUCTS.size()));
		boolean refund = this.random.nextInt(20) == 0;
		// A few orders of the evening before arrive with the next day's file.
		boolean late = index < count / 50;
		LocalDateTime time = late ? day.minusDays(1).atTime(23, 50).plusSeconds(this.random.nextInt(600))
				: day.atTime(LocalTime.ofSecondOfDay((long) index * 86_000 / count + this.random.nextInt(300)));
		return String.join(",", "O-" + this.nextOrder++, TIME.format(time), tenant.name(),
				"C-" + (1000 + this.random.nextInt(400)), product.sku(), Integer.toString(1 + this.random.nextInt(5)),
				price(product, tenant).toPlainString(), tenant.currency(), refund ? "refund" : "sale");
	}

	private Tenant pickTenant() {
		int pick = this.random.nextInt(100);
		for (Tenant tenant : TENANTS) {
			pick -= tenant.share();
			if (pick < 0) {
				return tenant;
			}
		}
		return TENANTS.get(0);
	}

	private BigDecimal price(Product product, Tenant tenant) {
		BigDecimal price = new BigDecimal(product.price());
		if ("JPY".equals(tenant.currency())) {
			return price.multiply(BigDecimal.valueOf(160)).setScale(0, RoundingMode.HALF_UP);
		}
		int discount = (this.random.nextInt(4) == 0) ? 5 * (1 + this.random.nextInt(4)) : 0;
		return price.multiply(BigDecimal.valueOf(100 - discount)).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
	}

	/**
	 * Break a line in one of the ways that real exports break.
	 */
	private String spoil(String line) {
		String[] fields = line.split(",");
		switch (this.random.nextInt(6)) {
			case 0 -> fields[5] = "two";
			case 1 -> fields[5] = "-" + fields[5];
			case 2 -> fields[6] = "n/a";
			case 3 -> fields[1] = fields[1].replace('T', '?');
			case 4 -> fields[7] = "E";
			default -> {
				return String.join(",", List.of(fields).subList(0, 5));
			}
		}
		return String.join(",", fields);
	}

	private record Tenant(String name, String currency, int share) {
	}

	private record Product(String sku, String price) {
	}

}
