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

import java.nio.file.Path;

import io.datawarehouse.DwUri;

/**
 * Transfers between objects and local files.
 *
 * @since 1.0.0
 */
public interface FileOperations extends AddressResolver {

	/**
	 * Store a file. The content type is guessed from the name of the object.
	 * @param uri the address of the object
	 * @param file the file
	 * @return what the store tells of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject uploadFile(DwUri uri, Path file) {
		return uploadFile(uri, file, StoreOptions.defaults());
	}

	/**
	 * Store a file. The content type is guessed from the name of the object.
	 * @param uri the object's address as text
	 * @param file the file
	 * @return what the store tells of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject uploadFile(String uri, Path file) {
		return uploadFile(uri, file, StoreOptions.defaults());
	}

	/**
	 * Store a file.
	 * @param uri the address of the object
	 * @param file the file
	 * @param options how it is stored
	 * @return what the store tells of the object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	StoredObject uploadFile(DwUri uri, Path file, StoreOptions options);

	/**
	 * As {@link #uploadFile(DwUri, Path, StoreOptions)}.
	 * @param uri the object's address as text
	 * @param file the file
	 * @param options how it is stored
	 * @return what the store tells of the object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject uploadFile(String uri, Path file, StoreOptions options) {
		return uploadFile(toUri(uri), file, options);
	}

	/**
	 * Retrieve an object into a file, verified by length and checksum. The file appears
	 * whole or not at all.
	 * @param uri the address of the object
	 * @param file the file, which is replaced if it exists; its directory must exist
	 * @return what the store knows of the object
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	ObjectInfo downloadFile(DwUri uri, Path file);

	/**
	 * As {@link #downloadFile(DwUri, Path)}.
	 * @param uri the object's address as text
	 * @param file the file, which is replaced if it exists; its directory must exist
	 * @return what the store knows of the object
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectInfo downloadFile(String uri, Path file) {
		return downloadFile(toUri(uri), file);
	}

	/**
	 * Store a file and tell how it gets on.
	 * @param uri the address of the object
	 * @param file the file
	 * @param options how it is stored
	 * @param listener is told how it gets on
	 * @return what the store tells of the object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	StoredObject uploadFile(DwUri uri, Path file, StoreOptions options, TransferListener listener);

	/**
	 * As {@link #uploadFile(DwUri, Path, StoreOptions, TransferListener)}.
	 * @param uri the address of the object, as text
	 * @param file the file
	 * @param options how it is stored
	 * @param listener is told how it gets on
	 * @return what the store tells of the object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject uploadFile(String uri, Path file, StoreOptions options, TransferListener listener) {
		return uploadFile(toUri(uri), file, options, listener);
	}

	/**
	 * Retrieve an object into a file, verified by length and checksum, and tell how it
	 * gets on. The file appears whole or not at all.
	 * @param uri the address of the object
	 * @param file the file, which is replaced if it exists; its directory must exist
	 * @param listener is told how it gets on
	 * @return what the store knows of the object
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	ObjectInfo downloadFile(DwUri uri, Path file, TransferListener listener);

	/**
	 * As {@link #downloadFile(DwUri, Path, TransferListener)}.
	 * @param uri the address of the object, as text
	 * @param file the file, which is replaced if it exists; its directory must exist
	 * @param listener is told how it gets on
	 * @return what the store knows of the object
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectInfo downloadFile(String uri, Path file, TransferListener listener) {
		return downloadFile(toUri(uri), file, listener);
	}

}
