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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongFunction;

import io.datawarehouse.embedded.fila.FilaStore.Wait;
import io.datawarehouse.fila.proto.ConfigEntry;
import io.datawarehouse.fila.proto.GetStatsResponse;
import io.datawarehouse.fila.proto.ListConfigResponse;
import io.datawarehouse.fila.proto.QueueConfig;
import io.datawarehouse.fila.proto.QueueInfo;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * What the broker does with queues and settings.
 */
final class BrokerAdmin {

	private static final String DEAD_LETTERS = ".dlq";

	private static final int SHORTEST_VISIBILITY_MILLIS = 1_000;

	private final BrokerCore core;

	private final FilaStore store;

	private final Throttles throttles;

	private final Map<String, String> config = new ConcurrentSkipListMap<>();

	BrokerAdmin(BrokerCore core, FilaStore store, Throttles throttles) {
		this.core = core;
		this.store = store;
		this.throttles = throttles;
		store.tables().config().forEach(this::applyConfig);
	}

	/**
	 * Create a queue. Blocks while scripts are compiled.
	 */
	void createQueue(String name, QueueConfig config, FilaStore.Completion completion) {
		check(name, config);
		LuaScripts scripts = LuaScripts.compile(name, config, this.core.hooks().scriptLimits(), this::configured);
		try {
			createQueue(name, config, scripts, completion);
		}
		catch (RuntimeException ex) {
			if (scripts != null) {
				scripts.close();
			}
			throw ex;
		}
	}

	private synchronized void createQueue(String name, QueueConfig config, @Nullable LuaScripts scripts,
			FilaStore.Completion completion) {
		if (exists(name)) {
			throw Status.ALREADY_EXISTS.withDescription("queue already exists: " + name).asRuntimeException();
		}
		this.core.hooks().install(name, scripts);
		create(name, config);
		String deadLetters = name + DEAD_LETTERS;
		boolean withDeadLetters = !name.endsWith(DEAD_LETTERS);
		QueueConfig deadLetterConfig = QueueConfig.newBuilder()
			.setVisibilityTimeoutMs(config.getVisibilityTimeoutMs())
			.build();
		if (withDeadLetters && !exists(deadLetters)) {
			create(deadLetters, deadLetterConfig);
		}
		this.store.submit((tables) -> {
			tables.queues().put(name, config.toByteArray());
			if (withDeadLetters) {
				tables.queues().putIfAbsent(deadLetters, deadLetterConfig.toByteArray());
			}
		}, 0, Wait.FORCED, completion);
	}

	private static void check(String name, QueueConfig config) {
		if (name.isEmpty()) {
			throw Failures.invalid("queue name must not be empty");
		}
		long timeout = config.getVisibilityTimeoutMs();
		if (timeout < 0 || timeout > 0 && timeout < SHORTEST_VISIBILITY_MILLIS) {
			throw Failures.invalid("visibility_timeout_ms must be 0 or at least 1000, but was " + timeout);
		}
	}

	private void create(String name, QueueConfig config) {
		this.core.queues().compute(name, (key, present) -> {
			FilaQueue queue = (present != null) ? present : this.core.newQueue(name);
			queue.create(config);
			return queue;
		});
	}

	private boolean exists(String name) {
		FilaQueue queue = this.core.queues().get(name);
		return queue != null && queue.exists();
	}

	synchronized void deleteQueue(String name, FilaStore.Completion completion) {
		this.core.queue(name);
		List<String> names = name.endsWith(DEAD_LETTERS) ? List.of(name) : List.of(name, name + DEAD_LETTERS);
		List<Entry> entries = new ArrayList<>();
		for (String each : names) {
			this.core.hooks().uninstall(each);
			this.core.queues().computeIfPresent(each, (key, queue) -> {
				entries.addAll(queue.delete());
				return queue.isAbandoned() ? null : queue;
			});
		}
		this.store.submit((tables) -> {
			names.forEach(tables.queues()::remove);
			entries.forEach((entry) -> tables.remove(entry.sequence));
		}, 0, Wait.FORCED, completion);
	}

	/**
	 * Move messages of a dead-letter queue back.
	 * @param answer makes of their number what is told when they are moved
	 */
	void redrive(String deadLetters, long count, LongFunction<FilaStore.Completion> answer) {
		if (!deadLetters.endsWith(DEAD_LETTERS)) {
			throw Failures.invalid("not a dead letter queue: " + deadLetters);
		}
		FilaQueue source = this.core.queue(deadLetters);
		String parent = deadLetters.substring(0, deadLetters.length() - DEAD_LETTERS.length());
		if (!exists(parent)) {
			throw Status.FAILED_PRECONDITION.withDescription("parent queue does not exist: " + parent)
				.asRuntimeException();
		}
		List<Entry> entries = source.takeWaiting(count);
		this.core.move(entries, this.core.queue(parent), true, answer.apply(entries.size()));
	}

	GetStatsResponse stats(String name) {
		return this.core.queue(name).stats();
	}

	List<QueueInfo> listQueues() {
		return this.core.queues()
			.values()
			.stream()
			.filter(FilaQueue::exists)
			.map(FilaQueue::info)
			.sorted(Comparator.comparing(QueueInfo::getName))
			.toList();
	}

	void setConfig(String key, String value, FilaStore.Completion completion) {
		if (key.isEmpty()) {
			throw Failures.invalid("config key must not be empty");
		}
		try {
			applyConfig(key, value);
		}
		catch (IllegalArgumentException ex) {
			throw Failures.invalid(String.valueOf(ex.getMessage()));
		}
		this.store.submit((tables) -> tables.config().put(key, value), 0, Wait.FORCED, completion);
	}

	private void applyConfig(String key, String value) {
		if (key.startsWith(Throttles.PREFIX)) {
			this.throttles.configure(key.substring(Throttles.PREFIX.length()), value);
		}
		this.config.put(key, value);
	}

	/**
	 * What scripts read.
	 */
	@Nullable String configured(String key) {
		return this.config.get(key);
	}

	String getConfig(String key) {
		return this.config.getOrDefault(key, "");
	}

	ListConfigResponse listConfig(String prefix) {
		ListConfigResponse.Builder response = ListConfigResponse.newBuilder();
		this.config.forEach((key, value) -> {
			if (key.startsWith(prefix)) {
				response.addEntries(ConfigEntry.newBuilder().setKey(key).setValue(value));
			}
		});
		return response.setTotalCount(response.getEntriesCount()).build();
	}

}
