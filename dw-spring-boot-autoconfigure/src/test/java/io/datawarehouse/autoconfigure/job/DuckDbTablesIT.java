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

package io.datawarehouse.autoconfigure.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.duckdb.DuckDbSession;
import io.datawarehouse.duckdb.DuckDbTables;
import io.datawarehouse.embedded.job.CatalogRunDetail;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.TableSnapshot;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tables in DuckDB, on the embedded servers.
 */
class DuckDbTablesIT {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwStorageAutoConfiguration.class,
				DwJobAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.fila.enabled=false");

	@TempDir
	Path temp;

	@Test
	void queryOfATableBecomesATable() {
		Path lineage = this.temp.resolve("lineage.ndjson");
		this.runner
			.withPropertyValues("dw.jobs.lineage.transport=both", "dw.jobs.lineage.target=file",
					"dw.jobs.lineage.file=" + lineage)
			.run((context) -> {
				context.getBean(DataWarehouseTemplate.class).ensureBucket("lake");
				JobContextFactory jobs = context.getBean(JobContextFactory.class);
				DuckDbTables tables = context.getBean(DuckDbTables.class);
				long before = temporaryFiles();
				jobs.run("ingest", (job) -> {
					try (DuckDbSession duckdb = tables.open(job)) {
						duckdb.store("SELECT range AS id, (range % 3)::VARCHAR AS shop, 1.5::DECIMAL(10,2) AS amount"
								+ " FROM range(1000)", "sales \"raw\"", "dw://lake/raw/sales.parquet");
					}
				});
				jobs.run("daily", (job) -> {
					try (DuckDbSession duckdb = tables.open(job)) {
						TableSnapshot raw = duckdb.load("sales \"raw\"");
						assertThat(raw.schema())
							.isEqualTo(Map.of("id", "bigint", "shop", "varchar", "amount", "decimal(10,2)"));
						assertThat(temporaryFiles()).isGreaterThan(before);
						duckdb.store("SELECT shop, sum(amount) AS total FROM \"sales \"\"raw\"\"\" GROUP BY shop",
								"totals", "dw://lake/totals/v1.parquet");
						duckdb.load("totals");
						assertThat(sum(duckdb, "SELECT sum(total) FROM totals")).isEqualTo("1500.00");
					}
				});
				assertThat(temporaryFiles()).isEqualTo(before);
				EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
				CatalogRunDetail run = catalog.latestRun("daily");
				assertThat(run.outputs()).extracting("name").containsExactly("totals");
				assertThat(run.inputs()).extracting("name").contains("sales \"raw\"");
				assertThat(jobs.getClient().latestSnapshot("totals").schema()).containsOnlyKeys("shop", "total");
			});
		assertThat(lineage).content()
			.contains("\"rowCount\":3,")
			.contains("\"rowCount\":1000,")
			.contains("{\"name\":\"amount\",\"type\":\"decimal(10,2)\"}");
	}

	@Test
	void tableMayBeAFolder() {
		this.runner.run((context) -> {
			DataWarehouseTemplate dw = context.getBean(DataWarehouseTemplate.class);
			dw.ensureBucket("lake");
			dw.store("dw://lake/csv/a.csv", "id,name\n1,a\n");
			dw.store("dw://lake/csv/day=2/b.csv", "id,name\n2,b\n");
			// What Spark leaves there, and does not read
			dw.store("dw://lake/csv/_SUCCESS", "");
			dw.store("dw://lake/csv/.b.csv.crc", "x,y,z\n");
			dw.store("dw://lake/csv/_temporary/0/b.csv", "id,name\n2,b\n");
			context.getBean(JobContextFactory.class).run("etl", (job) -> {
				job.registerSnapshot("folder", "dw://lake/csv/", "csv");
				job.registerSnapshot("bare", "dw://lake/csv", "csv");
				job.registerSnapshot("empty", "dw://lake/none/", "csv");
				job.registerSnapshot("strange", "dw://lake/csv/", "avro");
				try (DuckDbSession duckdb = context.getBean(DuckDbTables.class).open(job)) {
					duckdb.load("folder");
					duckdb.load("bare");
					assertThat(sum(duckdb, "SELECT sum(id) FROM (FROM folder UNION ALL FROM bare)")).isEqualTo("6");
					assertThatExceptionOfType(IOException.class).isThrownBy(() -> duckdb.load("empty"))
						.withMessageContaining("dw://lake/none/");
					assertThatIllegalArgumentException().isThrownBy(() -> duckdb.load("strange"))
						.withMessageContaining("avro");
				}
			});
		});
	}

	@Test
	void queryThatFailsRegistersNothing() {
		this.runner.run((context) -> {
			DataWarehouseTemplate dw = context.getBean(DataWarehouseTemplate.class);
			dw.ensureBucket("lake");
			context.getBean(JobContextFactory.class).run("etl", (job) -> {
				try (DuckDbSession duckdb = context.getBean(DuckDbTables.class).open(job)) {
					assertThatExceptionOfType(SQLException.class)
						.isThrownBy(() -> duckdb.store("SELECT * FROM nowhere", "t", "dw://lake/t.parquet"));
				}
			});
			assertThat(context.getBean(EmbeddedDatlakeCatalog.class).tables()).isEmpty();
			assertThat(dw.exists("dw://lake/t.parquet")).isFalse();
		});
	}

	@Test
	void backsOffWithoutTheDriver() {
		this.runner.withClassLoader(new FilteredClassLoader(DuckDBConnection.class))
			.run((context) -> assertThat(context).hasSingleBean(JobContextFactory.class)
				.doesNotHaveBean(DuckDbTables.class));
	}

	private static String sum(DuckDbSession duckdb, String query) throws SQLException {
		try (Statement statement = duckdb.connection().createStatement();
				ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getString(1);
		}
	}

	private static long temporaryFiles() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return List.copyOf(files.toList())
				.stream()
				.filter((file) -> file.getFileName().toString().startsWith("dw-duckdb-"))
				.count();
		}
	}

}
