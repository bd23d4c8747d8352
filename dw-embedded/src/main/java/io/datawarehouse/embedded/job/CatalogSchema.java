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
import java.util.List;

/**
 * The tables of the catalog, as steps from one version to the next. Steps are only ever
 * added.
 */
final class CatalogSchema {

	private static final List<List<String>> STEPS = List.of(List.of("""
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
			List.of("alter table runs add column client_run_id varchar(4000)",
					"create index runs_by_client_id on runs (client_run_id)"));

	private CatalogSchema() {
	}

	static void migrate(Connection connection) throws SQLException {
		Sql.update(connection, "create table if not exists schema_version (version int not null)");
		int version = (int) Sql.count(connection, "select coalesce(max(version), 0) from schema_version");
		if (version > STEPS.size()) {
			throw new IllegalStateException("The catalog's data is of version " + version
					+ ", this software knows up to " + STEPS.size() + ". Use a newer one or another folder");
		}
		for (int step = version; step < STEPS.size(); step++) {
			for (String statement : STEPS.get(step)) {
				Sql.update(connection, statement);
			}
			Sql.update(connection, "insert into schema_version (version) values (?)", step + 1);
		}
	}

}
