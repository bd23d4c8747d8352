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
import java.util.concurrent.CompletableFuture;

import io.datawarehouse.DwUri;

/**
 * URLs that allow one call to those who have no credentials.
 *
 * @since 1.0.0
 * @see PresignOperations
 */
public interface AsyncPresignOperations extends AsyncCalls {

	/**
	 * Make a URL by which anyone may retrieve the object. The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignGet(DwUri uri, Duration expiry) {
		return submit((sync) -> sync.presignGet(uri, expiry));
	}

	/**
	 * As {@link #presignGet(DwUri, Duration)}.
	 * @param uri the object's address as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignGet(String uri, Duration expiry) {
		return submit((sync) -> sync.presignGet(uri, expiry));
	}

	/**
	 * Make a URL by which anyone may store the object. The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignPut(DwUri uri, Duration expiry) {
		return submit((sync) -> sync.presignPut(uri, expiry));
	}

	/**
	 * Make a URL by which anyone may store the object. The store is not asked.
	 * @param uri the object's address as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignPut(String uri, Duration expiry) {
		return submit((sync) -> sync.presignPut(uri, expiry));
	}

	/**
	 * Make a URL by which anyone may store the object. The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param options how it must be stored; a content type is demanded only if it is
	 * given
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignPut(DwUri uri, Duration expiry, StoreOptions options) {
		return submit((sync) -> sync.presignPut(uri, expiry, options));
	}

	/**
	 * As {@link #presignPut(DwUri, Duration, StoreOptions)}.
	 * @param uri the object's address as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param options how it must be stored; a content type is demanded only if it is
	 * given
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignPut(String uri, Duration expiry, StoreOptions options) {
		return submit((sync) -> sync.presignPut(uri, expiry, options));
	}

	/**
	 * Make a URL by which anyone may retrieve the object with headers of choice. The
	 * store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param overrides the headers of the answer
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignGet(DwUri uri, Duration expiry, ResponseOverrides overrides) {
		return submit((sync) -> sync.presignGet(uri, expiry, overrides));
	}

	/**
	 * As {@link #presignGet(DwUri, Duration, ResponseOverrides)}.
	 * @param uri the address of the object, as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param overrides the headers of the answer
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignGet(String uri, Duration expiry, ResponseOverrides overrides) {
		return submit((sync) -> sync.presignGet(uri, expiry, overrides));
	}

	/**
	 * Make a URL by which anyone may store the object with content of just this length.
	 * The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param options how it must be stored; a content type is demanded only if it is
	 * given
	 * @param length the length in bytes, which is part of the signature
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignPut(DwUri uri, Duration expiry, StoreOptions options, long length) {
		return submit((sync) -> sync.presignPut(uri, expiry, options, length));
	}

	/**
	 * As {@link #presignPut(DwUri, Duration, StoreOptions, long)}.
	 * @param uri the address of the object, as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @param options how it must be stored; a content type is demanded only if it is
	 * given
	 * @param length the length in bytes, which is part of the signature
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignPut(String uri, Duration expiry, StoreOptions options, long length) {
		return submit((sync) -> sync.presignPut(uri, expiry, options, length));
	}

	/**
	 * Make a URL by which anyone may ask what the store knows of the object. The store is
	 * not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignHead(DwUri uri, Duration expiry) {
		return submit((sync) -> sync.presignHead(uri, expiry));
	}

	/**
	 * As {@link #presignHead(DwUri, Duration)}.
	 * @param uri the address of the object, as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignHead(String uri, Duration expiry) {
		return submit((sync) -> sync.presignHead(uri, expiry));
	}

	/**
	 * Make a URL by which anyone may delete the object. The store is not asked.
	 * @param uri the address of the object
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignDelete(DwUri uri, Duration expiry) {
		return submit((sync) -> sync.presignDelete(uri, expiry));
	}

	/**
	 * As {@link #presignDelete(DwUri, Duration)}.
	 * @param uri the address of the object, as text
	 * @param expiry how long the URL is good for: from 1 second to 7 days
	 * @return a future of the URL
	 */
	default CompletableFuture<PresignedUrl> presignDelete(String uri, Duration expiry) {
		return submit((sync) -> sync.presignDelete(uri, expiry));
	}

	/**
	 * The URL of an object without a signature, which serves those that anyone may read.
	 * The store is not asked.
	 * @param uri the address of the object
	 * @return a future of the URL
	 */
	default CompletableFuture<URI> publicUrl(DwUri uri) {
		return submit((sync) -> sync.publicUrl(uri));
	}

	/**
	 * As {@link #publicUrl(DwUri)}.
	 * @param uri the address of the object, as text
	 * @return a future of the URL
	 */
	default CompletableFuture<URI> publicUrl(String uri) {
		return submit((sync) -> sync.publicUrl(uri));
	}

}
