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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forces what was written to the disk, on a thread of its own: so what needs not wait for
 * the disk does not, and while one group is forced, the next one gathers.
 */
final class Forcer {

	private static final Logger logger = LoggerFactory.getLogger(Forcer.class);

	private final Runnable force;

	private final Runnable afterwards;

	private final Thread thread = new Thread(this::run, "fila-sync");

	private List<FilaStore.Submission> waiting = new ArrayList<>();

	private boolean requested;

	private boolean forcing;

	private boolean stopped;

	/**
	 * Make a forcer.
	 * @param force forces all that was written before to the disk
	 * @param afterwards told each time that it was done
	 */
	Forcer(Runnable force, Runnable afterwards) {
		this.force = force;
		this.afterwards = afterwards;
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Force what has been written.
	 * @param submissions completed once it is done
	 */
	synchronized void request(List<FilaStore.Submission> submissions) {
		this.waiting.addAll(submissions);
		this.requested = true;
		notifyAll();
	}

	synchronized boolean isBusy() {
		return this.requested || this.forcing;
	}

	private void run() {
		for (List<FilaStore.Submission> group = next(); group != null; group = next()) {
			RuntimeException failure = force();
			for (FilaStore.Submission submission : group) {
				submission.complete(failure);
			}
			synchronized (this) {
				this.forcing = false;
			}
			this.afterwards.run();
		}
	}

	private synchronized @Nullable List<FilaStore.Submission> next() {
		while (!this.requested) {
			if (this.stopped) {
				return null;
			}
			try {
				wait();
			}
			catch (InterruptedException ex) {
				// Only stop() ends this thread.
				logger.debug("Interrupted while waiting for something to force", ex);
			}
		}
		List<FilaStore.Submission> group = this.waiting;
		this.waiting = new ArrayList<>();
		this.requested = false;
		this.forcing = true;
		return group;
	}

	private @Nullable RuntimeException force() {
		try {
			this.force.run();
			return null;
		}
		catch (RuntimeException ex) {
			logger.error("The Fila store cannot be forced to the disk", ex);
			return ex;
		}
	}

	/**
	 * End when all that was requested is done.
	 */
	void stop() {
		synchronized (this) {
			this.stopped = true;
			notifyAll();
		}
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(10));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
