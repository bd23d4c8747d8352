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

package io.datawarehouse.storage.resource;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongFunction;

import io.datawarehouse.storage.ObjectContent;

/**
 * Content that is not retrieved where it is skipped: Spring MVC answers a request for a
 * range by skipping what is before it, which may be most of a large object.
 */
final class SkippingInput extends InputStream {

	/**
	 * What is read sooner than another request would be answered.
	 */
	static final long SHORT = 256 * 1024;

	private final LongFunction<ObjectContent> opener;

	private final long size;

	private final String etag;

	private ObjectContent content;

	private long position;

	/**
	 * Create an input.
	 * @param content the content from the beginning
	 * @param opener opens the content again at an offset
	 */
	SkippingInput(ObjectContent content, LongFunction<ObjectContent> opener) {
		this.content = content;
		this.opener = opener;
		this.size = content.info().size();
		this.etag = content.info().etag();
	}

	@Override
	public int read() throws IOException {
		int value = this.content.read();
		this.position += (value >= 0) ? 1 : 0;
		return value;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		int count = this.content.read(bytes, offset, length);
		this.position += Math.max(0, count);
		return count;
	}

	@Override
	public long skip(long count) throws IOException {
		long target = Math.min(this.size, this.position + Math.max(0, count));
		if (target - this.position <= SHORT || target == this.size) {
			return super.skip(count);
		}
		long skipped = target - this.position;
		reopen(target);
		return skipped;
	}

	private void reopen(long offset) throws IOException {
		this.content.close();
		ObjectContent next = this.opener.apply(offset);
		this.content = next;
		this.position = offset;
		if (!next.info().etag().equals(this.etag)) {
			throw new IOException(next.info().uri() + " was changed while it was read");
		}
	}

	@Override
	public int available() throws IOException {
		return this.content.available();
	}

	@Override
	public void close() throws IOException {
		this.content.close();
	}

}
