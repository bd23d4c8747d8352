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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Stores one object in parts, several at once when that is faster. Nothing is published
 * before all parts have arrived, and nothing is left behind when one does not.
 */
final class MultipartUpload {

	private static final long IDLE_MILLIS = 10;

	private static final int IDLE_TIMES = 100;

	private static final Logger logger = LoggerFactory.getLogger(MultipartUpload.class);

	private final TransferEngine engine;

	private final StorageExecutor executor;

	private final String operation;

	private final DwUri uri;

	private final StoreOptions options;

	private final String contentType;

	private final UploadSource source;

	private final SortedMap<Integer, CompletedPart> parts = new TreeMap<>();

	private final SynchronousQueue<NumberedPart> handedOver = new SynchronousQueue<>();

	private @Nullable UploadPart pending;

	private int taken;

	private long sent;

	private volatile boolean ended;

	MultipartUpload(TransferEngine engine, StorageExecutor executor, String operation, DwUri uri, StoreOptions options,
			String contentType, UploadSource source) {
		this.engine = engine;
		this.executor = executor;
		this.operation = operation;
		this.uri = uri;
		this.options = options;
		this.contentType = contentType;
		this.source = source;
	}

	/**
	 * Store the object.
	 * @param first the part that was taken from the source already, or {@code null} if
	 * none was
	 * @return what the store tells of the object
	 * @throws IOException if the source fails
	 */
	StoredObject send(@Nullable UploadPart first) throws IOException {
		String uploadId = create();
		try {
			this.pending = first;
			sendAll(uploadId);
			return complete(uploadId);
		}
		catch (IOException | RuntimeException | Error ex) {
			abort(uploadId, ex);
			throw ex;
		}
	}

	private void sendAll(String uploadId) throws IOException {
		if (this.source.isRandomAccess()) {
			PartTransfer.Work work = (meter) -> sendNext(uploadId, meter);
			this.engine.begin(work).run(work);
		}
		else {
			this.engine.begin((meter) -> sendHandedOver(uploadId, meter))
				.run((meter) -> sendOrHandOver(uploadId, meter));
		}
	}

	/**
	 * Any thread takes the next part and sends it.
	 */
	private boolean sendNext(String uploadId, PartTransfer.Meter meter) throws IOException {
		NumberedPart part = take();
		if (part == null) {
			return false;
		}
		sendPart(uploadId, part, meter);
		return true;
	}

	/**
	 * The thread that owns the stream takes the next part, and sends it unless a helper
	 * has time and there is memory for one more.
	 */
	private boolean sendOrHandOver(String uploadId, PartTransfer.Meter meter) throws IOException {
		NumberedPart part = take();
		if (part == null) {
			this.ended = true;
			return false;
		}
		if (!this.source.reserve(nextSize()) || !this.handedOver.offer(part)) {
			sendPart(uploadId, part, meter);
		}
		return true;
	}

	private boolean sendHandedOver(String uploadId, PartTransfer.Meter meter) throws IOException {
		try {
			for (int times = 0; times < IDLE_TIMES && !this.ended; times++) {
				NumberedPart part = this.handedOver.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
				if (part != null) {
					sendPart(uploadId, part, meter);
					return true;
				}
			}
		}
		catch (InterruptedException ex) {
			// The transfer has failed, or the template was closed.
			Thread.currentThread().interrupt();
		}
		return false;
	}

	private synchronized @Nullable NumberedPart take() throws IOException {
		UploadPart part = (this.pending != null) ? this.pending : this.source.next(nextSize());
		this.pending = null;
		if (part.length() == 0) {
			part.release();
			return null;
		}
		return new NumberedPart(++this.taken, part);
	}

	private int nextSize() {
		long size = this.source.size();
		return (size >= 0) ? this.engine.settings().partSizeOf(size) : this.engine.settings().nextPartSize(this.taken);
	}

	private String create() {
		return this.executor.retry(this.operation, this.uri,
				(client, attempt) -> client
					.createMultipartUpload(ObjectRequests.createUpload(this.uri, this.options, this.contentType))
					.uploadId());
	}

	private void sendPart(String uploadId, NumberedPart numbered, PartTransfer.Meter meter) throws IOException {
		UploadPart part = numbered.part();
		try {
			UploadPartRequest request = UploadPartRequest.builder()
				.bucket(this.uri.bucket())
				.key(this.uri.key())
				.uploadId(uploadId)
				.partNumber(numbered.number())
				.checksumAlgorithm(ObjectRequests.checksum(this.options))
				.checksumCRC32(this.engine.crc32(part, this.options))
				.build();
			RequestBody body = RequestBody.fromContentProvider(() -> new MeteredInputStream(part.open(), meter),
					part.length(), this.contentType);
			UploadPartResponse response = this.executor.retry(this.operation, this.uri, (client, attempt) -> {
				if (attempt > 1) {
					meter.transfer().retried();
				}
				return verify(request, client.uploadPart(request, body));
			});
			sent(numbered, response);
		}
		finally {
			part.release();
		}
	}

	private static UploadPartResponse verify(UploadPartRequest request, UploadPartResponse response) {
		String expected = request.checksumCRC32();
		String stored = response.checksumCRC32();
		if (expected != null && stored != null && !stored.equals(expected)) {
			throw new CorruptDataException("part " + request.partNumber() + " was stored with the CRC32 " + stored
					+ " instead of " + expected);
		}
		return response;
	}

	private synchronized void sent(NumberedPart part, UploadPartResponse response) {
		this.parts.put(part.number(), ObjectRequests.completedPart(part.number(), response));
		this.sent += part.part().length();
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

	/**
	 * A part and its place.
	 */
	private record NumberedPart(int number, UploadPart part) {

	}

}
