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

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.datawarehouse.fila.ConsumeMessage;
import org.jspecify.annotations.Nullable;

/**
 * Hands the messages of a queue to the listener and asks for no more of them than there
 * are free places.
 */
final class Dispatcher {

	private static final long REJECTED_PAUSE_MILLIS = 50;

	private final int places;

	private final InFlight inFlight;

	private final Settler settler;

	private final Executor executor;

	private final ScheduledExecutorService timer;

	private final Consumer<Delivery> handler;

	private Flow.@Nullable Subscription subscription;

	/**
	 * Places that are taken.
	 */
	private int taken;

	/**
	 * Places that are kept for messages asked of the subscription.
	 */
	private int asked;

	private boolean closed;

	Dispatcher(int places, InFlight inFlight, Settler settler, Executor executor, ScheduledExecutorService timer,
			Consumer<Delivery> handler) {
		this.places = places;
		this.inFlight = inFlight;
		this.settler = settler;
		this.executor = executor;
		this.timer = timer;
		this.handler = handler;
	}

	/**
	 * Ask a new subscription for messages. What the one before owed never comes.
	 */
	synchronized void attach(Flow.Subscription subscription) {
		this.subscription = subscription;
		this.asked = 0;
		ask();
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

	private void ask() {
		int free = this.places - this.taken - this.asked;
		Flow.Subscription subscription = this.subscription;
		if (subscription != null && free > 0) {
			this.asked += free;
			subscription.request(free);
		}
	}

	void dispatch(ConsumeMessage message) {
		Delivery delivery = new Delivery(message, this, this.settler);
		boolean refused;
		synchronized (this) {
			this.taken++;
			this.asked = Math.max(0, this.asked - 1);
			refused = this.closed;
			this.inFlight.add(delivery);
		}
		if (refused) {
			delivery.nack("the listener stops");
		}
		else {
			execute(delivery);
		}
	}

	/**
	 * An executor that is full for now must not cost the message an attempt.
	 */
	private void execute(Delivery delivery) {
		try {
			this.executor.execute(() -> this.handler.accept(delivery));
		}
		catch (RejectedExecutionException ex) {
			executeLater(delivery);
		}
	}

	private void executeLater(Delivery delivery) {
		try {
			this.timer.schedule(() -> execute(delivery), REJECTED_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			delivery.nack("the listener stops");
		}
	}

	void release(Delivery delivery) {
		if (this.inFlight.remove(delivery)) {
			synchronized (this) {
				this.taken--;
				ask();
			}
		}
	}

}
