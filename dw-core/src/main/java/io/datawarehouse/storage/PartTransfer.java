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
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * One large object on its way. The calling thread moves it, and helpers join it when that
 * makes it faster. The first failure ends the work of all.
 */
final class PartTransfer {

	private final Predicate<Runnable> threads;

	private final TransferPace pace;

	private final Work help;

	private final Consumer<TransferPace> ended;

	private final Set<Thread> helpers = new HashSet<>();

	private int active = 1;

	private boolean done;

	private volatile @Nullable Throwable failure;

	/**
	 * Create a transfer.
	 * @param threads runs a helper if there is a thread for it
	 * @param pace how many there should be
	 * @param help moves the next part, or tells that none is left
	 * @param ended is told of the pace in the end
	 */
	PartTransfer(Predicate<Runnable> threads, TransferPace pace, Work help, Consumer<TransferPace> ended) {
		this.threads = threads;
		this.pace = pace;
		this.help = help;
		this.ended = ended;
	}

	/**
	 * Do the work of the calling thread, and wait for the helpers to end.
	 * @param work moves a part, or tells that none is left; called until then
	 * @throws IOException if that of any thread failed so
	 */
	void run(Work work) throws IOException {
		try {
			Meter meter = new Meter();
			boolean more = true;
			while (more && this.failure == null) {
				more = work.step(meter);
			}
		}
		catch (IOException | RuntimeException | Error ex) {
			fail(ex);
		}
		awaitHelpers();
		this.ended.accept(this.pace);
		rethrow(this.failure);
	}

	private static void rethrow(@Nullable Throwable failure) throws IOException {
		if (failure instanceof IOException exception) {
			throw exception;
		}
		if (failure instanceof RuntimeException exception) {
			throw exception;
		}
		if (failure instanceof Error error) {
			throw error;
		}
	}

	private synchronized void fail(Throwable ex) {
		if (this.failure == null) {
			this.failure = ex;
			this.helpers.forEach(Thread::interrupt);
		}
	}

	/**
	 * Tell of a request that has to be made again.
	 */
	void retried() {
		this.pace.failed();
	}

	/**
	 * Have as many helpers as the pace allows.
	 */
	private void callHelpers() {
		while (isHelperWanted()) {
			if (!this.threads.test(this::help)) {
				this.pace.refused(helperRefused());
				return;
			}
		}
	}

	private synchronized boolean isHelperWanted() {
		if (this.done || this.failure != null || this.active >= this.pace.limit()) {
			return false;
		}
		this.active++;
		return true;
	}

	private synchronized int helperRefused() {
		this.active--;
		notifyAll();
		return this.active;
	}

	private void help() {
		try {
			Meter meter = new Meter();
			boolean more = join();
			while (more && this.failure == null) {
				more = this.help.step(meter) && isNeeded();
			}
		}
		catch (IOException | RuntimeException | Error ex) {
			fail(ex);
		}
		finally {
			helperLeft();
		}
	}

	private synchronized boolean join() {
		this.helpers.add(Thread.currentThread());
		return this.failure == null;
	}

	private synchronized boolean isNeeded() {
		return this.active <= this.pace.limit();
	}

	private synchronized void helperLeft() {
		this.helpers.remove(Thread.currentThread());
		// The thread serves other transfers after this one.
		Thread.interrupted();
		this.active--;
		notifyAll();
	}

	private synchronized void awaitHelpers() {
		this.done = true;
		boolean interrupted = false;
		while (this.active > 1) {
			try {
				wait();
			}
			catch (InterruptedException ex) {
				interrupted = true;
				fail(new TransferInterruptedException(ex));
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * What one of the threads does.
	 */
	@FunctionalInterface
	interface Work {

		/**
		 * Move one part.
		 * @param meter is told of its bytes
		 * @return whether there may be another
		 */
		boolean step(Meter meter) throws IOException;

	}

	/**
	 * Counts what one thread moves, and stops it when another one has failed.
	 */
	final class Meter {

		// Looking at the clocks for every small block would cost more than it tells.
		private static final int STEP = 128 * 1024;

		private boolean started;

		private int pending;

		private long cpuTime = ThreadCpuTime.current();

		/**
		 * Tell of bytes that were moved.
		 * @param count how many
		 * @throws LocalIoException if the transfer has failed elsewhere
		 */
		void moved(int count) throws LocalIoException {
			if (PartTransfer.this.failure != null) {
				throw new LocalIoException("another part of the object could not be moved", null);
			}
			this.pending += count;
			if (this.pending >= STEP || !this.started) {
				report();
			}
		}

		private void report() {
			if (!this.started) {
				this.started = true;
				PartTransfer.this.pace.started();
			}
			long now = ThreadCpuTime.current();
			PartTransfer.this.pace.moved(this.pending, now - this.cpuTime);
			this.cpuTime = now;
			this.pending = 0;
			callHelpers();
		}

		/**
		 * The transfer that this is part of.
		 */
		PartTransfer transfer() {
			return PartTransfer.this;
		}

	}

	/**
	 * Thrown when the caller was interrupted while helpers were at work.
	 */
	private static final class TransferInterruptedException extends RuntimeException {

		private TransferInterruptedException(InterruptedException cause) {
			super("Interrupted while parts were moved", cause);
		}

	}

}
