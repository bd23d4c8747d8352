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

package io.datawarehouse.sample.web;

import java.time.LocalDate;
import java.util.List;

import io.datawarehouse.sample.lake.FileResult;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.lake.SalesFile;
import io.datawarehouse.sample.report.CuratedTotals;
import io.datawarehouse.sample.report.DailyTotal;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST API over the curated totals and the files that they come from.
 */
@RestController
@RequestMapping("/api")
class SalesController {

	private final CuratedTotals totals;

	private final Lake lake;

	private final Downloads downloads;

	SalesController(CuratedTotals totals, Lake lake, Downloads downloads) {
		this.totals = totals;
		this.lake = lake;
		this.downloads = downloads;
	}

	@GetMapping("/totals")
	List<DailyTotal> totals(@RequestParam(required = false) @Nullable LocalDate day,
			@RequestParam(required = false) @Nullable String tenant) {
		return this.totals.find(day, tenant);
	}

	@GetMapping("/files")
	List<FileResult> files() {
		return this.lake.results();
	}

	@GetMapping("/tenants.parquet")
	ResponseEntity<Resource> tenants() {
		return this.downloads.of(this.lake.tenantReport());
	}

	@GetMapping("/rejects/{partition}/{name}.csv")
	ResponseEntity<Resource> rejects(@PathVariable String partition, @PathVariable String name) {
		return this.downloads.of(this.lake.rejects(new SalesFile(name, name, partition)));
	}

}
