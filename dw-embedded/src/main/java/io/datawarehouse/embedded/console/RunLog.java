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
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.BucketNotFoundException;
import io.datawarehouse.storage.ByteRange;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ObjectNotFoundException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The end of a file that belongs to a run, such as its log. It lies in the object store
 * or in the catalog.
 */
final class RunLog {

	private static final int MOST_BYTES = 64 * 1024;

	private static final int MOST_FETCHED = 16 * 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	private final CatalogReader catalog;

	private final @Nullable DataWarehouseOperations storage;

	RunLog(CatalogReader catalog, @Nullable DataWarehouseOperations storage) {
		this.catalog = catalog;
		this.storage = storage;
	}

	/**
	 * Read a file. Only files that the catalog links with the run are read.
	 * @param run the path of the run
	 * @param artifact its place among the artifacts of the run
	 */
	Map<String, Object> of(String run, int artifact) throws IOException {
		JsonNode detail = ConsoleJson.parse(this.catalog.get(run, Map.of()));
		JsonNode uri = (detail != null) ? detail.path("artifacts").path(artifact).path("uri") : null;
		if (uri == null || !uri.isString()) {
			throw ConsoleException.notFound("The run has no such file");
		}
		DwUri address = DwUri.parse(uri.asString());
		address = new DwUri(DwUri.S3, address.bucket(), address.key());
		byte[] stored = fromStorage(address);
		byte[] bytes = (stored != null) ? stored : fromCatalog(address);
		int start = Math.max(0, bytes.length - MOST_BYTES);
		String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
		return Map.of("uri", uri.asString(), "text", text, "truncated", bytes.length >= MOST_BYTES);
	}

	private byte @Nullable [] fromStorage(DwUri address) {
		DataWarehouseOperations storage = this.storage;
		if (storage == null) {
			return null;
		}
		try {
			return (storage.head(address).size() > 0) ? storage.retrieve(address, ByteRange.last(MOST_BYTES))
					: new byte[0];
		}
		catch (ObjectNotFoundException | BucketNotFoundException ex) {
			return null;
		}
	}

	private byte[] fromCatalog(DwUri address) throws IOException {
		String key = Arrays.stream(address.key().split("/", -1))
			.map(CatalogReader::encode)
			.collect(Collectors.joining("/"));
		HttpResponse<InputStream> response = this.catalog.open("datasets/" + address.bucket() + "/" + key, Map.of(),
				TIMEOUT);
		try (InputStream body = response.body()) {
			if (response.statusCode() != 200) {
				throw ConsoleException.notFound("Neither the object store nor the catalog has " + address);
			}
			return body.readNBytes(MOST_FETCHED);
		}
	}

}
