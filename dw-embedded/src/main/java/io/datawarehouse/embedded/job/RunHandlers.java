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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls that change runs.
 */
final class RunHandlers {

	private static final Set<String> LINEAGE = Set.of("inputs", "outputs", "input_datasets", "output_datasets",
			"artifacts");

	private static final int MAX_NAME = 4000;

	private final RunRepository runs;

	RunHandlers(RunRepository runs) {
		this.runs = runs;
	}

	CatalogResponse start(Connection connection, CatalogRequest request) throws SQLException {
		String job = request.variable("job");
		String told = request.optional("job_name");
		if (told != null && !told.equals(job)) {
			throw ApiException.invalid(List.of("body", "job_name"), "Input should be the job of the path",
					"value_error");
		}
		requireName("job", job);
		ObjectNode metadata = request.object("metadata");
		String runId = this.runs.adopt(connection, job, metadata);
		if (runId == null) {
			runId = UUID.randomUUID().toString();
			this.runs.insert(connection, runId, job, Instant.now(), metadata);
		}
		String requestId = request.header("X-Request-Id");
		return CatalogResponse.ok(Map.of("run_id", runId, "job_name", job, "status", RunStatus.RUNNING, "request_id",
				(requestId != null) ? requestId : UUID.randomUUID().toString()));
	}

	CatalogResponse complete(Connection connection, CatalogRequest request) throws SQLException {
		String runId = request.variable("run");
		CatalogRun run = this.runs.find(connection, runId)
			.filter((found) -> found.jobName().equals(request.variable("job")))
			.orElseThrow(() -> ApiException.notFound("Run", runId));
		RunStatus status = request.requiredBoolean("success") ? RunStatus.SUCCESS : RunStatus.FAILED;
		if (run.status() == RunStatus.RUNNING) {
			end(connection, runId, status, request);
		}
		else if (run.status() != status) {
			throw ApiException.of(409, "Run '" + runId + "' has ended already as " + run.status());
		}
		return CatalogResponse.ok(Map.of("run_id", runId, "status", status));
	}

	private void end(Connection connection, String runId, RunStatus status, CatalogRequest request)
			throws SQLException {
		ObjectNode metadata = request.object("metadata");
		addDatasets(connection, runId, RunRepository.IN, metadata.path("inputs"), metadata.path("input_datasets"));
		addDatasets(connection, runId, RunRepository.OUT, metadata.path("outputs"), metadata.path("output_datasets"));
		JsonNode artifacts = request.body().path("artifacts");
		addArtifacts(connection, runId, artifacts.isEmpty() ? metadata.path("artifacts") : artifacts);
		ObjectNode result = CatalogJson.object();
		metadata.properties()
			.stream()
			.filter((entry) -> !LINEAGE.contains(entry.getKey()))
			.forEach((entry) -> result.set(entry.getKey(), entry.getValue()));
		this.runs.end(connection, runId, status, Instant.now(), result);
	}

	private void addDatasets(Connection connection, String runId, String direction, JsonNode names, JsonNode objects)
			throws SQLException {
		for (JsonNode name : CatalogRequest.items(names)) {
			if (name.isString() && !name.asString().isBlank()) {
				this.runs.addDataset(connection, runId, direction, name.asString(), CatalogJson.object(), true);
			}
		}
		for (JsonNode item : CatalogRequest.items(objects)) {
			if (item instanceof ObjectNode object && !object.path("name").asString("").isBlank()) {
				String name = object.path("name").asString();
				object.remove("name");
				this.runs.addDataset(connection, runId, direction, name, object, true);
			}
		}
	}

	private void addArtifacts(Connection connection, String runId, JsonNode artifacts) throws SQLException {
		for (JsonNode artifact : CatalogRequest.items(artifacts)) {
			if (artifact.path("type").isString() && artifact.path("uri").isString()) {
				this.runs.addArtifact(connection, runId,
						new CatalogArtifact(artifact.path("type").asString(), artifact.path("uri").asString()));
			}
		}
	}

	CatalogResponse event(Connection connection, CatalogRequest request) throws SQLException {
		String type = request.query("event_type");
		if (type == null || type.isBlank()) {
			type = request.required("event_type");
		}
		String run = request.optional("run_id");
		String job = request.optional("job_name");
		long id = this.runs.addEvent(connection, type, job, run, request.object("data"));
		return CatalogResponse.ok(Map.of("event_id", id, "event_type", type, "status", "broadcast"));
	}

	/**
	 * What a path segment may not hold in the names of the Datlake backend.
	 */
	private static void requireName(String what, String name) {
		if (name.length() > MAX_NAME) {
			throw ApiException.invalid(List.of("path", what), "String should have at most " + MAX_NAME + " characters",
					"string_too_long");
		}
		if (name.isBlank() || name.indexOf('/') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
			throw ApiException.invalid(List.of("path", what),
					"String should not be empty and hold neither '/' nor control characters", "value_error");
		}
	}

}
