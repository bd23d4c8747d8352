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
import java.util.zip.CRC32;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;

/**
 * The checksum that an answer tells of its content, if it tells any.
 *
 * @param value the CRC32 in Base64, or {@code null} if there is nothing to verify
 */
record Crc32Header(@Nullable String value) {

	static final Crc32Header NONE = new Crc32Header(null);

	private static final String PREFIX = "x-amz-checksum-";

	private static final String NAME = PREFIX + "crc32";

	private static final String TYPE = PREFIX + "type";

	/**
	 * Read the headers of an answer.
	 * @param response the answer
	 * @return the checksum, or {@code null} if there is another one to verify
	 */
	static @Nullable Crc32Header of(HttpResponse response) {
		Crc32Header found = NONE;
		for (Header header : response.getHeaders()) {
			String name = header.getName();
			if (isChecksum(name) && !name.equalsIgnoreCase(TYPE)) {
				// One of an object in parts is that of their checksums.
				boolean ofContent = header.getValue() != null && header.getValue().indexOf('-') < 0;
				if (!name.equalsIgnoreCase(NAME) || found != NONE || !ofContent) {
					return null;
				}
				found = new Crc32Header(header.getValue());
			}
		}
		return found;
	}

	/**
	 * Whether a header of that name tells something of a checksum, of whatever algorithm.
	 */
	static boolean isChecksum(String name) {
		return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
	}

	AbortableInputStream verifying(AbortableInputStream body) {
		return (this.value != null) ? AbortableInputStream.create(new Verified(body, this.value), body) : body;
	}

	/**
	 * Compares the checksum when the end is seen.
	 */
	private static final class Verified extends FilterInputStream {

		private final CRC32 crc32 = new CRC32();

		private final String expected;

		private Verified(InputStream body, String expected) {
			super(body);
			this.expected = expected;
		}

		@Override
		public int read() throws IOException {
			int one = super.read();
			if (one < 0) {
				verify();
			}
			else {
				this.crc32.update(one);
			}
			return one;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int count = super.read(bytes, offset, length);
			if (count < 0) {
				verify();
			}
			else {
				this.crc32.update(bytes, offset, count);
			}
			return count;
		}

		/**
		 * What is skipped is verified too.
		 */
		@Override
		public long skip(long count) throws IOException {
			byte[] skipped = new byte[(int) Math.max(0, Math.min(count, 8192))];
			return (skipped.length > 0) ? Math.max(0, read(skipped, 0, skipped.length)) : 0;
		}

		@Override
		public boolean markSupported() {
			return false;
		}

		private void verify() {
			String actual = Checksums.base64(this.crc32);
			if (!actual.equals(this.expected)) {
				throw new CorruptDataException("the data has a different checksum than expected: its CRC32 is " + actual
						+ ", but what was stored has " + this.expected);
			}
		}

	}

}
