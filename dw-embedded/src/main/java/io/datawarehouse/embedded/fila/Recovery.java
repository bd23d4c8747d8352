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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.google.protobuf.InvalidProtocolBufferException;
import io.datawarehouse.fila.proto.Message;
import io.datawarehouse.fila.proto.MessageMetadata;
import io.datawarehouse.fila.proto.QueueConfig;
import io.grpc.StatusRuntimeException;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what the store holds when the broker starts. A message that was leased stays
 * so until its lease expires, because its consumer may still be at work on it and ack it;
 * unless it is known that no consumer has outlived the broker.
 */
final class Recovery {

	private static final Logger logger = LoggerFactory.getLogger(Recovery.class);

	private final BrokerCore core;

	private final StoreTables tables;

	private final UnaryOperator<@Nullable String> config;

	private final boolean releaseLeases;

	private final List<Leased> leased = new ArrayList<>();

	private final List<Long> orphans = new ArrayList<>();

	/**
	 * Make a recovery.
	 * @param config reads the settings of the broker for scripts
	 */
	Recovery(BrokerCore core, StoreTables tables, UnaryOperator<@Nullable String> config, boolean releaseLeases) {
		this.config = config;
		this.core = core;
		this.tables = tables;
		this.releaseLeases = releaseLeases;
	}

	/**
	 * Take up queues and messages, before the store takes other changes.
	 */
	void run() {
		this.tables.queues().forEach(this::queue);
		for (Cursor<Long, byte[]> messages = this.tables.allMessages(); messages.hasNext();) {
			long sequence = messages.next();
			message(sequence, messages.getValue());
		}
		this.leased.sort(Comparator.comparingLong(Leased::until));
		this.leased.forEach((lease) -> lease.queue().restore(lease.entry(), lease.until()));
		this.orphans.forEach(this.tables::remove);
	}

	private void queue(String name, byte[] config) {
		try {
			FilaQueue queue = this.core.newQueue(name);
			QueueConfig settings = QueueConfig.parseFrom(config);
			this.core.hooks().install(name, scripts(name, settings));
			queue.create(settings);
			this.core.queues().put(name, queue);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IllegalStateException("The settings of queue '" + name + "' in the store cannot be read", ex);
		}
	}

	/**
	 * A queue whose scripts do not run here any more still has its messages.
	 */
	private @Nullable LuaScripts scripts(String name, QueueConfig settings) {
		try {
			return LuaScripts.compile(name, settings, this.core.hooks().scriptLimits(), this.config);
		}
		catch (StatusRuntimeException ex) {
			logger.warn("The scripts of queue '{}' are left out: {}", name, ex.getStatus().getDescription());
			return null;
		}
	}

	private void message(long sequence, byte[] stored) {
		try {
			Message message = Subscription.parse(stored);
			MessageMetadata metadata = message.getMetadata();
			FilaQueue queue = this.core.queues().get(metadata.getQueueId());
			if (queue == null) {
				this.orphans.add(sequence);
				return;
			}
			Entry entry = new Entry(UUID.fromString(message.getId()), metadata.getFairnessKey(), metadata.getWeight(),
					List.copyOf(metadata.getThrottleKeysList()));
			entry.sequence = sequence;
			entry.attempts = this.tables.attempts(sequence);
			place(queue, entry);
		}
		catch (IOException | IllegalArgumentException ex) {
			logger.warn("Message {} of the Fila store cannot be read and is left out", sequence, ex);
		}
	}

	private void place(FilaQueue queue, Entry entry) {
		long until = this.tables.leasedUntil(entry.sequence);
		if (until == 0) {
			queue.add(entry);
		}
		else if (this.releaseLeases) {
			entry.attempts++;
			this.tables.putState(entry.sequence, entry.attempts, 0);
			queue.add(entry);
		}
		else {
			this.leased.add(new Leased(queue, entry, until));
		}
	}

	/**
	 * A message that was leased when the broker ended.
	 *
	 * @param queue its queue
	 * @param entry the message
	 * @param until when its lease expires
	 */
	private record Leased(FilaQueue queue, Entry entry, long until) {
	}

}
