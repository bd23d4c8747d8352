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

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * The body of a request, which is written in large blocks: each is one call of the
 * system, where the library would make many small ones.
 */
final class HttpBody extends AbstractHttpEntity {

	private static final int BLOCK_SIZE = 128 * 1024;

	// Blocks that are kept for the next body. Others are garbage.
	private static final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(16);

	private final ContentStreamProvider content;

	private final long length;

	private final StorageTraffic traffic;

	/**
	 * Create a body.
	 * @param content opens the content
	 * @param length its length in bytes, or -1 if it is not known
	 * @param contentType its type, or {@code null} if it has none
	 * @param traffic is told of the bytes that are sent
	 */
	HttpBody(ContentStreamProvider content, long length, @Nullable String contentType, StorageTraffic traffic) {
		super(contentType, null, length < 0);
		this.content = content;
		this.length = length;
		this.traffic = traffic;
	}

	@Override
	public long getContentLength() {
		return this.length;
	}

	@Override
	public InputStream getContent() {
		return this.content.newStream();
	}

	/**
	 * Every attempt is a request of its own.
	 */
	@Override
	public boolean isRepeatable() {
		return false;
	}

	@Override
	public boolean isStreaming() {
		return true;
	}

	@Override
	public void writeTo(OutputStream output) throws IOException {
		try (InputStream input = this.content.newStream()) {
			if (input instanceof ByteArrayInputStream bytes && bytes.available() == this.length) {
				// It is a block already.
				bytes.transferTo(output);
				this.traffic.sent((int) this.length);
			}
			else {
				write(input, output);
			}
		}
	}

	private void write(InputStream input, OutputStream output) throws IOException {
		boolean large = this.length < 0 || this.length >= BLOCK_SIZE;
		byte[] block = large ? takeBlock() : new byte[Math.max(1, (int) this.length)];
		try {
			if (this.length < 0) {
				writeAll(input, output, block);
			}
			else {
				writeExactly(input, output, block);
			}
		}
		finally {
			if (large) {
				blocks.offer(block);
			}
		}
	}

	private static byte[] takeBlock() {
		byte[] block = blocks.poll();
		return (block != null) ? block : new byte[BLOCK_SIZE];
	}

	private void writeAll(InputStream input, OutputStream output, byte[] block) throws IOException {
		for (int count = input.read(block); count >= 0; count = input.read(block)) {
			output.write(block, 0, count);
			this.traffic.sent(count);
		}
	}

	private void writeExactly(InputStream input, OutputStream output, byte[] block) throws IOException {
		for (long left = this.length; left > 0;) {
			int count = input.read(block, 0, (int) Math.min(block.length, left));
			if (count < 0) {
				throw new EOFException("The content ended " + left + " bytes before its length of " + this.length);
			}
			output.write(block, 0, count);
			this.traffic.sent(count);
			left -= count;
		}
	}

	@Override
	public void close() {
		// The stream is closed by the one who reads it.
	}

}
