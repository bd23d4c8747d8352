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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers beyond the end of the process which runs are open and which completions are
 * owed to the catalog. Faults of the disk are logged and never break a job.
 * <p>
 * Every line is handed to the operating system at once, so that it outlives the process;
 * what is owed after a failed delivery is also forced to the disk.
 */
final class RunJournal implements Closeable {

	private static final Logger logger = LoggerFactory.getLogger(RunJournal.class);

	private static final long ROTATE_AT = 4 * 1024 * 1024;

	private final @Nullable Path directory;

	private final long rotateAt;

	private final Map<String, RunEntry> open = new LinkedHashMap<>();

	private @Nullable JournalFile file;

	private long sizeAfterRotation;

	private boolean closed;

	/**
	 * Create a new journal. Nothing is written before the first run.
	 * @param directory where to keep it, or {@code null} to forget all at the end of the
	 * process
	 */
	RunJournal(@Nullable Path directory) {
		this(directory, ROTATE_AT);
	}

	RunJournal(@Nullable Path directory, long rotateAt) {
		this.directory = directory;
		this.rotateAt = rotateAt;
	}

	/**
	 * Whether anything is remembered beyond the end of the process.
	 */
	boolean isDurable() {
		return this.directory != null;
	}

	synchronized void intent(RunEntry entry) {
		append(JournalLines.intent(entry), false);
		this.open.put(entry.ref(), entry);
	}

	synchronized void started(RunEntry entry) {
		append(JournalLines.started(entry), false);
	}

	synchronized void completion(RunEntry entry) {
		append(JournalLines.completion(entry), false);
	}

	/**
	 * Make sure that all that was noted outlives even the loss of power.
	 */
	synchronized void force() {
		if (this.file != null) {
			append(new byte[0], true);
		}
	}

	synchronized void closed(RunEntry entry, String why) {
		if (this.open.remove(entry.ref()) != null) {
			append(JournalLines.closed(entry, why), false);
			shrink();
		}
	}

	/**
	 * Take over the open runs of processes that are dead.
	 * @return the runs, now noted in this journal
	 */
	synchronized List<RunEntry> adoptOrphans() {
		List<RunEntry> adopted = new ArrayList<>();
		if (this.directory == null || this.closed || !Files.isDirectory(this.directory)) {
			return adopted;
		}
		try (DirectoryStream<Path> paths = Files.newDirectoryStream(this.directory.toRealPath(),
				"runs-*" + JournalFile.SUFFIX)) {
			for (Path path : paths) {
				adopted.addAll(adopt(path));
			}
		}
		catch (IOException ex) {
			logger.warn("Cannot look for runs of dead processes in {}", this.directory, ex);
		}
		return adopted;
	}

	private List<RunEntry> adopt(Path path) {
		List<RunEntry> adopted = new ArrayList<>();
		try (JournalFile orphan = JournalFile.takeOver(path)) {
			if (orphan == null) {
				return adopted;
			}
			for (RunEntry entry : JournalLines.openRuns(orphan.read()).values()) {
				// It is there already when a process died between the two steps below.
				if (this.open.putIfAbsent(entry.ref(), entry) == null) {
					adopted.add(entry);
					file().append(JournalLines.all(entry), false);
				}
			}
			if (!adopted.isEmpty()) {
				file().append(new byte[0], true);
			}
			orphan.delete();
		}
		catch (IOException ex) {
			logger.warn("Cannot take over the run journal {}; it stays for the next start", path, ex);
			adopted.forEach((entry) -> this.open.remove(entry.ref()));
			adopted.clear();
		}
		return adopted;
	}

	private void append(byte[] lines, boolean force) {
		if (this.directory == null || this.closed) {
			return;
		}
		try {
			file().append(lines, force);
		}
		catch (IOException ex) {
			logger.warn("Cannot write the run journal in {}. Should the process die, runs may stay open in the catalog",
					this.directory, ex);
		}
	}

	private JournalFile file() throws IOException {
		JournalFile file = this.file;
		if (file == null) {
			Path directory = this.directory;
			if (directory == null) {
				throw new IOException("no directory");
			}
			file = JournalFile.create(directory);
			this.file = file;
		}
		return file;
	}

	/**
	 * Drop the lines of closed runs once they are many.
	 */
	private void shrink() {
		JournalFile file = this.file;
		if (file == null || file.size() < Math.max(this.rotateAt, 2 * this.sizeAfterRotation)) {
			return;
		}
		try {
			if (this.open.isEmpty()) {
				file.clear();
			}
			else {
				rotate(file);
			}
			this.sizeAfterRotation = file().size();
		}
		catch (IOException ex) {
			logger.warn("Cannot shrink the run journal {}", file.path(), ex);
		}
	}

	private void rotate(JournalFile old) throws IOException {
		JournalFile next = JournalFile.create(old.path().getParent());
		try {
			for (RunEntry entry : this.open.values()) {
				next.append(JournalLines.all(entry), false);
			}
			next.append(new byte[0], true);
		}
		catch (IOException ex) {
			next.delete();
			throw ex;
		}
		this.file = next;
		old.delete();
	}

	/**
	 * Give the file up. It is deleted unless something is owed.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		JournalFile file = this.file;
		this.file = null;
		if (file == null) {
			return;
		}
		try {
			if (this.open.isEmpty()) {
				file.delete();
			}
			else {
				file.append(new byte[0], true);
				file.close();
			}
		}
		catch (IOException ex) {
			logger.warn("Cannot close the run journal {}", file.path(), ex);
		}
	}

}
