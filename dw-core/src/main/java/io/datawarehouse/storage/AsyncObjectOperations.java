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

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.datawarehouse.DwUri;

/**
 * Operations on stored objects that do not block the caller.
 *
 * @since 1.0.0
 * @see ObjectOperations
 */
public interface AsyncObjectOperations extends AsyncCalls {

	/**
	 * Retrieve an object into memory.
	 * @param uri the address of the object
	 * @return a future of the content
	 */
	default CompletableFuture<byte[]> retrieve(DwUri uri) {
		return submit((sync) -> sync.retrieve(uri));
	}

	/**
	 * As {@link #retrieve(DwUri)}.
	 * @param uri the object's address as text
	 * @return a future of the content
	 */
	default CompletableFuture<byte[]> retrieve(String uri) {
		return submit((sync) -> sync.retrieve(uri));
	}

	/**
	 * Retrieve an object into memory if it exists.
	 * @param uri the address of the object
	 * @return a future of the content, or nothing if there is no such object
	 */
	default CompletableFuture<Optional<byte[]>> retrieveIfPresent(DwUri uri) {
		return submit((sync) -> sync.retrieveIfPresent(uri));
	}

	/**
	 * As {@link #retrieveIfPresent(DwUri)}.
	 * @param uri the object's address as text
	 * @return a future of the content, or nothing if there is no such object
	 */
	default CompletableFuture<Optional<byte[]>> retrieveIfPresent(String uri) {
		return submit((sync) -> sync.retrieveIfPresent(uri));
	}

	/**
	 * Retrieve a part of an object into memory.
	 * @param uri the address of the object
	 * @param range the part to retrieve
	 * @return a future of the content of the part, shorter if the object ends before
	 */
	default CompletableFuture<byte[]> retrieve(DwUri uri, ByteRange range) {
		return submit((sync) -> sync.retrieve(uri, range));
	}

	/**
	 * As {@link #retrieve(DwUri, ByteRange)}.
	 * @param uri the object's address as text
	 * @param range the part to retrieve
	 * @return a future of the content of the part, shorter if the object ends before
	 */
	default CompletableFuture<byte[]> retrieve(String uri, ByteRange range) {
		return submit((sync) -> sync.retrieve(uri, range));
	}

	/**
	 * Retrieve an object as text in UTF-8.
	 * @param uri the address of the object
	 * @return a future of the content
	 */
	default CompletableFuture<String> retrieveString(DwUri uri) {
		return submit((sync) -> sync.retrieveString(uri));
	}

	/**
	 * Retrieve an object as text in UTF-8.
	 * @param uri the object's address as text
	 * @return a future of the content
	 */
	default CompletableFuture<String> retrieveString(String uri) {
		return submit((sync) -> sync.retrieveString(uri));
	}

	/**
	 * Retrieve an object as a stream, which the caller must close. Closing it early does
	 * not read the rest.
	 * @param uri the address of the object
	 * @return a future of the content
	 */
	default CompletableFuture<ObjectContent> retrieveStream(DwUri uri) {
		return submit((sync) -> sync.retrieveStream(uri));
	}

	/**
	 * As {@link #retrieveStream(DwUri)}.
	 * @param uri the object's address as text
	 * @return a future of the content
	 */
	default CompletableFuture<ObjectContent> retrieveStream(String uri) {
		return submit((sync) -> sync.retrieveStream(uri));
	}

	/**
	 * Retrieve a part of an object as a stream, which the caller must close. Closing it
	 * early does not read the rest.
	 * @param uri the address of the object
	 * @param range the part to retrieve
	 * @return a future of the content of the part
	 */
	default CompletableFuture<ObjectContent> retrieveStream(DwUri uri, ByteRange range) {
		return submit((sync) -> sync.retrieveStream(uri, range));
	}

	/**
	 * As {@link #retrieveStream(DwUri, ByteRange)}.
	 * @param uri the object's address as text
	 * @param range the part to retrieve
	 * @return a future of the content of the part
	 */
	default CompletableFuture<ObjectContent> retrieveStream(String uri, ByteRange range) {
		return submit((sync) -> sync.retrieveStream(uri, range));
	}

	/**
	 * Ask what the store knows of an object.
	 * @param uri the address of the object
	 * @return a future of what it knows
	 */
	default CompletableFuture<ObjectInfo> head(DwUri uri) {
		return submit((sync) -> sync.head(uri));
	}

	/**
	 * As {@link #head(DwUri)}.
	 * @param uri the object's address as text
	 * @return a future of what it knows
	 */
	default CompletableFuture<ObjectInfo> head(String uri) {
		return submit((sync) -> sync.head(uri));
	}

	/**
	 * Whether there is such an object.
	 * @param uri the address of the object
	 * @return a future of {@code false} if there is no such object or bucket
	 */
	default CompletableFuture<Boolean> exists(DwUri uri) {
		return submit((sync) -> sync.exists(uri));
	}

	/**
	 * As {@link #exists(DwUri)}.
	 * @param uri the object's address as text
	 * @return a future of {@code false} if there is no such object or bucket
	 */
	default CompletableFuture<Boolean> exists(String uri) {
		return submit((sync) -> sync.exists(uri));
	}

