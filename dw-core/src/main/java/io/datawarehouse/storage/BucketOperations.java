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

import io.datawarehouse.DwUri;

/**
 * Operations on buckets. They take the name or the address of a bucket.
 *
 * @since 1.0.0
 */
public interface BucketOperations {

	/**
	 * Create a bucket.
	 * @param bucket the address of the bucket
	 * @throws BucketAlreadyExistsException if the name is taken
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	void createBucket(DwUri bucket);

	/**
	 * As {@link #createBucket(DwUri)}.
	 * @param bucket the name or address of the bucket
	 * @throws BucketAlreadyExistsException if the name is taken
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default void createBucket(String bucket) {
		createBucket(DwUri.parse(bucket));
	}

	/**
	 * Create a bucket unless it exists.
	 * @param bucket the address of the bucket
	 * @return {@code false} if it existed
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	boolean ensureBucket(DwUri bucket);

	/**
	 * As {@link #ensureBucket(DwUri)}.
	 * @param bucket the name or address of the bucket
	 * @return {@code false} if it existed
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default boolean ensureBucket(String bucket) {
		return ensureBucket(DwUri.parse(bucket));
	}

	/**
	 * Delete an empty bucket.
	 * @param bucket the address of the bucket
	 * @throws BucketNotFoundException if there is no such bucket
	 * @throws BucketNotEmptyException if there are objects in it
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	void deleteBucket(DwUri bucket);

	/**
	 * As {@link #deleteBucket(DwUri)}.
	 * @param bucket the name or address of the bucket
	 * @throws BucketNotFoundException if there is no such bucket
	 * @throws BucketNotEmptyException if there are objects in it
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default void deleteBucket(String bucket) {
		deleteBucket(DwUri.parse(bucket));
	}

	/**
	 * Whether there is such a bucket.
	 * @param bucket the address of the bucket
	 * @return {@code false} if there is none
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	boolean bucketExists(DwUri bucket);

	/**
	 * As {@link #bucketExists(DwUri)}.
	 * @param bucket the name or address of the bucket
	 * @return {@code false} if there is none
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default boolean bucketExists(String bucket) {
		return bucketExists(DwUri.parse(bucket));
	}

	/**
	 * List the buckets that belong to the credentials.
	 * @return the buckets
	 * @throws StorageException if the operation fails
	 */
	List<BucketInfo> listBuckets();

}
