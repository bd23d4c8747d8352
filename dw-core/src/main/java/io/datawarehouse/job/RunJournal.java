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
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers beyond the end of the process which runs are open and which events and
 * completions are owed. Faults of the disk are logged and never break a job.
 * <p>
 * Every line is handed to the operating system at once, so that it outlives the process,
 * and forced to the disk by another thread soon after. What is owed after a failed
 * delivery is forced before the job goes on.
 */
final class RunJournal implements Closeable {

	/**
	 * How many bytes of events are held in memory at the most, where there is no disk for
	 * them.
	 */
	static final long MEMORY = 16 * 1024 * 1024;

	private static final Logger logger = LoggerFactory.getLogger(RunJournal.class);

	private static final long ROTATE_AT = 4 * 1024 * 1024;

	private static final long SYNC_AFTER_MILLIS = 50;

	private final @Nullable Path directory;

	private final long rotateAt;

	private final Map<String, RunEntry> open = new LinkedHashMap<>();

	private final ScheduledExecutorService syncer = OutboxDelivery.executor("dw-jobs-journal-");

	private @Nullable JournalFile file;

	private long sizeAfterRotation;

	private long pendingBytes;

	private long memoryBytes;

	private int pendingEvents;

	private boolean syncing;

	private boolean closed;

	private long warnedAt = System.nanoTime() - TimeUnit.HOURS.toNanos(1);

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

	synchronized int pendingEvents() {
		return this.pendingEvents;
	}

	synchronized long pendingBytes() {
		return this.pendingBytes;
	}

	synchronized void intent(RunEntry entry) {
		append(JournalLines.intent(entry));
		this.open.put(entry.ref(), entry);
	}

	synchronized void started(RunEntry entry) {
		append(JournalLines.started(entry));
	}

	synchronized void completion(RunEntry entry) {
		append(JournalLines.completion(entry));
	}

	/**
	 * Note an event that the catalog may do without.
	 * @param limits how much may wait
	 * @return the event, or {@code null} if there is no room for it
	 */
	synchronized @Nullable OwedEvent event(RunEntry entry, String type, ObjectNode data, OutboxSettings limits) {
		OwedEvent event = new OwedEvent(UuidV7.next(), OutboxTarget.DATLAKE, type);
		byte[] line = JournalLines.event(entry, event, data);
		if (this.pendingEvents >= limits.maxEvents() || this.pendingBytes + line.length > limits.maxBytes()) {
			return null;
		}
		return note(event, line, data, MEMORY);
	}

	/**
	 * Note the start or the end of a run that is told besides the catalog. There is
	 * always room for it: no run is begun when too many ends wait.
	 */
	synchronized OwedEvent lineage(RunEntry entry, String type, ObjectNode data) {
		OwedEvent event = new OwedEvent(UuidV7.next(), OutboxTarget.LINEAGE, type);
		return Objects.requireNonNull(note(event, JournalLines.event(entry, event, data), data, Long.MAX_VALUE));
	}

	private @Nullable OwedEvent note(OwedEvent event, byte[] line, ObjectNode data, long memory) {
		long offset = append(line);
		if (offset >= 0) {
			event.locate(offset, line.length);
		}
		else if (this.memoryBytes <= memory - line.length) {
			event.hold(data, line.length);
			this.memoryBytes += line.length;
		}
		else {
			return null;
		}
		count(event, 1);
		return event;
	}

	private void count(OwedEvent event, int direction) {
		this.pendingEvents += direction;
		this.pendingBytes += (long) direction * event.length();
	}

	/**
	 * The data of an event.
	 * @return the data, or {@code null} if the disk lost it
	 */
	synchronized @Nullable ObjectNode data(OwedEvent event) {
		JournalFile file = this.file;
		if (event.data() != null || file == null) {
			return event.data();
		}
		try {
			return JournalReplay.data(file.read(event.offset(), event.length()));
		}
		catch (IOException ex) {
			logger.warn("Cannot read {} from the run journal {}", event, file.path(), ex);
			return null;
		}
	}

	/**
	 * Nothing more is to be done about an event.
	 */
	synchronized void sent(RunEntry entry, OwedEvent event) {
		entry.remove(event);
		forget(event);
		if (this.open.containsKey(entry.ref())) {
			append(JournalLines.sent(entry, event));
		}
		removeIfThrough(entry);
	}

