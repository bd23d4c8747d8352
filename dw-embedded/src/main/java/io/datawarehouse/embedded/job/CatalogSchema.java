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

import org.jspecify.annotations.Nullable;

/**
 * The tables of the catalog, as steps from one version to the next. Steps are only ever
 * added.
 */
final class CatalogSchema {

	private static final List<Step> STEPS = List.of(new Step("""
			create table runs (
				seq bigint generated always as identity primary key,
				run_id varchar(100) not null unique,
				job_name varchar(500) not null,
				status varchar(16) not null,
				started_at timestamp(6) with time zone not null,
				ended_at timestamp(6) with time zone,
				metadata clob not null,
				result clob,
				parent_run_id varchar(100),
				root_run_id varchar(100))""", "create index runs_by_job on runs (job_name, seq)",
			"create index runs_by_status on runs (status, seq)", """
					create table run_datasets (
						run_id varchar(100) not null,
						direction varchar(3) not null,
						name varchar(4000) not null,
						details clob not null,
						pos bigint generated always as identity,
						primary key (run_id, direction, name))""",
			"create index run_datasets_by_name on run_datasets (name, direction)", """
					create table artifacts (
						pos bigint generated always as identity primary key,
						run_id varchar(100) not null,
						type varchar(500) not null,
						uri varchar(4000) not null)""", "create index artifacts_by_run on artifacts (run_id)", """
					create table events (
						event_id bigint generated always as identity primary key,
						event_type varchar(500) not null,
						job_name varchar(500),
						run_id varchar(100),
						data clob not null,
						created_at timestamp(6) with time zone not null)""",
			"create index events_by_run on events (run_id, event_id)", """
					create table snapshots (
						snapshot_id bigint generated always as identity primary key,
						table_name varchar(500) not null,
						uri varchar(4000) not null,
						format varchar(100) not null,
						schema_json clob,
						job_name varchar(500),
						run_id varchar(100),
						created_at timestamp(6) with time zone not null)""",
			"create index snapshots_by_table on snapshots (table_name, snapshot_id)", """
					create table idempotency (
						idem_key varchar(255) primary key,
						endpoint varchar(4000) not null,
						status int not null,
						body clob not null,
						created_at timestamp(6) with time zone not null)"""),
			new Step("alter table runs add column client_run_id varchar(4000)",
					"create index runs_by_client_id on runs (client_run_id)"),
			new Step(CatalogSchema::backfillErrors,
					"alter table runs alter column job_name set data type varchar(4000)",
					"alter table runs alter column parent_run_id set data type varchar(4000)",
					"alter table runs alter column root_run_id set data type varchar(4000)",
					"alter table runs add column error varchar(4000)",
					"alter table artifacts alter column type set data type varchar(4000)",
					"alter table events alter column event_type set data type varchar(4000)",
					"alter table events alter column job_name set data type varchar(4000)",
					"alter table events alter column run_id set data type varchar(4000)",
					"alter table snapshots alter column table_name set data type varchar(4000)",
					"alter table snapshots alter column job_name set data type varchar(4000)",
					"alter table snapshots alter column run_id set data type varchar(4000)",
					"alter table idempotency alter column endpoint set data type varchar(100000)",
					"create index runs_by_parent on runs (parent_run_id, seq)",
					"create index runs_by_start on runs (started_at)",
					"create index snapshots_by_run on snapshots (run_id)",
					// What Spark calls s3a:// and an application dw:// is one place.
					"alter table run_datasets add column dataset_key varchar(4000)",
					"update run_datasets set dataset_key = regexp_replace(name, '^(dw|s3a|s3n)://', 's3://')",
					"update run_datasets set dataset_key = regexp_replace(dataset_key, '(?<=.{5})/+$', '') where dataset_key like 's3://%'",
					"alter table run_datasets alter column dataset_key set not null",
					"create index run_datasets_by_key on run_datasets (dataset_key, direction)",
					"create index run_datasets_by_run on run_datasets (run_id, dataset_key)",
					"create unique index run_datasets_by_pos on run_datasets (pos)",
					"drop index run_datasets_by_name"));

	private CatalogSchema() {
	}

	static void migrate(Connection connection) throws SQLException {
		migrate(connection, STEPS.size());
	}

	static void migrate(Connection connection, int newest) throws SQLException {
		Sql.update(connection, "create table if not exists schema_version (version int not null)");
		int version = (int) Sql.count(connection, "select coalesce(max(version), 0) from schema_version");
		if (version > newest) {
			throw new IllegalStateException("The catalog's data is of version " + version
					+ ", this software knows up to " + newest + ". Use a newer one or another folder");
		}
		for (int step = version; step < newest; step++) {
			STEPS.get(step).run(connection);
			Sql.update(connection, "insert into schema_version (version) values (?)", step + 1);
		}
	}

	private static void backfillErrors(Connection connection) throws SQLException {
		List<String[]> errors = new ArrayList<>();
		Sql.query(connection, (row) -> {
			if (CatalogJson.map(row.getString("result")).get("error") instanceof String error) {
				errors.add(new String[] { RunRepository.shortError(error), row.getString("run_id") });
			}
			return true;
		}, "select run_id, result from runs where status = 'FAILED'");
		for (String[] error : errors) {
			Sql.update(connection, "update runs set error = ? where run_id = ?", error[0], error[1]);
		}
	}

	/**
	 * What leads from one version to the next.
	 */
	private record Step(List<String> statements, @Nullable Change last) {

		Step(String... statements) {
			this(List.of(statements), null);
		}

		Step(Change last, String... statements) {
			this(List.of(statements), last);
		}

		void run(Connection connection) throws SQLException {
			for (String statement : this.statements) {
				Sql.update(connection, statement);
			}
			if (this.last != null) {
				this.last.in(connection);
			}
		}

	}

	@FunctionalInterface
	private interface Change {

		void in(Connection connection) throws SQLException;

	}

}
