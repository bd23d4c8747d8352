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

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;

/**
 * Operations on objects that are stored.
 *
 * @since 1.0.0
 */
public interface ObjectOperations extends AddressResolver {

	/**
	 * Retrieve an object into memory.
	 * @param uri the address of the object
	 * @return the content
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	byte[] retrieve(DwUri uri);

	/**
	 * As {@link #retrieve(DwUri)}.
	 * @param uri the object's address as text
	 * @return the content
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default byte[] retrieve(String uri) {
		return retrieve(toUri(uri));
	}

	/**
	 * Retrieve an object into memory if it exists.
	 * @param uri the address of the object
	 * @return the content, or nothing if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	Optional<byte[]> retrieveIfPresent(DwUri uri);

	/**
	 * As {@link #retrieveIfPresent(DwUri)}.
	 * @param uri the object's address as text
	 * @return the content, or nothing if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Optional<byte[]> retrieveIfPresent(String uri) {
		return retrieveIfPresent(toUri(uri));
	}

	/**
	 * Retrieve a part of an object into memory.
	 * @param uri the address of the object
	 * @param range the part to retrieve
	 * @return the content of the part, shorter if the object ends before
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws InvalidRangeException if the part lies beyond the end of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	byte[] retrieve(DwUri uri, ByteRange range);

	/**
	 * As {@link #retrieve(DwUri, ByteRange)}.
	 * @param uri the object's address as text
	 * @param range the part to retrieve
	 * @return the content of the part, shorter if the object ends before
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws InvalidRangeException if the part lies beyond the end of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default byte[] retrieve(String uri, ByteRange range) {
		return retrieve(toUri(uri), range);
	}

	/**
	 * Retrieve an object as text in UTF-8.
	 * @param uri the address of the object
	 * @return the content
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default String retrieveString(DwUri uri) {
		return new String(retrieve(uri), StandardCharsets.UTF_8);
	}

	/**
	 * Retrieve an object as text in UTF-8.
	 * @param uri the object's address as text
	 * @return the content
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default String retrieveString(String uri) {
		return new String(retrieve(uri), StandardCharsets.UTF_8);
	}

	/**
	 * Retrieve an object as a stream, which the caller must close. Closing it early does
	 * not read the rest.
	 * @param uri the address of the object
	 * @return the content
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	ObjectContent retrieveStream(DwUri uri);

	/**
	 * As {@link #retrieveStream(DwUri)}.
	 * @param uri the object's address as text
	 * @return the content
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectContent retrieveStream(String uri) {
		return retrieveStream(toUri(uri));
	}

	/**
	 * Retrieve a part of an object as a stream, which the caller must close. Closing it
	 * early does not read the rest.
	 * @param uri the address of the object
	 * @param range the part to retrieve
	 * @return the content of the part
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws InvalidRangeException if the part lies beyond the end of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	ObjectContent retrieveStream(DwUri uri, ByteRange range);

	/**
	 * As {@link #retrieveStream(DwUri, ByteRange)}.
	 * @param uri the object's address as text
	 * @param range the part to retrieve
	 * @return the content of the part
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws InvalidRangeException if the part lies beyond the end of the object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectContent retrieveStream(String uri, ByteRange range) {
		return retrieveStream(toUri(uri), range);
	}

	/**
	 * Ask what the store knows of an object.
	 * @param uri the address of the object
	 * @return what it knows
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	ObjectInfo head(DwUri uri);

	/**
	 * As {@link #head(DwUri)}.
	 * @param uri the object's address as text
	 * @return what it knows
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectInfo head(String uri) {
		return head(toUri(uri));
	}

	/**
	 * Whether there is such an object.
	 * @param uri the address of the object
	 * @return {@code false} if there is no such object or bucket
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	boolean exists(DwUri uri);

	/**
	 * As {@link #exists(DwUri)}.
	 * @param uri the object's address as text
	 * @return {@code false} if there is no such object or bucket
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default boolean exists(String uri) {
		return exists(toUri(uri));
	}

	/**
	 * Delete an object if it exists.
	 * @param uri the address of the object
	 * @return {@code false} if there was no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	boolean delete(DwUri uri);

	/**
	 * As {@link #delete(DwUri)}.
	 * @param uri the object's address as text
	 * @return {@code false} if there was no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default boolean delete(String uri) {
		return delete(toUri(uri));
	}

	/**
	 * List objects in the order of their keys. Pages are fetched while the stream is
	 * read.
	 * @param prefix the address of a bucket, or of the prefix that the keys share
	 * @return the objects
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Stream<ObjectInfo> list(DwUri prefix) {
		return list(prefix, ListOptions.all());
	}

	/**
	 * List objects in the order of their keys. Pages are fetched while the stream is
	 * read.
	 * @param prefix as text, the address of a bucket or of the prefix that the keys share
	 * @return the objects
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Stream<ObjectInfo> list(String prefix) {
		return list(prefix, ListOptions.all());
	}

	/**
	 * List objects in the order of their keys. Pages are fetched while the stream is
	 * read, which may therefore fail with a {@link StorageException}.
	 * @param prefix the address of a bucket, or of the prefix that the keys share
	 * @param options where to begin and when to stop
	 * @return the objects
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	Stream<ObjectInfo> list(DwUri prefix, ListOptions options);

	/**
	 * As {@link #list(DwUri, ListOptions)}.
	 * @param prefix as text, the address of a bucket or of the prefix that the keys share
	 * @param options where to begin and when to stop
	 * @return the objects
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Stream<ObjectInfo> list(String prefix, ListOptions options) {
		return list(toUri(prefix), options);
	}

	/**
	 * Copy an object with its content type and metadata, within the store. Its parts are
	 * copied one by one above 5 GiB.
	 * @param source the address of the object
	 * @param target the address of the copy
	 * @return what the store tells of the copy
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject copy(DwUri source, DwUri target) {
		return copy(source, target, CopyOptions.defaults());
	}

	/**
	 * As {@link #copy(DwUri, DwUri)}.
	 * @param source the address of the object, as text
	 * @param target the address of the copy, as text
	 * @return what the store tells of the copy
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject copy(String source, String target) {
		return copy(toUri(source), toUri(target));
	}

	/**
	 * Copy an object within the store.
	 * @param source the address of the object
	 * @param target the address of the copy
	 * @param options how it is copied
	 * @return what the store tells of the copy
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	StoredObject copy(DwUri source, DwUri target, CopyOptions options);

	/**
	 * As {@link #copy(DwUri, DwUri, CopyOptions)}.
	 * @param source the address of the object, as text
	 * @param target the address of the copy, as text
	 * @param options how it is copied
	 * @return what the store tells of the copy
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject copy(String source, String target, CopyOptions options) {
		return copy(toUri(source), toUri(target), options);
	}

	/**
	 * Move an object: copy it, then delete the source. When just the deletion fails,
	 * there are both.
	 * @param source the address of the object
	 * @param target the address that it gets
	 * @return what the store tells of the object at its new address
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject move(DwUri source, DwUri target) {
		return move(source, target, CopyOptions.defaults());
	}

	/**
	 * As {@link #move(DwUri, DwUri)}.
	 * @param source the address of the object, as text
	 * @param target the address that it gets, as text
	 * @return what the store tells of the object at its new address
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject move(String source, String target) {
		return move(toUri(source), toUri(target));
	}

	/**
	 * Move an object: copy it, then delete the source. When just the deletion fails,
	 * there are both.
	 * @param source the address of the object
	 * @param target the address that it gets
	 * @param options how it is copied
	 * @return what the store tells of the object at its new address
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	StoredObject move(DwUri source, DwUri target, CopyOptions options);

	/**
	 * As {@link #move(DwUri, DwUri, CopyOptions)}.
	 * @param source the address of the object, as text
	 * @param target the address that it gets, as text
	 * @param options how it is copied
	 * @return what the store tells of the object at its new address
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws PreconditionFailedException if a condition of the options does not hold
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default StoredObject move(String source, String target, CopyOptions options) {
		return move(toUri(source), toUri(target), options);
	}

}
