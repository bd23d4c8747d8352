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

import io.datawarehouse.DwUri;

/**
 * Content that is read and written as it comes, in bounded memory.
 *
 * @since 1.0.0
 */
public interface StreamOperations extends AddressResolver {

	/**
	 * Open a stream whose bytes become the object when it is closed. Nothing is stored
	 * when a write fails or the stream is aborted.
	 * @param uri the address of the object
	 * @param options how it is stored
	 * @return the stream, which must be closed or aborted
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	ObjectWriteStream openWrite(DwUri uri, StoreOptions options);

	/**
	 * As {@link #openWrite(DwUri, StoreOptions)}.
	 * @param uri the address of the object, as text
	 * @param options how it is stored
	 * @return the stream, which must be closed or aborted
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectWriteStream openWrite(String uri, StoreOptions options) {
		return openWrite(toUri(uri), options);
	}

	/**
	 * Open a stream whose bytes become the object when it is closed.
	 * @param uri the address of the object
	 * @return the stream, which must be closed or aborted
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectWriteStream openWrite(DwUri uri) {
		return openWrite(uri, StoreOptions.defaults());
	}

	/**
	 * As {@link #openWrite(DwUri)}.
	 * @param uri the address of the object, as text
	 * @return the stream, which must be closed or aborted
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectWriteStream openWrite(String uri) {
		return openWrite(toUri(uri));
	}

	/**
	 * Store what is written. Nothing is stored when the writer throws an exception.
	 * @param uri the address of the object
	 * @param content writes the content
	 * @param options how it is stored
	 * @return what the store tells of the object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	StoredObject write(DwUri uri, StreamWriter content, StoreOptions options);

	/**
	 * As {@link #write(DwUri, StreamWriter, StoreOptions)}.
	 * @param uri the address of the object, as text
	 * @param content writes the content
	 * @param options how it is stored
	 * @return what the store tells of the object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject write(String uri, StreamWriter content, StoreOptions options) {
		return write(toUri(uri), content, options);
	}

	/**
	 * Store what is written. Nothing is stored when the writer throws an exception.
	 * @param uri the address of the object
	 * @param content writes the content
	 * @return what the store tells of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject write(DwUri uri, StreamWriter content) {
		return write(uri, content, StoreOptions.defaults());
	}

	/**
	 * As {@link #write(DwUri, StreamWriter)}.
	 * @param uri the address of the object, as text
	 * @param content writes the content
	 * @return what the store tells of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject write(String uri, StreamWriter content) {
		return write(toUri(uri), content);
	}

	/**
	 * Retrieve an object into a stream, verified by length and checksum. The stream has
	 * what arrived before a failure.
	 * @param uri the address of the object
	 * @param target the stream, which is not closed
	 * @return what the store knows of the object
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	ObjectInfo retrieve(DwUri uri, OutputStream target);

	/**
	 * As {@link #retrieve(DwUri, OutputStream)}.
	 * @param uri the address of the object, as text
	 * @param target the stream, which is not closed
	 * @return what the store knows of the object
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectInfo retrieve(String uri, OutputStream target) {
		return retrieve(toUri(uri), target);
	}

	/**
	 * Compute the SHA-256 of an object while it streams by.
	 * @param uri the address of the object
	 * @return the digest in lower-case hexadecimal
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	String sha256(DwUri uri);

	/**
	 * As {@link #sha256(DwUri)}.
	 * @param uri the address of the object, as text
	 * @return the digest in lower-case hexadecimal
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default String sha256(String uri) {
		return sha256(toUri(uri));
	}

}
