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

package io.datawarehouse.job;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * One file of lines that this process alone may touch, for as long as it lives: the lock
 * goes with the process, however that ends.
 */
final class JournalFile implements Closeable {

	static final String SUFFIX = ".jsonl";

	/**
	 * The files held by this JVM. They must never be opened a second time: on POSIX
	 * systems to close any channel of a file gives up all of the process's locks on it.
	 */
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

	private final Path path;

	private final FileChannel channel;

	private long size;

	private boolean torn;

	private JournalFile(Path path, FileChannel channel) throws IOException {
		this.path = path;
		this.channel = channel;
		this.size = channel.size();
	}

	/**
	 * Create a new file.
	 * @param directory the directory, created if it is not there
	 * @return the file, held by this process
	 * @throws IOException if the file cannot be created
	 */
	static JournalFile create(Path directory) throws IOException {
		Path real = Files.createDirectories(directory).toRealPath();
		for (int attempt = 0; attempt < 10; attempt++) {
			// Another process may take the new file for an orphan before it is locked.
			Path path = real.resolve("runs-" + UuidV7.next() + SUFFIX);
			try {
				JournalFile file = hold(path, StandardOpenOption.CREATE_NEW);
				if (file != null) {
					return file;
				}
			}
			catch (FileAlreadyExistsException ex) {
				// As unlikely as it gets: take the next name.
			}
		}
		throw new IOException("Cannot lock a new journal in " + real + ". Does its file system know locks?");
	}

	/**
	 * Take over a file that no living process holds.
	 * @param path the file
	 * @return the file, held by this process, or {@code null} if it is held or gone
	 * @throws IOException if the file cannot be opened
	 */
	static @Nullable JournalFile takeOver(Path path) throws IOException {
		try {
			return hold(path);
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private static @Nullable JournalFile hold(Path path, StandardOpenOption... options) throws IOException {
		if (!HELD.add(path)) {
			return null;
		}
		JournalFile held = null;
		try {
			held = lock(path, options);
			return held;
		}
		finally {
			if (held == null) {
				HELD.remove(path);
			}
		}
	}

	private static @Nullable JournalFile lock(Path path, StandardOpenOption... options) throws IOException {
		Set<StandardOpenOption> all = new HashSet<>(Set.of(options));
		all.add(StandardOpenOption.READ);
		all.add(StandardOpenOption.WRITE);
		FileChannel channel = FileChannel.open(path, all);
		JournalFile held = null;
		try {
			FileLock lock = channel.tryLock();
			// Whoever held the file may have deleted it since it was opened.
			if (lock != null && Files.exists(path)) {
				held = new JournalFile(path, channel);
			}
			return held;
		}
		finally {
			if (held == null) {
				channel.close();
			}
		}
	}

	Path path() {
		return this.path;
	}

	long size() {
		return this.size;
	}

	byte[] read() throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(this.channel.size()));
		while (buffer.hasRemaining() && this.channel.read(buffer, buffer.position()) >= 0) {
			// Go on until all is read.
		}
		return Arrays.copyOf(buffer.array(), buffer.position());
	}

	/**
	 * Append lines, each with its line end.
	 * @param lines the lines
	 * @param force whether they must be on the disk on return, rather than only in the
	 * hands of the operating system
	 * @throws IOException if they cannot be written
	 */
	void append(byte[] lines, boolean force) throws IOException {
		if (this.torn) {
			write(new byte[] { '\n' });
			this.torn = false;
		}
		try {
			write(lines);
		}
		catch (IOException ex) {
			this.torn = true;
			throw ex;
		}
		if (force) {
			this.channel.force(false);
		}
	}

	private void write(byte[] bytes) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		while (buffer.hasRemaining()) {
			this.size += this.channel.write(buffer, this.size);
		}
	}

	void clear() throws IOException {
		this.channel.truncate(0);
		this.size = 0;
		this.torn = false;
	}

	void delete() throws IOException {
		// Deleted while locked, so that nobody takes it over in between.
		try (this) {
			Files.deleteIfExists(this.path);
		}
	}

	@Override
	public void close() throws IOException {
		try {
			this.channel.close();
		}
		finally {
			HELD.remove(this.path);
		}
	}

}
