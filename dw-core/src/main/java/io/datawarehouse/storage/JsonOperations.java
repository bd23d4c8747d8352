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

import io.datawarehouse.DwUri;
import tools.jackson.core.type.TypeReference;

/**
 * Objects that hold a value as JSON.
 *
 * @since 1.0.0
 */
public interface JsonOperations extends AddressResolver {

	/**
	 * Store a value as JSON, with the content type of JSON unless another is given.
	 * @param uri the address of the object
	 * @param value the value
	 * @param options how it is stored
	 * @return what the store tells of the object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	StoredObject storeJson(DwUri uri, Object value, StoreOptions options);

	/**
	 * As {@link #storeJson(DwUri, Object, StoreOptions)}.
	 * @param uri the address of the object, as text
	 * @param value the value
	 * @param options how it is stored
	 * @return what the store tells of the object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject storeJson(String uri, Object value, StoreOptions options) {
		return storeJson(toUri(uri), value, options);
	}

	/**
	 * Store a value as JSON.
	 * @param uri the address of the object
	 * @param value the value
	 * @return what the store tells of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject storeJson(DwUri uri, Object value) {
		return storeJson(uri, value, StoreOptions.defaults());
	}

	/**
	 * As {@link #storeJson(DwUri, Object)}.
	 * @param uri the address of the object, as text
	 * @param value the value
	 * @return what the store tells of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject storeJson(String uri, Object value) {
		return storeJson(toUri(uri), value);
	}

	/**
	 * Retrieve a value that is stored as JSON.
	 * @param uri the address of the object
	 * @param type the type of the value
	 * @return the value
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	<T> T retrieveJson(DwUri uri, Class<T> type);

	/**
	 * As {@link #retrieveJson(DwUri, Class)}.
	 * @param uri the address of the object, as text
	 * @param type the type of the value
	 * @return the value
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default <T> T retrieveJson(String uri, Class<T> type) {
		return retrieveJson(toUri(uri), type);
	}

	/**
	 * Retrieve a value of a generic type that is stored as JSON.
	 * @param uri the address of the object
	 * @param type the type of the value
	 * @return the value
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	<T> T retrieveJson(DwUri uri, TypeReference<T> type);

	/**
	 * As {@link #retrieveJson(DwUri, TypeReference)}.
	 * @param uri the address of the object, as text
	 * @param type the type of the value
	 * @return the value
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default <T> T retrieveJson(String uri, TypeReference<T> type) {
		return retrieveJson(toUri(uri), type);
	}

}
