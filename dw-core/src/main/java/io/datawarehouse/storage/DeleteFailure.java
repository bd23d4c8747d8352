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
 * Why one of many objects was not deleted.
 *
 * @param uri the address of the object
 * @param versionId the version, or {@code null} if none was given
 * @param code the error code that the store told, such as {@code AccessDenied}
 * @param message what the store said
 * @since 1.0.0
 */
public record DeleteFailure(DwUri uri, @Nullable String versionId, String code, String message) {

}
