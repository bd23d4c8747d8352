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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which lineage is asked for.
 *
 * @param depth how many datasets far to go up and down
 * @param from the earliest start of the runs, or {@code null}
 * @param to the start that is just too late, or {@code null}
 */
record LineageQuery(int depth, @Nullable Instant from, @Nullable Instant to) {

	static LineageQuery of(CatalogRequest request) {
		return new LineageQuery(request.query("depth", 3, 1, 50), request.instant("from"), request.instant("to"));
	}

	Where runs() {
		return new Where().and("r.started_at >= ?", this.from).and("r.started_at < ?", this.to);
	}

}
