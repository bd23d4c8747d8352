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

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What one shop sold on one day in one currency, added up over all files.
 *
 * @param day the day of the orders
 * @param tenant the shop
 * @param currency ISO 4217 code of the amounts
 * @param sales how many order lines were sales
 * @param refunds how many were refunds
 * @param gross the amount of the sales
 * @param refunded the amount of the refunds
 * @param net what is left
 */
public record DailyTotal(LocalDate day, String tenant, String currency, long sales, long refunds, BigDecimal gross,
		BigDecimal refunded, BigDecimal net) {
}
