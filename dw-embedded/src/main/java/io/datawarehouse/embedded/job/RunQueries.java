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
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Reads runs with what belongs to them, the jobs that they are of, and the datasets that
 * they used.
 */
final class RunQueries {

	private static final int MAX = 1000;

	/**
	 * Runs, the latest first.
	 */
	Page<CatalogRun> runs(Connection connection, RunQuery query, Paging paging) throws SQLException {
		Where counted = query.where();
		long total = Sql.count(connection, "select count(*) from runs" + counted.sql(), counted.parameters());
		Where where = query.where().and("seq < ?", paging.number());
		List<Found> found = Sql.query(connection, (row) -> new Found(row.getLong("seq"), RunRepository.run(row)),
				"select * from runs" + where.sql() + " order by seq desc limit ? offset ?",
				where.parameters(paging.limit() + 1, paging.offset()));
		Page<Found> page = Page.of(found, total, paging, Found::seq);
		return new Page<>(page.items().stream().map(Found::run).toList(), total, paging, page.next());
	}

	/**
	 * Find a run by its id, or by the one that its client gave it: runs elsewhere may
	 * know it by that alone, as their parent.
	 */
	Optional<CatalogRunDetail> detail(Connection connection, String id) throws SQLException {
		Optional<CatalogRun> run = run(connection, "run_id", id);
		if (run.isEmpty()) {
			run = run(connection, "client_run_id", id);
		}
		return run.isPresent() ? Optional.of(detail(connection, run.get())) : Optional.empty();
	}

	private static Optional<CatalogRun> run(Connection connection, String column, String id) throws SQLException {
		return Sql.first(connection, RunRepository::run, "select * from runs where " + column + " = ?", id);
	}

	private CatalogRunDetail detail(Connection connection, CatalogRun run) throws SQLException {
		String runId = run.runId();
		List<CatalogArtifact> artifacts = Sql.query(connection,
				(row) -> new CatalogArtifact(row.getString("type"), row.getString("uri")),
				"select * from artifacts where run_id = ? order by pos", runId);
		List<CatalogSnapshot> snapshots = Sql.query(connection, TableRepository::snapshot,
				"select * from snapshots where run_id = ? order by snapshot_id limit " + MAX, runId);
		return new CatalogRunDetail(run, datasets(connection, runId, RunRepository.IN),
				datasets(connection, runId, RunRepository.OUT), events(connection, runId, Paging.first(MAX)).items(),
				artifacts, snapshots, runs(connection, RunQuery.all().withParent(runId), Paging.first(MAX)).items());
	}

	private static List<CatalogDataset> datasets(Connection connection, String runId, String direction)
			throws SQLException {
		return Sql.query(connection, RunQueries::dataset,
				"select name, details from run_datasets where run_id = ? and direction = ? order by pos", runId,
				direction);
	}

	static CatalogDataset dataset(ResultSet row) throws SQLException {
		return new CatalogDataset(row.getString("name"), CatalogJson.map(row.getString("details")));
	}

	/**
	 * Events of a run in the order they came.
	 */
	Page<CatalogEvent> events(Connection connection, String runId, Paging paging) throws SQLException {
		long total = Sql.count(connection, "select count(*) from events where run_id = ?", runId);
		Where where = new Where().and("run_id = ?", runId).and("event_id > ?", paging.number());
		List<CatalogEvent> events = Sql.query(connection, RunQueries::event,
				"select * from events" + where.sql() + " order by event_id limit ? offset ?",
				where.parameters(paging.limit() + 1, paging.offset()));
		return Page.of(events, total, paging, CatalogEvent::eventId);
	}

	/**
	 * Jobs by their names.
	 */
	Page<CatalogJob> jobs(Connection connection, @Nullable String text, Paging paging) throws SQLException {
		Where counted = new Where().contains(text, "job_name");
		long total = Sql.count(connection, "select count(distinct job_name) from runs" + counted.sql(),
				counted.parameters());
		Where where = new Where().contains(text, "job_name").and("job_name > ?", paging.cursor());
		List<CatalogJob> jobs = Sql.query(connection, RunQueries::job, """
				select j.*, l.status, l.started_at from (
					select job_name, count(*) as runs, count(case when status = 'RUNNING' then 1 end) as running,
						max(seq) as last_seq from runs%s group by job_name order by job_name limit ? offset ?) j
				join runs l on l.seq = j.last_seq order by j.job_name""".formatted(where.sql()),
				where.parameters(paging.limit() + 1, paging.offset()));
		return Page.of(jobs, total, paging, CatalogJob::name);
	}

	/**
	 * Datasets by their names.
	 */
	Page<CatalogDatasetUse> datasets(Connection connection, @Nullable String text, Paging paging) throws SQLException {
		Where counted = new Where().contains(text, "dataset_key");
		long total = Sql.count(connection, "select count(distinct dataset_key) from run_datasets" + counted.sql(),
				counted.parameters());
		Where where = new Where().contains(text, "dataset_key").and("dataset_key > ?", paging.cursor());
		List<CatalogDatasetUse> datasets = Sql.query(connection, RunQueries::datasetUse, """
				select d.*, l.run_id from (
					select dataset_key, min(name) as name, count(case when direction = 'IN' then 1 end) as reads,
						count(case when direction = 'OUT' then 1 end) as writes, max(pos) as last_pos
						from run_datasets%s group by dataset_key order by dataset_key limit ? offset ?) d
				join run_datasets l on l.pos = d.last_pos order by d.dataset_key""".formatted(where.sql()),
				where.parameters(paging.limit() + 1, paging.offset()));
		return Page.of(datasets, total, paging, (dataset) -> DatasetNames.key(dataset.name()));
	}

	private static CatalogDatasetUse datasetUse(ResultSet row) throws SQLException {
		return new CatalogDatasetUse(row.getString("name"), row.getLong("reads"), row.getLong("writes"),
				row.getString("run_id"));
	}

	private static CatalogJob job(ResultSet row) throws SQLException {
		return new CatalogJob(row.getString("job_name"), row.getLong("runs"), row.getLong("running"),
				RunStatus.valueOf(row.getString("status")), Sql.instant(row, "started_at"));
	}

	private static CatalogEvent event(ResultSet row) throws SQLException {
		return new CatalogEvent(row.getLong("event_id"), row.getString("event_type"), row.getString("job_name"),
				row.getString("run_id"), CatalogJson.map(row.getString("data")), Sql.instant(row, "created_at"));
	}

	/**
	 * A run with its place in the list.
	 */
	private record Found(long seq, CatalogRun run) {
	}

}
