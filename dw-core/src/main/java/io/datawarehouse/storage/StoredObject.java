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

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

/**
 * What the store tells of an object that was just stored or copied.
 *
 * @param uri the address of the object
 * @param etag the ETag, without quotes
 * @param versionId the version, or {@code null} if the bucket keeps none
 * @param size the size in bytes
 * @param checksum the checksum that the store has verified, or {@code null} if there is
 * none
 * @since 1.0.0
 */
public record StoredObject(DwUri uri, String etag, @Nullable String versionId, long size,
		@Nullable ObjectChecksum checksum) {

}
