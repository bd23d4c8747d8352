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

package io.datawarehouse.benchmarks.storage;

import java.util.Arrays;
import java.util.List;

import io.datawarehouse.benchmarks.storage.sink.LinkSpeed;

/**
 * What is measured.
 *
 * @since 1.0.0
 */
enum StorageOperation {

	PUT_4K("put-4k", "PUT 4 KiB", true, 4 * 1024, LinkSpeed.FAST),

	GET_4K("get-4k", "GET 4 KiB", false, 4 * 1024, LinkSpeed.FAST),

	PUT_64K("put-64k", "PUT 64 KiB", true, 64 * 1024, LinkSpeed.FAST),

	GET_64K("get-64k", "GET 64 KiB", false, 64 * 1024, LinkSpeed.FAST),

	PUT_LARGE("put-large", "PUT large, fast link", true, 0, LinkSpeed.FAST),

	GET_LARGE("get-large", "GET large, fast link", false, 0, LinkSpeed.FAST),

	PUT_LARGE_SLOW("put-large-slow", "PUT large, slow link", true, 0, LinkSpeed.SLOW),

	GET_LARGE_SLOW("get-large-slow", "GET large, slow link", false, 0, LinkSpeed.SLOW);

	static final List<StorageOperation> SMALL = List.of(PUT_4K, GET_4K, PUT_64K, GET_64K);

	static final List<StorageOperation> LARGE = List.of(PUT_LARGE, GET_LARGE, PUT_LARGE_SLOW, GET_LARGE_SLOW);

	private static final int SMALL_THREADS = 16;

	private final String id;

	private final String label;

	private final boolean put;

	private final int size;

	private final LinkSpeed link;

	StorageOperation(String id, String label, boolean put, int size, LinkSpeed link) {
		this.id = id;
		this.label = label;
		this.put = put;
		this.size = size;
		this.link = link;
	}

	static StorageOperation of(String id) {
		return Arrays.stream(values())
			.filter((operation) -> operation.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Unknown operation '" + id + "': there are "
					+ Arrays.stream(values()).map(StorageOperation::id).toList()));
	}

	String id() {
		return this.id;
	}

	String label() {
		return this.label;
	}

	boolean isPut() {
		return this.put;
	}

	boolean isLarge() {
		return this.size == 0;
	}

	long size(long largeSize) {
		return isLarge() ? largeSize : this.size;
	}

	/**
	 * Many small objects at once; large ones alone, as their client is the one to divide
	 * them.
	 * @return how many threads repeat the operation
	 */
	int threads() {
		return isLarge() ? 1 : SMALL_THREADS;
	}

	LinkSpeed link() {
		return this.link;
	}

}
