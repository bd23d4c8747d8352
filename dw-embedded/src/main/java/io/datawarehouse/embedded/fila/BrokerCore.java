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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

import com.google.protobuf.ByteString;
import io.datawarehouse.embedded.fila.OnEnqueue.Routing;
import io.datawarehouse.embedded.fila.OnFailure.Decision;
import io.datawarehouse.embedded.fila.FilaStore.Wait;
import io.datawarehouse.fila.proto.ConsumeResponse;
import io.datawarehouse.fila.proto.Message;
import io.datawarehouse.fila.proto.MessageMetadata;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * What the broker does with messages: store, deliver, settle. Nothing blocks; whoever
 * waits for a change is told through a completion once it is durable.
 */
final class BrokerCore {

	private final FilaStore store;

	private final Throttles throttles;

	private final Executor executor;

	private final LongSupplier clock;

	private final Map<String, FilaQueue> queues = new ConcurrentHashMap<>();

	private final Hooks hooks;

	BrokerCore(FilaStore store, Throttles throttles, Hooks hooks, Executor executor, LongSupplier clock) {
		this.hooks = hooks;
		this.store = store;
		this.throttles = throttles;
		this.executor = executor;
		this.clock = clock;
	}

	Hooks hooks() {
		return this.hooks;
	}

	Map<String, FilaQueue> queues() {
		return this.queues;
	}

	FilaQueue newQueue(String name) {
		return new FilaQueue(name, this.store, this.throttles, this.clock);
	}

	/**
	 * Find a queue that exists.
	 */
	FilaQueue queue(String name) {
		FilaQueue queue = this.queues.get(name);
		if (queue == null || !queue.exists()) {
			throw Failures.queueNotFound(name);
		}
		return queue;
	}

	/**
	 * Store a message.
	 * @param answer makes of its id what is told when it is stored
	 */
	void enqueue(String name, Map<String, String> headers, ByteString payload,
			Function<String, FilaStore.Completion> answer) {
		FilaQueue queue = queue(name);
		if (this.store.isOverloaded()) {
			throw Failures.overloaded();
		}
		Routing routing = this.hooks.route(name, headers, payload);
		UUID id = MessageIds.create(this.clock.getAsLong());
		Entry entry = new Entry(id, routing.fairnessKey(), routing.weight(), routing.throttleKeys());
		FilaStore.Completion completion = answer.apply(id.toString());
		byte[] message = Message.newBuilder()
			.setId(id.toString())
			.putAllHeaders(headers)
			.setPayload(payload)
			.setMetadata(metadata(name, entry))
			.build()
			.toByteArray();
		this.store.submit((tables) -> tables.append(entry, message), message.length, Wait.FORCED, (failure) -> {
			if (failure == null) {
				queue.noteEnqueued();
				queue.add(entry);
			}
			completion.done(failure);
		});
	}

	private static MessageMetadata metadata(String queue, Entry entry) {
		return MessageMetadata.newBuilder()
			.setFairnessKey(entry.fairnessKey)
			.setWeight(entry.weight)
			.addAllThrottleKeys(entry.throttleKeys)
			.setQueueId(queue)
			.build();
	}

	/**
	 * Subscribe a consumer, to a queue that need not exist yet.
	 * @return what ends the subscription
	 */
	Subscription subscribe(String name, ServerCallStreamObserver<ConsumeResponse> observer) {
		Subscription[] subscribed = new Subscription[1];
		this.queues.compute(name, (key, present) -> {
			FilaQueue queue = (present != null) ? present : newQueue(name);
			subscribed[0] = new Subscription(queue, observer, this.store.tables(), this.executor);
			queue.subscribe(subscribed[0]);
			return queue;
		});
		return subscribed[0];
	}

	void unsubscribe(String name, Subscription subscription) {
		subscription.cancel();
		this.queues.computeIfPresent(name, (key, queue) -> {
			queue.unsubscribe(subscription);
			return queue.isAbandoned() ? null : queue;
		});
		// Its turn goes to the others.
		FilaQueue queue = this.queues.get(name);
		if (queue != null) {
			queue.dispatch();
		}
	}

