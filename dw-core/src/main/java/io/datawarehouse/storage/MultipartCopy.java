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
import java.util.Map;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

import org.springframework.http.MediaType;

/**
 * Lets the store copy one object in parts, several at once. Nothing is published before
 * all parts are there, and nothing is left behind when one fails.
 */
final class MultipartCopy {

	private static final long MAX_PART = 512L * 1024 * 1024;

	private static final int MAX_PARTS = 10_000;

	private final StorageExecutor executor;

	private final String operation;

	private final DwUri source;

	private final DwUri target;

	private final HeadObjectResponse head;

	private final int concurrency;

	MultipartCopy(StorageExecutor executor, String operation, DwUri source, DwUri target, HeadObjectResponse head,
			int concurrency) {
		this.executor = executor;
		this.operation = operation;
		this.source = source;
		this.target = target;
		this.head = head;
		this.concurrency = concurrency;
	}

	StoredObject copy(CopyOptions options) {
		StoreOptions attributes = attributes(options);
		String type = (options.replacement() != null)
				? ContentTypes.of(this.target, attributes, MediaType.APPLICATION_OCTET_STREAM_VALUE)
				: this.head.contentType();
		OpenUpload upload = OpenUpload.begin(this.executor, this.operation, this.target, attributes, type);
		try {
			copyParts(upload, partSize(this.head.contentLength(), options.multipartThreshold()));
			return upload.complete();
		}
		catch (RuntimeException | Error ex) {
			upload.abort(ex);
			throw ex;
		}
	}

	private void copyParts(OpenUpload upload, long partSize) {
		long size = this.head.contentLength();
		try (ParallelTasks tasks = new ParallelTasks(this.executor, this.concurrency)) {
			int number = 0;
			for (long start = 0; start < size; start += partSize) {
				Part part = new Part(++number, start, Math.min(size, start + partSize));
				tasks.run(() -> copyPart(upload, part));
			}
			tasks.join();
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

	private void copyPart(OpenUpload upload, Part part) {
		CopyPartResult result = this.executor.retry(this.operation, this.source,
				(client, attempt) -> client.uploadPartCopy((request) -> request.sourceBucket(this.source.bucket())
					.sourceKey(this.source.key())
					.copySourceIfMatch(this.head.eTag())
					.copySourceRange("bytes=" + part.start() + "-" + (part.end() - 1))
					.destinationBucket(this.target.bucket())
					.destinationKey(this.target.key())
					.uploadId(upload.id())
					.partNumber(part.number())))
			.copyPartResult();
		upload.add(ObjectRequests.completedPart(part.number(), result), part.end() - part.start());
	}

	/**
	 * A part of the source.
	 *
	 * @param number its place, from 1 on
	 * @param start the position of its first byte
	 * @param end the position after its last byte
	 */
	private record Part(int number, long start, long end) {

	}

}
