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
import java.sql.SQLException;

import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobData;

/**
 * Lets jobs query the tables of the catalog with DuckDB. It needs its JDBC driver,
 * {@code org.duckdb:duckdb_jdbc}. <pre class="code">
 * jobs.run("daily_sales", (job) -&gt; {
 *     try (DuckDbSession duckdb = tables.open(job)) {
 *         duckdb.load("sales_raw");
 *         duckdb.store("SELECT day, sum(amount) AS total FROM sales_raw GROUP BY day", "sales_daily",
 *                 "dw://lake/daily.parquet");
 *     }
 * });
 * </pre>
 *
 * @since 1.0.0
 */
public class DuckDbTables {

	private final JobData data;

	/**
	 * Create the tables.
	 * @param data reads and writes their data
	 */
	public DuckDbTables(JobData data) {
		this.data = data;
	}

	/**
	 * Open a database in memory for a run.
	 * @param job the run, which notes what is loaded and stored
	 * @return the session, to be closed before the run ends
	 * @throws SQLException if DuckDB fails
	 * @throws IOException if there is no room for temporary files
	 */
	public DuckDbSession open(JobContext job) throws SQLException, IOException {
		return new DuckDbSession(job, this.data);
	}

}
