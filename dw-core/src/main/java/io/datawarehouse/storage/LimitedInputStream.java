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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The beginning of a stream.
 */
final class LimitedInputStream extends FilterInputStream {

	private long left;

	LimitedInputStream(InputStream stream, long length) {
		super(stream);
		this.left = length;
	}

	@Override
	public int read() throws IOException {
		if (this.left == 0) {
			return -1;
		}
		int one = super.read();
		this.left -= (one < 0) ? 0 : 1;
		return one;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (this.left == 0) {
			return (length == 0) ? 0 : -1;
		}
		int count = super.read(bytes, offset, (int) Math.min(length, this.left));
		this.left -= Math.max(count, 0);
		return count;
	}

	@Override
	public int available() throws IOException {
		return (int) Math.min(super.available(), this.left);
	}

	@Override
	public long skip(long count) throws IOException {
		long skipped = super.skip(Math.min(count, this.left));
		this.left -= skipped;
		return skipped;
	}

	@Override
	public boolean markSupported() {
		return false;
	}

}
