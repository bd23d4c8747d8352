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
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes OpenLineage run events. A run that was started by the catalog's own calls too is
 * one run: those tell how it goes. No event brings a run back that has ended.
 */
final class LineageIngest {

	private final RunRepository runs;

	LineageIngest(RunRepository runs) {
		this.runs = runs;
	}

	CatalogResponse ingest(Connection connection, CatalogRequest request) throws SQLException {
		JsonNode event = request.body();
		String runId = required(event, "run", "runId");
		String job = required(event, "job", "name");
		required(event, "job", "namespace");
		required(event, "eventTime");
		required(event, "producer");
		Optional<CatalogRun> known = this.runs.findByClientId(connection, runId);
		if (known.isPresent() && !known.get().runId().equals(runId)) {
			CatalogRun run = known.get();
			return answer(run.runId(), run.jobName(), run.status());
		}
		RunStatus status = status(event.path("eventType").asString(""));
		if (known.isEmpty()) {
			this.runs.insert(connection, runId, job, metadata(event));
		}
		else if (known.get().status() != RunStatus.RUNNING) {
			status = known.get().status();
		}
		addDatasets(connection, runId, RunRepository.IN, event.path("inputs"));
		addDatasets(connection, runId, RunRepository.OUT, event.path("outputs"));
		boolean open = known.isEmpty() || known.get().status() == RunStatus.RUNNING;
		if (open && status != RunStatus.RUNNING) {
			this.runs.end(connection, runId, status, result(event));
		}
		return answer(runId, job, status);
	}

	private static CatalogResponse answer(String runId, String job, RunStatus status) {
		return CatalogResponse.json(201, Map.of("run_id", runId, "job_name", job, "status", status));
	}

	private static String required(JsonNode event, String... path) {
		JsonNode node = event;
		for (String name : path) {
			node = node.path(name);
		}
		if (!node.isString() || node.asString().isBlank()) {
			throw ApiException.invalid(List.of("body", String.join(".", path)), "Field required", "missing");
		}
		return node.asString();
	}

	private static RunStatus status(String eventType) {
		return switch (eventType) {
			case "COMPLETE" -> RunStatus.SUCCESS;
			case "FAIL", "ABORT" -> RunStatus.FAILED;
			default -> RunStatus.RUNNING;
		};
	}

	private static ObjectNode metadata(JsonNode event) {
		ObjectNode metadata = CatalogJson.object().put("namespace", event.path("job").path("namespace").asString());
		JsonNode parent = event.path("run").path("facets").path("parent");
		put(metadata, "parent_run_id", parent.path("run").path("runId"));
		put(metadata, "parent_job_name", parent.path("job").path("name"));
		put(metadata, "root_run_id", parent.path("root").path("run").path("runId"));
		put(metadata, "root_job_name", parent.path("root").path("job").path("name"));
		return metadata;
	}

	private static ObjectNode result(JsonNode event) {
		ObjectNode result = CatalogJson.object();
		put(result, "error", event.path("run").path("facets").path("errorMessage").path("message"));
		return result;
	}

	private static void put(ObjectNode object, String name, JsonNode value) {
		if (value.isString()) {
			object.set(name, value);
		}
	}

	private void addDatasets(Connection connection, String runId, String direction, JsonNode datasets)
			throws SQLException {
		for (JsonNode dataset : CatalogRequest.items(datasets)) {
			String namespace = dataset.path("namespace").asString("");
			String name = dataset.path("name").asString("");
			if (!name.isBlank()) {
				ObjectNode details = CatalogJson.object().put("namespace", namespace);
				details.set("facets", dataset.path("facets"));
				boolean place = namespace.contains("://");
				this.runs.addDataset(connection, runId, direction, place ? namespace + "/" + name : name, details);
			}
		}
	}

}
