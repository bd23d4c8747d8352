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

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

/**
 * Tags and versions of objects, without blocking the caller.
 *
 * @since 1.0.0
 * @see VersionOperations
 */
public interface AsyncVersionOperations extends AsyncCalls {

	/**
	 * Ask for the tags of an object.
	 * @param uri the address of the object
	 * @return a future of the tags
	 */
	default CompletableFuture<Map<String, String>> getTags(DwUri uri) {
		return submit((sync) -> sync.getTags(uri));
	}

	/**
	 * As {@link #getTags(DwUri)}.
	 * @param uri the address of the object, as text
	 * @return a future of the tags
	 */
	default CompletableFuture<Map<String, String>> getTags(String uri) {
		return submit((sync) -> sync.getTags(uri));
	}

	/**
	 * Set the tags of an object, in place of those that it has.
	 * @param uri the address of the object
	 * @param tags at most 10 tags, none to remove all
	 * @return a future of the end
	 */
	default CompletableFuture<@Nullable Void> setTags(DwUri uri, Map<String, String> tags) {
		return run((sync) -> sync.setTags(uri, tags));
	}

	/**
	 * As {@link #setTags(DwUri, Map)}.
	 * @param uri the address of the object, as text
	 * @param tags at most 10 tags, none to remove all
	 * @return a future of the end
	 */
	default CompletableFuture<@Nullable Void> setTags(String uri, Map<String, String> tags) {
		return run((sync) -> sync.setTags(uri, tags));
	}

	/**
	 * List all versions of the objects below a prefix, and the marks of deleted ones, in
	 * the order of keys. Each is handed over as it comes, on a thread of the executor.
	 * @param prefix the address of a bucket, an object or a prefix
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> listVersions(DwUri prefix, Consumer<? super ObjectVersion> action) {
		return submit((sync) -> Listed.forEach(sync.listVersions(prefix), action));
	}

	/**
	 * As {@link #listVersions(DwUri, Consumer)}.
	 * @param prefix the address of a bucket, an object or a prefix, as text
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> listVersions(String prefix, Consumer<? super ObjectVersion> action) {
		return submit((sync) -> Listed.forEach(sync.listVersions(prefix), action));
	}

	/**
	 * Retrieve a version of an object into memory.
	 * @param uri the address of the object
	 * @param versionId the version
	 * @return a future of the content
	 */
	default CompletableFuture<byte[]> retrieveVersion(DwUri uri, String versionId) {
		return submit((sync) -> sync.retrieveVersion(uri, versionId));
	}

	/**
	 * As {@link #retrieveVersion(DwUri, String)}.
	 * @param uri the address of the object, as text
	 * @param versionId the version
	 * @return a future of the content
	 */
	default CompletableFuture<byte[]> retrieveVersion(String uri, String versionId) {
		return submit((sync) -> sync.retrieveVersion(uri, versionId));
	}

	/**
	 * Ask what the store knows of a version of an object.
	 * @param uri the address of the object
	 * @param versionId the version
	 * @return a future of what it knows
	 */
	default CompletableFuture<ObjectInfo> headVersion(DwUri uri, String versionId) {
		return submit((sync) -> sync.headVersion(uri, versionId));
	}

	/**
	 * As {@link #headVersion(DwUri, String)}.
	 * @param uri the address of the object, as text
	 * @param versionId the version
	 * @return a future of what it knows
	 */
	default CompletableFuture<ObjectInfo> headVersion(String uri, String versionId) {
		return submit((sync) -> sync.headVersion(uri, versionId));
	}

	/**
	 * Delete a version of an object for good.
	 * @param uri the address of the object
	 * @param versionId the version
	 * @return a future of the end
	 */
	default CompletableFuture<@Nullable Void> deleteVersion(DwUri uri, String versionId) {
		return run((sync) -> sync.deleteVersion(uri, versionId));
	}

	/**
	 * As {@link #deleteVersion(DwUri, String)}.
	 * @param uri the address of the object, as text
	 * @param versionId the version
	 * @return a future of the end
	 */
	default CompletableFuture<@Nullable Void> deleteVersion(String uri, String versionId) {
		return run((sync) -> sync.deleteVersion(uri, versionId));
	}

}
