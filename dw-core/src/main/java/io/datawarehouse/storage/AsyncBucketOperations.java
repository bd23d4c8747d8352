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

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

/**
 * Operations on buckets that do not block the caller.
 *
 * @since 1.0.0
 * @see BucketOperations
 */
public interface AsyncBucketOperations extends AsyncCalls {

	/**
	 * Create a bucket.
	 * @param bucket the address of the bucket
	 * @return a future of the end
	 */
	default CompletableFuture<@Nullable Void> createBucket(DwUri bucket) {
		return run((sync) -> sync.createBucket(bucket));
	}

	/**
	 * As {@link #createBucket(DwUri)}.
	 * @param bucket the name or address of the bucket
	 * @return a future of the end
	 */
	default CompletableFuture<@Nullable Void> createBucket(String bucket) {
		return run((sync) -> sync.createBucket(bucket));
	}

	/**
	 * Create a bucket unless it exists.
	 * @param bucket the address of the bucket
	 * @return a future of {@code false} if it existed
	 */
	default CompletableFuture<Boolean> ensureBucket(DwUri bucket) {
		return submit((sync) -> sync.ensureBucket(bucket));
	}

	/**
	 * As {@link #ensureBucket(DwUri)}.
	 * @param bucket the name or address of the bucket
	 * @return a future of {@code false} if it existed
	 */
	default CompletableFuture<Boolean> ensureBucket(String bucket) {
		return submit((sync) -> sync.ensureBucket(bucket));
	}

	/**
	 * Delete an empty bucket.
	 * @param bucket the address of the bucket
	 * @return a future of the end
	 */
	default CompletableFuture<@Nullable Void> deleteBucket(DwUri bucket) {
		return run((sync) -> sync.deleteBucket(bucket));
	}

	/**
	 * As {@link #deleteBucket(DwUri)}.
	 * @param bucket the name or address of the bucket
	 * @return a future of the end
	 */
	default CompletableFuture<@Nullable Void> deleteBucket(String bucket) {
		return run((sync) -> sync.deleteBucket(bucket));
	}

	/**
	 * Whether there is such a bucket.
	 * @param bucket the address of the bucket
	 * @return a future of {@code false} if there is none
	 */
	default CompletableFuture<Boolean> bucketExists(DwUri bucket) {
		return submit((sync) -> sync.bucketExists(bucket));
	}

	/**
	 * As {@link #bucketExists(DwUri)}.
	 * @param bucket the name or address of the bucket
	 * @return a future of {@code false} if there is none
	 */
	default CompletableFuture<Boolean> bucketExists(String bucket) {
		return submit((sync) -> sync.bucketExists(bucket));
	}

	/**
	 * List the buckets that belong to the credentials.
	 * @return a future of the buckets
	 */
	default CompletableFuture<List<BucketInfo>> listBuckets() {
		return submit((sync) -> sync.listBuckets());
	}

}
