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

import java.time.Instant;
import java.util.Map;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of an object. Listings tell neither content type, metadata,
 * version nor checksum.
 *
 * @param uri the address of the object
 * @param size the size in bytes
 * @param etag the ETag, without quotes
 * @param lastModified when the object was stored, or {@code null} if the store does not
 * tell
 * @param contentType the content type, or {@code null} if it is not known
 * @param metadata the user's metadata, with names in lower case
 * @param versionId the version, or {@code null} if there is none
 * @param storageClass the storage class, or {@code null} if the store does not tell
 * @param checksum the checksum, or {@code null} if the store does not tell
 * @since 1.0.0
 */
public record ObjectInfo(DwUri uri, long size, String etag, @Nullable Instant lastModified,
		@Nullable String contentType, Map<String, String> metadata, @Nullable String versionId,
		@Nullable String storageClass, @Nullable ObjectChecksum checksum) {

	/**
	 * Create the description of an object.
	 */
	public ObjectInfo {
		metadata = Map.copyOf(metadata);
	}

}
