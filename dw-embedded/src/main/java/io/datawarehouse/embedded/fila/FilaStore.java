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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes durable by group commit. One thread applies all changes in the order in
 * which they were submitted, and writes as many as have come together as one commit. So a
 * change is all or nothing, and after a crash there is a state that once was.
 * <p>
 * Who waits for a change is told when it is {@link Wait#WRITTEN}, which outlives the
 * death of this process at any moment, or only when it is {@link Wait#FORCED} to the
 * disk, which outlives that of the machine. A message must not be lost once its enqueue
 * was answered, so enqueues wait for the disk. An ack or a nack that the machine forgets
 * when it dies only lets the message be delivered again, which delivery at least once
 * allows at any time; so they do not wait for the disk, to which they follow within
 * {@value #LONGEST_DELAY_MILLIS} ms.
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
	private static final long LONGEST_DELAY_MILLIS = 100;

	private static final long LONGEST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(LONGEST_DELAY_MILLIS);

	private static final int COMMITS_PER_COMPACTION = 500;

	private static final int FILL_RATE = 60;

	private static final int COMPACTION_BYTES = 8 * 1024 * 1024;

	/**
	 * How long the space of old data is not written again: each commit is forced to the
	 * disk, so this only has to outlast readers of an old version.
	 */
	private static final int RETENTION_MILLIS = 2_000;

	private static final Submission STOP = signal();

	/**
	 * Wakes the writer up.
	 */
	private static final Submission WAKE = signal();

	private final MVStore store;

	private final StoreTables tables;

	private final BlockingQueue<Submission> submissions = new LinkedBlockingQueue<>();

	/**
	 * From submission to completion, so that a slow disk counts.
	 */
	private final AtomicInteger waitingChanges = new AtomicInteger();

	private final AtomicLong waitingBytes = new AtomicLong();

	private final Thread writer;

	private final Forcer forcer;

	private final List<Submission> awaitingWrite = new ArrayList<>();

	private final List<Submission> awaitingForce = new ArrayList<>();

	/**
	 * When the oldest change was applied that is not written yet, 0 if there is none.
	 */
	private long dirtySince;

	/**
	 * When the oldest change was written that nobody had forced since, 0 if there is
	 * none.
	 */
	private long unforcedSince;

	private int commits;

	private volatile boolean closed;

	private FilaStore(MVStore store) {
		this.store = store;
		this.tables = new StoreTables(store);
		this.writer = new Thread(this::run, "fila-store");
		this.writer.setDaemon(true);
		this.forcer = new Forcer(store::sync, () -> this.submissions.add(WAKE));
	}

	private static Submission signal() {
		return new Submission((tables) -> {
		}, 0, Wait.WRITTEN, null);
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
		this.forcer.start();
	}

	StoreTables tables() {
		return this.tables;
	}

	boolean isOverloaded() {
		return this.waitingChanges.get() >= MOST_WAITING || this.waitingBytes.get() >= MOST_WAITING_BYTES;
	}

	/**
	 * Submit a change.
	 * @param change applied by the thread of the store
	 * @param bytes about how much it writes
	 * @param until what the completion waits for
	 * @param completion told when the change is there or has failed, by a thread of the
	 * store; {@code null} if nobody waits, which lets the change wait for others
	 */
	void submit(Change change, int bytes, Wait until, @Nullable Completion completion) {
		if (this.closed) {
			if (completion != null) {
				completion.done(new IllegalStateException("The store is closed"));
			}
			return;
		}
		this.waitingChanges.incrementAndGet();
		this.waitingBytes.addAndGet(bytes);
		this.submissions.add(new Submission(change, bytes, until, (failure) -> {
			this.waitingChanges.decrementAndGet();
			this.waitingBytes.addAndGet(-bytes);
			if (completion != null) {
				completion.done(failure);
			}
		}));
	}

	private void run() {
		List<Submission> batch = new ArrayList<>();
		boolean stopping = false;
		while (!stopping) {
			collect(batch);
			stopping = batch.removeIf((submission) -> submission == STOP);
			batch.removeIf((submission) -> submission == WAKE);
			apply(batch);
			batch.clear();
			if (this.dirtySince != 0 && (stopping || isCommitDue())) {
				commit();
			}
			boolean late = this.unforcedSince != 0 && System.nanoTime() - this.unforcedSince >= LONGEST_DELAY_NANOS;
			if (late && !this.forcer.isBusy()) {
				requestForce();
			}
		}
	}

	/**
	 * Changes that wait for the disk gather while it is busy, all others do not.
	 */
	private boolean isCommitDue() {
		return !this.awaitingWrite.isEmpty() || !this.awaitingForce.isEmpty() && !this.forcer.isBusy()
				|| System.nanoTime() - this.dirtySince >= LONGEST_DELAY_NANOS;
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
		}
		catch (InterruptedException ex) {
			// Only close() ends this thread, by STOP.
			logger.debug("Interrupted while waiting for changes", ex);
		}
	}

	private void apply(List<Submission> batch) {
		for (Submission submission : batch) {
			try {
				submission.change().apply(this.tables);
				if (this.dirtySince == 0) {
					this.dirtySince = System.nanoTime();
				}
				switch (submission.until()) {
					case NOTHING -> submission.complete(null);
					case WRITTEN -> this.awaitingWrite.add(submission);
					case FORCED -> this.awaitingForce.add(submission);
				}
			}
			catch (RuntimeException ex) {
				logger.warn("A change of the Fila store failed", ex);
				submission.complete(ex);
			}
		}
	}

	private void commit() {
		this.dirtySince = 0;
		RuntimeException failure = write();
		complete(this.awaitingWrite, failure);
		if (failure != null) {
			complete(this.awaitingForce, failure);
			return;
		}
		if (this.unforcedSince == 0) {
			this.unforcedSince = System.nanoTime();
		}
		if (!this.awaitingForce.isEmpty()) {
			requestForce();
		}
		if (++this.commits % COMMITS_PER_COMPACTION == 0) {
			compact();
		}
	}

	private @Nullable RuntimeException write() {
		try {
			this.store.commit();
			return null;
		}
		catch (RuntimeException ex) {
			logger.error("The Fila store cannot be written", ex);
			return ex;
		}
	}

	private static void complete(List<Submission> submissions, @Nullable RuntimeException failure) {
		for (Submission submission : submissions) {
			submission.complete(failure);
		}
		submissions.clear();
	}

	private void requestForce() {
		this.unforcedSince = 0;
		this.forcer.request(this.awaitingForce);
		this.awaitingForce.clear();
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
			this.forcer.stop();
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

	/**
	 * What a completion waits for.
	 */
	enum Wait {

		/** For nothing: it is told when the change is applied. */
		NOTHING,

		/** For the change to be handed to the operating system. */
		WRITTEN,

		/** For the change to be on the disk. */
		FORCED

	}

	/**
	 * A change that was submitted.
	 *
	 * @param change the change
	 * @param bytes about how much it writes
	 * @param until what the completion waits for
	 * @param completion who waits
	 */
	record Submission(Change change, int bytes, Wait until, @Nullable Completion completion) {

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
