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

package io.datawarehouse.embedded.fila;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes durable by group commit. One thread applies all changes in the order in
 * which they were submitted, commits as many as have come together, forces them to the
 * disk, and only then tells those who wait. So a change is all or nothing, and a change
 * that was told is there after a crash.
 */
final class FilaStore implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FilaStore.class);

	private static final int MOST_CHANGES = 4096;

	private static final long MOST_BYTES = 32 * 1024 * 1024;

	/**
	 * Beyond these the broker is overloaded and takes no more messages.
	 */
	private static final int MOST_WAITING = 65_536;

	private static final long MOST_WAITING_BYTES = 128 * 1024 * 1024;

	private static final long IDLE_MILLIS = 50;

	/**
	 * How long changes that nobody waits for may wait for others.
	 */
	private static final long LONGEST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private static final int COMMITS_PER_COMPACTION = 500;

	private static final int FILL_RATE = 60;

	private static final int COMPACTION_BYTES = 8 * 1024 * 1024;

	/**
	 * How long the space of old data is not written again: each commit is forced to the
	 * disk, so this only has to outlast readers of an old version.
	 */
	private static final int RETENTION_MILLIS = 2_000;

	private static final Submission STOP = new Submission((tables) -> {
	}, 0, null);

	private final MVStore store;

	private final StoreTables tables;

	private final BlockingQueue<Submission> submissions = new LinkedBlockingQueue<>();

	private final AtomicLong waitingBytes = new AtomicLong();

	private final Thread writer;

	private int commits;

	private volatile boolean closed;

	private FilaStore(MVStore store) {
		this.store = store;
		this.tables = new StoreTables(store);
		this.writer = new Thread(this::run, "fila-store");
		this.writer.setDaemon(true);
	}

	/**
	 * Open a store.
	 * @param file the file of the store, or {@code null} to keep all in memory
	 */
	static FilaStore open(@Nullable Path file) {
		MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0);
		if (file != null) {
			builder.fileName(file.toString());
		}
		try {
			MVStore store = builder.open();
			store.setVersionsToKeep(0);
			store.setRetentionTime(RETENTION_MILLIS);
			return new FilaStore(store);
		}
		catch (MVStoreException ex) {
			throw new IllegalStateException(
					"The store of the Fila broker at " + file
							+ " cannot be opened. If another process uses it, stop that or choose another data folder.",
					ex);
		}
	}

	/**
	 * Begin to write. Before, the tables may be read and changed by the caller.
	 */
	void start() {
		this.writer.start();
	}

	StoreTables tables() {
		return this.tables;
	}

	boolean isOverloaded() {
		return this.submissions.size() >= MOST_WAITING || this.waitingBytes.get() >= MOST_WAITING_BYTES;
	}

	/**
	 * Submit a change.
	 * @param change applied by the thread of the store
	 * @param bytes about how much it writes
	 * @param completion told when the change is durable or has failed, by the thread of
	 * the store; {@code null} if nobody waits, which lets the change wait for others
	 */
	void submit(Change change, int bytes, @Nullable Completion completion) {
		if (this.closed) {
			if (completion != null) {
				completion.done(new IllegalStateException("The store is closed"));
			}
			return;
		}
		this.waitingBytes.addAndGet(bytes);
		this.submissions.add(new Submission(change, bytes, completion));
	}

	private void run() {
		List<Submission> batch = new ArrayList<>();
		long dirtySince = 0;
		boolean stopping = false;
		while (!stopping) {
			collect(batch);
			stopping = batch.remove(STOP);
			List<Submission> waiting = apply(batch);
			if (dirtySince == 0 && !batch.isEmpty()) {
				dirtySince = System.nanoTime();
			}
			boolean mayWait = waiting.isEmpty() && !stopping && System.nanoTime() - dirtySince < LONGEST_DELAY_NANOS;
			if (dirtySince != 0 && !mayWait) {
				commit(waiting);
				dirtySince = 0;
			}
			batch.clear();
		}
	}

	private void collect(List<Submission> batch) {
		try {
			Submission first = this.submissions.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
			long bytes = 0;
			for (Submission next = first; next != null; next = this.submissions.poll()) {
				batch.add(next);
				bytes += next.bytes();
				if (next == STOP || batch.size() >= MOST_CHANGES || bytes >= MOST_BYTES) {
					break;
				}
			}
			this.waitingBytes.addAndGet(-bytes);
		}
		catch (InterruptedException ex) {
			// Only close() ends this thread, by STOP.
			logger.debug("Interrupted while waiting for changes", ex);
		}
	}

	private List<Submission> apply(List<Submission> batch) {
		List<Submission> waiting = new ArrayList<>(batch.size());
		for (Submission submission : batch) {
			try {
				submission.change().apply(this.tables);
				if (submission.completion() != null) {
					waiting.add(submission);
				}
			}
			catch (RuntimeException ex) {
				logger.warn("A change of the Fila store failed", ex);
				submission.complete(ex);
			}
		}
		return waiting;
	}

	private void commit(List<Submission> waiting) {
		RuntimeException failure = null;
		try {
			this.store.commit();
			this.store.sync();
		}
		catch (RuntimeException ex) {
			logger.error("The Fila store cannot be written", ex);
			failure = ex;
		}
		for (Submission submission : waiting) {
			submission.complete(failure);
		}
		if (failure == null && ++this.commits % COMMITS_PER_COMPACTION == 0) {
			compact();
		}
	}

	private void compact() {
		try {
			this.store.compact(FILL_RATE, COMPACTION_BYTES);
		}
		catch (RuntimeException ex) {
			logger.warn("The Fila store could not be compacted", ex);
		}
	}

	/**
	 * Write what was submitted and close.
	 */
	@Override
	public void close() {
		this.closed = true;
		if (this.writer.isAlive()) {
			this.submissions.add(STOP);
			try {
				this.writer.join(TimeUnit.SECONDS.toMillis(10));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		this.store.close();
		for (Submission late = this.submissions.poll(); late != null; late = this.submissions.poll()) {
			late.complete(new IllegalStateException("The store is closed"));
		}
	}

	/**
	 * A change of the tables, all or nothing.
	 */
	@FunctionalInterface
	interface Change {

		void apply(StoreTables tables);

	}

	/**
	 * Told of the end of a change.
	 */
	@FunctionalInterface
	interface Completion {

		void done(@Nullable RuntimeException failure);

	}

	private record Submission(Change change, int bytes, @Nullable Completion completion) {

		void complete(@Nullable RuntimeException failure) {
			if (this.completion != null) {
				try {
					this.completion.done(failure);
				}
				catch (RuntimeException ex) {
					logger.debug("Nobody took the answer", ex);
				}
			}
		}

	}

}
