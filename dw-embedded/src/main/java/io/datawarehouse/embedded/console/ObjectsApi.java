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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.BucketInfo;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.PresignedUrl;
import io.datawarehouse.storage.StoreOptions;
import io.datawarehouse.storage.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Buckets and objects. Objects are addressed by {@code s3://}, where keys may have
 * {@code ..} segments.
 */
final class ObjectsApi {

	/**
	 * How many transfers and previews run at a time: each takes a thread and memory.
	 */
	private static final int MOST_TRANSFERS = 6;

	private static final int MOST_BUCKETS = 500;

	private static final int MOST_MINUTES = 60;

	private final @Nullable DataWarehouseOperations storage;

	private final boolean writable;

	private final Semaphore transfers = new Semaphore(MOST_TRANSFERS);

	ObjectsApi(@Nullable DataWarehouseOperations storage, boolean writable) {
		this.storage = storage;
		this.writable = writable;
	}

	void addTo(ConsoleHandler handler) {
		handler.route("GET", "/api/buckets", (request) -> buckets(storage(), request))
			.route("GET", "/api/objects", (request) -> new ObjectListing(storage()).page(request))
			.route("GET", "/api/object", (request) -> ConsoleResponse.ok(describe(storage().head(object(request)))))
			.route("GET", "/api/object/preview", limited((request) -> preview(storage(), request)))
			.route("GET", "/api/object/content", (request) -> download(storage(), request))
			.route("PUT", "/api/object", limited((request) -> upload(storage(), request)))
			.route("POST", "/api/object/link", (request) -> link(storage(), request));
	}

	private DataWarehouseOperations storage() {
		DataWarehouseOperations storage = this.storage;
		if (storage == null) {
			throw ConsoleException.absent("object store");
		}
		return storage;
	}

	private ConsoleHandler.Route limited(ConsoleHandler.Route route) {
		return (request) -> {
			acquire();
			try {
				return route.answer(request);
			}
			finally {
				this.transfers.release();
			}
		};
	}

	private void acquire() {
		if (!this.transfers.tryAcquire()) {
			throw new ConsoleException(503, "More than " + MOST_TRANSFERS + " transfers at a time: try again soon");
		}
	}

	static DwUri object(ConsoleRequest request) {
		return new DwUri(DwUri.S3, request.required("bucket"), request.required("key"));
	}

	private static ConsoleResponse buckets(DataWarehouseOperations storage, ConsoleRequest request) {
		String after = request.query("cursor", "");
		int limit = request.number("limit", 100, 1, MOST_BUCKETS);
		List<BucketInfo> all = storage.listBuckets()
			.stream()
			.filter((bucket) -> bucket.name().compareTo(after) > 0)
			.sorted(Comparator.comparing(BucketInfo::name))
			.toList();
		List<Map<String, Object>> page = new ArrayList<>();
		for (BucketInfo bucket : all.subList(0, Math.min(limit, all.size()))) {
			Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("name", bucket.name());
			entry.put("created", bucket.creationDate());
			page.add(entry);
		}
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("buckets", page);
		body.put("next", (all.size() > limit) ? all.get(limit - 1).name() : null);
		return ConsoleResponse.ok(body);
	}

	private static Map<String, Object> describe(ObjectInfo info) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("bucket", info.uri().bucket());
		body.put("key", info.uri().key());
		body.put("size", info.size());
		body.put("modified", info.lastModified());
		body.put("contentType", info.contentType());
		body.put("etag", info.etag());
		body.put("version", info.versionId());
		body.put("storageClass", info.storageClass());
		body.put("metadata", info.metadata());
		return body;
	}

	private static ConsoleResponse preview(DataWarehouseOperations storage, ConsoleRequest request) throws IOException {
		return ConsoleResponse.ok(new ObjectPreview(storage).of(object(request)));
	}

	private ConsoleResponse download(DataWarehouseOperations storage, ConsoleRequest request) {
		DwUri uri = object(request);
		acquire();
		// Opened here, so that a missing object is told as such.
		try {
			return ConsoleResponse.stream(new ObjectDownload(storage.retrieveStream(uri), this.transfers::release));
		}
		catch (RuntimeException ex) {
			this.transfers.release();
			throw ex;
		}
	}

	private ConsoleResponse upload(DataWarehouseOperations storage, ConsoleRequest request) {
		requireWritable();
		DwUri uri = object(request);
		long length = request.contentLength();
		StoreOptions options = StoreOptions.defaults();
		String contentType = request.header("Content-Type");
		if (contentType != null && !contentType.isBlank()) {
			options = options.withContentType(contentType);
		}
		if (!request.flag("replace")) {
			requireAbsent(storage, uri);
		}
		StoredObject stored = storage.store(uri, request.body(), length, options);
		return ConsoleResponse.json(201, Map.of("key", uri.key(), "size", stored.size()));
	}

	/**
	 * Asked before the body is read, so that nothing is sent in vain.
	 */
	private static void requireAbsent(DataWarehouseOperations storage, DwUri uri) {
		if (storage.exists(uri)) {
			throw new ConsoleException(412, "There is an object of this name already");
		}
	}

	private void requireWritable() {
		if (!this.writable) {
			throw ConsoleException.readOnly("The object store");
		}
	}

	/**
	 * Asked for by POST, as a link is as good as the object.
	 */
	private static ConsoleResponse link(DataWarehouseOperations storage, ConsoleRequest request) {
		int minutes = request.number("minutes", 15, 1, MOST_MINUTES);
		PresignedUrl link = storage.presignGet(object(request), Duration.ofMinutes(minutes));
		return ConsoleResponse.ok(Map.of("url", link.url().toString(), "expires", link.expiresAt()));
	}

}
