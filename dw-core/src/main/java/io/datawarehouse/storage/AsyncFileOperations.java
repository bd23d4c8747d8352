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
import java.util.concurrent.CompletableFuture;

import io.datawarehouse.DwUri;

/**
 * Transfers between objects and local files that do not block the caller.
 *
 * @since 1.0.0
 * @see FileOperations
 */
public interface AsyncFileOperations extends AsyncCalls {

	/**
	 * Store a file. The content type is guessed from the name of the object.
	 * @param uri the address of the object
	 * @param file the file
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> uploadFile(DwUri uri, Path file) {
		return submit((sync) -> sync.uploadFile(uri, file));
	}

	/**
	 * Store a file. The content type is guessed from the name of the object.
	 * @param uri the object's address as text
	 * @param file the file
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> uploadFile(String uri, Path file) {
		return submit((sync) -> sync.uploadFile(uri, file));
	}

	/**
	 * Store a file.
	 * @param uri the address of the object
	 * @param file the file
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> uploadFile(DwUri uri, Path file, StoreOptions options) {
		return submit((sync) -> sync.uploadFile(uri, file, options));
	}

	/**
	 * As {@link #uploadFile(DwUri, Path, StoreOptions)}.
	 * @param uri the object's address as text
	 * @param file the file
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> uploadFile(String uri, Path file, StoreOptions options) {
		return submit((sync) -> sync.uploadFile(uri, file, options));
	}

	/**
	 * Retrieve an object into a file, verified by length and checksum. The file appears
	 * whole or not at all.
	 * @param uri the address of the object
	 * @param file the file, which is replaced if it exists; its directory must exist
	 * @return a future of what the store knows of the object
	 */
	default CompletableFuture<ObjectInfo> downloadFile(DwUri uri, Path file) {
		return submit((sync) -> sync.downloadFile(uri, file));
	}

	/**
	 * As {@link #downloadFile(DwUri, Path)}.
	 * @param uri the object's address as text
	 * @param file the file, which is replaced if it exists; its directory must exist
	 * @return a future of what the store knows of the object
	 */
	default CompletableFuture<ObjectInfo> downloadFile(String uri, Path file) {
		return submit((sync) -> sync.downloadFile(uri, file));
	}

	/**
	 * Store a file and tell how it gets on.
	 * @param uri the address of the object
	 * @param file the file
	 * @param options how it is stored
	 * @param listener is told how it gets on
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> uploadFile(DwUri uri, Path file, StoreOptions options,
			TransferListener listener) {
		return submit((sync) -> sync.uploadFile(uri, file, options, listener));
	}

	/**
	 * As {@link #uploadFile(DwUri, Path, StoreOptions, TransferListener)}.
	 * @param uri the address of the object, as text
	 * @param file the file
	 * @param options how it is stored
	 * @param listener is told how it gets on
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> uploadFile(String uri, Path file, StoreOptions options,
			TransferListener listener) {
		return submit((sync) -> sync.uploadFile(uri, file, options, listener));
	}

	/**
	 * Retrieve an object into a file, verified by length and checksum, and tell how it
	 * gets on. The file appears whole or not at all.
	 * @param uri the address of the object
	 * @param file the file, which is replaced if it exists; its directory must exist
	 * @param listener is told how it gets on
	 * @return a future of what the store knows of the object
	 */
	default CompletableFuture<ObjectInfo> downloadFile(DwUri uri, Path file, TransferListener listener) {
		return submit((sync) -> sync.downloadFile(uri, file, listener));
	}

	/**
	 * As {@link #downloadFile(DwUri, Path, TransferListener)}.
	 * @param uri the address of the object, as text
	 * @param file the file, which is replaced if it exists; its directory must exist
	 * @param listener is told how it gets on
	 * @return a future of what the store knows of the object
	 */
	default CompletableFuture<ObjectInfo> downloadFile(String uri, Path file, TransferListener listener) {
		return submit((sync) -> sync.downloadFile(uri, file, listener));
	}

}
