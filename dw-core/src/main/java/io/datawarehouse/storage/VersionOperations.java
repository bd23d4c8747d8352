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
import java.util.stream.Stream;

import io.datawarehouse.DwUri;

/**
 * Tags and versions of objects.
 *
 * @since 1.0.0
 */
public interface VersionOperations extends AddressResolver {

	/**
	 * Ask for the tags of an object.
	 * @param uri the address of the object
	 * @return the tags
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	Map<String, String> getTags(DwUri uri);

	/**
	 * As {@link #getTags(DwUri)}.
	 * @param uri the address of the object, as text
	 * @return the tags
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Map<String, String> getTags(String uri) {
		return getTags(toUri(uri));
	}

	/**
	 * Set the tags of an object, in place of those that it has.
	 * @param uri the address of the object
	 * @param tags at most 10 tags, none to remove all
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	void setTags(DwUri uri, Map<String, String> tags);

	/**
	 * As {@link #setTags(DwUri, Map)}.
	 * @param uri the address of the object, as text
	 * @param tags at most 10 tags, none to remove all
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default void setTags(String uri, Map<String, String> tags) {
		setTags(toUri(uri), tags);
	}

	/**
	 * List all versions of the objects below a prefix, and the marks of deleted ones, in
	 * the order of keys. Pages are fetched while the stream is read.
	 * @param prefix the address of a bucket, an object or a prefix
	 * @return the versions
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	Stream<ObjectVersion> listVersions(DwUri prefix);

	/**
	 * As {@link #listVersions(DwUri)}.
	 * @param prefix the address of a bucket, an object or a prefix, as text
	 * @return the versions
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Stream<ObjectVersion> listVersions(String prefix) {
		return listVersions(toUri(prefix));
	}

	/**
	 * Retrieve a version of an object into memory.
	 * @param uri the address of the object
	 * @param versionId the version
	 * @return the content
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	byte[] retrieveVersion(DwUri uri, String versionId);

	/**
	 * As {@link #retrieveVersion(DwUri, String)}.
	 * @param uri the address of the object, as text
	 * @param versionId the version
	 * @return the content
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default byte[] retrieveVersion(String uri, String versionId) {
		return retrieveVersion(toUri(uri), versionId);
	}

	/**
	 * Ask what the store knows of a version of an object.
	 * @param uri the address of the object
	 * @param versionId the version
	 * @return what it knows
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	ObjectInfo headVersion(DwUri uri, String versionId);

	/**
	 * As {@link #headVersion(DwUri, String)}.
	 * @param uri the address of the object, as text
	 * @param versionId the version
	 * @return what it knows
	 * @throws ObjectNotFoundException if there is no such object
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default ObjectInfo headVersion(String uri, String versionId) {
		return headVersion(toUri(uri), versionId);
	}

	/**
	 * Delete a version of an object for good.
	 * @param uri the address of the object
	 * @param versionId the version
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	void deleteVersion(DwUri uri, String versionId);

	/**
	 * As {@link #deleteVersion(DwUri, String)}.
	 * @param uri the address of the object, as text
	 * @param versionId the version
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default void deleteVersion(String uri, String versionId) {
		deleteVersion(toUri(uri), versionId);
	}

}
