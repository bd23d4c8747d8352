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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.datawarehouse.embedded.job.LineageGraph.Column;
import io.datawarehouse.embedded.job.LineageGraph.Node;
import tools.jackson.databind.JsonNode;

/**
 * Finds the lineage of datasets and jobs.
 */
final class LineageRepository {

	private static final int MAX_COLUMNS = 10_000;

	/**
	 * The graph around a dataset.
	 * @return the graph, or nothing if the dataset is not known
	 */
	Optional<LineageGraph> ofDataset(Connection connection, String dataset, LineageQuery query) throws SQLException {
		long uses = Sql.count(connection, "select count(*) from run_datasets where dataset_key = ?",
				DatasetNames.key(dataset))
				+ Sql.count(connection, "select count(*) from snapshots where table_name = ?", dataset);
		if (uses == 0) {
			return Optional.empty();
		}
		LineageWalk walk = new LineageWalk(connection, query);
		walk.fromDataset(dataset);
		return Optional.of(graph(connection, Node.dataset(dataset), query, walk));
	}

	/**
	 * The graph around a job.
	 * @return the graph, or nothing if the job is not known
	 */
	Optional<LineageGraph> ofJob(Connection connection, String job, LineageQuery query) throws SQLException {
		if (Sql.count(connection, "select count(*) from runs where job_name = ?", job) == 0) {
			return Optional.empty();
		}
		LineageWalk walk = new LineageWalk(connection, query);
		walk.fromJob(job);
		return Optional.of(graph(connection, Node.job(job), query, walk));
	}

	private static LineageGraph graph(Connection connection, Node center, LineageQuery query, LineageWalk walk)
			throws SQLException {
		List<Column> columns = new ArrayList<>();
		for (LineageGraph.Edge edge : walk.edges()) {
			if (edge.to().startsWith("dataset:") && columns.size() < MAX_COLUMNS) {
				addColumns(connection, edge, columns);
			}
		}
		boolean truncated = walk.isTruncated() || columns.size() >= MAX_COLUMNS;
		return new LineageGraph(center.id(), query.depth(), walk.nodes(), walk.edges(), List.copyOf(columns),
				truncated);
	}

	private static void addColumns(Connection connection, LineageGraph.Edge edge, List<Column> columns)
			throws SQLException {
		Optional<String> details = Sql.first(connection, (row) -> row.getString(1),
				"select details from run_datasets where run_id = ? and dataset_key = ? and direction = 'OUT'",
				edge.lastRunId(), edge.to().substring("dataset:".length()));
		if (details.isEmpty() || !details.get().contains("columnLineage")) {
			return;
		}
		CatalogJson.parseObject(details.get())
			.path("facets")
			.path("columnLineage")
			.path("fields")
			.properties()
			.forEach((field) -> field.getValue().path("inputFields").forEach((input) -> {
				if (columns.size() < MAX_COLUMNS) {
					columns.add(column(edge, field.getKey(), input));
				}
			}));
	}

	private static Column column(LineageGraph.Edge edge, String field, JsonNode input) {
		Node from = Node
			.dataset(DatasetNames.of(input.path("namespace").asString(""), input.path("name").asString("")));
		JsonNode transformation = input.path("transformations").path(0);
		String type = transformation.path("subtype").asString(transformation.path("type").asString(""));
		return new Column(from.id(), input.path("field").asString(""), edge.to(), field, type.isEmpty() ? null : type);
	}

}
