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

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The messages of a container that are in flight, and the acks on their way.
 */
final class InFlight {

	private final Set<Delivery> deliveries = ConcurrentHashMap.newKeySet();

	private final AtomicInteger settling = new AtomicInteger();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition emptied = this.lock.newCondition();

	void add(Delivery delivery) {
		this.deliveries.add(delivery);
	}

	boolean remove(Delivery delivery) {
		boolean removed = this.deliveries.remove(delivery);
		signalIfEmpty();
		return removed;
	}

	int beginSettling() {
		return this.settling.incrementAndGet();
	}

	void endSettling() {
		this.settling.decrementAndGet();
		signalIfEmpty();
	}

	Set<Delivery> deliveries() {
		return this.deliveries;
	}

	int size() {
		return this.deliveries.size();
	}

	private boolean isEmpty() {
		return this.deliveries.isEmpty() && this.settling.get() == 0;
	}

	private void signalIfEmpty() {
		if (isEmpty()) {
			this.lock.lock();
			try {
				this.emptied.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Wait until nothing is in flight any more.
	 * @return {@code false} if the time has passed or the thread was interrupted
	 */
	boolean awaitEmpty(Duration limit) {
		this.lock.lock();
		try {
			long nanos = limit.toNanos();
			while (!isEmpty() && nanos > 0) {
				nanos = this.emptied.awaitNanos(nanos);
			}
			return isEmpty();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

}
