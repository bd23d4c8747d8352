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

import java.time.Duration;

import io.datawarehouse.DwUri;

/**
 * URLs that allow one call to those who have no credentials.
 *
 * @since 1.0.0
 */
public interface PresignOperations extends AddressResolver {

	/**
	 * Make a URL by which anyone may retrieve the object. The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	PresignedUrl presignGet(DwUri uri, Duration expiry);

	/**
	 * As {@link #presignGet(DwUri, Duration)}.
	 * @param uri the object's address as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default PresignedUrl presignGet(String uri, Duration expiry) {
		return presignGet(toUri(uri), expiry);
	}

	/**
	 * Make a URL by which anyone may store the object. The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default PresignedUrl presignPut(DwUri uri, Duration expiry) {
		return presignPut(uri, expiry, StoreOptions.defaults());
	}

	/**
	 * Make a URL by which anyone may store the object. The store is not asked.
	 * @param uri the object's address as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default PresignedUrl presignPut(String uri, Duration expiry) {
		return presignPut(uri, expiry, StoreOptions.defaults());
	}

	/**
	 * Make a URL by which anyone may store the object. The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param options how it must be stored; a content type is demanded only if it is
	 * given
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	PresignedUrl presignPut(DwUri uri, Duration expiry, StoreOptions options);

	/**
	 * As {@link #presignPut(DwUri, Duration, StoreOptions)}.
	 * @param uri the object's address as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param options how it must be stored; a content type is demanded only if it is
	 * given
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default PresignedUrl presignPut(String uri, Duration expiry, StoreOptions options) {
		return presignPut(toUri(uri), expiry, options);
	}

}
