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

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a bucket cannot be deleted because there are objects in it.
 *
 * @since 1.0.0
 */
public class BucketNotEmptyException extends StorageException {

	/**
	 * Create a new exception.
	 * @param message what was asked, what happened and what to do
	 * @param failure the facts of the failure
	 * @param cause the underlying failure, or {@code null} if there is none
	 */
	public BucketNotEmptyException(String message, StorageFailure failure, @Nullable Throwable cause) {
		super(message, failure, cause);
	}

}
