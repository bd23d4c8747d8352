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

import java.util.SortedMap;
import java.util.TreeMap;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A multipart upload that has begun: its parts are sent or copied into it until it is
 * completed, which publishes the object, or aborted, which leaves nothing behind.
 */
final class OpenUpload {

	private static final Logger logger = LoggerFactory.getLogger(OpenUpload.class);

	private final StorageExecutor executor;

	private final String operation;

	private final DwUri uri;

	private final StoreOptions options;

	private final String id;

	private final SortedMap<Integer, CompletedPart> parts = new TreeMap<>();

	private long size;

	private OpenUpload(StorageExecutor executor, String operation, DwUri uri, StoreOptions options, String id) {
		this.executor = executor;
		this.operation = operation;
		this.uri = uri;
		this.options = options;
		this.id = id;
	}

	/**
	 * Begin an upload.
	 * @param executor makes the calls
	 * @param operation the operation that it is part of
	 * @param uri the object that is to be published
	 * @param options what the object is to have
	 * @param contentType the content type of the object
	 * @return the upload, which must be completed or aborted
	 */
	static OpenUpload begin(StorageExecutor executor, String operation, DwUri uri, StoreOptions options,
			@Nullable String contentType) {
		String id = executor.retry(operation, uri,
				(client, attempt) -> client
					.createMultipartUpload(ObjectRequests.createUpload(uri, options, contentType))
					.uploadId());
		return new OpenUpload(executor, operation, uri, options, id);
	}

	String id() {
		return this.id;
	}

	/**
	 * Note a part that the store has, in any order and by any thread.
	 */
	synchronized void add(CompletedPart part, long length) {
		this.parts.put(part.partNumber(), part);
		this.size += length;
	}

	/**
	 * Publish the object, when all parts are there.
	 */
	synchronized StoredObject complete() {
		return this.executor.retry(this.operation, this.uri, (client, attempt) -> {
			try {
				return SdkResponses.stored(this.uri, this.size,
						client.completeMultipartUpload((request) -> request.bucket(this.uri.bucket())
							.key(this.uri.key())
							.uploadId(this.id)
							.ifMatch(this.options.ifMatchHeader())
							.ifNoneMatch(this.options.ifNoneMatchHeader())
							.multipartUpload((completed) -> completed.parts(this.parts.values()))));
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
		String etag = MultipartEtag.of(this.parts.values());
		return (etag == null) ? null : this.executor.once(this.operation, this.uri, (client, attempt) -> {
			HeadObjectResponse head = client
				.headObject((request) -> request.bucket(this.uri.bucket()).key(this.uri.key()));
			boolean ours = etag.equals(SdkResponses.etag(head.eTag())) && head.contentLength() == this.size;
			return ours ? new StoredObject(this.uri, etag, head.versionId(), this.size, null) : null;
		});
	}

	/**
	 * Let the store forget the parts. That it cannot must not hide why.
	 * @param reason why the object is not to be published
	 */
	void abort(Throwable reason) {
		// The SDK makes no call on an interrupted thread, but this one has to be made.
		boolean interrupted = Thread.interrupted();
		try {
			this.executor.retry("abort-upload", this.uri, (client, attempt) -> client.abortMultipartUpload(
					(request) -> request.bucket(this.uri.bucket()).key(this.uri.key()).uploadId(this.id)));
		}
		catch (RuntimeException ex) {
			reason.addSuppressed(ex);
			logger.warn("Multipart upload '{}' of {} failed and could not be aborted: its parts take up space", this.id,
					this.uri, ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
