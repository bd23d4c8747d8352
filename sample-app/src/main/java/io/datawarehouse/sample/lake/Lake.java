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

package io.datawarehouse.sample.lake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.datawarehouse.DwUri;
import io.datawarehouse.sample.SalesProperties;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StoreOptions;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Where things lie in the lake. Every address follows from the file alone, so that doing
 * a thing twice puts it in the same place.
 */
@Component
public class Lake {

	private static final String INGESTED = "ingested/sales/";

	private static final String RESULTS = "results/sales/";

	private final DataWarehouseTemplate dw;

	private final JsonMapper json;

	private final DwUri bucket;

	Lake(DataWarehouseTemplate dw, JsonMapper json, SalesProperties properties) {
		this.dw = dw;
		this.json = json;
		this.bucket = DwUri.ofBucket(properties.bucket());
	}

	/**
	 * Make the bucket when it is missing.
	 */
	public void prepare() {
		this.dw.ensureBucket(this.bucket);
	}

	/**
	 * The table of raw files.
	 * @return its address
	 */
	public DwUri rawTable() {
		return this.bucket.withKey("raw/sales/");
	}

	/**
	 * The table of daily totals.
	 * @return its address
	 */
	public DwUri curatedTable() {
		return this.bucket.withKey("curated/sales/");
	}

	/**
	 * The totals of one file.
	 * @param file the file
	 * @return their address
	 */
	public DwUri curated(SalesFile file) {
		return this.bucket.withKey("curated/sales/" + file.path("parquet"));
	}

	/**
	 * The rejected lines of one file.
	 * @param file the file
	 * @return their address
	 */
	public DwUri rejects(SalesFile file) {
		return this.bucket.withKey("rejects/sales/" + file.path("csv"));
	}

	/**
	 * The totals of the shops.
	 * @return their address
	 */
	public DwUri tenantReport() {
		return this.bucket.withKey("reports/sales-by-tenant.parquet");
	}

	/**
	 * Whether there are totals of the shops.
	 * @return whether they were made once
	 */
	public boolean hasTenantReport() {
		return this.dw.exists(tenantReport());
	}

	/**
	 * The bucket that all of it is in.
	 * @return its name
	 */
	public String bucket() {
		return this.bucket.bucket();
	}

	/**
	 * All order lines that make sense, as the profile {@code batch} collects them.
	 * @return their address
	 */
	public DwUri orderLines() {
		return this.bucket.withKey("reports/order-lines.csv");
	}

	/**
	 * What people sent.
	 * @return the address of the folder
	 */
	public DwUri uploads() {
		return this.bucket.withKey("uploads/");
	}

	/**
	 * Whether the workers were told of a file already.
	 * @param file the file
	 * @return whether {@link #markIngested(SalesFile)} was called, by this process or one
	 * before it
	 */
	public boolean isIngested(SalesFile file) {
		return this.dw.exists(ingested(file));
	}

	/**
	 * Remember that the workers were told of a file.
	 * @param file the file
	 */
	public void markIngested(SalesFile file) {
		storeJson(ingested(file), file);
	}

	/**
	 * What came of a file.
	 * @param file the file
	 * @return its result, empty while it waits or is worked on
	 */
	public Optional<FileResult> result(SalesFile file) {
		return this.dw.retrieveIfPresent(resultUri(file)).map(this::readResult);
	}

	/**
	 * Remember what came of a file. From then on it is done.
	 * @param result the result
	 */
	public void saveResult(FileResult result) {
		storeJson(resultUri(result.file()), result);
	}

	/**
	 * What came of all files.
	 * @return the results, ordered by partition and name
	 */
	public List<FileResult> results() {
		try (var objects = this.dw.list(this.bucket.withKey(RESULTS))) {
			return objects.map((object) -> readResult(this.dw.retrieve(object.uri()))).toList();
		}
	}

	/**
	 * Whether there are daily totals of any file.
	 * @return whether the table of daily totals has a snapshot
	 */
	public boolean hasTotals() {
		try (var objects = this.dw.list(curatedTable())) {
			return objects.findAny().isPresent();
		}
	}

	/**
	 * The files that the workers were told of and that have no result yet.
	 * @return how many there are
	 */
	public long waiting() {
		Set<String> results = new HashSet<>();
		try (var objects = this.dw.list(this.bucket.withKey(RESULTS))) {
			objects.forEach((object) -> results.add(object.uri().key().substring(RESULTS.length())));
		}
		try (var objects = this.dw.list(this.bucket.withKey(INGESTED))) {
			return objects.filter((object) -> !results.contains(object.uri().key().substring(INGESTED.length())))
				.count();
		}
	}

	private DwUri ingested(SalesFile file) {
		return this.bucket.withKey(INGESTED + file.path("json"));
	}

	private DwUri resultUri(SalesFile file) {
		return this.bucket.withKey(RESULTS + file.path("json"));
	}

	private FileResult readResult(byte[] content) {
		return this.json.readValue(content, FileResult.class);
	}

	private void storeJson(DwUri uri, Object value) {
		this.dw.store(uri, this.json.writeValueAsBytes(value),
				StoreOptions.defaults().withContentType("application/json"));
	}

}
