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

import java.util.regex.Pattern;

/**
 * The calls that clients make to a Datlake catalog.
 *
 * @since 1.0.0
 */
public enum CatalogCall {

	/**
	 * Start a run.
	 */
	START_RUN("POST /api/v1/jobs/[^/]+/runs"),

	/**
	 * Tell how a run ended.
	 */
	COMPLETE_RUN("PUT /api/v1/jobs/[^/]+/runs/[^/]+/complete"),

	/**
	 * Tell of an event.
	 */
	EVENT("POST /api/v1/events/broadcast"),

	/**
	 * Look up the latest snapshot of a table.
	 */
	LATEST_SNAPSHOT("GET /api/v1/tables/[^/]+/snapshots/latest"),

	/**
	 * Register a snapshot of a table.
	 */
	REGISTER_SNAPSHOT("POST /api/v1/jobs/register-snapshot"),

	/**
	 * Upload a file.
	 */
	UPLOAD_ARTIFACT("PUT /api/v1/datasets/.+"),

	/**
	 * Send an OpenLineage event.
	 */
	LINEAGE("POST /api/v1/lineage"),

	/**
	 * Anything else.
	 */
	OTHER(".*");

	private final Pattern request;

	CatalogCall(String request) {
		this.request = Pattern.compile(request);
	}

	static CatalogCall of(String method, String rawPath) {
		String request = method + " " + rawPath;
		for (CatalogCall call : values()) {
			if (call.request.matcher(request).matches()) {
				return call;
			}
		}
		return OTHER;
	}

}
