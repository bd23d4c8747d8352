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

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * One line of an order, checked.
 *
 * @param orderId identifier of the order
 * @param time when it was made, in the shop's local time
 * @param tenant the shop
 * @param quantity how many pieces, at least 1
 * @param unitPrice price of one piece, never negative
 * @param currency ISO 4217 code of the price
 * @param refund whether the pieces came back
 */
public record OrderLine(String orderId, LocalDateTime time, String tenant, int quantity, BigDecimal unitPrice,
		String currency, boolean refund) {

	/**
	 * Columns of the input, in their order.
	 */
	static final List<String> COLUMNS = List.of("order_id", "order_time", "tenant", "customer", "sku", "quantity",
			"unit_price", "currency", "type");

	private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies()
		.stream()
		.map(Currency::getCurrencyCode)
		.collect(Collectors.toUnmodifiableSet());

	/**
	 * Check the fields of a line.
	 * @param fields the fields as they were read
	 * @return the order line
	 * @throws IllegalArgumentException with the reason why the line is rejected
	 */
	public static OrderLine of(List<String> fields) {
		Assert.isTrue(fields.size() == COLUMNS.size(),
				() -> "expected " + COLUMNS.size() + " fields, found " + fields.size());
		String orderId = text(fields, 0);
		LocalDateTime time = parse(fields, 1, LocalDateTime::parse);
		String tenant = text(fields, 2);
		int quantity = parse(fields, 5, Integer::valueOf);
		BigDecimal unitPrice = parse(fields, 6, BigDecimal::new);
		String currency = text(fields, 7);
		String type = text(fields, 8);
		Assert.isTrue(quantity >= 1, () -> "quantity " + quantity + " is not positive");
		Assert.isTrue(unitPrice.signum() >= 0, () -> "unit_price " + unitPrice + " is negative");
		Assert.isTrue(unitPrice.scale() <= 2, () -> "unit_price " + unitPrice + " has more than 2 decimals");
		Assert.isTrue(unitPrice.precision() - unitPrice.scale() <= 6,
				() -> "unit_price " + unitPrice + " is too large");
		Assert.isTrue(CURRENCIES.contains(currency), () -> "currency '" + currency + "' is not known");
		Assert.isTrue("sale".equals(type) || "refund".equals(type),
				() -> "type '" + type + "' is neither sale nor refund");
		return new OrderLine(orderId, time, tenant, quantity, unitPrice, currency, "refund".equals(type));
	}

	/**
	 * What the line is worth, without sign.
	 * @return the amount in {@link #currency()}, with 2 decimals
	 */
	public BigDecimal amount() {
		return this.unitPrice.multiply(BigDecimal.valueOf(this.quantity)).setScale(2);
	}

	private static String text(List<String> fields, int column) {
		String value = fields.get(column);
		Assert.isTrue(StringUtils.hasText(value), () -> COLUMNS.get(column) + " is empty");
		return value;
	}

	private static <T> T parse(List<String> fields, int column, Function<String, T> parser) {
		String value = text(fields, column);
		try {
			return parser.apply(value);
		}
		catch (NumberFormatException | DateTimeParseException ex) {
			throw new IllegalArgumentException("%s '%s' cannot be read".formatted(COLUMNS.get(column), value), ex);
		}
	}

}
