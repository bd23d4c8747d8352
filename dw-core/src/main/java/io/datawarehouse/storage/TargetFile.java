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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The file that a download fills: a hidden sibling, which takes the place of the target
 * when all is there, and is deleted otherwise. Several threads may write to it.
 */
final class TargetFile implements AutoCloseable {

	static final int BUFFER_SIZE = 128 * 1024;

	private final Path target;

	private final Path temporary;

	private final FileChannel channel;

	private TargetFile(Path target, Path temporary, FileChannel channel) {
		this.target = target;
		this.temporary = temporary;
		this.channel = channel;
	}

	static TargetFile create(Path target) throws LocalIoException {
		Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
		try {
			return new TargetFile(target, temporary, FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.READ, StandardOpenOption.WRITE));
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + temporary + "' cannot be created: " + ex, ex);
		}
	}

	void write(byte[] bytes, int count, long position) throws LocalIoException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
		try {
			while (buffer.hasRemaining()) {
				this.channel.write(buffer, position + buffer.position());
			}
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + this.temporary + "' cannot be written: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Begin anew.
	 */
	void truncate() throws LocalIoException {
		try {
			this.channel.truncate(0);
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + this.temporary + "' cannot be written: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Let a checksum read all that was written.
	 */
	String checksum(Checksums checksum) throws LocalIoException {
		byte[] bytes = new byte[BUFFER_SIZE];
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		try {
			long position = 0;
			for (int count = this.channel.read(buffer, 0); count >= 0; count = this.channel.read(buffer, position)) {
				checksum.update(bytes, count);
				position += count;
				buffer.clear();
			}
			return checksum.value();
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + this.temporary + "' cannot be read: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Put the file into its place.
	 */
	void publish() throws LocalIoException {
		try {
			this.channel.close();
			try {
				Files.move(this.temporary, this.target, StandardCopyOption.ATOMIC_MOVE);
			}
			catch (AtomicMoveNotSupportedException ex) {
				Files.move(this.temporary, this.target, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + this.target + "' cannot be put into its place: " + ex, ex);
		}
	}

	/**
	 * Delete what was not put into its place.
	 */
	@Override
	public void close() throws IOException {
		try (this.channel) {
			Files.deleteIfExists(this.temporary);
		}
	}

}
