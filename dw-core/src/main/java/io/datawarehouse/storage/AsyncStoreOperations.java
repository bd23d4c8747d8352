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

import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import io.datawarehouse.DwUri;

import org.springframework.core.io.Resource;

/**
 * Stores objects without blocking the caller.
 *
 * @since 1.0.0
 * @see StoreOperations
 */
public interface AsyncStoreOperations extends AsyncCalls {

	/**
	 * Store bytes. The content type is guessed from the name.
	 * @param uri the address of the object
	 * @param content the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, byte[] content) {
		return submit((sync) -> sync.store(uri, content));
	}

	/**
	 * Store bytes. The content type is guessed from the name.
	 * @param uri the object's address as text
	 * @param content the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, byte[] content) {
		return submit((sync) -> sync.store(uri, content));
	}

	/**
	 * Store bytes.
	 * @param uri the address of the object
	 * @param content the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, byte[] content, StoreOptions options) {
		return submit((sync) -> sync.store(uri, content, options));
	}

	/**
	 * As {@link #store(DwUri, byte[], StoreOptions)}.
	 * @param uri the object's address as text
	 * @param content the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, byte[] content, StoreOptions options) {
		return submit((sync) -> sync.store(uri, content, options));
	}

	/**
	 * Store text in UTF-8. The content type is guessed from the name.
	 * @param uri the address of the object
	 * @param content the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, String content) {
		return submit((sync) -> sync.store(uri, content));
	}

	/**
	 * Store text in UTF-8. The content type is guessed from the name.
	 * @param uri the object's address as text
	 * @param content the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, String content) {
		return submit((sync) -> sync.store(uri, content));
	}

	/**
	 * Store text in UTF-8.
	 * @param uri the address of the object
	 * @param content the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, String content, StoreOptions options) {
		return submit((sync) -> sync.store(uri, content, options));
	}

	/**
	 * As {@link #store(DwUri, String, StoreOptions)}.
	 * @param uri the object's address as text
	 * @param content the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, String content, StoreOptions options) {
		return submit((sync) -> sync.store(uri, content, options));
	}

	/**
	 * Store what a stream brings. Nothing is stored when the stream fails or ends early.
	 * At most one part of a multipart upload is held in memory. The content type is
	 * guessed from the name.
	 * @param uri the address of the object
	 * @param content the content, which is read but not closed
	 * @param length how many bytes of it are stored, or -1 for all until its end
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, InputStream content, long length) {
		return submit((sync) -> sync.store(uri, content, length));
	}

	/**
	 * Store what a stream brings. Nothing is stored when the stream fails or ends early.
	 * At most one part of a multipart upload is held in memory. The content type is
	 * guessed from the name.
	 * @param uri the object's address as text
	 * @param content the content, which is read but not closed
	 * @param length how many bytes of it are stored, or -1 for all until its end
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, InputStream content, long length) {
		return submit((sync) -> sync.store(uri, content, length));
	}

	/**
	 * Store what a stream brings. Nothing is stored when the stream fails or ends early.
	 * At most one part of a multipart upload is held in memory.
	 * @param uri the address of the object
	 * @param content the content, which is read but not closed
	 * @param length how many bytes of it are stored, or -1 for all until its end
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, InputStream content, long length, StoreOptions options) {
		return submit((sync) -> sync.store(uri, content, length, options));
	}

	/**
	 * As {@link #store(DwUri, InputStream, long, StoreOptions)}.
	 * @param uri the object's address as text
	 * @param content the content, which is read but not closed
	 * @param length how many bytes of it are stored, or -1 for all until its end
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, InputStream content, long length, StoreOptions options) {
		return submit((sync) -> sync.store(uri, content, length, options));
	}

	/**
	 * Store a file. The content type is guessed from the name.
	 * @param uri the address of the object
	 * @param file the file with the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, Path file) {
		return submit((sync) -> sync.store(uri, file));
	}

	/**
	 * Store a file. The content type is guessed from the name.
	 * @param uri the object's address as text
	 * @param file the file with the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, Path file) {
		return submit((sync) -> sync.store(uri, file));
	}

	/**
	 * Store a file.
	 * @param uri the address of the object
	 * @param file the file with the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, Path file, StoreOptions options) {
		return submit((sync) -> sync.store(uri, file, options));
	}

	/**
	 * As {@link #store(DwUri, Path, StoreOptions)}.
	 * @param uri the object's address as text
	 * @param file the file with the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, Path file, StoreOptions options) {
		return submit((sync) -> sync.store(uri, file, options));
	}

	/**
	 * Store a resource. Nothing is stored when it fails or ends early. The content type
	 * is guessed from the name.
	 * @param uri the address of the object
	 * @param content the resource with the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, Resource content) {
		return submit((sync) -> sync.store(uri, content));
	}

	/**
	 * Store a resource. Nothing is stored when it fails or ends early. The content type
	 * is guessed from the name.
	 * @param uri the object's address as text
	 * @param content the resource with the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, Resource content) {
		return submit((sync) -> sync.store(uri, content));
	}

	/**
	 * Store a resource. Nothing is stored when it fails or ends early.
	 * @param uri the address of the object
	 * @param content the resource with the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(DwUri uri, Resource content, StoreOptions options) {
		return submit((sync) -> sync.store(uri, content, options));
	}

	/**
	 * As {@link #store(DwUri, Resource, StoreOptions)}.
	 * @param uri the object's address as text
	 * @param content the resource with the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> store(String uri, Resource content, StoreOptions options) {
		return submit((sync) -> sync.store(uri, content, options));
	}

}