	void ack(String name, String messageId, FilaStore.Completion completion) {
		Entry entry = settle(name, messageId);
		this.store.submit((tables) -> tables.remove(entry.sequence), 0, Wait.WRITTEN, completion);
		FilaQueue queue = this.queues.get(name);
		if (queue != null) {
			queue.noteAcked();
		}
	}

	void nack(String name, String messageId, String error, FilaStore.Completion completion) {
		Entry entry = settle(name, messageId);
		entry.attempts++;
		FilaQueue queue = this.queues.get(name);
		Decision decision = this.hooks.decide(name, entry, error, () -> headers(entry));
		FilaQueue deadLetters = (decision == Decision.DEAD_LETTER) ? this.queues.get(name + ".dlq") : null;
		if (deadLetters != null && deadLetters.exists()) {
			move(List.of(entry), deadLetters, false, completion);
			return;
		}
		int attempts = entry.attempts;
		this.store.submit((tables) -> tables.putState(entry.sequence, attempts, 0), 0, Wait.WRITTEN, completion);
		if (queue != null) {
			queue.add(entry);
		}
	}

	private Entry settle(String name, String messageId) {
		UUID id = MessageIds.parse(messageId);
		if (id == null) {
			throw Failures.invalid("message id must be a UUID, but was '" + messageId + "'");
		}
		FilaQueue queue = this.queues.get(name);
		Entry entry = (queue != null) ? queue.settle(id) : null;
		if (entry == null) {
			throw Failures.noLease(name, messageId);
		}
		return entry;
	}

	/**
	 * Look at waiting messages.
	 * @param count how many at most
	 * @param maxPayload how many bytes of a payload at most
	 */
	List<BrowsedMessage> browse(String name, int count, int maxPayload) {
		FilaQueue queue = this.queues.get(name);
		if (queue == null) {
			return List.of();
		}
		List<BrowsedMessage> messages = new ArrayList<>();
		for (Entry entry : queue.waiting(count)) {
			// It may have been acked meanwhile.
			byte[] stored = this.store.tables().message(entry.sequence);
			if (stored != null) {
				messages.add(browsed(entry, stored, maxPayload));
			}
		}
		return messages;
	}

	private static BrowsedMessage browsed(Entry entry, byte[] stored, int maxPayload) {
		try {
			Message message = Subscription.parse(stored);
			ByteString payload = message.getPayload();
			return new BrowsedMessage(message.getId(), message.getHeadersMap(),
					payload.substring(0, Math.min(payload.size(), maxPayload)).toByteArray(), payload.size(),
					entry.fairnessKey, entry.attempts);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Map<String, String> headers(Entry entry) throws IOException {
		byte[] stored = this.store.tables().message(entry.sequence);
		return (stored != null) ? Subscription.parse(stored).getHeadersMap() : Map.of();
	}

	/**
	 * Move messages to the back of another queue, as one change.
	 */
	void move(List<Entry> entries, FilaQueue target, boolean forgetAttempts, FilaStore.Completion completion) {
		List<Entry> moved = entries.stream().map((entry) -> entry.moved(forgetAttempts ? 0 : entry.attempts)).toList();
		this.store.submit((tables) -> {
			for (int i = 0; i < moved.size(); i++) {
				move(tables, entries.get(i), moved.get(i), target.name());
			}
		}, 0, Wait.FORCED, (failure) -> {
			if (failure == null) {
				moved.forEach(target::add);
			}
			completion.done(failure);
		});
	}

	private static void move(StoreTables tables, Entry from, Entry to, String queue) {
		byte[] stored = tables.message(from.sequence);
		tables.remove(from.sequence);
		if (stored != null) {
			tables.append(to, renamed(stored, queue));
		}
	}

	private static byte[] renamed(byte[] stored, String queue) {
		try {
			Message.Builder message = Subscription.parse(stored).toBuilder();
			message.getMetadataBuilder().setQueueId(queue);
			return message.build().toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Let time pass: leases expire and buckets fill.
	 */
	void tick() {
		this.queues.values().forEach(FilaQueue::expire);
	}

}
