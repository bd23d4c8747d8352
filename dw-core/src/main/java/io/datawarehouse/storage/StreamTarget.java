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
import java.util.Set;

import io.datawarehouse.DwUri;

/**
 * Where the bytes of an {@link ObjectWriteStream} go.
 */
final class StreamTarget {

	private final StorageExecutor executor;

	private final ObjectWriter writer;

	private final Set<ObjectWriteStream> open;

	private final DwUri uri;

	private final StoreOptions options;

	StreamTarget(StorageExecutor executor, ObjectWriter writer, Set<ObjectWriteStream> open, DwUri uri,
			StoreOptions options) {
		this.executor = executor;
		this.writer = writer;
		this.open = open;
		this.uri = uri;
		this.options = options;
	}

	DwUri uri() {
		return this.uri;
	}

	StoredObject store(byte[] content, int length) {
		return this.writer.store(this.uri, new ByteArrayInputStream(content, 0, length), length, this.options);
	}

	StoredObject store(InputStream content) {
		return this.writer.store(this.uri, content, -1, this.options);
	}

	void start(Runnable upload) {
		Thread thread = new Thread(this.executor.propagating(upload), "dw-storage-write");
		thread.setDaemon(true);
		thread.start();
	}

	void closed(ObjectWriteStream stream) {
		this.open.remove(stream);
	}

}
