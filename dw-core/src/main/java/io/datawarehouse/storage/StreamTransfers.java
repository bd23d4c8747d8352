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

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.datawarehouse.DwUri;

/**
 * Moves content between objects and streams.
 */
final class StreamTransfers {

	private static final int BUFFER_SIZE = 128 * 1024;

	private final StorageExecutor executor;

	private final ObjectReader reader;

	private final ObjectWriter writer;

	private final Set<ObjectWriteStream> open = ConcurrentHashMap.newKeySet();

	StreamTransfers(StorageExecutor executor, ObjectReader reader, ObjectWriter writer) {
		this.executor = executor;
		this.reader = reader;
		this.writer = writer;
	}

	ObjectWriteStream openWrite(DwUri uri, StoreOptions options) {
		Addresses.requireObject(uri);
		ObjectWriteStream stream = new ObjectWriteStream(
				new StreamTarget(this.executor, this.writer, this.open, uri, options));
		this.open.add(stream);
		return stream;
	}

	StoredObject write(DwUri uri, StreamWriter content, StoreOptions options) {
		ObjectWriteStream stream = openWrite(uri, options);
		try {
			content.writeTo(new KeepOpen(stream));
			stream.close();
			return stream.stored();
		}
		catch (IOException ex) {
			stream.abort();
			throw this.executor.failure("write", uri,
					(ex instanceof LocalIoException) ? ex : new LocalIoException(
							"the content to store could not be written, so nothing was stored: " + ex.getMessage(),
							ex));
		}
		catch (RuntimeException | Error ex) {
			stream.abort();
			throw ex;
		}
	}

	ObjectInfo retrieve(DwUri uri, OutputStream target) {
		Addresses.requireObject(uri);
		return this.executor.observe("retrieve", uri, () -> {
			// Made again until the content begins: what was written cannot be taken back.
			ObjectContent content = this.executor.retry("retrieve", uri,
					(client, attempt) -> this.reader.open(client, uri).verifying());
			try (content) {
				pump(content, target);
				return content.info();
			}
			catch (IOException | RuntimeException ex) {
				throw this.executor.failure("retrieve", uri, ex);
			}
		});
	}

	String sha256(DwUri uri) {
		Addresses.requireObject(uri);
		return this.executor.call("sha256", uri, (client, attempt) -> {
			MessageDigest sha256 = newSha256();
			try (ObjectContent content = this.reader.open(client, uri).verifying()) {
				pump(content, new DigestOutput(sha256));
			}
			return HexFormat.of().formatHex(sha256.digest());
		});
	}

	private static void pump(ObjectContent content, OutputStream target) throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
			write(target, buffer, count);
		}
	}

	private static void write(OutputStream target, byte[] buffer, int count) throws LocalIoException {
		try {
			target.write(buffer, 0, count);
		}
		catch (IOException ex) {
			throw new LocalIoException("the stream to write to failed: " + ex.getMessage(), ex);
		}
	}

	private static MessageDigest newSha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is part of every Java platform", ex);
		}
	}

	/**
	 * Give up all streams that are still open.
	 */
	void close() {
		this.open.forEach(ObjectWriteStream::abort);
	}

	/**
	 * Adds what is written to a digest.
	 */
	private static final class DigestOutput extends OutputStream {

		private final MessageDigest digest;

		private DigestOutput(MessageDigest digest) {
			this.digest = digest;
		}

		@Override
		public void write(int value) {
			this.digest.update((byte) value);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			this.digest.update(bytes, offset, length);
		}

	}

	/**
	 * What the writer of the content sees: it must not publish by closing.
	 */
	private static final class KeepOpen extends OutputStream {

		private final OutputStream stream;

		private KeepOpen(OutputStream stream) {
			this.stream = stream;
		}

		@Override
		public void write(int value) throws IOException {
			this.stream.write(value);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.stream.write(bytes, offset, length);
		}

	}

}
