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

package io.datawarehouse.embedded.storage;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.datawarehouse.storage.AsyncDataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;

/**
 * The two ways to call the same operations, so that one test can go both.
 */
enum StorageCaller {

	SYNC {

		@Override
		<T> T call(DataWarehouseTemplate warehouse, Function<DataWarehouseOperations, T> sync,
				Function<AsyncDataWarehouseTemplate, CompletableFuture<T>> async) {
			return sync.apply(warehouse);
		}

	},

	ASYNC {

		@Override
		<T> T call(DataWarehouseTemplate warehouse, Function<DataWarehouseOperations, T> sync,
				Function<AsyncDataWarehouseTemplate, CompletableFuture<T>> async) {
			try (AsyncDataWarehouseTemplate template = AsyncDataWarehouseTemplate.builder(warehouse).build()) {
				return async.apply(template).get(60, TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex);
			}
			catch (InterruptedException | TimeoutException ex) {
				throw new IllegalStateException(ex);
			}
		}

	};

	abstract <T> T call(DataWarehouseTemplate warehouse, Function<DataWarehouseOperations, T> sync,
			Function<AsyncDataWarehouseTemplate, CompletableFuture<T>> async);

	void store(DataWarehouseTemplate warehouse, String uri, byte[] content) {
		call(warehouse, (sync) -> sync.store(uri, content), (async) -> async.store(uri, content));
	}

	byte[] retrieve(DataWarehouseTemplate warehouse, String uri) {
		return call(warehouse, (sync) -> sync.retrieve(uri), (async) -> async.retrieve(uri));
	}

	void uploadFile(DataWarehouseTemplate warehouse, String uri, Path file) {
		call(warehouse, (sync) -> sync.uploadFile(uri, file), (async) -> async.uploadFile(uri, file));
	}

	void downloadFile(DataWarehouseTemplate warehouse, String uri, Path file) {
		call(warehouse, (sync) -> sync.downloadFile(uri, file), (async) -> async.downloadFile(uri, file));
	}

}
