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

import java.sql.SQLException;
import java.time.Instant;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a catalog holds after some months: 10,000 runs of 50 jobs, with datasets, events
 * and errors.
 */
final class TenThousandRuns {

	static final int COUNT = 10_000;

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private TenThousandRuns() {
	}

	static void fill(EmbeddedDatlakeCatalog catalog) throws SQLException {
		RunRepository runs = new RunRepository();
		catalog.database().write((connection) -> {
			for (int i = 0; i < COUNT; i++) {
				int job = i % 50;
				Instant start = START.plusSeconds(i * 60L);
				ObjectNode metadata = CatalogJson.object().put("owner", "team-" + job);
				if (i % 100 == 18) {
					metadata.put("parent_run_id", "run-17");
				}
				String run = "run-" + i;
				runs.insert(connection, run, "job-" + job, start, metadata);
				runs.addDataset(connection, run, RunRepository.IN, "out-" + (job + 1) % 50, CatalogJson.object(), true);
				runs.addDataset(connection, run, RunRepository.OUT, "out-" + job, CatalogJson.object(), true);
				runs.addEvent(connection, "progress", "job-" + job, run, CatalogJson.object().put("done", 0.5));
				boolean failed = i % 10 == 9;
				ObjectNode result = CatalogJson.object().put("rows", i);
				if (failed) {
					result.put("error", "Error " + i);
				}
				runs.end(connection, run, failed ? RunStatus.FAILED : RunStatus.SUCCESS, start.plusSeconds(30), result);
			}
			return true;
		});
	}

}
