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
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * {@link UploadPart} in memory.
 */
final class BytesPart implements UploadPart {

	private final byte[] bytes;

	private final int offset;

	private final int length;

	private final Runnable release;

	BytesPart(byte[] bytes, int offset, int length, Runnable release) {
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
		this.release = release;
	}

	@Override
	public long length() {
		return this.length;
	}

	@Override
	public InputStream open() {
		return new ByteArrayInputStream(this.bytes, this.offset, this.length);
	}

	@Override
	public String crc32() {
		CRC32 checksum = new CRC32();
		checksum.update(this.bytes, this.offset, this.length);
		return Checksums.base64(checksum);
	}

	@Override
	public void release() {
		this.release.run();
	}

}
