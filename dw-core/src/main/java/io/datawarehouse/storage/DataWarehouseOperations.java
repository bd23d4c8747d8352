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

/**
 * Everything that can be done with an object store. Addresses are taken as
 * {@link io.datawarehouse.DwUri} or as text, see {@link #toUri}. Bad arguments are
 * reported as {@link IllegalArgumentException} before any input or output, failures as
 * {@link StorageException}. Implementations are safe for use by many threads.
 *
 * @since 1.0.0
 */
public interface DataWarehouseOperations
		extends StoreOperations, ObjectOperations, JsonOperations, StreamOperations, ListOperations, BulkOperations,
		VersionOperations, FileOperations, DirectoryOperations, PresignOperations, BucketOperations, UploadOperations {

	/**
	 * Check cheaply that the store can be reached and accepts the credentials: list one
	 * key of the default bucket, or the buckets if there is none.
	 * @throws StorageException if it cannot or does not
	 */
	void probe();

}
