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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes OpenLineage run events: keeps each as it came, as an event of its run, and brings
 * the run and its datasets to the state that it tells. A run that was started by the
 * catalog's own calls too is one run: those tell how it goes. No event brings a run back
 * that has ended.
 */
final class LineageIngest {

	private static final int MAX_TYPE = 100;

	private final RunRepository runs;

	LineageIngest(RunRepository runs) {
		this.runs = runs;
	}

	CatalogResponse ingest(Connection connection, CatalogRequest request) throws SQLException {
		JsonNode event = request.body();
		String runId = required(event, "run", "runId");
		String job = required(event, "job", "name");
		required(event, "job", "namespace");
		required(event, "producer");
		Instant time = instant(required(event, "eventTime"));
		CatalogRun known = this.runs.findByClientId(connection, runId).orElse(null);
		if (known == null) {
			this.runs.insert(connection, runId, job, time, metadata(event));
		}
		CatalogRun run = (known != null) ? known : this.runs.find(connection, runId).orElseThrow();
		addDatasets(connection, run.runId(), RunRepository.IN, event.path("inputs"));
		addDatasets(connection, run.runId(), RunRepository.OUT, event.path("outputs"));
		String type = event.path("eventType").asString("OTHER");
		this.runs.addEvent(connection, "openlineage." + type(type), run.jobName(), run.runId(), event);
		return answer(run, progress(connection, run, type, time, event));
	}

	private RunStatus progress(Connection connection, CatalogRun run, String type, Instant time, JsonNode event)
			throws SQLException {
		RunStatus status = status(type);
		boolean toldByTheCatalogsCalls = run.metadata().containsKey(RunRepository.CLIENT_ID);
		if (run.status() != RunStatus.RUNNING || status == RunStatus.RUNNING || toldByTheCatalogsCalls) {
			return run.status();
		}
		this.runs.end(connection, run.runId(), status, time, result(event, type));
		return status;
	}

	private static CatalogResponse answer(CatalogRun run, RunStatus status) {
		return CatalogResponse.json(201, Map.of("run_id", run.runId(), "job_name", run.jobName(), "status", status));
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

	private static Instant instant(String time) {
		try {
			return OffsetDateTime.parse(time).toInstant();
		}
		catch (DateTimeException ex) {
			throw ApiException.invalid(List.of("body", "eventTime"), "Input should be a valid datetime with a zone",
					"datetime_parsing");
		}
	}

	private static String type(String eventType) {
		if (eventType.length() > MAX_TYPE) {
			throw ApiException.invalid(List.of("body", "eventType"),
					"String should have at most " + MAX_TYPE + " characters", "string_too_long");
		}
		return eventType.toLowerCase(Locale.ROOT);
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
		JsonNode facets = event.path("run").path("facets");
		JsonNode parent = facets.path("parent");
		put(metadata, "parent_run_id", parent.path("run").path("runId"));
		put(metadata, "parent_job_name", parent.path("job").path("name"));
		put(metadata, "root_run_id", parent.path("root").path("run").path("runId"));
		put(metadata, "root_job_name", parent.path("root").path("job").path("name"));
		put(metadata, "nominal_start_time", facets.path("nominalTime").path("nominalStartTime"));
		return metadata;
	}

	private static ObjectNode result(JsonNode event, String type) {
		ObjectNode result = CatalogJson.object();
		JsonNode error = event.path("run").path("facets").path("errorMessage");
		if (type.equals("ABORT")) {
			result.put("error", "aborted");
		}
		put(result, "error", error.path("message"));
		put(result, "stack_trace", error.path("stackTrace"));
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
				this.runs.addDataset(connection, runId, direction, DatasetNames.of(namespace, name),
						details(dataset, namespace), false);
			}
		}
	}

	private static ObjectNode details(JsonNode dataset, String namespace) {
		ObjectNode details = CatalogJson.object().put("namespace", namespace);
		details.set("facets", (dataset.path("facets") instanceof ObjectNode facets) ? facets : CatalogJson.object());
		if (dataset.path("inputFacets") instanceof ObjectNode facets) {
			details.set("input_facets", facets);
		}
		if (dataset.path("outputFacets") instanceof ObjectNode facets) {
			details.set("output_facets", facets);
		}
		return details;
	}

}
