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
import java.time.Instant;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

import org.springframework.util.Assert;

/**
 * Removes the uploads in parts that were neither completed nor aborted, because the
 * process that made them is gone.
 */
final class StaleUploads {

	private static final String OPERATION = "abort-stale-uploads";

	private static final int NOT_FOUND = 404;

	private final StorageExecutor executor;

	StaleUploads(StorageExecutor executor) {
		this.executor = executor;
	}

	int abort(DwUri prefix, Duration olderThan) {
		Assert.isTrue(!olderThan.isNegative(), () -> "olderThan must not be negative, was " + olderThan);
		return this.executor.observe(OPERATION, prefix, () -> abortBefore(prefix, Instant.now().minus(olderThan)));
	}

	private int abortBefore(DwUri prefix, Instant limit) {
		int aborted = 0;
		ListMultipartUploadsResponse page = list(prefix, null);
		while (true) {
			for (MultipartUpload upload : page.uploads()) {
				if (isStale(upload, prefix, limit) && abort(prefix, upload)) {
					aborted++;
				}
			}
			if (!Boolean.TRUE.equals(page.isTruncated())) {
				return aborted;
			}
			page = next(prefix, page);
		}
	}

	/**
	 * An upload of unknown age may be under way.
	 */
	private static boolean isStale(MultipartUpload upload, DwUri prefix, Instant limit) {
		return upload.initiated() != null && !upload.initiated().isAfter(limit)
				&& upload.key().startsWith(prefix.key());
	}

	private ListMultipartUploadsResponse next(DwUri prefix, ListMultipartUploadsResponse page) {
		ListMultipartUploadsResponse next = list(prefix, page);
		if (Boolean.TRUE.equals(next.isTruncated()) && isSame(next.nextKeyMarker(), page.nextKeyMarker())
				&& isSame(next.nextUploadIdMarker(), page.nextUploadIdMarker())) {
			throw this.executor.failure(OPERATION, prefix,
					new CorruptDataException("the store lists the same uploads again and again"));
		}
		return next;
	}

	private static boolean isSame(@Nullable String left, @Nullable String right) {
		return (left != null) ? left.equals(right) : right == null;
	}

	private ListMultipartUploadsResponse list(DwUri prefix, @Nullable ListMultipartUploadsResponse before) {
		ListMultipartUploadsRequest request = ListMultipartUploadsRequest.builder()
			.bucket(prefix.bucket())
			.prefix(prefix.isBucketOnly() ? null : prefix.key())
			.keyMarker((before != null) ? before.nextKeyMarker() : null)
			.uploadIdMarker((before != null) ? before.nextUploadIdMarker() : null)
			.build();
		return this.executor.retry(OPERATION, prefix, (client, attempt) -> client.listMultipartUploads(request));
	}

	/**
	 * Abort an upload, which may have ended by itself meanwhile.
	 */
	private boolean abort(DwUri prefix, MultipartUpload upload) {
		return this.executor.retry(OPERATION, prefix, (client, attempt) -> {
			try {
				client.abortMultipartUpload(
						(request) -> request.bucket(prefix.bucket()).key(upload.key()).uploadId(upload.uploadId()));
				return true;
			}
			catch (S3Exception ex) {
				if (ex.statusCode() != NOT_FOUND) {
					throw ex;
				}
				return attempt > 1;
			}
		});
	}

}
