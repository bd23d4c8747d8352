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

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

import io.datawarehouse.DwUri;

/**
 * Content that is read and written as it comes, without blocking the caller.
 *
 * @since 1.0.0
 * @see StreamOperations
 */
public interface AsyncStreamOperations extends AsyncCalls {

	/**
	 * Open a stream whose bytes become the object when it is closed. Nothing is stored
	 * when a write fails or the stream is aborted.
	 * @param uri the address of the object
	 * @param options how it is stored
	 * @return a future of the stream, which must be closed or aborted
	 */
	default CompletableFuture<ObjectWriteStream> openWrite(DwUri uri, StoreOptions options) {
		return submit((sync) -> sync.openWrite(uri, options));
	}

	/**
	 * As {@link #openWrite(DwUri, StoreOptions)}.
	 * @param uri the address of the object, as text
	 * @param options how it is stored
	 * @return a future of the stream, which must be closed or aborted
	 */
	default CompletableFuture<ObjectWriteStream> openWrite(String uri, StoreOptions options) {
		return submit((sync) -> sync.openWrite(uri, options));
	}

	/**
	 * Open a stream whose bytes become the object when it is closed.
	 * @param uri the address of the object
	 * @return a future of the stream, which must be closed or aborted
	 */
	default CompletableFuture<ObjectWriteStream> openWrite(DwUri uri) {
		return submit((sync) -> sync.openWrite(uri));
	}

	/**
	 * As {@link #openWrite(DwUri)}.
	 * @param uri the address of the object, as text
	 * @return a future of the stream, which must be closed or aborted
	 */
	default CompletableFuture<ObjectWriteStream> openWrite(String uri) {
		return submit((sync) -> sync.openWrite(uri));
	}

	/**
	 * Store what is written. Nothing is stored when the writer throws an exception.
	 * @param uri the address of the object
	 * @param content writes the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> write(DwUri uri, StreamWriter content, StoreOptions options) {
		return submit((sync) -> sync.write(uri, content, options));
	}

	/**
	 * As {@link #write(DwUri, StreamWriter, StoreOptions)}.
	 * @param uri the address of the object, as text
	 * @param content writes the content
	 * @param options how it is stored
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> write(String uri, StreamWriter content, StoreOptions options) {
		return submit((sync) -> sync.write(uri, content, options));
	}

	/**
	 * Store what is written. Nothing is stored when the writer throws an exception.
	 * @param uri the address of the object
	 * @param content writes the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> write(DwUri uri, StreamWriter content) {
		return submit((sync) -> sync.write(uri, content));
	}

	/**
	 * As {@link #write(DwUri, StreamWriter)}.
	 * @param uri the address of the object, as text
	 * @param content writes the content
	 * @return a future of what the store tells of the object
	 */
	default CompletableFuture<StoredObject> write(String uri, StreamWriter content) {
		return submit((sync) -> sync.write(uri, content));
	}

	/**
	 * Retrieve an object into a stream, verified by length and checksum. The stream has
	 * what arrived before a failure.
	 * @param uri the address of the object
	 * @param target the stream, which is not closed
	 * @return a future of what the store knows of the object
	 */
	default CompletableFuture<ObjectInfo> retrieve(DwUri uri, OutputStream target) {
		return submit((sync) -> sync.retrieve(uri, target));
	}

	/**
	 * As {@link #retrieve(DwUri, OutputStream)}.
	 * @param uri the address of the object, as text
	 * @param target the stream, which is not closed
	 * @return a future of what the store knows of the object
	 */
	default CompletableFuture<ObjectInfo> retrieve(String uri, OutputStream target) {
		return submit((sync) -> sync.retrieve(uri, target));
	}

	/**
	 * Compute the SHA-256 of an object while it streams by.
	 * @param uri the address of the object
	 * @return a future of the digest in lower-case hexadecimal
	 */
	default CompletableFuture<String> sha256(DwUri uri) {
		return submit((sync) -> sync.sha256(uri));
	}

	/**
	 * As {@link #sha256(DwUri)}.
	 * @param uri the address of the object, as text
	 * @return a future of the digest in lower-case hexadecimal
	 */
	default CompletableFuture<String> sha256(String uri) {
		return submit((sync) -> sync.sha256(uri));
	}

}
