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
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.datawarehouse.embedded.fila.FilaStore.Wait;
import io.datawarehouse.fila.proto.GetStatsResponse;
import io.datawarehouse.fila.proto.PerFairnessKeyStats;
import io.datawarehouse.fila.proto.QueueConfig;
import io.datawarehouse.fila.proto.QueueInfo;
import org.jspecify.annotations.Nullable;

/**
 * A queue, or the name of one that does not exist yet but has consumers: what waits, what
 * is leased, and who is subscribed. Never blocks and calls nobody while it holds its
 * lock.
 */
final class FilaQueue {

	private static final long DEFAULT_VISIBILITY_MILLIS = 30_000;

	private final String name;

	private final FilaStore store;

	private final Throttles throttles;

	private final LongSupplier clock;

	private final FairScheduler waiting = new FairScheduler();

	private final Leases leases = new Leases();

	private final List<Subscription> subscriptions = new ArrayList<>();

	private final LongAdder enqueued = new LongAdder();

	private final LongAdder delivered = new LongAdder();

	private final LongAdder acked = new LongAdder();

	private int nextSubscription;

	private volatile @Nullable QueueConfig config;

	/**
	 * Make a queue that does not exist yet.
	 * @param clock tells the milliseconds since the epoch
	 */
	FilaQueue(String name, FilaStore store, Throttles throttles, LongSupplier clock) {
		this.name = name;
		this.store = store;
		this.throttles = throttles;
		this.clock = clock;
	}

	String name() {
		return this.name;
	}

	boolean exists() {
		return this.config != null;
	}

	synchronized void create(QueueConfig config) {
		this.config = config;
	}

	/**
	 * Forget all messages. Consumers stay.
	 * @return what is to be removed from the store
	 */
	synchronized List<Entry> delete() {
		this.config = null;
		List<Entry> all = new ArrayList<>(this.waiting.clear());
		all.addAll(this.leases.clear());
		return all;
	}

	/**
	 * Let a stored message wait at the back of its fairness key.
	 */
	void add(Entry entry) {
		synchronized (this) {
			if (this.config == null) {
				this.store.submit((tables) -> tables.remove(entry.sequence), 0, Wait.NOTHING, null);
				return;
			}
			this.waiting.add(entry);
		}
		dispatch();
	}

	/**
	 * Take up a lease that was given before the broker was restarted.
	 */
	synchronized void restore(Entry entry, long leasedUntil) {
		this.leases.add(entry, leasedUntil);
	}

	synchronized void subscribe(Subscription subscription) {
		this.subscriptions.add(subscription);
	}

	synchronized void unsubscribe(Subscription subscription) {
		this.subscriptions.remove(subscription);
	}

	/**
	 * Whether there is nothing to remember of this queue.
	 */
	synchronized boolean isAbandoned() {
		return this.config == null && this.subscriptions.isEmpty();
	}

	/**
	 * Take the lease of a message.
	 * @return the message, or {@code null} if it is not leased
	 */
	@Nullable Entry settle(UUID id) {
		expire();
		synchronized (this) {
			return this.leases.remove(id);
		}
	}

	/**
	 * Let the messages wait again whose leases have run out.
	 */
	void expire() {
		long now = this.clock.getAsLong();
		synchronized (this) {
			for (Entry entry : this.leases.removeExpired(now)) {
				entry.attempts++;
				note(entry, 0);
				this.waiting.add(entry);
			}
		}
		dispatch();
	}

	/**
	 * Lease as much as the consumers have room for, in turn.
	 */
	void dispatch() {
		synchronized (this) {
			QueueConfig config = this.config;
			if (config == null || this.waiting.size() == 0) {
				return;
			}
			Subscription subscription = nextWithRoom();
			while (subscription != null) {
				Entry entry = this.waiting.next(this.throttles::admit);
				if (entry == null) {
					return;
				}
				long until = this.clock.getAsLong() + visibilityMillis(config);
				this.leases.add(entry, until);
				note(entry, until);
				subscription.offer(entry);
				this.delivered.increment();
				this.nextSubscription++;
				subscription = nextWithRoom();
			}
		}
	}

	private @Nullable Subscription nextWithRoom() {
		int count = this.subscriptions.size();
		for (int i = 0; i < count; i++) {
			Subscription subscription = this.subscriptions.get(Math.floorMod(this.nextSubscription, count));
			if (subscription.hasRoom()) {
				return subscription;
			}
			this.nextSubscription++;
		}
		return null;
	}

	private void note(Entry entry, long leasedUntil) {
		int attempts = entry.attempts;
		this.store.submit((tables) -> tables.putState(entry.sequence, attempts, leasedUntil), 0, Wait.NOTHING, null);
	}

	private static long visibilityMillis(QueueConfig config) {
		return (config.getVisibilityTimeoutMs() == 0) ? DEFAULT_VISIBILITY_MILLIS : config.getVisibilityTimeoutMs();
	}

	/**
	 * Take waiting messages in the order of their delivery.
	 * @param count how many at most, 0 for all
	 */
	synchronized List<Entry> takeWaiting(long count) {
		List<Entry> taken = new ArrayList<>();
		while (count == 0 || taken.size() < count) {
			Entry entry = this.waiting.next((candidate) -> true);
			if (entry == null) {
				break;
			}
			taken.add(entry);
		}
		return taken;
	}

	/**
	 * Look at waiting messages, those of one fairness key after the other.
	 * @param count how many at most
	 */
	synchronized List<Entry> waiting(int count) {
		return this.waiting.lanes().stream().flatMap((lane) -> lane.entries.stream()).limit(count).toList();
	}

	void noteEnqueued() {
		this.enqueued.increment();
	}

	void noteAcked() {
		this.acked.increment();
	}

	QueueTraffic traffic() {
		return new QueueTraffic(this.enqueued.sum(), this.delivered.sum(), this.acked.sum());
	}

	synchronized QueueInfo info() {
		return QueueInfo.newBuilder()
			.setName(this.name)
			.setDepth(this.waiting.size())
			.setInFlight(this.leases.size())
			.setActiveConsumers(this.subscriptions.size())
			.build();
	}

	synchronized GetStatsResponse stats() {
		GetStatsResponse.Builder stats = GetStatsResponse.newBuilder()
			.setDepth(this.waiting.size())
			.setInFlight(this.leases.size())
			.setActiveFairnessKeys(this.waiting.lanes().size())
			.setActiveConsumers(this.subscriptions.size())
			.setQuantum(FairScheduler.QUANTUM)
			.addAllPerThrottleStats(this.throttles.stats());
		this.waiting.lanes()
			.forEach((lane) -> stats.addPerKeyStats(PerFairnessKeyStats.newBuilder()
				.setKey(lane.key)
				.setPendingCount(lane.entries.size())
				.setCurrentDeficit(lane.deficit)
				.setWeight(lane.weight)));
		return stats.build();
	}

}
