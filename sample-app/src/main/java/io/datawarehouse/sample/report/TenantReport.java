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
import java.sql.SQLException;

import io.datawarehouse.duckdb.DuckDbSession;
import io.datawarehouse.duckdb.DuckDbTables;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.LineageJob;
import io.datawarehouse.sample.lake.Lake;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What each shop sold altogether, made at the end of the pipeline and whenever
 * {@code sales.report-cron} says so.
 */
@Component
public class TenantReport {

	private static final String QUERY = """
			SELECT tenant, currency, sum(sales)::BIGINT AS sales, sum(refunds)::BIGINT AS refunds,
				sum(net)::DECIMAL(18, 2) AS net
			FROM sales_curated GROUP BY tenant, currency ORDER BY tenant, currency""";

	private final DuckDbTables tables;

	private final Lake lake;

	TenantReport(DuckDbTables tables, Lake lake) {
		this.tables = tables;
		this.lake = lake;
	}

	/**
	 * Make the report anew: from the latest snapshot of one table, a snapshot of another.
	 * @throws SQLException if DuckDB fails
	 * @throws IOException if the data cannot be read or written
	 */
	@Scheduled(cron = "${sales.report-cron}")
	@LineageJob("sales_report")
	public void refresh() throws SQLException, IOException {
		try (DuckDbSession duckdb = this.tables.open(JobContext.current())) {
			duckdb.load("sales_curated");
			duckdb.store(QUERY, "sales_by_tenant", this.lake.tenantReport().toString());
		}
	}

}
