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
import java.security.MessageDigest;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
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

	private final @Nullable String md5;

	private final UnaryOperator<RuntimeException> failures;

	private @Nullable MessageDigest digest;

	private long position;

	private boolean ended;

	private boolean closed;

	ObjectContent(ObjectInfo info, long length, @Nullable String md5, AbortableInputStream stream,
			UnaryOperator<RuntimeException> failures) {
		this.info = info;
		this.length = length;
		this.stream = stream;
		this.md5 = md5;
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
	 * The MD5 that the content must have, in hexadecimal digits, or {@code null} if none
	 * is known or the SDK verifies a checksum.
	 */
	@Nullable String md5() {
		return this.md5;
	}

	/**
	 * Compare the content with its MD5 when all of it was read. Those who do not read all
	 * of it here save themselves the work.
	 */
	ObjectContent verifying() {
		this.digest = (this.md5 != null) ? Md5.newDigest() : null;
		return this;
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
				passed(bytes, offset, count);
			}
			return count;
		}
		catch (SdkException | CorruptDataException ex) {
			throw this.failures.apply(ex);
		}
	}

	private void passed(byte[] bytes, int offset, int count) {
		this.position += count;
		if (this.digest != null) {
			this.digest.update(bytes, offset, count);
		}
	}

	private void end() throws EOFException {
		this.ended = true;
		if (this.length >= 0 && this.position < this.length) {
			throw new EOFException("The content of " + this.info.uri() + " ended after " + this.position + " of "
					+ this.length + " bytes");
		}
		if (this.digest != null && this.md5 != null) {
			MessageDigest all = this.digest;
			this.digest = null;
			Md5.verify(all, this.md5);
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
