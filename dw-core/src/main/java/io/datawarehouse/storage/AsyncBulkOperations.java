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

package io.datawarehouse.storage;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

import io.datawarehouse.DwUri;

/**
 * Deletions of many objects that do not block the caller.
 *
 * @since 1.0.0
 * @see BulkOperations
 */
public interface AsyncBulkOperations extends AsyncCalls {

	/**
	 * Delete all objects whose keys begin with a prefix. Use {@link #forceEmptyBucket}
	 * for a whole bucket.
	 * @param prefix the address of the prefix, mostly with a slash at its end
	 * @return a future of how many were deleted, and which were not
	 */
	default CompletableFuture<DeleteResult> deleteAll(DwUri prefix) {
		return submit((sync) -> sync.deleteAll(prefix));
	}

	/**
	 * As {@link #deleteAll(DwUri)}.
	 * @param prefix the address of the prefix, mostly with a slash at its end, as text
	 * @return a future of how many were deleted, and which were not
	 */
	default CompletableFuture<DeleteResult> deleteAll(String prefix) {
		return submit((sync) -> sync.deleteAll(prefix));
	}

	/**
	 * Delete objects, in batches where the store can.
	 * @param uris the addresses of the objects
	 * @return a future of how many were deleted, and which were not
	 */
	default CompletableFuture<DeleteResult> deleteAll(Collection<DwUri> uris) {
		return submit((sync) -> sync.deleteAll(uris));
	}

	/**
	 * Delete everything in a bucket, with all versions.
	 * @param bucket the bucket
	 * @return a future of how many were deleted, and which were not
	 */
	default CompletableFuture<DeleteResult> forceEmptyBucket(DwUri bucket) {
		return submit((sync) -> sync.forceEmptyBucket(bucket));
	}

	/**
	 * As {@link #forceEmptyBucket(DwUri)}.
	 * @param bucket the bucket, as text
	 * @return a future of how many were deleted, and which were not
	 */
	default CompletableFuture<DeleteResult> forceEmptyBucket(String bucket) {
		return submit((sync) -> sync.forceEmptyBucket(bucket));
	}

}
