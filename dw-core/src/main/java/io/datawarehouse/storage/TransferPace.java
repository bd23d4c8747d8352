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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Finds out, while a transfer runs, how many connections serve it best. It begins with
 * two, or with what the last transfer found. While connections wait for the network and
 * each is slow, their number grows, at first fourfold; when that did not make the whole
 * faster, it goes back and tries again later. Where connections keep the processors busy
 * or are fast already, more would only cost, and the next transfer begins with half.
 */
final class TransferPace {

	/**
	 * How often the first decisions are made: a slow link has to be known as one within a
	 * fraction of the time that a part takes.
	 */
	static final long FIRST_WINDOW = TimeUnit.MILLISECONDS.toNanos(10);

	static final long STEADY_WINDOW = TimeUnit.MILLISECONDS.toNanos(100);

	static final long LONGEST_WINDOW = TimeUnit.SECONDS.toNanos(4);

	/**
	 * New connections have to be opened, and their first requests answered, before they
	 * show what they are worth.
	 */
	private static final long LONGEST_START = TimeUnit.MILLISECONDS.toNanos(500);

	// While the store thinks about what one connection sent, the other one sends on.
	private static final int FIRST_LIMIT = 2;

	private static final int FIRST_FACTOR = 4;

	private static final int STEADY_FACTOR = 2;

	private static final double BUSY = 0.5;

	// Bytes per second of one connection that no distant store sends or takes.
	private static final double FAST = 256e6;

	private static final double MEMORY_SECONDS = 2;

	private static final double GAIN = 1.15;

	// A new connection fills the buffers of its socket at first, faster than it can go
	// on.
	private static final int WINDOWS_TO_GAIN = 3;

	// Of the time of the processors. Two fast connections take more of it on a small
	// machine, sixteen slow ones less.
	private static final double MANY_BUSY = 0.6;

	private final int most;

	private final int processors;

	private final LongSupplier clock;

	private final long start;

	private final AtomicBoolean deciding = new AtomicBoolean();

	private final LongAdder bytes = new LongAdder();

	private final LongAdder busyNanos = new LongAdder();

	private volatile int limit;

	private volatile int starting;

	private volatile long windowStart;

	private volatile long window = FIRST_WINDOW;

	private long bytesBefore;

	private long busyBefore;

	private double workerSeconds;

	private double workerBytes;

	private double workerBusy;

	private int limitBefore;

	private double rateBefore;

	private int windowsWithoutGain;

	private volatile boolean decided;

	/**
	 * Create a pace.
	 * @param most how many connections there may be
	 * @param before how many an earlier transfer found, or 0 if there was none
	 * @param processors how many processors there are
	 * @param clock tells nanoseconds
	 */
	TransferPace(int most, int before, int processors, LongSupplier clock) {
		this.most = most;
		this.limit = Math.min(Math.max(FIRST_LIMIT, before), most);
		this.processors = processors;
		this.clock = clock;
		this.start = clock.getAsLong();
		this.windowStart = this.start;
	}

	/**
	 * How many connections there should be now.
	 */
	int limit() {
		return this.limit;
	}

	/**
	 * What this transfer has found out about the store.
	 * @return how many connections the next one should begin with, or 0 if it was too
	 * short to tell
	 */
	int found() {
		if (!this.decided) {
			return 0;
		}
		return isMoreThanNeeded() ? Math.max(FIRST_LIMIT, this.limit / 2) : this.limit;
	}

	/**
	 * Judged by the whole transfer, because all connections begin with what only the
	 * processor does.
	 */
	private boolean isMoreThanNeeded() {
		double nanos = this.clock.getAsLong() - this.start;
		return this.busyNanos.sum() > MANY_BUSY * nanos * Math.min(this.limit, this.processors)
				|| this.bytes.sum() > FAST * this.limit * (nanos / 1e9);
	}

	/**
	 * Tell of a connection that moves its first bytes.
	 */
	synchronized void started() {
		if (this.starting > 0) {
			this.starting--;
		}
		if (this.starting == 0) {
			startWindow();
		}
	}

	/**
	 * Tell of a connection that could not be had: more are not to be hoped for.
	 */
	synchronized void refused(int active) {
		this.limit = Math.max(1, active);
		this.limitBefore = 0;
		this.starting = 0;
		settle();
	}

	/**
	 * Tell of a request that has to be made again: what is too much for the store, or for
	 * the link, is not made more.
	 */
	synchronized void failed() {
		this.limit = Math.max(1, this.limit / 2);
		this.decided = true;
		this.limitBefore = 0;
		this.starting = 0;
		settle();
	}

	/**
	 * Tell of bytes that were moved.
	 * @param count how many
	 * @param busy for how many nanoseconds this kept a processor busy
	 */
	void moved(long count, long busy) {
		this.bytes.add(count);
		this.busyNanos.add(busy);
		long now = this.clock.getAsLong();
		if (this.most > 1 && isOver(now) && this.deciding.compareAndSet(false, true)) {
			try {
				decide(now);
			}
			finally {
				this.deciding.set(false);
			}
		}
	}

	private boolean isOver(long now) {
		return now - this.windowStart >= ((this.starting > 0) ? LONGEST_START : this.window);
	}

	private synchronized void decide(long now) {
		long elapsed = now - this.windowStart;
		if (!isOver(now)) {
			return;
		}
		double seconds = elapsed / 1e9;
		long moved = this.bytes.sum() - this.bytesBefore;
		double rate = moved / seconds;
		this.starting = 0;
		this.decided = true;
		this.workerSeconds += seconds * this.limit;
		this.workerBytes += moved;
		this.workerBusy += (this.busyNanos.sum() - this.busyBefore) / 1e9;
		if (this.limitBefore > 0 && rate < this.rateBefore * GAIN) {
			withoutGain();
		}
		else {
			this.limitBefore = 0;
			this.windowsWithoutGain = 0;
			if (this.limit < this.most && isNetworkTheLimit()) {
				grow(rate);
			}
		}
		startWindow();
	}

	/**
	 * Judged by all that a transfer has seen lately: in a single window a thread may just
	 * not have had its turn, or have filled the buffers of its socket.
	 */
	private boolean isNetworkTheLimit() {
		boolean limited = this.workerBusy < BUSY * this.workerSeconds && this.workerBytes < FAST * this.workerSeconds;
		if (this.workerSeconds > MEMORY_SECONDS) {
			this.workerSeconds /= 2;
			this.workerBytes /= 2;
			this.workerBusy /= 2;
		}
		return limited;
	}

	private void grow(double rate) {
		this.limitBefore = this.limit;
		this.rateBefore = rate;
		this.limit = Math.min(this.most, this.limit * (isSteady() ? STEADY_FACTOR : FIRST_FACTOR));
		this.starting = this.limit - this.limitBefore;
	}

	private void withoutGain() {
		if (++this.windowsWithoutGain >= WINDOWS_TO_GAIN) {
			this.limit = this.limitBefore;
			this.limitBefore = 0;
			this.windowsWithoutGain = 0;
			settle();
		}
	}

	private void settle() {
		this.window = isSteady() ? Math.min(LONGEST_WINDOW, this.window * 2) : STEADY_WINDOW;
		startWindow();
	}

	private boolean isSteady() {
		return this.window > FIRST_WINDOW;
	}

	private void startWindow() {
		this.windowStart = this.clock.getAsLong();
		this.bytesBefore = this.bytes.sum();
		this.busyBefore = this.busyNanos.sum();
	}

}
