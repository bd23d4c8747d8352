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
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Counts what the HTTP client of a template moves, and notes what the store calls itself.
 */
final class StorageTraffic {

	private static final int LONGEST_NAME = 100;

	private final LongAdder bytesSent = new LongAdder();

	private final LongAdder bytesReceived = new LongAdder();

	private final LongAdder partsSent = new LongAdder();

	private final LongAdder partsReceived = new LongAdder();

	private volatile @Nullable String server;

	/**
	 * Tell of bytes of a body that were sent.
	 */
	void sent(int count) {
		this.bytesSent.add(count);
	}

	/**
	 * Tell of an answer.
	 * @param status its status
	 * @param part whether the request was to store a part of an object
	 * @param server what the store calls itself, or {@code null} if it does not tell
	 */
	void answered(int status, boolean part, @Nullable String server) {
		if (status == ContentRange.STATUS) {
			this.partsReceived.increment();
		}
		else if (part && status >= 200 && status <= 299) {
			this.partsSent.increment();
		}
		if (server != null && !server.equals(this.server)) {
			this.server = server.substring(0, Math.min(server.length(), LONGEST_NAME));
		}
	}

	/**
	 * Count what is read of a body.
	 */
	InputStream receiving(InputStream body) {
		return new Received(body);
	}

	/**
	 * What the store called itself in its last answer that told it, such as
	 * {@code MinIO}.
	 */
	@Nullable String server() {
		return this.server;
	}

	StorageStats snapshot() {
		return new StorageStats(this.bytesSent.sum(), this.bytesReceived.sum(), this.partsSent.sum(),
				this.partsReceived.sum());
	}

	/**
	 * Counts what is read.
	 */
	private final class Received extends FilterInputStream {

		private Received(InputStream body) {
			super(body);
		}

		@Override
		public int read() throws IOException {
			int one = super.read();
			if (one >= 0) {
				StorageTraffic.this.bytesReceived.increment();
			}
			return one;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int count = super.read(bytes, offset, length);
			if (count > 0) {
				StorageTraffic.this.bytesReceived.add(count);
			}
			return count;
		}

	}

}
