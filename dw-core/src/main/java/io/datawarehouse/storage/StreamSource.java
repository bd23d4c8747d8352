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
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * {@link UploadSource} that reads a stream as far as its parts are asked for, each into a
 * buffer that a later part takes over. The first buffer grows as needed when the size is
 * not known, so that a short stream takes up little.
 */
final class StreamSource implements UploadSource {

	private static final int FIRST_BUFFER = 64 * 1024;

	private static final byte[] NONE = {};

	private final InputStream stream;

	private final long size;

	private final TransferMemory memory;

	private final Deque<byte[]> free = new ArrayDeque<>();

	private long position;

	private long reserved;

	StreamSource(InputStream stream, long size, TransferMemory memory) {
		this.stream = stream;
		this.size = size;
		this.memory = memory;
		this.free.push(NONE);
	}

	@Override
	public long size() {
		return this.size;
	}

	@Override
	public boolean isRandomAccess() {
		return false;
	}

	@Override
	public synchronized boolean reserve(int length) {
		if (!this.free.isEmpty()) {
			return true;
		}
		if (!this.memory.take(length)) {
			return false;
		}
		this.reserved += length;
		this.free.push(NONE);
		return true;
	}

	@Override
	public UploadPart next(int maxLength) throws IOException {
		int wanted = (this.size < 0) ? maxLength : (int) Math.min(maxLength, this.size - this.position);
		byte[] buffer = takeBuffer();
		int length = 0;
		try {
			if (this.size >= 0 && buffer.length < wanted) {
				buffer = new byte[wanted];
			}
			while (length < wanted) {
				if (length == buffer.length) {
					buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, Math.max(FIRST_BUFFER, length * 4L)));
				}
				int count = this.stream.read(buffer, length, Math.min(buffer.length, wanted) - length);
				if (count < 0) {
					break;
				}
				length += count;
			}
		}
		catch (IOException ex) {
			throw failed("failed", length, ex);
		}
		if (this.size >= 0 && length < wanted) {
			throw failed("ended early", length,
					new EOFException("Only " + (this.position + length) + " of " + this.size + " bytes"));
		}
		this.position += length;
		byte[] content = buffer;
		return new BytesPart(content, 0, length, () -> giveBack(content));
	}

	private synchronized byte[] takeBuffer() {
		return this.free.pop();
	}

	private synchronized void giveBack(byte[] buffer) {
		this.free.push(buffer);
	}

	private LocalIoException failed(String what, int length, IOException cause) {
		return new LocalIoException("the stream to store " + what + " after " + (this.position + length)
				+ " bytes were taken from it, so nothing was stored: " + cause.getMessage(), cause);
	}

	/**
	 * Give back the memory. The stream belongs to the caller.
	 */
	@Override
	public synchronized void close() {
		this.free.clear();
		this.memory.giveBack(this.reserved);
		this.reserved = 0;
	}

}
