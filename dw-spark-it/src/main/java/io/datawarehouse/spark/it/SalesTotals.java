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

package io.datawarehouse.spark.it;

import java.io.IOException;

import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A Spark application: sums up sales by day. It knows nothing of the warehouse; all that
 * it needs comes with the settings that it is submitted with.
 *
 * @since 1.0.0
 */
public final class SalesTotals {

	private SalesTotals() {
	}

	/**
	 * Run it.
	 * @param arguments where the sales lie, and where the totals are to lie
	 * @throws IOException never: the session says so
	 */
	public static void main(String[] arguments) throws IOException {
		try (SparkSession spark = SparkSession.builder().appName("sales_totals").getOrCreate()) {
			spark.read()
				.parquet(arguments[0])
				.groupBy("day")
				.agg(functions.sum("amount").as("total"))
				.write()
				.mode(SaveMode.Overwrite)
				.parquet(arguments[1]);
		}
	}

}
