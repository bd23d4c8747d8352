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

package io.datawarehouse.fila.listener;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.datawarehouse.fila.ConsumeMessage;
import org.jspecify.annotations.Nullable;

/**
 * Brings the messages of a queue to the handlers. No more are handled at a time than
 * there are places. Few more are asked for ahead, and only while handling is so quick
 * that they wait for a small part of their lease: so a handler finds its next message
 * here and need not wait for the broker.
 */
final class Dispatcher {

	private static final long REJECTED_PAUSE_MILLIS = 50;

	/**
	 * How many messages are handled before others may have the thread.
	 */
	private static final int LONGEST_TURN = 64;

	/**
	 * The part of a lease that a message may wait here.
	 */
	private static final int SHARE_OF_LEASE = 50;

	/**
	 * What the threads at work can do within this time is left to them: to wake another
	 * one up would take as long.
	 */
	private static final long SOON_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

	/**
	 * After which time without progress they were not as quick as they used to be.
	 */
	private static final long STUCK_MILLIS = 2;

	private final int places;

	private final int mostAhead;

	private final long longestWaitNanos;

	private final InFlight inFlight;

	private final Settler settler;

	private final Executor executor;

	private final ScheduledExecutorService timer;

	private final Consumer<Delivery> handler;

	private final Queue<Delivery> waiting = new ArrayDeque<>();

	private Flow.@Nullable Subscription subscription;

	/**
	 * Places that are taken: by messages that are handled or, by hand, not yet settled.
	 */
	private int taken;

	/**
	 * Messages asked of the subscription that have not come.
	 */
	private int asked;

	/**
	 * Threads that handle messages or are about to.
	 */
	private int workers;

	/**
	 * How many messages were begun.
	 */
	private long begun;

	private boolean watched;

	/**
	 * How long handling takes, about; 0 as long as that is not known.
	 */
	private long handlingNanos;

	private boolean closed;

	Dispatcher(FilaListenerSettings settings, InFlight inFlight, Settler settler, Executor executor,
			ScheduledExecutorService timer, Consumer<Delivery> handler) {
		this.places = settings.concurrency();
		// By hand, how long a message keeps its place is not known when it is handled.
		this.mostAhead = (settings.ackMode() == AckMode.AUTO) ? settings.prefetch() : 0;
		this.longestWaitNanos = settings.visibilityTimeout().toNanos() / SHARE_OF_LEASE;
		this.inFlight = inFlight;
		this.settler = settler;
		this.executor = executor;
		this.timer = timer;
		this.handler = handler;
	}

	/**
	 * Ask a new subscription for messages. What the one before owed never comes.
	 */
	void attach(Flow.Subscription subscription) {
		int more;
		synchronized (this) {
			this.subscription = subscription;
			this.asked = 0;
			more = more();
		}
		ask(subscription, more);
	}

	synchronized void detach() {
		this.subscription = null;
		this.asked = 0;
	}

	/**
	 * Take no more messages: those that come nevertheless are given back.
	 */
	synchronized void close() {
		detach();
		this.closed = true;
	}

	/**
	 * How many messages to ask for now: as soon as a place is without one, otherwise in
	 * groups.
	 */
	private int more() {
		int ahead = ahead();
		int ready = this.waiting.size() + this.asked;
		int free = this.places + ahead - this.taken - ready;
		boolean due = ready < this.places - this.taken || ready <= ahead / 2;
		if (this.subscription == null || !due || free <= 0) {
			return 0;
		}
		this.asked += free;
		return free;
	}

	private int ahead() {
		if (this.handlingNanos == 0) {
			return 0;
		}
		return (int) Math.min(this.mostAhead, this.longestWaitNanos * this.places / this.handlingNanos);
	}

	/**
	 * Never called with a lock: messages may come on this thread.
	 */
	private static void ask(Flow.@Nullable Subscription subscription, int more) {
		if (more > 0 && subscription != null) {
			subscription.request(more);
		}
	}

	void dispatch(ConsumeMessage message) {
		Delivery delivery = new Delivery(message, this, this.settler);
		boolean refused;
		boolean wanted = false;
		synchronized (this) {
			this.asked = Math.max(0, this.asked - 1);
			refused = this.closed;
			this.inFlight.add(delivery);
			if (!refused) {
				this.waiting.add(delivery);
				wanted = wantsWorker();
			}
		}
		if (refused) {
			delivery.nack("the listener stops");
		}
		else if (wanted) {
			execute();
		}
	}

	private boolean wantsWorker() {
		if (this.waiting.isEmpty() || this.taken >= this.places || this.workers >= this.places) {
			return false;
		}
		if (this.workers > 0 && this.handlingNanos != 0
				&& this.waiting.size() * this.handlingNanos <= this.workers * SOON_NANOS) {
			watch();
			return false;
		}
		this.workers++;
		return true;
	}

	/**
	 * See to it that a message does not wait behind one that takes longer than usual.
	 */
	private void watch() {
		if (this.watched) {
			return;
		}
		long before = this.begun;
		try {
			this.timer.schedule(() -> unlessStuck(before), STUCK_MILLIS, TimeUnit.MILLISECONDS);
			this.watched = true;
		}
		catch (RejectedExecutionException ex) {
			// The container has stopped.
		}
	}

	private void unlessStuck(long before) {
		boolean wanted;
		synchronized (this) {
			this.watched = false;
			if (this.waiting.isEmpty() || this.taken >= this.places || this.workers >= this.places) {
				return;
			}
			wanted = this.begun == before;
			this.workers += wanted ? 1 : 0;
			watch();
		}
		if (wanted) {
			execute();
		}
	}

	/**
	 * An executor that is full for now must not cost the message an attempt.
	 */
	private void execute() {
		try {
			this.executor.execute(this::work);
		}
		catch (RejectedExecutionException ex) {
			executeLater();
		}
	}

	private void executeLater() {
		try {
			this.timer.schedule(this::execute, REJECTED_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The container has stopped: what waits is given back by that.
			workerEnds();
		}
	}

	private void work() {
		for (int i = 0; i < LONGEST_TURN; i++) {
			Delivery next = next();
			if (next == null) {
				return;
			}
			long start = System.nanoTime();
			try {
				this.handler.accept(next);
			}
			catch (RuntimeException | Error ex) {
				workerEnds();
				throw ex;
			}
			handled(System.nanoTime() - start);
		}
		execute();
	}

	private synchronized @Nullable Delivery next() {
		Delivery next = (this.taken < this.places) ? this.waiting.poll() : null;
		if (next == null) {
			workerEnds();
			return null;
		}
		this.taken++;
		this.begun++;
		next.begin();
		return next;
	}

	private synchronized void workerEnds() {
		this.workers--;
	}

	/**
	 * Slow down at once, speed up with care.
	 */
	private void handled(long nanos) {
		int more;
		Flow.Subscription subscription;
		synchronized (this) {
			long change = nanos - this.handlingNanos;
			this.handlingNanos = Math.max(1, this.handlingNanos + ((change > 0) ? change / 2 : change / 8));
			more = more();
			subscription = this.subscription;
		}
		ask(subscription, more);
	}

	void release(Delivery delivery) {
		if (!this.inFlight.remove(delivery)) {
			return;
		}
		int more;
		boolean wanted;
		Flow.Subscription subscription;
		synchronized (this) {
			if (delivery.hasBegun()) {
				this.taken--;
			}
			else {
				this.waiting.remove(delivery);
			}
			more = more();
			wanted = wantsWorker();
			subscription = this.subscription;
		}
		ask(subscription, more);
		if (wanted) {
			execute();
		}
	}

}
