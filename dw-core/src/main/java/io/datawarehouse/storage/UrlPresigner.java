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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import org.springframework.util.Assert;

/**
 * Makes presigned URLs.
 */
final class UrlPresigner {

	private static final Duration MAX_EXPIRY = Duration.ofDays(7);

	private final StorageExecutor executor;

	private final @Nullable Lazy<S3Presigner> presigner;

	UrlPresigner(StorageExecutor executor, @Nullable Lazy<S3Presigner> presigner) {
		this.executor = executor;
		this.presigner = presigner;
	}

	PresignedUrl get(DwUri uri, Duration expiry, ResponseOverrides overrides) {
		check(uri, expiry);
		ContentHeaders headers = overrides.headers();
		GetObjectRequest get = GetObjectRequest.builder()
			.bucket(uri.bucket())
			.key(uri.key())
			.responseContentType(overrides.contentType())
			.responseCacheControl(headers.cacheControl())
			.responseContentDisposition(headers.contentDisposition())
			.responseContentEncoding(headers.contentEncoding())
			.responseContentLanguage(headers.contentLanguage())
			.responseExpires(headers.expires())
			.build();
		return this.executor.call("presign-get", uri, (client, attempt) -> url(
				presigner().presignGetObject((request) -> request.signatureDuration(expiry).getObjectRequest(get))));
	}

	PresignedUrl put(DwUri uri, Duration expiry, StoreOptions options, @Nullable Long length) {
		check(uri, expiry);
		PutObjectRequest put = ObjectRequests.put(uri, options, options.contentType()).contentLength(length).build();
		return this.executor.call("presign-put", uri, (client, attempt) -> url(
				presigner().presignPutObject((request) -> request.signatureDuration(expiry).putObjectRequest(put))));
	}

	PresignedUrl head(DwUri uri, Duration expiry) {
		check(uri, expiry);
		return this.executor.call("presign-head", uri,
				(client, attempt) -> url(presigner().presignHeadObject((request) -> request.signatureDuration(expiry)
					.headObjectRequest((head) -> head.bucket(uri.bucket()).key(uri.key())))));
	}

	PresignedUrl delete(DwUri uri, Duration expiry) {
		check(uri, expiry);
		return this.executor.call("presign-delete", uri,
				(client, attempt) -> url(presigner().presignDeleteObject((request) -> request.signatureDuration(expiry)
					.deleteObjectRequest((delete) -> delete.bucket(uri.bucket()).key(uri.key())))));
	}

	URI publicUrl(DwUri uri) {
		Addresses.requireObject(uri);
		return this.executor.once("public-url", uri, (client, attempt) -> URI
			.create(client.utilities().getUrl((request) -> request.bucket(uri.bucket()).key(uri.key())).toString()));
	}

	private static void check(DwUri uri, Duration expiry) {
		Addresses.requireObject(uri);
		Assert.isTrue(
				expiry.getNano() == 0 && expiry.compareTo(Duration.ofSeconds(1)) >= 0
						&& expiry.compareTo(MAX_EXPIRY) <= 0,
				() -> "expiry must be whole seconds from 1 second to 7 days, was " + expiry);
	}

	private S3Presigner presigner() {
		if (this.presigner == null) {
			throw new IllegalStateException("URLs cannot be presigned without credentials");
		}
		return this.presigner.get();
	}

	private static PresignedUrl url(PresignedRequest request) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.putAll(request.signedHeaders());
		headers.remove("host");
		return new PresignedUrl(URI.create(request.url().toString()), request.httpRequest().method().name(), headers,
				// The signature tells its time in whole seconds.
				request.expiration().truncatedTo(ChronoUnit.SECONDS));
	}

	void close() {
		if (this.presigner != null) {
			this.presigner.close();
		}
	}

}
