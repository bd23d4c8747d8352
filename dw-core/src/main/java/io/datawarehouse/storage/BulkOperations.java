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

import io.datawarehouse.DwUri;

/**
 * Deletions of many objects.
 *
 * @since 1.0.0
 */
public interface BulkOperations extends AddressResolver {

	/**
	 * Delete all objects whose keys begin with a prefix. Use {@link #forceEmptyBucket}
	 * for a whole bucket.
	 * @param prefix the address of the prefix, mostly with a slash at its end
	 * @return how many were deleted, and which were not
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	DeleteResult deleteAll(DwUri prefix);

	/**
	 * As {@link #deleteAll(DwUri)}.
	 * @param prefix the address of the prefix, mostly with a slash at its end, as text
	 * @return how many were deleted, and which were not
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default DeleteResult deleteAll(String prefix) {
		return deleteAll(toUri(prefix));
	}

	/**
	 * Delete objects, in batches where the store can.
	 * @param uris the addresses of the objects
	 * @return how many were deleted, and which were not
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	DeleteResult deleteAll(Collection<DwUri> uris);

	/**
	 * Delete everything in a bucket, with all versions.
	 * @param bucket the bucket
	 * @return how many were deleted, and which were not
	 * @throws BucketNotFoundException if there is no such bucket
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	DeleteResult forceEmptyBucket(DwUri bucket);

	/**
	 * As {@link #forceEmptyBucket(DwUri)}.
	 * @param bucket the bucket, as text
	 * @return how many were deleted, and which were not
	 * @throws BucketNotFoundException if there is no such bucket
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default DeleteResult forceEmptyBucket(String bucket) {
		return forceEmptyBucket(DwUri.parse(bucket));
	}

}
