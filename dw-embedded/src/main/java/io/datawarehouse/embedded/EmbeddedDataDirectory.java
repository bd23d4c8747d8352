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

package io.datawarehouse.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * Folder that holds the data of embedded servers, locked so that no second process opens
 * it. The lock goes with the process, however it ends.
 *
 * @since 1.0.0
 */
public final class EmbeddedDataDirectory implements AutoCloseable {

	private static final String LOCK_FILE = "embedded.lock";

	private final Path path;

	private final FileChannel channel;

	private EmbeddedDataDirectory(Path path, FileChannel channel) {
		this.path = path;
		this.channel = channel;
	}

	/**
	 * Create the folder when it is missing, and lock it.
	 * @param path the folder
	 * @return the locked folder, to be closed after the servers that use it
	 * @throws EmbeddedDataDirectoryInUseException if another process, or another instance
	 * in this one, has locked it
	 * @throws UncheckedIOException if it cannot be created or written
	 */
	public static EmbeddedDataDirectory open(Path path) {
		Path directory = path.toAbsolutePath().normalize();
		try {
			Files.createDirectories(directory);
			FileChannel channel = FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE);
			if (tryLock(channel) == null) {
				channel.close();
				throw new EmbeddedDataDirectoryInUseException(directory);
			}
			return new EmbeddedDataDirectory(directory, channel);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot use " + directory + " as the data directory of embedded servers",
					ex);
		}
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	/**
	 * The folder itself.
	 * @return its absolute path
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * A folder within this one.
	 * @param name the name of the subfolder
	 * @return its path
	 */
	public Path resolve(String name) {
		return this.path.resolve(name);
	}

	/**
	 * Give up the lock. The data stays.
	 */
	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot unlock " + this.path, ex);
		}
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
