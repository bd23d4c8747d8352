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
 * The calls about tables that clients make, and the one about the catalog itself.
 */
final class TableHandlers {

	private final TableRepository tables;

	private final RunRepository runs;

	TableHandlers(TableRepository tables, RunRepository runs) {
		this.tables = tables;
		this.runs = runs;
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
			this.runs.addDataset(connection, runId, RunRepository.OUT, table, details, true);
		}
		return CatalogResponse.ok(Map.of("snapshot_id", id, "table_name", table, "status", "registered"));
	}

	CatalogResponse latest(Connection connection, CatalogRequest request) throws SQLException {
		String table = request.variable("table");
		CatalogSnapshot snapshot = this.tables.latest(connection, table)
			.orElseThrow(() -> ApiException.of(404, "Table '" + table + "' has no snapshot"));
		return CatalogResponse.ok(snapshot);
	}

	static CatalogResponse health() {
		return CatalogResponse.ok(Map.of("status", "ok", "service", "datlake-embedded"));
	}

}
