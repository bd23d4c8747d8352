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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * One file of lines that this process alone may touch, for as long as it lives: the lock
 * goes with the process, however that ends.
 * <p>
 * It is a {@link RandomAccessFile} and not a channel, because the first interrupted
 * thread that writes to a channel closes it, and with it goes the lock.
 */
final class JournalFile implements Closeable {

	static final String SUFFIX = ".jsonl";

	/**
	 * The files held by this JVM. They must never be opened a second time: on POSIX
	 * systems to close any channel of a file gives up all of the process's locks on it.
	 */
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

	private final Path path;

	private final RandomAccessFile file;

	private long size;

	private boolean torn;

	private volatile boolean closed;

	private volatile boolean directorySynced;

	private JournalFile(Path path, RandomAccessFile file) throws IOException {
		this.path = path;
		this.file = file;
		this.size = file.length();
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
				JournalFile file = hold(path, true);
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
		return Files.exists(path) ? hold(path, false) : null;
	}

	private static @Nullable JournalFile hold(Path path, boolean create) throws IOException {
		if (!HELD.add(path)) {
			return null;
		}
		JournalFile held = null;
		try {
			if (create) {
				Files.createFile(path);
			}
			held = lock(path);
			return held;
		}
		finally {
			if (held == null) {
				HELD.remove(path);
			}
		}
	}

	private static @Nullable JournalFile lock(Path path) throws IOException {
		RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
		boolean interrupted = Thread.interrupted();
		JournalFile held = null;
		try {
			FileLock lock = file.getChannel().tryLock();
			// Whoever held the file may have deleted it since it was opened.
			if (lock != null && Files.exists(path)) {
				held = new JournalFile(path, file);
			}
			return held;
		}
		finally {
			if (held == null) {
				file.close();
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	Path path() {
		return this.path;
	}

	long size() {
		return this.size;
	}

	/**
	 * Read a part of the file.
	 */
	byte[] read(long offset, int length) throws IOException {
		byte[] bytes = new byte[length];
		this.file.seek(offset);
		this.file.readFully(bytes);
		return bytes;
	}

	/**
	 * Read all lines, one by one.
	 */
	void readLines(LineConsumer consumer) throws IOException {
		try (InputStream in = new BufferedInputStream(new Content(), 64 * 1024)) {
			ByteArrayOutputStream line = new ByteArrayOutputStream();
			long start = 0;
			long position = 0;
			for (int next = in.read(); next >= 0; next = in.read()) {
				position++;
				line.write(next);
				if (next == '\n') {
					consumer.accept(line.toByteArray(), start);
					line.reset();
					start = position;
				}
			}
			if (line.size() > 0) {
				consumer.accept(line.toByteArray(), start);
			}
		}
	}

	/**
	 * Append lines, each with its line end. They are in the hands of the operating system
	 * on return.
	 * @param lines the lines
	 * @return where they begin
	 * @throws IOException if they cannot be written
	 */
	long append(byte[] lines) throws IOException {
		if (this.torn) {
			write(new byte[] { '\n' });
			this.torn = false;
		}
		long offset = this.size;
		try {
			write(lines);
		}
		catch (IOException ex) {
			this.torn = true;
			throw ex;
		}
		return offset;
	}

	private void write(byte[] bytes) throws IOException {
		this.file.seek(this.size);
		try {
			this.file.write(bytes);
		}
		finally {
			this.size = this.file.getFilePointer();
		}
	}

	/**
	 * Force all that was appended, and the name of the file, to the disk. May be called
	 * while others append.
	 */
	void sync() throws IOException {
		try {
			this.file.getFD().sync();
			if (!this.directorySynced) {
				syncDirectory();
				this.directorySynced = true;
			}
		}
		catch (IOException ex) {
			// Closed meanwhile, it was either forced or is not needed any more.
			if (!this.closed) {
				throw ex;
			}
		}
	}

	private void syncDirectory() {
		try (FileChannel directory = FileChannel.open(this.path.getParent(), StandardOpenOption.READ)) {
			directory.force(true);
		}
		catch (IOException ex) {
			// Not every system lets a directory be opened.
		}
	}

	void clear() throws IOException {
		this.file.setLength(0);
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
		this.closed = true;
		try {
			this.file.close();
		}
		finally {
			HELD.remove(this.path);
		}
	}

	/**
	 * Takes the lines of a file.
	 */
	@FunctionalInterface
	interface LineConsumer {

		/**
		 * Take a line.
		 * @param line the line with its end, if it has one
		 * @param offset where it begins
		 */
		void accept(byte[] line, long offset) throws IOException;

	}

	/**
	 * The content from its beginning. To close it does not close the file.
	 */
	private final class Content extends InputStream {

		private long position;

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) > 0) ? one[0] & 0xFF : -1;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			JournalFile.this.file.seek(this.position);
			int count = JournalFile.this.file.read(bytes, offset, length);
			this.position += Math.max(count, 0);
			return count;
		}

	}

}
