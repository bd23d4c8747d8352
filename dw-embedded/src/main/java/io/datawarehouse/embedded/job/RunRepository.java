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
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes runs with their datasets, artifacts and events.
 */
final class RunRepository {

	static final String IN = "IN";

	static final String OUT = "OUT";

	/**
	 * The id that the client gave the run, in its metadata.
	 */
	static final String CLIENT_ID = "client_run_id";

	private static final int MAX_ERROR = 4000;

	void insert(Connection connection, String runId, String jobName, Instant startedAt, ObjectNode metadata)
			throws SQLException {
		Sql.update(connection, """
				insert into runs (run_id, job_name, status, started_at, metadata, parent_run_id, root_run_id,
					client_run_id) values (?, ?, ?, ?, ?, ?, ?, ?)""", runId, jobName, RunStatus.RUNNING.name(),
				startedAt, metadata.toString(), text(metadata, "parent_run_id"), text(metadata, "root_run_id"),
				text(metadata, CLIENT_ID));
	}

	/**
	 * Take over a run that OpenLineage told of before it was started here, as happens
	 * when the catalog was away at its start.
	 * @return its id, or {@code null} if there is none
	 */
	@Nullable String adopt(Connection connection, String jobName, ObjectNode metadata) throws SQLException {
		String clientId = text(metadata, CLIENT_ID);
		if (clientId == null) {
			return null;
		}
		int adopted = Sql.update(connection, """
				update runs set client_run_id = run_id, job_name = ?, status = ?, ended_at = null, result = null,
					error = null, metadata = ?, parent_run_id = ?, root_run_id = ?
					where run_id = ? and client_run_id is null""", jobName, RunStatus.RUNNING.name(),
				metadata.toString(), text(metadata, "parent_run_id"), text(metadata, "root_run_id"), clientId);
		return (adopted > 0) ? clientId : null;
	}

	/**
	 * Find a run by its id, or by the one that its client gave it.
	 */
	Optional<CatalogRun> findByClientId(Connection connection, String runId) throws SQLException {
		return Sql.first(connection, RunRepository::run, "select * from runs where client_run_id = ? or run_id = ?",
				runId, runId);
	}

	Optional<CatalogRun> find(Connection connection, String runId) throws SQLException {
		return Sql.first(connection, RunRepository::run, "select * from runs where run_id = ?", runId);
	}

	void end(Connection connection, String runId, RunStatus status, Instant endedAt, ObjectNode result)
			throws SQLException {
		String error = text(result, "error");
		Sql.update(connection, "update runs set status = ?, ended_at = ?, result = ?, error = ? where run_id = ?",
				status.name(), endedAt, result.toString(), (error != null) ? shortError(error) : null, runId);
	}

	static String shortError(String error) {
		return (error.length() <= MAX_ERROR) ? error : error.substring(0, MAX_ERROR);
	}

	/**
	 * Note that a run read or wrote something. What was told of it before is kept.
	 * @param renamed whether the name replaces another one of the same place
	 */
	void addDataset(Connection connection, String runId, String direction, String name, ObjectNode details,
			boolean renamed) throws SQLException {
		Optional<CatalogDataset> known = Sql.first(connection, RunQueries::dataset,
				"select name, details from run_datasets where run_id = ? and dataset_key = ? and direction = ?", runId,
				DatasetNames.key(name), direction);
		if (known.isEmpty()) {
			Sql.update(connection,
					"insert into run_datasets (run_id, direction, name, dataset_key, details) values (?, ?, ?, ?, ?)",
					runId, direction, name, DatasetNames.key(name), details.toString());
			return;
		}
		String newName = renamed ? name : known.get().name();
		if (!details.isEmpty() || !newName.equals(known.get().name())) {
			ObjectNode merged = merge((ObjectNode) CatalogJson.tree(known.get().details()), details);
			Sql.update(connection,
					"update run_datasets set name = ?, details = ? where run_id = ? and direction = ? and name = ?",
					newName, merged.toString(), runId, direction, known.get().name());
		}
	}

	private static ObjectNode merge(ObjectNode known, ObjectNode more) {
		more.properties().forEach((entry) -> {
			JsonNode before = known.path(entry.getKey());
			known.set(entry.getKey(),
					(before instanceof ObjectNode object && entry.getValue() instanceof ObjectNode added)
							? merge(object, added) : entry.getValue());
		});
		return known;
	}

	void addArtifact(Connection connection, String runId, CatalogArtifact artifact) throws SQLException {
		Sql.update(connection, "insert into artifacts (run_id, type, uri) values (?, ?, ?)", runId, artifact.type(),
				artifact.uri());
	}

	long addEvent(Connection connection, String type, @Nullable String jobName, @Nullable String runId, JsonNode data)
			throws SQLException {
		return Sql.insert(connection,
				"insert into events (event_type, job_name, run_id, data, created_at) values (?, ?, ?, ?, ?)", type,
				jobName, runId, data.toString(), Instant.now());
	}

	static CatalogRun run(ResultSet row) throws SQLException {
		return new CatalogRun(row.getString("run_id"), row.getString("job_name"),
				RunStatus.valueOf(row.getString("status")), Sql.instant(row, "started_at"),
				row.getObject("ended_at", Instant.class), CatalogJson.map(row.getString("metadata")),
				CatalogJson.map(row.getString("result")), row.getString("parent_run_id"), row.getString("root_run_id"));
	}

	private static @Nullable String text(ObjectNode object, String field) {
		return object.path(field).isString() ? object.path(field).asString() : null;
	}

}
