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
 * Which handler answers which call.
 */
final class CatalogRoutes {

	private final CatalogDatabase database;

	private final Idempotency idempotency;

	private final RunHandlers runs;

	private final TableHandlers tables;

	private final ReadHandlers reads;

	private final ArtifactStore artifacts;

	private final LineageIngest lineage;

	private final RunChanges changes;

	CatalogRoutes(CatalogDatabase database, Idempotency idempotency, RunHandlers runs, TableHandlers tables,
			ReadHandlers reads, ArtifactStore artifacts, LineageIngest lineage, RunChanges changes) {
		this.database = database;
		this.idempotency = idempotency;
		this.runs = runs;
		this.tables = tables;
		this.reads = reads;
		this.artifacts = artifacts;
		this.lineage = lineage;
		this.changes = changes;
	}

	CatalogRouter on(CatalogRouter router) {
		return addReads(addWrites(router.open("GET", "/api/v1/health", (request) -> TableHandlers.health())));
	}

	private CatalogRouter addWrites(CatalogRouter router) {
		return router.route("POST", "/api/v1/jobs/register-snapshot", this.idempotency.once(this.tables::register))
			.route("POST", "/api/v1/jobs/{job}/runs", told(this.idempotency.once(this.runs::start)))
			.route("PUT", "/api/v1/jobs/{job}/runs/{run}/complete", told(this.idempotency.once(this.runs::complete)))
			.route("POST", "/api/v1/events/broadcast", broadcast(this.idempotency.once(this.runs::event)))
			.route("POST", "/api/v1/lineage", told(this.idempotency.once(this.lineage::ingest)))
			.route("PUT", "/api/v1/datasets/{bucket}/{object...}", this.artifacts::upload);
	}

	private CatalogRouter addReads(CatalogRouter router) {
		return router.route("GET", "/api/v1/runs/stream", this.changes::listen)
			.route("GET", "/api/v1/datasets/{bucket}/{object...}", this.artifacts::download)
			.route("GET", "/api/v1/datasets", read(this.reads::datasets))
			.route("GET", "/api/v1/jobs", read(this.reads::jobs))
			.route("GET", "/api/v1/jobs/{job}/runs", read(this.reads::runs))
			.route("GET", "/api/v1/jobs/{job}/lineage", read(this.reads::jobLineage))
			.route("GET", "/api/v1/runs", read(this.reads::runs))
			.route("GET", "/api/v1/runs/{run}", read(this.reads::run))
			.route("GET", "/api/v1/runs/{run}/events", read(this.reads::events))
			.route("GET", "/api/v1/tables", read(this.reads::tables))
			.route("GET", "/api/v1/snapshots", read(this.reads::snapshots))
			.route("GET", "/api/v1/tables/{table}/snapshots", read(this.reads::snapshots))
			.route("GET", "/api/v1/tables/{table}/snapshots/latest", read(this.tables::latest))
			.route("GET", "/api/v1/lineage", read(this.reads::lineage))
			.route("GET", "/api/v1/lineage/{dataset}", read(this.reads::lineage));
	}

	/**
	 * Tell those who listen, once the change is kept.
	 */
	private CatalogRouter.Handler told(CatalogRouter.Handler handler) {
		return (request) -> {
			CatalogResponse response = handler.handle(request);
			if (response.status() < 300 && CatalogJson.parse(response.body()) instanceof ObjectNode change) {
				if (!change.has("job_name")) {
					change.put("job_name", request.variable("job"));
				}
				change.remove("request_id");
				this.changes.publish("run", change);
			}
			return response;
		};
	}

	/**
	 * Tell those who listen of an event, once it is kept.
	 */
	private CatalogRouter.Handler broadcast(CatalogRouter.Handler handler) {
		return (request) -> {
			CatalogResponse response = handler.handle(request);
			if (response.status() < 300 && CatalogJson.parse(response.body()) instanceof ObjectNode event) {
				event.remove("status");
				event.put("job_name", request.optional("job_name")).put("run_id", request.optional("run_id"));
				event.set("data", request.object("data"));
				this.changes.publish("event", event);
			}
			return response;
		};
	}

	private CatalogRouter.Handler read(Read read) {
		return (request) -> this.database.read((connection) -> read.in(connection, request));
	}

	/**
	 * Answers a request from the database.
	 */
	@FunctionalInterface
	interface Read {

		CatalogResponse in(Connection connection, CatalogRequest request) throws SQLException;

	}

}
