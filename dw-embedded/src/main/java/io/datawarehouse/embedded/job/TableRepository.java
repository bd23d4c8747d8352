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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tables and their snapshots.
 */
final class TableRepository {

	long insert(Connection connection, String table, String uri, String format, @Nullable ObjectNode schema,
			@Nullable String jobName, @Nullable String runId) throws SQLException {
		return Sql.insert(connection, """
				insert into snapshots (table_name, uri, format, schema_json, job_name, run_id, created_at)
				values (?, ?, ?, ?, ?, ?, ?)""", table, uri, format, (schema != null) ? schema.toString() : null,
				jobName, runId, Instant.now());
	}

	Optional<CatalogSnapshot> latest(Connection connection, String table) throws SQLException {
		return Sql.first(connection, TableRepository::snapshot,
				"select * from snapshots where table_name = ? order by snapshot_id desc limit 1", table);
	}

	/**
	 * The snapshots of a table, the latest first.
	 */
	Page<CatalogSnapshot> snapshots(Connection connection, String table, Paging paging) throws SQLException {
		long total = Sql.count(connection, "select count(*) from snapshots where table_name = ?", table);
		Where where = new Where().and("table_name = ?", table).and("snapshot_id < ?", paging.number());
		List<CatalogSnapshot> snapshots = Sql.query(connection, TableRepository::snapshot,
				"select * from snapshots" + where.sql() + " order by snapshot_id desc limit ? offset ?",
				where.parameters(paging.limit() + 1, paging.offset()));
		return Page.of(snapshots, total, paging, CatalogSnapshot::snapshotId);
	}

	/**
	 * Tables by their names.
	 */
	Page<CatalogTable> tables(Connection connection, @Nullable String text, Paging paging) throws SQLException {
		Where counted = new Where().contains(text, "table_name");
		long total = Sql.count(connection, "select count(distinct table_name) from snapshots" + counted.sql(),
				counted.parameters());
		Where where = new Where().contains(text, "table_name").and("table_name > ?", paging.cursor());
		List<CatalogTable> tables = Sql.query(connection, TableRepository::table, """
				select t.table_name, t.snapshots, l.uri, l.created_at from (
					select table_name, count(*) as snapshots, max(snapshot_id) as last_id
						from snapshots%s group by table_name order by table_name limit ? offset ?) t
				join snapshots l on l.snapshot_id = t.last_id order by t.table_name""".formatted(where.sql()),
				where.parameters(paging.limit() + 1, paging.offset()));
		return Page.of(tables, total, paging, CatalogTable::name);
	}

	private static CatalogTable table(ResultSet row) throws SQLException {
		return new CatalogTable(row.getString("table_name"), row.getLong("snapshots"), row.getString("uri"),
				Sql.instant(row, "created_at"));
	}

	static CatalogSnapshot snapshot(ResultSet row) throws SQLException {
		String schema = row.getString("schema_json");
		Map<String, Object> columns = (schema != null) ? CatalogJson.map(schema) : null;
		return new CatalogSnapshot(row.getLong("snapshot_id"), row.getString("table_name"), row.getString("uri"),
				row.getString("format"), columns, row.getString("job_name"), row.getString("run_id"),
				Sql.instant(row, "created_at"));
	}

}
