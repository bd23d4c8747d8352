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
 * Counts what is sent of a part, and ends when the transfer has failed elsewhere.
 */
final class MeteredInputStream extends FilterInputStream {

	private final PartTransfer.Meter meter;

	MeteredInputStream(InputStream stream, PartTransfer.Meter meter) {
		super(stream);
		this.meter = meter;
	}

	@Override
	public int read() throws IOException {
		int one = super.read();
		this.meter.moved((one < 0) ? 0 : 1);
		return one;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		int count = super.read(bytes, offset, length);
		this.meter.moved(Math.max(count, 0));
		return count;
	}

}