	/**
	 * Delete an object if it exists.
	 * @param uri the address of the object
	 * @return a future of {@code false} if there was no such object
	 */
	default CompletableFuture<Boolean> delete(DwUri uri) {
		return submit((sync) -> sync.delete(uri));
	}

	/**
	 * As {@link #delete(DwUri)}.
	 * @param uri the object's address as text
	 * @return a future of {@code false} if there was no such object
	 */
	default CompletableFuture<Boolean> delete(String uri) {
		return submit((sync) -> sync.delete(uri));
	}

	/**
	 * List objects in the order of their keys. Each is handed over as it comes, on a
	 * thread of the executor.
	 * @param prefix the address of a bucket, or of the prefix that the keys share
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> list(DwUri prefix, Consumer<? super ObjectInfo> action) {
		return submit((sync) -> Listed.forEach(sync.list(prefix), action));
	}

	/**
	 * List objects in the order of their keys. Each is handed over as it comes, on a
	 * thread of the executor.
	 * @param prefix as text, the address of a bucket or of the prefix that the keys share
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> list(String prefix, Consumer<? super ObjectInfo> action) {
		return submit((sync) -> Listed.forEach(sync.list(prefix), action));
	}

	/**
	 * List objects in the order of their keys. Each is handed over as it comes, on a
	 * thread of the executor.
	 * @param prefix the address of a bucket, or of the prefix that the keys share
	 * @param options where to begin and when to stop
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> list(DwUri prefix, ListOptions options, Consumer<? super ObjectInfo> action) {
		return submit((sync) -> Listed.forEach(sync.list(prefix, options), action));
	}

	/**
	 * As {@link #list(DwUri, ListOptions, Consumer)}.
	 * @param prefix as text, the address of a bucket or of the prefix that the keys share
	 * @param options where to begin and when to stop
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> list(String prefix, ListOptions options, Consumer<? super ObjectInfo> action) {
		return submit((sync) -> Listed.forEach(sync.list(prefix, options), action));
	}

	/**
	 * Copy an object with its content type and metadata, within the store. Its parts are
	 * copied one by one above 5 GiB.
	 * @param source the address of the object
	 * @param target the address of the copy
	 * @return a future of what the store tells of the copy
	 */
	default CompletableFuture<StoredObject> copy(DwUri source, DwUri target) {
		return submit((sync) -> sync.copy(source, target));
	}

	/**
	 * As {@link #copy(DwUri, DwUri)}.
	 * @param source the address of the object, as text
	 * @param target the address of the copy, as text
	 * @return a future of what the store tells of the copy
	 */
	default CompletableFuture<StoredObject> copy(String source, String target) {
		return submit((sync) -> sync.copy(source, target));
	}

	/**
	 * Copy an object within the store.
	 * @param source the address of the object
	 * @param target the address of the copy
	 * @param options how it is copied
	 * @return a future of what the store tells of the copy
	 */
	default CompletableFuture<StoredObject> copy(DwUri source, DwUri target, CopyOptions options) {
		return submit((sync) -> sync.copy(source, target, options));
	}

	/**
	 * As {@link #copy(DwUri, DwUri, CopyOptions)}.
	 * @param source the address of the object, as text
	 * @param target the address of the copy, as text
	 * @param options how it is copied
	 * @return a future of what the store tells of the copy
	 */
	default CompletableFuture<StoredObject> copy(String source, String target, CopyOptions options) {
		return submit((sync) -> sync.copy(source, target, options));
	}

	/**
	 * Move an object: copy it, then delete the source. When just the deletion fails,
	 * there are both.
	 * @param source the address of the object
	 * @param target the address that it gets
	 * @return a future of what the store tells of the object at its new address
	 */
	default CompletableFuture<StoredObject> move(DwUri source, DwUri target) {
		return submit((sync) -> sync.move(source, target));
	}

	/**
	 * As {@link #move(DwUri, DwUri)}.
	 * @param source the address of the object, as text
	 * @param target the address that it gets, as text
	 * @return a future of what the store tells of the object at its new address
	 */
	default CompletableFuture<StoredObject> move(String source, String target) {
		return submit((sync) -> sync.move(source, target));
	}

	/**
	 * Move an object: copy it, then delete the source. When just the deletion fails,
	 * there are both.
	 * @param source the address of the object
	 * @param target the address that it gets
	 * @param options how it is copied
	 * @return a future of what the store tells of the object at its new address
	 */
	default CompletableFuture<StoredObject> move(DwUri source, DwUri target, CopyOptions options) {
		return submit((sync) -> sync.move(source, target, options));
	}

	/**
	 * As {@link #move(DwUri, DwUri, CopyOptions)}.
	 * @param source the address of the object, as text
	 * @param target the address that it gets, as text
	 * @param options how it is copied
	 * @return a future of what the store tells of the object at its new address
	 */
	default CompletableFuture<StoredObject> move(String source, String target, CopyOptions options) {
		return submit((sync) -> sync.move(source, target, options));
	}

}
