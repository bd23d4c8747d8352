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
import java.util.function.Function;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;

/**
 * Content of an object, or of a part of it, while it arrives. It must be closed. Closing
 * it before its end breaks the connection off instead of reading what is left.
 *
 * @since 1.0.0
 */
public final class ObjectContent extends InputStream {

	private final ObjectInfo info;

	private final long length;

	private final AbortableInputStream stream;

	private final boolean md5Etag;

	private final Function<SdkException, RuntimeException> failures;

	private long position;

	private boolean ended;

	private boolean closed;

	ObjectContent(ObjectInfo info, long length, boolean md5Etag, AbortableInputStream stream,
			Function<SdkException, RuntimeException> failures) {
		this.info = info;
		this.length = length;
		this.stream = stream;
		this.md5Etag = md5Etag;
		this.failures = failures;
	}

	/**
	 * What the store told of the object along with the content.
	 * @return the description; its size is that of the whole object
	 */
	public ObjectInfo info() {
		return this.info;
	}

	/**
	 * How many bytes there are to read in all.
	 * @return the length of the content, or -1 if the store did not tell
	 */
	public long length() {
		return this.length;
	}

	/**
	 * Whether the ETag is the MD5 of the content.
	 */
	boolean hasMd5Etag() {
		return this.md5Etag;
	}

	/**
	 * Whether all bytes were read, but perhaps not the end.
	 */
	boolean isAtEnd() {
		return this.position == this.length;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (this.closed) {
			throw new IOException("The content of " + this.info.uri() + " was closed");
		}
		try {
			int count = this.stream.read(bytes, offset, length);
			if (count < 0) {
				end();
			}
			else {
				this.position += count;
			}
			return count;
		}
		catch (SdkException ex) {
			throw this.failures.apply(ex);
		}
	}

	private void end() throws EOFException {
		this.ended = true;
		if (this.length >= 0 && this.position < this.length) {
			throw new EOFException("The content of " + this.info.uri() + " ended after " + this.position + " of "
					+ this.length + " bytes");
		}
	}

	@Override
	public int available() throws IOException {
		return this.closed ? 0 : this.stream.available();
	}

	/**
	 * Close the content. If all bytes were read, their checksum is verified now at the
	 * latest, and the connection is kept for other calls.
	 */
	@Override
	public void close() throws IOException {
		if (this.closed) {
			return;
		}
		try {
			if (!this.ended && this.position == this.length) {
				read();
			}
		}
		finally {
			this.closed = true;
			if (this.ended) {
				this.stream.close();
			}
			else {
				this.stream.abort();
			}
		}
	}

}
