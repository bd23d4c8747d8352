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
import java.sql.SQLException;
import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

/**
 * The calls about tables, their snapshots and their lineage.
 */
final class TableHandlers {

	private final TableRepository tables;

	private final RunRepository runs;

	private final LineageRepository lineage;

	TableHandlers(TableRepository tables, RunRepository runs, LineageRepository lineage) {
		this.tables = tables;
		this.runs = runs;
		this.lineage = lineage;
	}

	CatalogResponse register(Connection connection, CatalogRequest request) throws SQLException {
		String table = request.required("table_name");
		String uri = request.required("uri");
		String format = request.required("format");
		ObjectNode schema = request.object("schema");
		String runId = request.optional("run_id");
		long id = this.tables.insert(connection, table, uri, format, schema.isEmpty() ? null : schema,
				request.optional("job_name"), runId);
		if (runId != null && this.runs.find(connection, runId).isPresent()) {
			ObjectNode details = CatalogJson.object().put("uri", uri).put("format", format).put("snapshot_id", id);
			this.runs.addDataset(connection, runId, RunRepository.OUT, table, details);
		}
		return CatalogResponse.ok(Map.of("snapshot_id", id, "table_name", table, "status", "registered"));
	}

	CatalogResponse latest(Connection connection, CatalogRequest request) throws SQLException {
		String table = request.variable("table");
		CatalogSnapshot snapshot = this.tables.latest(connection, table)
			.orElseThrow(() -> ApiException.of(404, "Table '" + table + "' has no snapshot"));
		return CatalogResponse.ok(snapshot);
	}

	CatalogResponse snapshots(Connection connection, CatalogRequest request) throws SQLException {
		String table = request.variable("table");
		Page<CatalogSnapshot> page = this.tables.snapshots(connection, table, request.query("limit", 50, 1, 1000),
				request.query("offset", 0, 0, Integer.MAX_VALUE));
		if (page.total() == 0) {
			throw ApiException.notFound("Table", table);
		}
		return PageResponse.of("snapshots", page);
	}

	CatalogResponse list(Connection connection, CatalogRequest request) throws SQLException {
		return PageResponse.of("tables", this.tables.tables(connection, request.query("limit", 50, 1, 1000),
				request.query("offset", 0, 0, Integer.MAX_VALUE)));
	}

	CatalogResponse lineage(Connection connection, CatalogRequest request) throws SQLException {
		String dataset = request.variable("dataset");
		return CatalogResponse.ok(this.lineage.graph(connection, dataset, request.query("depth", 3, 1, 50))
			.orElseThrow(() -> ApiException.notFound("Dataset", dataset)));
	}

	static CatalogResponse health() {
		return CatalogResponse.ok(Map.of("status", "ok", "service", "datlake-embedded"));
	}

}
