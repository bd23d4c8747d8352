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

import java.io.Serializable;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a failed storage operation.
 *
 * @param operation the operation, such as {@code retrieve}
 * @param uri what the operation was about, or {@code null} if it was about all buckets
 * @param statusCode the HTTP status of the last answer, 0 if there was none
 * @param errorCode the error code of the last answer, such as {@code NoSuchKey}, or
 * {@code null} if there was none
 * @param requestId the identifier by which the store knows the last request, or
 * {@code null} if it told none
 * @param attempts how many attempts were made, 0 if the store was not asked
 * @since 1.0.0
 */
public record StorageFailure(String operation, @Nullable DwUri uri, int statusCode, @Nullable String errorCode,
		@Nullable String requestId, int attempts) implements Serializable {

}
