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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

import org.springframework.http.MediaType;

/**
 * Lets the store copy one object part after part. Nothing is published before all parts
 * are there, and nothing is left behind when one fails.
 */
final class MultipartCopy {

	private static final long MAX_PART = 512L * 1024 * 1024;

	private static final int MAX_PARTS = 10_000;

	private static final Logger logger = LoggerFactory.getLogger(MultipartCopy.class);

	private final StorageExecutor executor;

	private final String operation;

	private final DwUri source;

	private final DwUri target;

	private final HeadObjectResponse head;

	private final List<CompletedPart> parts = new ArrayList<>();

	MultipartCopy(StorageExecutor executor, String operation, DwUri source, DwUri target, HeadObjectResponse head) {
		this.executor = executor;
		this.operation = operation;
		this.source = source;
		this.target = target;
		this.head = head;
	}

	StoredObject copy(CopyOptions options) {
		StoreOptions attributes = attributes(options);
		String type = (options.replacement() != null)
				? ContentTypes.of(this.target, attributes, MediaType.APPLICATION_OCTET_STREAM_VALUE)
				: this.head.contentType();
		String uploadId = this.executor.retry(this.operation, this.target,
				(client, attempt) -> client
					.createMultipartUpload(ObjectRequests.createUpload(this.target, attributes, type))
					.uploadId());
		try {
			long size = this.head.contentLength();
			long partSize = partSize(size, options.multipartThreshold());
			for (long start = 0; start < size; start += partSize) {
				copyPart(uploadId, start, Math.min(size, start + partSize) - 1);
			}
			return complete(uploadId, attributes);
		}
		catch (RuntimeException | Error ex) {
			abort(uploadId, ex);
			throw ex;
		}
	}

	static long partSize(long size, long threshold) {
		return Math.max(Math.min(threshold, MAX_PART), (size + MAX_PARTS - 1) / MAX_PARTS);
	}

	/**
	 * What the copy has: unlike a copy at once, an upload knows nothing of the source.
	 */
	private StoreOptions attributes(CopyOptions options) {
		StoreOptions replacement = options.replacement();
		if (replacement != null) {
			return replacement.tags().isEmpty() ? replacement.withTags(sourceTags()) : replacement;
		}
		return StoreOptions.defaults()
			.withMetadata(this.head.metadata())
			.withTags(sourceTags())
			.withHeaders(new ContentHeaders(this.head.cacheControl(), this.head.contentDisposition(),
					this.head.contentEncoding(), this.head.contentLanguage(), expires(this.head.expiresString())));
	}

	private static @Nullable Instant expires(@Nullable String header) {
		try {
			return (header != null) ? DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from) : null;
		}
		catch (DateTimeException ex) {
			// What is not a date means that it has expired, and that is what it does.
			return Instant.EPOCH;
		}
	}

	private Map<String, String> sourceTags() {
		Integer count = this.head.tagCount();
		if (count == null || count == 0) {
			return Map.of();
		}
		return this.executor.retry(this.operation, this.source,
				(client, attempt) -> Tags.toMap(client
					.getObjectTagging((request) -> request.bucket(this.source.bucket()).key(this.source.key()))
					.tagSet()));
	}

	private void copyPart(String uploadId, long start, long end) {
		int number = this.parts.size() + 1;
		CopyPartResult result = this.executor.retry(this.operation, this.source,
				(client, attempt) -> client.uploadPartCopy((request) -> request.sourceBucket(this.source.bucket())
					.sourceKey(this.source.key())
					.copySourceIfMatch(this.head.eTag())
					.copySourceRange("bytes=" + start + "-" + end)
					.destinationBucket(this.target.bucket())
					.destinationKey(this.target.key())
					.uploadId(uploadId)
					.partNumber(number)))
			.copyPartResult();
		this.parts.add(CompletedPart.builder()
			.partNumber(number)
			.eTag(result.eTag())
			.checksumCRC32(result.checksumCRC32())
			.checksumCRC32C(result.checksumCRC32C())
			.checksumSHA1(result.checksumSHA1())
			.checksumSHA256(result.checksumSHA256())
			.build());
	}

	private StoredObject complete(String uploadId, StoreOptions options) {
		return this.executor.retry(this.operation, this.target, (client, attempt) -> {
			try {
				CompleteMultipartUploadResponse response = client
					.completeMultipartUpload((request) -> request.bucket(this.target.bucket())
						.key(this.target.key())
						.uploadId(uploadId)
						.ifMatch(options.ifMatchHeader())
						.ifNoneMatch(options.ifNoneMatchHeader())
						.multipartUpload((completed) -> completed.parts(this.parts)));
				return SdkResponses.stored(this.target, this.head.contentLength(), response);
			}
			catch (S3Exception ex) {
				// An earlier attempt may have completed it, and only its answer was lost.
				String etag = (attempt > 1 && ex.statusCode() == 404) ? MultipartEtag.of(this.parts) : null;
				if (etag != null) {
					HeadObjectResponse there = client
						.headObject((request) -> request.bucket(this.target.bucket()).key(this.target.key()));
					if (etag.equals(SdkResponses.etag(there.eTag()))) {
						return new StoredObject(this.target, etag, there.versionId(), there.contentLength(), null);
					}
				}
				throw ex;
			}
		});
	}

	private void abort(String uploadId, Throwable reason) {
		// The SDK makes no call on an interrupted thread, but this one has to be made.
		boolean interrupted = Thread.interrupted();
		try {
			this.executor.retry("abort-upload", this.target, (client, attempt) -> client.abortMultipartUpload(
					(request) -> request.bucket(this.target.bucket()).key(this.target.key()).uploadId(uploadId)));
		}
		catch (RuntimeException ex) {
			reason.addSuppressed(ex);
			logger.warn("Multipart copy '{}' to {} failed and could not be aborted: its parts take up space", uploadId,
					this.target, ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
