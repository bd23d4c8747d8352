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

package io.datawarehouse.embedded.console;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.datawarehouse.storage.DataWarehouseOperations;
import org.jspecify.annotations.Nullable;

/**
 * Runs and lineage, as the catalog tells them.
 */
final class RunsApi {

	private static final int MOST = 200;

	private static final int DEEPEST = 10;

	private final @Nullable CatalogReader catalog;

	private final @Nullable RunStream stream;

	private final @Nullable DataWarehouseOperations storage;

	RunsApi(@Nullable CatalogReader catalog, @Nullable RunStream stream, @Nullable DataWarehouseOperations storage) {
		this.catalog = catalog;
		this.stream = stream;
		this.storage = storage;
	}

	void addTo(ConsoleHandler handler) {
		handler.route("GET", "/api/runs", (request) -> page("runs", request, "job", "status", "from", "to", "parent"))
			.route("GET", "/api/runs/stream", this::listen)
			.route("GET", "/api/run", (request) -> get(run(request), Map.of()))
			.route("GET", "/api/run/events", (request) -> page(run(request) + "/events", request))
			.route("GET", "/api/run/log", this::log)
			.route("GET", "/api/jobs", (request) -> page("jobs", request))
			.route("GET", "/api/datasets", (request) -> page("datasets", request))
			.route("GET", "/api/lineage", this::lineage);
	}

	private CatalogReader catalog() {
		CatalogReader catalog = this.catalog;
		if (catalog == null) {
			throw ConsoleException.absent("catalog");
		}
		return catalog;
	}

	private static String run(ConsoleRequest request) {
		return "runs/" + CatalogReader.encode(request.required("run"));
	}

	private ConsoleResponse page(String path, ConsoleRequest request, String... filters) throws IOException {
		Map<String, @Nullable String> query = new LinkedHashMap<>();
		for (String filter : filters) {
			query.put(filter, request.query(filter));
		}
		query.put("q", request.query("q"));
		query.put("cursor", request.query("cursor"));
		query.put("limit", String.valueOf(request.number("limit", 50, 1, MOST)));
		return get(path, query);
	}

	private ConsoleResponse get(String path, Map<String, @Nullable String> query) throws IOException {
		return ConsoleResponse.rawJson(200, catalog().get(path, query));
	}

	private ConsoleResponse lineage(ConsoleRequest request) throws IOException {
		Map<String, @Nullable String> query = new LinkedHashMap<>();
		String job = request.query("job");
		query.put((job != null) ? "job" : "dataset", (job != null) ? job : request.required("dataset"));
		query.put("depth", String.valueOf(request.number("depth", 3, 1, DEEPEST)));
		query.put("from", request.query("from"));
		query.put("to", request.query("to"));
		return get("lineage", query);
	}

	private ConsoleResponse listen(ConsoleRequest request) {
		RunStream stream = this.stream;
		if (stream == null) {
			throw ConsoleException.absent("catalog");
		}
		return stream.listen(request.header("Last-Event-ID"));
	}

	private ConsoleResponse log(ConsoleRequest request) throws IOException {
		int artifact = request.number("artifact", 0, 0, Integer.MAX_VALUE);
		return ConsoleResponse.ok(new RunLog(catalog(), this.storage).of(run(request), artifact));
	}

}