	private void forget(OwedEvent event) {
		count(event, -1);
		if (event.data() != null) {
			this.memoryBytes -= event.length();
		}
	}

	/**
	 * Nothing more is owed to the catalog for a run.
	 */
	synchronized void closed(RunEntry entry, String why) {
		if (this.open.containsKey(entry.ref()) && !entry.isClosed()) {
			append(JournalLines.closed(entry, why));
		}
		entry.setClosed();
		for (OwedEvent event : entry.events(OutboxTarget.DATLAKE)) {
			entry.remove(event);
			forget(event);
		}
		removeIfThrough(entry);
	}

	private void removeIfThrough(RunEntry entry) {
		if (entry.isThrough()) {
			this.open.remove(entry.ref());
		}
		shrink();
	}

	/**
	 * Make sure that all that was noted outlives even the loss of power.
	 */
	void force() {
		JournalFile file;
		synchronized (this) {
			file = this.file;
			this.syncing = false;
		}
		// Not under the lock: others may append meanwhile.
		if (file != null) {
			try {
				file.sync();
			}
			catch (IOException ex) {
				warn(ex);
			}
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
			List<Move> moves = new ArrayList<>();
			JournalReplay replay = new JournalReplay();
			orphan.readLines(replay);
			if (replay.unreadable() > 0) {
				logger.error("{} line(s) of the run journal {} cannot be read; what they tell is lost",
						replay.unreadable(), path);
			}
			for (RunEntry entry : replay.openRuns().values()) {
				// It is there already when a process died between the two steps below.
				if (this.open.putIfAbsent(entry.ref(), entry) == null) {
					adopted.add(entry);
					moves.addAll(copy(entry, orphan, file()));
				}
			}
			if (!adopted.isEmpty()) {
				file().sync();
			}
			orphan.delete();
			moves.forEach(Move::apply);
			adopted.forEach((entry) -> entry.events().forEach((event) -> count(event, 1)));
		}
		catch (IOException ex) {
			logger.warn("Cannot take over the run journal {}; it stays for the next start", path, ex);
			adopted.forEach((entry) -> this.open.remove(entry.ref()));
			adopted.clear();
		}
		return adopted;
	}

	private static List<Move> copy(RunEntry entry, JournalFile source, JournalFile target) throws IOException {
		List<Move> moves = new ArrayList<>();
		target.append(JournalLines.all(entry));
		for (OwedEvent event : entry.events()) {
			if (event.data() == null) {
				byte[] line = source.read(event.offset(), event.length());
				moves.add(new Move(event, target.append(line)));
			}
		}
		return moves;
	}

	/**
	 * Append lines.
	 * @return where they begin, -1 if they are not written
	 */
	private long append(byte[] lines) {
		if (this.directory == null || this.closed) {
			return -1;
		}
		try {
			long offset = file().append(lines);
			syncSoon();
			return offset;
		}
		catch (IOException ex) {
			warn(ex);
			return -1;
		}
	}

	private void syncSoon() {
		if (!this.syncing) {
			try {
				this.syncer.schedule(this::force, SYNC_AFTER_MILLIS, TimeUnit.MILLISECONDS);
				this.syncing = true;
			}
			catch (RejectedExecutionException ex) {
				// Closing, which forces too.
			}
		}
	}

	private synchronized void warn(IOException ex) {
		// A full disk fails every line.
		if (System.nanoTime() - this.warnedAt > TimeUnit.SECONDS.toNanos(10)) {
			this.warnedAt = System.nanoTime();
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
	 * Drop the lines of closed runs and sent events once they are many.
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
		List<Move> moves = new ArrayList<>();
		try {
			for (RunEntry entry : this.open.values()) {
				moves.addAll(copy(entry, old, next));
			}
			next.sync();
		}
		catch (IOException ex) {
			next.delete();
			throw ex;
		}
		this.file = next;
		moves.forEach(Move::apply);
		old.delete();
	}

	/**
	 * Give the file up. It is deleted unless something is owed.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		this.syncer.shutdownNow();
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
				file.sync();
				file.close();
			}
		}
		catch (IOException ex) {
			logger.warn("Cannot close the run journal {}", file.path(), ex);
		}
	}

	/**
	 * Where an event lies once its line is copied. Applied when all is copied, so that
	 * nothing is moved when anything fails.
	 */
	private record Move(OwedEvent event, long offset) {

		void apply() {
			this.event.locate(this.offset, this.event.length());
		}

	}

}
