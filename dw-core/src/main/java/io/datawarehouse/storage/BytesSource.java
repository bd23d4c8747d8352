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

/**
 * {@link UploadSource} in memory.
 */
final class BytesSource implements UploadSource {

	private static final Runnable NOTHING = () -> {
	};

	private final byte[] bytes;

	private int position;

	BytesSource(byte[] bytes) {
		this.bytes = bytes;
	}

	@Override
	public long size() {
		return this.bytes.length;
	}

	@Override
	public boolean isRandomAccess() {
		return true;
	}

	@Override
	public UploadPart next(int maxLength) {
		int start = this.position;
		int length = Math.min(maxLength, this.bytes.length - start);
		this.position = start + length;
		return new BytesPart(this.bytes, start, length, NOTHING);
	}

	@Override
	public void close() {
	}

}
