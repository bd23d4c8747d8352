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

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

/**
 * One version of an object, or the mark that it was deleted.
 *
 * @param uri the address of the object
 * @param versionId the version
 * @param latest whether it is the newest one
 * @param deleteMarker whether it says that the object was deleted, and has no content
 * @param size the size in bytes
 * @param etag the ETag, without quotes
 * @param lastModified when the version was made, or {@code null} if the store does not
 * tell
 * @since 1.0.0
 */
public record ObjectVersion(DwUri uri, String versionId, boolean latest, boolean deleteMarker, long size, String etag,
		@Nullable Instant lastModified) {

}
