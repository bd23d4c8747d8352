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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * {@link UploadSource} that reads parts straight from a file, at their positions.
 */
final class FileSource implements UploadSource {

	private static final int BUFFER_SIZE = 128 * 1024;

	private final Path file;

	private final FileChannel channel;

	private final long size;

	private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

	private long position;

	private FileSource(Path file, FileChannel channel, long size) {
		this.file = file;
		this.channel = channel;
		this.size = size;
	}

	static FileSource open(Path file) throws LocalIoException {
		Assert.isTrue(Files.isRegularFile(file), () -> "'" + file + "' is not a file that can be stored");
		try {
			FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
			return new FileSource(file, channel, channel.size());
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + file + "' cannot be opened: " + ex.getMessage(), ex);
		}
	}

	@Override
	public long size() {
		return this.size;
	}

	@Override
	public boolean isRandomAccess() {
		return true;
	}

	@Override
	public UploadPart next(int maxLength) {
		long start = this.position;
		long length = Math.min(maxLength, this.size - start);
		this.position = start + length;
		return new FilePart(start, length);
	}

	@Override
	public void close() throws LocalIoException {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + this.file + "' cannot be closed: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Memory outside the heap saves a copy of everything, but is dear for little.
	 */
	private ByteBuffer takeBuffer(long length) {
		ByteBuffer buffer = this.buffers.poll();
		if (buffer != null) {
			return buffer;
		}
		return (length < BUFFER_SIZE) ? ByteBuffer.allocate((int) length) : ByteBuffer.allocateDirect(BUFFER_SIZE);
	}

	private int read(ByteBuffer target, long offset) throws LocalIoException {
		try {
			int count = this.channel.read(target, offset);
			if (count < 0) {
				throw new EOFException("It became shorter than " + this.size + " bytes");
			}
			return count;
		}
		catch (IOException ex) {
			throw new LocalIoException(
					"file '" + this.file + "' cannot be read, so nothing was stored: " + ex.getMessage(), ex);
		}
	}

	/**
	 * One part, of which nothing is kept in memory.
	 */
	private final class FilePart implements UploadPart {

		private final long start;

		private final long length;

		private FilePart(long start, long length) {
			this.start = start;
			this.length = length;
		}

		@Override
		public long length() {
			return this.length;
		}

		@Override
		public InputStream open() {
			return new PartStream(this.start, this.start + this.length);
		}

		@Override
		public String crc32() throws IOException {
			CRC32 checksum = new CRC32();
			ByteBuffer buffer = takeBuffer(this.length);
			for (long offset = 0; offset < this.length;) {
				buffer.clear().limit((int) Math.min(buffer.capacity(), this.length - offset));
				offset += FileSource.this.read(buffer, this.start + offset);
				checksum.update(buffer.flip());
			}
			FileSource.this.buffers.add(buffer);
			return Checksums.base64(checksum);
		}

	}

	/**
	 * One part, which can go back to its beginning.
	 */
	private final class PartStream extends InputStream {

		private final long end;

		private long next;

		private long mark;

		private @Nullable ByteBuffer buffer;

		private PartStream(long start, long end) {
			this.next = start;
			this.mark = start;
			this.end = end;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			Objects.checkFromIndexSize(offset, length, bytes.length);
			if (length == 0) {
				return 0;
			}
			if (this.next == this.end) {
				close();
				return -1;
			}
			if (length >= BUFFER_SIZE && this.buffer == null) {
				int direct = (int) Math.min(length, this.end - this.next);
				int read = FileSource.this.read(ByteBuffer.wrap(bytes, offset, direct), this.next);
				this.next += read;
				return read;
			}
			ByteBuffer available = fill();
			int count = Math.min(length, available.remaining());
			available.get(bytes, offset, count);
			this.next += count;
			return count;
		}

		/**
		 * The SDK reads small blocks, which the file system should not.
		 */
		private ByteBuffer fill() throws IOException {
			ByteBuffer available = this.buffer;
			if (available == null) {
				available = takeBuffer(this.end - this.next).limit(0);
				this.buffer = available;
			}
			if (!available.hasRemaining()) {
				available.clear().limit((int) Math.min(available.capacity(), this.end - this.next));
				FileSource.this.read(available, this.next);
				available.flip();
			}
			return available;
		}

		/**
		 * Leave the buffer to another part, but allow to go back and read again.
		 */
		@Override
		public void close() {
			ByteBuffer unused = this.buffer;
			if (unused != null) {
				this.buffer = null;
				FileSource.this.buffers.add(unused);
			}
		}

		@Override
		public int available() {
			return (int) Math.min(Integer.MAX_VALUE, this.end - this.next);
		}

		@Override
		public boolean markSupported() {
			return true;
		}

		@Override
		public synchronized void mark(int readLimit) {
			this.mark = this.next;
		}

		@Override
		public synchronized void reset() {
			this.next = this.mark;
			close();
		}

	}

}
