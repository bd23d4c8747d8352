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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Retrieves a large object whose answer has begun. The calling thread reads on from the
 * start; helpers, when they pay off, retrieve ranges from the end, until both meet. So a
 * single connection does with a single request, and many do not wait for each other.
 */
final class RangedDownload {

	private final TransferEngine engine;

	private final StorageExecutor executor;

	private final ObjectReader reader;

	private final ObjectInfo info;

	private final long size;

	private final TargetFile output;

	private final int partSize;

	private final byte[] buffer = new byte[TargetFile.BUFFER_SIZE];

	private final Queue<byte[]> buffers = new ConcurrentLinkedQueue<>();

	private String operation = "";

	private @Nullable ObjectContent content;

	private boolean verified;

	private long head;

	private long tail;

	private boolean ranges;

	private boolean ignored;

	RangedDownload(TransferEngine engine, StorageExecutor executor, ObjectReader reader, ObjectContent content,
			TargetFile output) {
		this.engine = engine;
		this.executor = executor;
		this.reader = reader;
		this.info = content.info();
		this.size = content.length();
		this.content = content;
		this.output = output;
		this.partSize = engine.settings().partSize();
		this.tail = (this.size - 1) / this.partSize;
	}

	/**
	 * Retrieve it.
	 * @throws RangesIgnoredException if ranges turned out not to work when they were
	 * needed
	 * @throws IOException if it fails; what was written is of no use then
	 */
	void run(String operation) throws IOException {
		this.operation = operation;
		this.engine.begin(this.executor, this::retrieveLast).run(this::retrieveFirst);
		if (this.ignored && !this.verified && this.head * this.partSize < this.size) {
			throw new RangesIgnoredException();
		}
	}

	/**
	 * Whether the content came in one piece, of which the SDK has verified the checksum.
	 */
	boolean isVerified() {
		return this.verified;
	}

	private boolean retrieveFirst(PartTransfer.Meter meter) throws IOException {
		long part = takeFirst();
		if (part < 0) {
			finish();
			return false;
		}
		long end = Math.min(this.size, (part + 1) * this.partSize);
		long position = read(part * this.partSize, end, meter);
		if (position < end) {
			retrieve(position, end, meter, this.buffer);
		}
		return true;
	}

	private boolean retrieveLast(PartTransfer.Meter meter) throws IOException {
		long part = takeLast();
		if (part < 0) {
			return false;
		}
		byte[] unused = this.buffers.poll();
		byte[] bytes = (unused != null) ? unused : new byte[TargetFile.BUFFER_SIZE];
		try {
			retrieve(part * this.partSize, Math.min(this.size, (part + 1) * this.partSize), meter, bytes);
			this.buffers.add(bytes);
			return true;
		}
		catch (RangesIgnoredException ex) {
			return ignored(ex);
		}
	}

	private synchronized long takeFirst() {
		return (this.head <= this.tail) ? this.head++ : -1;
	}

	private synchronized long takeLast() {
		return (this.head <= this.tail && !this.ignored) ? this.tail-- : -1;
	}

	/**
	 * Leave all to the thread that reads on from the start.
	 */
	private synchronized boolean ignored(RangesIgnoredException ex) {
		if (this.ranges) {
			throw ex;
		}
		this.ignored = true;
		this.tail = (this.size - 1) / this.partSize;
		return false;
	}

	/**
	 * Read on in the first answer.
	 * @return how far it went
	 */
	private long read(long start, long end, PartTransfer.Meter meter) throws IOException {
		ObjectContent stream = this.content;
		long position = start;
		if (stream == null) {
			return position;
		}
		try {
			while (position < end) {
				int count = stream.read(this.buffer, 0, (int) Math.min(this.buffer.length, end - position));
				if (count < 0) {
					throw new IOException("The answer ended early");
				}
				this.output.write(this.buffer, count, position);
				position += count;
				meter.moved(count);
			}
		}
		catch (LocalIoException ex) {
			throw ex;
		}
		catch (IOException | SdkException ex) {
			if (StorageExceptionMapper.isChecksumMismatch(ex) || isIgnored()) {
				throw ex;
			}
			// What is left can be asked for by ranges.
			stream.close();
			this.content = null;
			meter.transfer().retried();
		}
		return position;
	}

	private synchronized boolean isIgnored() {
		return this.ignored;
	}

	private void finish() throws IOException {
		ObjectContent stream = this.content;
		if (stream == null) {
			return;
		}
		if (stream.isAtEnd()) {
			ObjectChecksum checksum = this.info.checksum();
			// The SDK compares the checksum when it sees the end.
			this.verified = stream.read() < 0 && checksum != null && checksum.isOfContent();
		}
		stream.close();
	}

	private void retrieve(long start, long end, PartTransfer.Meter meter, byte[] bytes) throws IOException {
		long[] position = { start };
		this.executor.retry(this.operation, this.info.uri(), (client, attempt) -> {
			if (attempt > 1) {
				meter.transfer().retried();
			}
			ByteRange range = ByteRange.of(position[0], end - position[0]);
			try (ObjectContent part = this.reader.open(client, this.info.uri(), range, this.info.etag())) {
				requireSame(part, range);
				while (position[0] < end) {
					int count = part.read(bytes, 0, (int) Math.min(bytes.length, end - position[0]));
					if (count < 0) {
						throw new IOException("The range ended early");
					}
					this.output.write(bytes, count, position[0]);
					position[0] += count;
					meter.moved(count);
				}
			}
			return position;
		});
	}

	private void requireSame(ObjectContent part, ByteRange range) {
		synchronized (this) {
			this.ranges = true;
		}
		if (!part.info().etag().equals(this.info.etag()) || part.info().size() != this.size) {
			throw new CorruptDataException("the object was overwritten while it was retrieved");
		}
		if (part.length() != range.length()) {
			throw new CorruptDataException("the store answered with " + part.length() + " bytes to " + range);
		}
	}

}
