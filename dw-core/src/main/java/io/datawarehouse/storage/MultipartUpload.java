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
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Stores one object in parts, several at once when that is faster. Nothing is published
 * before all parts have arrived, and nothing is left behind when one does not.
 */
final class MultipartUpload {

	private static final long IDLE_MILLIS = 10;

	private static final int IDLE_TIMES = 100;

	private final TransferEngine engine;

	private final StorageExecutor executor;

	private final String operation;

	private final DwUri uri;

	private final StoreOptions options;

	private final String contentType;

	private final UploadSource source;

	private final SynchronousQueue<NumberedPart> handedOver = new SynchronousQueue<>();

	private @Nullable UploadPart pending;

	private int taken;

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
		OpenUpload upload = OpenUpload.begin(this.executor, this.operation, this.uri, this.options, this.contentType);
		try {
			this.pending = first;
			sendAll(upload);
			return upload.complete();
		}
		catch (IOException | RuntimeException | Error ex) {
			upload.abort(ex);
			throw ex;
		}
	}

	private void sendAll(OpenUpload upload) throws IOException {
		if (this.source.isRandomAccess()) {
			PartTransfer.Work work = (meter) -> sendNext(upload, meter);
			this.engine.begin(this.executor, work).run(work);
		}
		else {
			this.engine.begin(this.executor, (meter) -> sendHandedOver(upload, meter))
				.run((meter) -> sendOrHandOver(upload, meter));
		}
	}

	/**
	 * Any thread takes the next part and sends it.
	 */
	private boolean sendNext(OpenUpload upload, PartTransfer.Meter meter) throws IOException {
		NumberedPart part = take();
		if (part == null) {
			return false;
		}
		sendPart(upload, part, meter);
		return true;
	}

	/**
	 * The thread that owns the stream takes the next part, and sends it unless a helper
	 * has time and there is memory for one more.
	 */
	private boolean sendOrHandOver(OpenUpload upload, PartTransfer.Meter meter) throws IOException {
		NumberedPart part = take();
		if (part == null) {
			this.ended = true;
			return false;
		}
		if (!this.source.reserve(nextSize()) || !this.handedOver.offer(part)) {
			sendPart(upload, part, meter);
		}
		return true;
	}

	private boolean sendHandedOver(OpenUpload upload, PartTransfer.Meter meter) throws IOException {
		try {
			for (int times = 0; times < IDLE_TIMES && !this.ended; times++) {
				NumberedPart part = this.handedOver.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
				if (part != null) {
					sendPart(upload, part, meter);
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

	private void sendPart(OpenUpload upload, NumberedPart numbered, PartTransfer.Meter meter) throws IOException {
		UploadPart part = numbered.part();
		try {
			UploadPartRequest request = UploadPartRequest.builder()
				.bucket(this.uri.bucket())
				.key(this.uri.key())
				.uploadId(upload.id())
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
			upload.add(ObjectRequests.completedPart(numbered.number(), response), part.length());
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

	/**
	 * A part and its place.
	 */
	private record NumberedPart(int number, UploadPart part) {

	}

}
