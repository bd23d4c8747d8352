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

package io.datawarehouse.benchmarks.storage.sink;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of requests from a connection, and reads their bodies to forget them.
 */
final class SinkInput {

	private static final int BUFFER_SIZE = 256 * 1024;

	private static final int MAXIMUM_HEAD = 64 * 1024;

	private static final int MAXIMUM_LINE = 8 * 1024;

	private final ReadableByteChannel channel;

	private final Pace pace;

	/** Bytes that were read and not used yet are between position and limit. */
	private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE).limit(0);

	SinkInput(ReadableByteChannel channel, Pace pace) {
		this.channel = channel;
		this.pace = pace;
	}

	/**
	 * Read the head of the next request.
	 * @return the head without its empty line, or {@code null} when the client is gone
	 * @throws IOException when the connection breaks or the head is too long
	 */
	@Nullable String readHead() throws IOException {
		int searched = 0;
		for (;;) {
			int end = headEnd(searched);
			if (end >= 0) {
				String head = take(end - this.buffer.position());
				this.buffer.position(this.buffer.position() + 4);
				return head;
			}
			if (this.buffer.remaining() > MAXIMUM_HEAD) {
				throw new IOException("The head of the request is longer than " + MAXIMUM_HEAD + " bytes");
			}
			searched = Math.max(0, this.buffer.remaining() - 3);
			if (!fill()) {
				return null;
			}
		}
	}

	private int headEnd(int searched) {
		for (int index = this.buffer.position() + searched; index + 3 < this.buffer.limit(); index++) {
			if (this.buffer.get(index) == '\r' && this.buffer.getInt(index) == 0x0D0A0D0A) {
				return index;
			}
		}
		return -1;
	}

	/**
	 * Forget the next bytes.
	 * @param length how many
	 * @throws IOException when the connection ends before
	 */
	void discard(long length) throws IOException {
		long left = length;
		while (left > 0) {
			int used = (int) Math.min(left, this.buffer.remaining());
			this.buffer.position(this.buffer.position() + used);
			this.pace.moved(used);
			left -= used;
			if (left > 0 && !fill()) {
				throw new EOFException("The connection ended " + left + " bytes before the body did");
			}
		}
	}

	/**
	 * Forget a body that is sent in chunks, with its trailers.
	 * @throws IOException when the connection ends before
	 */
	void discardChunks() throws IOException {
		for (long size = chunkSize(); size > 0; size = chunkSize()) {
			discard(size + 2);
		}
		while (!readLine().isEmpty()) {
			// a trailer
		}
	}

	private long chunkSize() throws IOException {
		String line = readLine();
		int extension = line.indexOf(';');
		try {
			return Long.parseLong((extension < 0) ? line : line.substring(0, extension), 16);
		}
		catch (NumberFormatException ex) {
			throw new IOException("Not the size of a chunk: '" + line + "'", ex);
		}
	}

	private String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (;;) {
			while (this.buffer.hasRemaining()) {
				char next = (char) this.buffer.get();
				if (next == '\n') {
					return line.toString().trim();
				}
				line.append(next);
			}
			if (line.length() > MAXIMUM_LINE || !fill()) {
				throw new IOException("The connection ended in a line, or the line does not end");
			}
		}
	}

	private boolean fill() throws IOException {
		this.buffer.compact();
		int count = this.channel.read(this.buffer);
		this.buffer.flip();
		return count >= 0;
	}

	private String take(int length) {
		byte[] bytes = new byte[length];
		this.buffer.get(bytes);
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

}
