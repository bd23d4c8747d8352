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

import io.datawarehouse.DataWarehouseException;
import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when an operation on the object store fails. The subclasses tell the failures
 * apart that a caller may want to handle; an exception of this very class is any other.
 *
 * @since 1.0.0
 */
public class StorageException extends DataWarehouseException {

	private final StorageFailure failure;

	/**
	 * Create a new exception.
	 * @param message what was asked, what happened and what to do
	 * @param failure the facts of the failure
	 * @param cause the underlying failure, or {@code null} if there is none
	 */
	public StorageException(String message, StorageFailure failure, @Nullable Throwable cause) {
		super(message, cause);
		this.failure = failure;
	}

	/**
	 * The facts of the failure.
	 * @return the facts
	 */
	public StorageFailure getFailure() {
		return this.failure;
	}

	/**
	 * The operation that failed, such as {@code retrieve}.
	 * @return the name of the operation
	 */
	public String getOperation() {
		return this.failure.operation();
	}

	/**
	 * What the operation was about.
	 * @return the address, or {@code null} if it was about all buckets
	 */
	public @Nullable DwUri getUri() {
		return this.failure.uri();
	}

	/**
	 * The HTTP status of the last answer.
	 * @return the status, 0 if there was no answer
	 */
	public int getStatusCode() {
		return this.failure.statusCode();
	}

	/**
	 * The error code of the last answer, such as {@code NoSuchKey}.
	 * @return the code, or {@code null} if there was none
	 */
	public @Nullable String getErrorCode() {
		return this.failure.errorCode();
	}

	/**
	 * The identifier by which the store knows the last request.
	 * @return the identifier, or {@code null} if the store told none
	 */
	public @Nullable String getRequestId() {
		return this.failure.requestId();
	}

	/**
	 * How many attempts were made.
	 * @return the number of attempts, 0 if the store was not asked
	 */
	public int getAttempts() {
		return this.failure.attempts();
	}

}
