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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Everything that {@link DataWarehouseOperations} can do, without blocking the caller:
 * each operation returns a {@link CompletableFuture}, which fails with what the operation
 * throws. Cancelling the future itself (not one that depends on it), or completing it in
 * any other way, interrupts the operation. Operations that list hand the entries over one
 * after the other.
 *
 * @since 1.0.0
 */
public interface AsyncDataWarehouseOperations extends AsyncStoreOperations, AsyncObjectOperations, AsyncJsonOperations,
		AsyncStreamOperations, AsyncListOperations, AsyncBulkOperations, AsyncVersionOperations, AsyncFileOperations,
		AsyncDirectoryOperations, AsyncPresignOperations, AsyncBucketOperations, AsyncUploadOperations {

	/**
	 * Check cheaply that the store can be reached and accepts the credentials.
	 * @return a future of the end
	 */
	default CompletableFuture<@Nullable Void> probe() {
		return run(DataWarehouseOperations::probe);
	}

}
