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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs with their datasets, artifacts and events.
 */
final class RunRepository {

	static final String IN = "IN";

	static final String OUT = "OUT";

	private static final int MAX_EVENTS = 1000;

	void insert(Connection connection, String runId, String jobName, ObjectNode metadata) throws SQLException {
		Sql.update(connection, """
				insert into runs (run_id, job_name, status, started_at, metadata, parent_run_id, root_run_id,
					client_run_id) values (?, ?, ?, ?, ?, ?, ?, ?)""", runId, jobName, RunStatus.RUNNING.name(),
				Instant.now(), metadata.toString(), text(metadata, "parent_run_id"), text(metadata, "root_run_id"),
				text(metadata, "client_run_id"));
	}

	/**
	 * Find a run by its id, or by the one that its client gave it.
	 */
	Optional<CatalogRun> findByClientId(Connection connection, String runId) throws SQLException {
		return Sql.first(connection, RunRepository::run, "select * from runs where client_run_id = ? or run_id = ?",
				runId, runId);
	}

	void end(Connection connection, String runId, RunStatus status, ObjectNode result) throws SQLException {
		Sql.update(connection, "update runs set status = ?, ended_at = ?, result = ? where run_id = ?", status.name(),
				Instant.now(), result.toString(), runId);
	}

	void addDataset(Connection connection, String runId, String direction, String name, JsonNode details)
			throws SQLException {
		Sql.update(connection, "merge into run_datasets (run_id, direction, name, details) values (?, ?, ?, ?)", runId,
				direction, name, details.toString());
	}

	void addArtifact(Connection connection, String runId, CatalogArtifact artifact) throws SQLException {
		Sql.update(connection, "insert into artifacts (run_id, type, uri) values (?, ?, ?)", runId, artifact.type(),
				artifact.uri());
	}

	long addEvent(Connection connection, String type, @Nullable String jobName, @Nullable String runId, ObjectNode data)
			throws SQLException {
		return Sql.insert(connection,
				"insert into events (event_type, job_name, run_id, data, created_at) values (?, ?, ?, ?, ?)", type,
				jobName, runId, data.toString(), Instant.now());
	}

	Optional<CatalogRun> find(Connection connection, String runId) throws SQLException {
		return Sql.first(connection, RunRepository::run, "select * from runs where run_id = ?", runId);
	}

	Optional<CatalogRunDetail> detail(Connection connection, String runId) throws SQLException {
		Optional<CatalogRun> run = find(connection, runId);
		if (run.isEmpty()) {
			return Optional.empty();
		}
		List<CatalogArtifact> artifacts = Sql.query(connection,
				(row) -> new CatalogArtifact(row.getString("type"), row.getString("uri")),
				"select * from artifacts where run_id = ? order by pos", runId);
		List<CatalogEvent> events = Sql.query(connection, RunRepository::event,
				"select * from events where run_id = ? order by event_id limit " + MAX_EVENTS, runId);
		return Optional.of(new CatalogRunDetail(run.get(), datasets(connection, runId, IN),
				datasets(connection, runId, OUT), events, artifacts));
	}

	private static List<CatalogDataset> datasets(Connection connection, String runId, String direction)
			throws SQLException {
		return Sql.query(connection,
				(row) -> new CatalogDataset(row.getString("name"), CatalogJson.map(row.getString("details"))),
				"select * from run_datasets where run_id = ? and direction = ? order by pos", runId, direction);
	}

	/**
	 * Runs, the latest first.
	 */
	Page<CatalogRun> page(Connection connection, @Nullable String jobName, @Nullable RunStatus status, int limit,
			int offset) throws SQLException {
		String where = " from runs where (? is null or job_name = ?) and (? is null or status = ?)";
		String statusName = (status != null) ? status.name() : null;
		long total = Sql.count(connection, "select count(*)" + where, jobName, jobName, statusName, statusName);
		List<CatalogRun> runs = Sql.query(connection, RunRepository::run,
				"select *" + where + " order by seq desc limit ? offset ?", jobName, jobName, statusName, statusName,
				limit, offset);
		return new Page<>(runs, total, limit, offset);
	}

	Page<CatalogJob> jobs(Connection connection, int limit, int offset) throws SQLException {
		long total = Sql.count(connection, "select count(distinct job_name) from runs");
		List<CatalogJob> jobs = Sql.query(connection, RunRepository::job, """
				select j.*, l.status, l.started_at from (
					select job_name, count(*) as runs, count(case when status = 'RUNNING' then 1 end) as running,
						max(seq) as last_seq from runs group by job_name) j
				join runs l on l.seq = j.last_seq order by j.job_name limit ? offset ?""", limit, offset);
		return new Page<>(jobs, total, limit, offset);
	}

	private static CatalogJob job(ResultSet row) throws SQLException {
		return new CatalogJob(row.getString("job_name"), row.getLong("runs"), row.getLong("running"),
				RunStatus.valueOf(row.getString("status")), Sql.instant(row, "started_at"));
	}

	private static CatalogRun run(ResultSet row) throws SQLException {
		Map<String, Object> metadata = CatalogJson.map(row.getString("metadata"));
		Map<String, Object> result = CatalogJson.map(row.getString("result"));
		return new CatalogRun(row.getString("run_id"), row.getString("job_name"),
				RunStatus.valueOf(row.getString("status")), Sql.instant(row, "started_at"),
				row.getObject("ended_at", Instant.class), metadata, result, row.getString("parent_run_id"),
				row.getString("root_run_id"));
	}

	private static CatalogEvent event(ResultSet row) throws SQLException {
		return new CatalogEvent(row.getLong("event_id"), row.getString("event_type"), row.getString("job_name"),
				row.getString("run_id"), CatalogJson.map(row.getString("data")), Sql.instant(row, "created_at"));
	}

	private static @Nullable String text(ObjectNode object, String field) {
		return object.path(field).isString() ? object.path(field).asString() : null;
	}

}
