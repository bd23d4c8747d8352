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

package io.datawarehouse.embedded.job;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CatalogSchema}.
 */
class CatalogSchemaTests {

	private Connection connection;

	@BeforeEach
	void open() throws SQLException {
		this.connection = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
	}

	@AfterEach
	void close() throws SQLException {
		this.connection.close();
	}

	@Test
	void dataOfAnOlderVersionIsKept() throws SQLException {
		CatalogSchema.migrate(this.connection, 2);
		Sql.update(this.connection, """
				insert into runs (run_id, job_name, status, started_at, ended_at, metadata, result)
				values ('r-1', 'etl', 'FAILED', now(), now(), '{"a":1}', '{"error":"Disk full"}')""");
		for (String name : new String[] { "dw://lake/a/", "s3a://lake/b", "table", "s3://", "s3://lake//" }) {
			Sql.update(this.connection,
					"insert into run_datasets (run_id, direction, name, details) values ('r-1', 'OUT', ?, '{}')", name);
		}
		CatalogSchema.migrate(this.connection);
		CatalogSchema.migrate(this.connection);
		Page<CatalogRun> runs = new RunQueries().runs(this.connection, RunQuery.all().withText("disk"),
				Paging.first(10));
		assertThat(runs.items()).extracting(CatalogRun::runId).containsExactly("r-1");
		assertThat(Sql.query(this.connection, (row) -> {
			assertThat(row.getString("dataset_key")).isEqualTo(DatasetNames.key(row.getString("name")));
			return row.getString("dataset_key");
		}, "select * from run_datasets order by pos")).containsExactly("s3://lake/a", "s3://lake/b", "table", "s3://",
				"s3://lake");
	}

	@Test
	void dataOfANewerVersionIsLeftAlone() throws SQLException {
		CatalogSchema.migrate(this.connection);
		Sql.update(this.connection, "insert into schema_version (version) values (1000)");
		assertThatIllegalStateException().isThrownBy(() -> CatalogSchema.migrate(this.connection))
			.withMessageContaining("of version 1000");
	}

}
