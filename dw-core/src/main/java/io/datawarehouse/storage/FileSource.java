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

import org.springframework.util.Assert;

/**
 * {@link UploadSource} that reads parts straight from a file, at their positions.
 */
final class FileSource implements UploadSource, AutoCloseable {

	private final Path file;

	private final FileChannel channel;

	private final long size;

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
	public Part next(int maxLength) {
		long start = this.position;
		long length = Math.min(maxLength, this.size - start);
		this.position = start + length;
		return new Part(() -> new PartStream(start, start + length), length);
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
	 * One part, which can go back to its beginning.
	 */
	private final class PartStream extends InputStream {

		private final long end;

		private long next;

		private long mark;

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
				return -1;
			}
			int count = read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, this.end - this.next)));
			this.next += count;
			return count;
		}

		private int read(ByteBuffer target) throws LocalIoException {
			try {
				int count = FileSource.this.channel.read(target, this.next);
				if (count < 0) {
					throw new EOFException("It became shorter than " + FileSource.this.size + " bytes");
				}
				return count;
			}
			catch (IOException ex) {
				throw new LocalIoException(
						"file '" + FileSource.this.file + "' cannot be read, so nothing was stored: " + ex.getMessage(),
						ex);
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
		}

	}

}
