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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Stores one object part after part. Nothing is published before all parts have arrived,
 * and nothing is left behind when one does not.
 */
final class MultipartUpload {

	/**
	 * Size of a part, unless the object would then have too many of them.
	 */
	static final int PART_SIZE = 8 * 1024 * 1024;

	private static final int MAX_PARTS = 10_000;

	// An upload of unknown length begins with small parts, which double at these steps.
	private static final int GROWTH_STEP = MAX_PARTS / 4;

	private static final Logger logger = LoggerFactory.getLogger(MultipartUpload.class);

	private final StorageExecutor executor;

	private final String operation;

	private final DwUri uri;

	private final StoreOptions options;

	private final String contentType;

	private final List<CompletedPart> parts = new ArrayList<>();

	private long sent;

	MultipartUpload(StorageExecutor executor, String operation, DwUri uri, StoreOptions options, String contentType) {
		this.executor = executor;
		this.operation = operation;
		this.uri = uri;
		this.options = options;
		this.contentType = contentType;
	}

	/**
	 * Store the object.
	 * @param source where the content comes from
	 * @param first the part that was taken from it already, or {@code null} if none was
	 * @return what the store tells of the object
	 * @throws IOException if the source fails
	 */
	StoredObject send(UploadSource source, UploadSource.@Nullable Part first) throws IOException {
		String uploadId = create();
		try {
			if (first != null) {
				sendPart(uploadId, first);
			}
			sendRest(uploadId, source);
			return complete(uploadId);
		}
		catch (IOException | RuntimeException | Error ex) {
			abort(uploadId, ex);
			throw ex;
		}
	}

	private void sendRest(String uploadId, UploadSource source) throws IOException {
		UploadSource.Part part = source.next(partSize(source.size()));
		while (part.length() > 0) {
			sendPart(uploadId, part);
			part = source.next(partSize(source.size()));
		}
	}

	private int partSize(long size) {
		return (size >= 0) ? partSizeOf(size) : PART_SIZE << Math.min(8, this.parts.size() / GROWTH_STEP);
	}

	/**
	 * The size of all parts but the last of an object.
	 */
	static int partSizeOf(long size) {
		long least = (size + MAX_PARTS - 1) / MAX_PARTS;
		return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(PART_SIZE, least));
	}

	private String create() {
		return this.executor.retry(this.operation, this.uri,
				(client, attempt) -> client
					.createMultipartUpload(ObjectRequests.createUpload(this.uri, this.options, this.contentType))
					.uploadId());
	}

	private void sendPart(String uploadId, UploadSource.Part part) {
		int number = this.parts.size() + 1;
		RequestBody body = RequestBody.fromContentProvider(part.content(), part.length(), this.contentType);
		UploadPartResponse response = this.executor.retry(this.operation, this.uri,
				(client, attempt) -> client.uploadPart((request) -> request.bucket(this.uri.bucket())
					.key(this.uri.key())
					.uploadId(uploadId)
					.checksumAlgorithm(ObjectRequests.checksum(this.options))
					.partNumber(number), body));
		this.parts.add(ObjectRequests.completedPart(number, response));
		this.sent += part.length();
	}

	private StoredObject complete(String uploadId) {
		return this.executor.retry(this.operation, this.uri, (client, attempt) -> {
			try {
				return SdkResponses.stored(this.uri, this.sent,
						client.completeMultipartUpload((request) -> request.bucket(this.uri.bucket())
							.key(this.uri.key())
							.uploadId(uploadId)
							.ifMatch(this.options.ifMatchHeader())
							.ifNoneMatch(this.options.ifNoneMatchHeader())
							.multipartUpload((completed) -> completed.parts(this.parts))));
			}
			catch (S3Exception ex) {
				// An earlier attempt may have completed it, and only its answer was lost.
				StoredObject stored = (attempt > 1 && isNoSuchUpload(ex)) ? findCompleted() : null;
				if (stored == null) {
					throw ex;
				}
				return stored;
			}
		});
	}

	private static boolean isNoSuchUpload(S3Exception ex) {
		return ex.statusCode() == 404 && ex.awsErrorDetails() != null
				&& "NoSuchUpload".equals(ex.awsErrorDetails().errorCode());
	}

	private @Nullable StoredObject findCompleted() {
		String etag = MultipartEtag.of(this.parts);
		return (etag == null) ? null : this.executor.once(this.operation, this.uri, (client, attempt) -> {
			HeadObjectResponse head = client
				.headObject((request) -> request.bucket(this.uri.bucket()).key(this.uri.key()));
			boolean ours = etag.equals(SdkResponses.etag(head.eTag())) && head.contentLength() == this.sent;
			return ours ? new StoredObject(this.uri, etag, head.versionId(), this.sent, null) : null;
		});
	}

	private void abort(String uploadId, Throwable reason) {
		// The SDK makes no call on an interrupted thread, but this one has to be made.
		boolean interrupted = Thread.interrupted();
		try {
			this.executor.retry("abort-upload", this.uri, (client, attempt) -> client.abortMultipartUpload(
					(request) -> request.bucket(this.uri.bucket()).key(this.uri.key()).uploadId(uploadId)));
		}
		catch (RuntimeException ex) {
			reason.addSuppressed(ex);
			logger.warn("Multipart upload '{}' of {} failed and could not be aborted: its parts take up space",
					uploadId, this.uri, ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
