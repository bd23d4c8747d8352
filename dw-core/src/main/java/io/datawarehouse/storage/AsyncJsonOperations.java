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

import io.datawarehouse.DwUri;
import tools.jackson.core.type.TypeReference;

/**
 * Objects that hold a value as JSON, without blocking the caller.
 *
 * @since 1.0.0
 * @see JsonOperations
 */
public interface AsyncJsonOperations extends AsyncCalls {

	/**
	 * Store a value as JSON, with the content type of JSON unless another is given.
	 * @param uri the address of the object
	 * @param value the value
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> storeJson(DwUri uri, Object value, StoreOptions options) {
		return submit((sync) -> sync.storeJson(uri, value, options));
	}

	/**
	 * As {@link #storeJson(DwUri, Object, StoreOptions)}.
	 * @param uri the address of the object, as text
	 * @param value the value
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> storeJson(String uri, Object value, StoreOptions options) {
		return submit((sync) -> sync.storeJson(uri, value, options));
	}

	/**
	 * Store a value as JSON.
	 * @param uri the address of the object
	 * @param value the value
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> storeJson(DwUri uri, Object value) {
		return submit((sync) -> sync.storeJson(uri, value));
	}

	/**
	 * As {@link #storeJson(DwUri, Object)}.
	 * @param uri the address of the object, as text
	 * @param value the value
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> storeJson(String uri, Object value) {
		return submit((sync) -> sync.storeJson(uri, value));
	}

	/**
	 * Retrieve a value that is stored as JSON.
	 * @param uri the address of the object
	 * @param type the type of the value
	 * @return a future of the value
	 */
	default <T> CompletableFuture<T> retrieveJson(DwUri uri, Class<T> type) {
		return submit((sync) -> sync.retrieveJson(uri, type));
	}

	/**
	 * As {@link #retrieveJson(DwUri, Class)}.
	 * @param uri the address of the object, as text
	 * @param type the type of the value
	 * @return a future of the value
	 */
	default <T> CompletableFuture<T> retrieveJson(String uri, Class<T> type) {
		return submit((sync) -> sync.retrieveJson(uri, type));
	}

	/**
	 * Retrieve a value of a generic type that is stored as JSON.
	 * @param uri the address of the object
	 * @param type the type of the value
	 * @return a future of the value
	 */
	default <T> CompletableFuture<T> retrieveJson(DwUri uri, TypeReference<T> type) {
		return submit((sync) -> sync.retrieveJson(uri, type));
	}

	/**
	 * As {@link #retrieveJson(DwUri, TypeReference)}.
	 * @param uri the address of the object, as text
	 * @param type the type of the value
	 * @return a future of the value
	 */
	default <T> CompletableFuture<T> retrieveJson(String uri, TypeReference<T> type) {
		return submit((sync) -> sync.retrieveJson(uri, type));
	}

}
