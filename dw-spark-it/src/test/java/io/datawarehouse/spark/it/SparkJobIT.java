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

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.datawarehouse.duckdb.DuckDbSession;
import io.datawarehouse.duckdb.DuckDbTables;
import io.datawarehouse.embedded.job.CatalogRun;
import io.datawarehouse.embedded.job.CatalogRunAssert;
import io.datawarehouse.embedded.job.CatalogRunDetail;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.LineageGraph;
import io.datawarehouse.embedded.job.RunStatus;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * A job that hands its work to a real Spark, which gets all that it needs to know from
 * {@link JobContext#sparkConf()}.
 */
@Timeout(600)
@DisabledForJreRange(min = JRE.JAVA_24, disabledReason = "Hadoop 3.4 needs Subject.getSubject, which is no more")
@SpringBootTest(properties = { "dw.embedded.in-memory=true", "dw.embedded.datlake.api-key=catalog-key",
		"dw.embedded.console.enabled=false", "dw.fila.enabled=false", "spring.application.name=shop" })
class SparkJobIT {

	@Autowired
	private JobContextFactory jobs;

	@Autowired
	private DuckDbTables tables;

	@Autowired
	private EmbeddedDatlakeCatalog catalog;

	@Autowired
	private EmbeddedS3Server store;

	@TempDir
	private Path temp;

	@Test
	void sparkReadsAndWritesAsPartOfTheRun(@Autowired DataWarehouseTemplate dw) throws Exception {
		dw.ensureBucket("lake");
		this.jobs.run("ingest", this::storeSales);
		this.jobs.run("daily_sales", (job) -> {
			submit(job, job.latestTableUri("sales_raw"), "s3a://lake/totals");
			job.registerSnapshot("sales_totals", "dw://lake/totals/", "parquet");
		});
		Map<String, String> totals = this.jobs.call("report", this::totals);

		assertThat(totals).containsExactlyInAnyOrderEntriesOf(Map.of("2026-11-20", "4.00", "2026-11-21", "7.25"));
		CatalogRunDetail run = this.catalog.latestRun("daily_sales");
		CatalogRunAssert.assertThat(run).succeeded().hasInput("sales_raw").hasOutput("sales_totals");
		CatalogRun application = success(run.children(), "sales_totals");
		assertThat(application.rootRunId()).isEqualTo(application.parentRunId()).isEqualTo(clientId(run));
		CatalogRunDetail spark = this.catalog.run(application.runId()).orElseThrow();
		// Besides, there may be one that read the schema, whose end Spark's listener does
		// not tell.
		CatalogRun query = success(spark.children(), "sales_totals.adaptive_spark_plan.totals");
		assertThat(query.rootRunId()).isEqualTo(clientId(run));
		assertThat(lineageOf("dw://lake/totals")).contains("dataset:s3://lake/raw/sales.parquet");
	}

	private static CatalogRun success(List<CatalogRun> runs, String job) {
		assertThat(runs).extracting(CatalogRun::jobName, CatalogRun::status).contains(tuple(job, RunStatus.SUCCESS));
		return runs.stream().filter((run) -> run.jobName().equals(job)).findFirst().orElseThrow();
	}

	private static Object clientId(CatalogRunDetail run) {
		return run.run().metadata().get("client_run_id");
	}

	private void storeSales(JobContext job) throws Exception {
		try (DuckDbSession duckdb = this.tables.open(job)) {
			duckdb.store("""
					SELECT * FROM (VALUES ('2026-11-20', 1.50), ('2026-11-20', 2.50), ('2026-11-21', 7.25))
					sales(day, amount)""", "sales_raw", "dw://lake/raw/sales.parquet");
		}
	}

	private void submit(JobContext job, String source, String target) throws Exception {
		Path log = this.temp.resolve("spark.log");
		Path settings = job.sparkConf()
			.with("spark.ui.enabled", "false")
			.with("spark.driver.host", InetAddress.getLoopbackAddress().getHostAddress())
			.with("spark.sql.shuffle.partitions", "2")
			.withSecrets()
			.store(this.temp.resolve("spark.conf"));
		int exit = SparkSubmit.run(settings, SalesTotals.class, log, source, target);
		Files.delete(settings);
		String said = Files.readString(log);
		assertThat(exit).as(said).isZero();
		assertThat(said).doesNotContain(this.store.secretKey(), "catalog-key");
	}

	private Map<String, String> totals(JobContext job) throws Exception {
		try (DuckDbSession duckdb = this.tables.open(job)) {
			duckdb.load("sales_totals");
			return query(duckdb);
		}
	}

	private static Map<String, String> query(DuckDbSession duckdb) throws SQLException {
		Map<String, String> totals = new TreeMap<>();
		try (Statement statement = duckdb.connection().createStatement();
				ResultSet rows = statement.executeQuery("SELECT day, total FROM sales_totals")) {
			while (rows.next()) {
				totals.put(rows.getString(1), rows.getBigDecimal(2).toPlainString());
			}
		}
		return totals;
	}

	private List<String> lineageOf(String dataset) {
		return this.catalog.lineage(dataset, 5).orElseThrow().nodes().stream().map(LineageGraph.Node::id).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
