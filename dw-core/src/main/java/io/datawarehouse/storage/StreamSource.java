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
import java.util.Arrays;

/**
 * {@link UploadSource} that reads a stream into a buffer of one part, so that a part can
 * be sent again and nothing is sent of a part that the stream failed to bring.
 */
final class StreamSource implements UploadSource {

	private static final int FIRST_BUFFER = 64 * 1024;

	private static final byte[] NONE = {};

	private final InputStream stream;

	private final long size;

	private long position;

	private byte[] buffer = NONE;

	StreamSource(InputStream stream, long size) {
		this.stream = stream;
		this.size = size;
	}

	@Override
	public long size() {
		return this.size;
	}

	@Override
	public Part next(int maxLength) throws IOException {
		int wanted = (this.size < 0) ? maxLength : (int) Math.min(maxLength, this.size - this.position);
		int length;
		try {
			length = read(wanted);
		}
		catch (IOException ex) {
			throw failed("failed", ex);
		}
		this.position += length;
		if (this.size >= 0 && length < wanted) {
			throw failed("ended early", new EOFException("Only " + this.position + " of " + this.size + " bytes"));
		}
		byte[] content = this.buffer;
		return new Part(() -> new ByteArrayInputStream(content, 0, length), length);
	}

	private int read(int wanted) throws IOException {
		if (this.size >= 0 && this.buffer.length < wanted) {
			this.buffer = new byte[wanted];
		}
		int length = 0;
		while (length < wanted) {
			if (length == this.buffer.length) {
				this.buffer = Arrays.copyOf(this.buffer, (int) Math.min(wanted, Math.max(FIRST_BUFFER, length * 4L)));
			}
			int count = this.stream.read(this.buffer, length, Math.min(this.buffer.length, wanted) - length);
			if (count < 0) {
				break;
			}
			length += count;
		}
		return length;
	}

	private LocalIoException failed(String what, IOException cause) {
		return new LocalIoException("the stream to store " + what + " after " + this.position
				+ " bytes were taken from it, so nothing was stored: " + cause.getMessage(), cause);
	}

}
