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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ListEntry;
import io.datawarehouse.storage.ListOptions;
import io.datawarehouse.storage.ObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * Pages of folders and objects, or of the objects whose keys contain a text.
 */
final class ObjectListing {

	private static final int MOST = 500;

	/**
	 * How many keys one search looks at before it tells how far it got.
	 */
	private static final int MOST_SEARCHED = 10_000;

	private static final long LONGEST_SEARCH_NANOS = TimeUnit.SECONDS.toNanos(3);

	/**
	 * Sorts after everything in a folder.
	 */
	private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

	private final DataWarehouseOperations storage;

	ObjectListing(DataWarehouseOperations storage) {
		this.storage = storage;
	}

	ConsoleResponse page(ConsoleRequest request) {
		DwUri prefix = new DwUri(DwUri.S3, request.required("bucket"), request.query("prefix", ""));
		int limit = request.number("limit", 100, 1, MOST);
		String after = decode(request.query("cursor"));
		String text = request.query("q");
		return ConsoleResponse.ok((text != null) ? search(prefix, text, limit, after) : list(prefix, limit, after));
	}

	private Map<String, Object> list(DwUri prefix, int limit, @Nullable String after) {
		List<Map<String, Object>> page = new ArrayList<>();
		String last = null;
		boolean more = false;
		Iterator<ListEntry> entries = this.storage
			.listEntries(prefix, options(after).withDelimiter("/").withLimit(limit + 1L))
			.iterator();
		for (int i = 0; i < limit && entries.hasNext(); i++) {
			ListEntry entry = entries.next();
			last = entry.isPrefix() ? entry.uri().key() + LAST : entry.uri().key();
			if (!entry.uri().key().equals(prefix.key())) {
				page.add(describe(entry.uri().key(), entry.object()));
			}
			more = i == limit - 1 && entries.hasNext();
		}
		return body(page, more ? last : null, null);
	}

	private Map<String, Object> search(DwUri prefix, String text, int limit, @Nullable String after) {
		String wanted = text.toLowerCase(Locale.ROOT);
		List<Map<String, Object>> page = new ArrayList<>();
		String last = null;
		int searched = 0;
		long start = System.nanoTime();
		Iterator<ObjectInfo> objects = this.storage.list(prefix, options(after).withLimit(MOST_SEARCHED)).iterator();
		while (page.size() < limit && System.nanoTime() - start < LONGEST_SEARCH_NANOS && objects.hasNext()) {
			ObjectInfo object = objects.next();
			last = object.uri().key();
			searched++;
			if (last.toLowerCase(Locale.ROOT).contains(wanted)) {
				page.add(describe(last, object));
			}
		}
		boolean done = searched < MOST_SEARCHED && !objects.hasNext();
		return body(page, done ? null : last, searched);
	}

	private static ListOptions options(@Nullable String after) {
		return (after != null) ? ListOptions.all().withStartAfter(after) : ListOptions.all();
	}

	private static Map<String, Object> describe(String key, @Nullable ObjectInfo object) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("key", key);
		entry.put("folder", object == null);
		if (object != null) {
			entry.put("size", object.size());
			entry.put("modified", object.lastModified());
		}
		return entry;
	}

	private static Map<String, Object> body(List<Map<String, Object>> page, @Nullable String last,
			@Nullable Integer searched) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("entries", page);
		body.put("next", (last != null) ? encode(last) : null);
		body.put("searched", searched);
		return body;
	}

	private static String encode(String key) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
	}

	private static @Nullable String decode(@Nullable String cursor) {
		try {
			return (cursor != null) ? new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8) : null;
		}
		catch (IllegalArgumentException ex) {
			throw ConsoleException.badRequest("The cursor is not that of an earlier page");
		}
	}

}
