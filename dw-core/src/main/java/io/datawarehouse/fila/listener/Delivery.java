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

import java.util.concurrent.atomic.AtomicBoolean;

import io.datawarehouse.fila.ConsumeMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message in flight: from its arrival until it is settled, or left to its lease.
 */
final class Delivery implements Acknowledgment {

	private final ConsumeMessage message;

	private final Dispatcher dispatcher;

	private final Settler settler;

	private final long arrival = System.nanoTime();

	private final AtomicBoolean settled = new AtomicBoolean();

	private volatile boolean listenerDone;

	private boolean begun;

	private boolean overrun;

	Delivery(ConsumeMessage message, Dispatcher dispatcher, Settler settler) {
		this.message = message;
		this.dispatcher = dispatcher;
		this.settler = settler;
	}

	ConsumeMessage message() {
		return this.message;
	}

	@Override
	public void acknowledge() {
		if (this.settled.compareAndSet(false, true)) {
			this.settler.ack(this);
		}
	}

	@Override
	public void nack(@Nullable String error) {
		if (this.settled.compareAndSet(false, true)) {
			this.settler.nack(this, error);
		}
	}

	/**
	 * Leave the message to its lease. Whoever acks it later comes too late.
	 */
	void leave() {
		if (this.settled.compareAndSet(false, true)) {
			release();
		}
	}

	/**
	 * Its handling begins. Called under the lock of the dispatcher, as
	 * {@link #hasBegun()}.
	 */
	void begin() {
		this.begun = true;
	}

	boolean hasBegun() {
		return this.begun;
	}

	void release() {
		this.dispatcher.release(this);
	}

	boolean isSettled() {
		return this.settled.get();
	}

	void listenerReturned() {
		this.listenerDone = true;
	}

	boolean isListenerDone() {
		return this.listenerDone;
	}

	long ageNanos() {
		return System.nanoTime() - this.arrival;
	}

	/**
	 * Note that the lease was outlasted.
	 * @return {@code true} the first time
	 */
	synchronized boolean markOverrun() {
		boolean first = !this.overrun;
		this.overrun = true;
		return first;
	}

}
