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

import java.net.URI;
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
	default PresignedUrl presignGet(DwUri uri, Duration expiry) {
		return presignGet(uri, expiry, ResponseOverrides.none());
	}

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

	/**
	 * Make a URL by which anyone may retrieve the object with headers of choice. The
	 * store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param overrides the headers of the answer
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	PresignedUrl presignGet(DwUri uri, Duration expiry, ResponseOverrides overrides);

	/**
	 * As {@link #presignGet(DwUri, Duration, ResponseOverrides)}.
	 * @param uri the address of the object, as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param overrides the headers of the answer
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default PresignedUrl presignGet(String uri, Duration expiry, ResponseOverrides overrides) {
		return presignGet(toUri(uri), expiry, overrides);
	}

	/**
	 * Make a URL by which anyone may store the object with content of just this length.
	 * The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param options how it must be stored; a content type is demanded only if it is
	 * given
	 * @param length the length in bytes, which is part of the signature
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	PresignedUrl presignPut(DwUri uri, Duration expiry, StoreOptions options, long length);

	/**
	 * As {@link #presignPut(DwUri, Duration, StoreOptions, long)}.
	 * @param uri the address of the object, as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param options how it must be stored; a content type is demanded only if it is
	 * given
	 * @param length the length in bytes, which is part of the signature
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default PresignedUrl presignPut(String uri, Duration expiry, StoreOptions options, long length) {
		return presignPut(toUri(uri), expiry, options, length);
	}

	/**
	 * Make a URL by which anyone may ask what the store knows of the object. The store is
	 * not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	PresignedUrl presignHead(DwUri uri, Duration expiry);

	/**
	 * As {@link #presignHead(DwUri, Duration)}.
	 * @param uri the address of the object, as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default PresignedUrl presignHead(String uri, Duration expiry) {
		return presignHead(toUri(uri), expiry);
	}

	/**
	 * Make a URL by which anyone may delete the object. The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	PresignedUrl presignDelete(DwUri uri, Duration expiry);

	/**
	 * As {@link #presignDelete(DwUri, Duration)}.
	 * @param uri the address of the object, as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default PresignedUrl presignDelete(String uri, Duration expiry) {
		return presignDelete(toUri(uri), expiry);
	}

	/**
	 * The URL of an object without a signature, which serves those that anyone may read.
	 * The store is not asked.
	 * @param uri the address of the object
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	URI publicUrl(DwUri uri);

	/**
	 * As {@link #publicUrl(DwUri)}.
	 * @param uri the address of the object, as text
	 * @return the URL
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default URI publicUrl(String uri) {
		return publicUrl(toUri(uri));
	}

}
