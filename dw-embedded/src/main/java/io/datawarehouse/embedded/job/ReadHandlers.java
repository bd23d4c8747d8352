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

import tools.jackson.databind.node.ObjectNode;

/**
 * The calls that only read, for consoles and for people.
 */
final class ReadHandlers {

	private final RunQueries runs;

	private final TableRepository tables;

	private final LineageRepository lineage;

	ReadHandlers(RunQueries runs, TableRepository tables, LineageRepository lineage) {
		this.runs = runs;
		this.tables = tables;
		this.lineage = lineage;
	}

	CatalogResponse runs(Connection connection, CatalogRequest request) throws SQLException {
		RunQuery query = new RunQuery(request.optionalName("job"), request.status(), request.instant("from"),
				request.instant("to"), request.query("q"), request.query("parent"));
		return PageResponse.of("runs", this.runs.runs(connection, query, Paging.of(request)));
	}

	CatalogResponse run(Connection connection, CatalogRequest request) throws SQLException {
		CatalogRunDetail detail = detail(connection, request.variable("run"));
		ObjectNode body = (ObjectNode) CatalogJson.tree(detail.run());
		((ObjectNode) CatalogJson.tree(detail)).properties()
			.stream()
			.filter((entry) -> !entry.getKey().equals("run"))
			.forEach((entry) -> body.set(entry.getKey(), entry.getValue()));
		return CatalogResponse.ok(body);
	}

	private CatalogRunDetail detail(Connection connection, String runId) throws SQLException {
		return this.runs.detail(connection, runId).orElseThrow(() -> ApiException.notFound("Run", runId));
	}

	CatalogResponse events(Connection connection, CatalogRequest request) throws SQLException {
		return PageResponse.of("events", this.runs.events(connection, request.variable("run"), Paging.of(request)));
	}

	CatalogResponse jobs(Connection connection, CatalogRequest request) throws SQLException {
		return PageResponse.of("jobs", this.runs.jobs(connection, request.query("q"), Paging.of(request)));
	}

	CatalogResponse datasets(Connection connection, CatalogRequest request) throws SQLException {
		return PageResponse.of("datasets", this.runs.datasets(connection, request.query("q"), Paging.of(request)));
	}

	CatalogResponse tables(Connection connection, CatalogRequest request) throws SQLException {
		return PageResponse.of("tables", this.tables.tables(connection, request.query("q"), Paging.of(request)));
	}

	CatalogResponse snapshots(Connection connection, CatalogRequest request) throws SQLException {
		String table = request.variableOrQuery("table");
		Page<CatalogSnapshot> page = this.tables.snapshots(connection, table, Paging.of(request));
		if (page.total() == 0) {
			throw ApiException.notFound("Table", table);
		}
		return PageResponse.of("snapshots", page);
	}

	CatalogResponse lineage(Connection connection, CatalogRequest request) throws SQLException {
		String job = request.query("job");
		if (job != null) {
			return lineageOfJob(connection, request, job);
		}
		String dataset = request.variableOrQuery("dataset");
		return CatalogResponse.ok(this.lineage.ofDataset(connection, dataset, LineageQuery.of(request))
			.orElseThrow(() -> ApiException.notFound("Dataset", dataset)));
	}

	CatalogResponse jobLineage(Connection connection, CatalogRequest request) throws SQLException {
		return lineageOfJob(connection, request, request.variable("job"));
	}

	private CatalogResponse lineageOfJob(Connection connection, CatalogRequest request, String job)
			throws SQLException {
		return CatalogResponse.ok(this.lineage.ofJob(connection, job, LineageQuery.of(request))
			.orElseThrow(() -> ApiException.notFound("Job", job)));
	}

}
