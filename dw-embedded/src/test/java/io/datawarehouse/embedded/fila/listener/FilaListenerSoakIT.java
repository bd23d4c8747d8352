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

package io.datawarehouse.embedded.fila.listener;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaEnqueueResult;
import io.datawarehouse.fila.FilaMessage;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerSettings;
import io.datawarehouse.fila.listener.FilaListenerStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A listener under a steady load while the broker is stopped and started again five times
 * and connections are cut twenty times. It takes 20 seconds; with {@code -Dfila.soak=10m}
 * it takes ten minutes.
 */
class FilaListenerSoakIT {

	private static final Logger logger = LoggerFactory.getLogger(FilaListenerSoakIT.class);

	private static final int RATE = 2_000;

	private static final int BATCH = 50;

	private static final int RESTARTS = 5;

	private static final int CUTS = 20;

	private static final Duration LEASE = Duration.ofSeconds(3);

	private final Duration duration = duration(System.getProperty("fila.soak", "20s"));

	private final BitSet stored = new BitSet();

	private final BitSet handled = new BitSet();

	private final AtomicLong duplicates = new AtomicLong();

	private final AtomicLong unclear = new AtomicLong();

	@TempDir
	private Path data;

	private EmbeddedFilaBroker broker;

	@Test
	void nothingIsLostAndNothingSticks() throws Exception {
		this.broker = start(0);
		int port = this.broker.port();
		try (FilaAdmin admin = FilaAdmin.builder().address("127.0.0.1:" + port).build();
				CuttingProxy proxy = new CuttingProxy(port);
				FilaClient consumer = FilaClient.builder().address(proxy.address()).build();
				FilaClient producer = FilaClient.builder().address(proxy.address()).build()) {
			admin.createQueue("soak", FilaQueueSettings.defaults().withVisibilityTimeout(LEASE));
			FilaListenerContainer container = FilaListenerContainer.builder(consumer)
				.id("soak")
				.queues("soak")
				.settings(FilaListenerSettings.defaults()
					.withConcurrency(10)
					.withMaxAttempts(0)
					.withVisibilityTimeout(LEASE))
				.listener((message, ack) -> handle(ByteBuffer.wrap(message.payload()).getInt()))
				.build();
			container.start();
			await().atMost(Duration.ofSeconds(10)).until(container::isSubscribed);
			AtomicBoolean over = new AtomicBoolean();
			CompletableFuture<Integer> production = CompletableFuture.supplyAsync(() -> produce(producer, over));
			await().atMost(Duration.ofSeconds(10)).until(() -> container.getStats().handled() >= 500);
			int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
			long start = System.nanoTime();
			List<Long> heap = disturb(proxy, port, start);
			over.set(true);
			int sent = production.get(60, TimeUnit.SECONDS);
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
				synchronized (this) {
					BitSet missing = (BitSet) this.stored.clone();
					missing.andNot(this.handled);
					return missing.isEmpty();
				}
			});
			await().atMost(Duration.ofSeconds(60))
				.ignoreExceptions()
				.until(() -> admin.stats("soak").depth() == 0 && admin.stats("soak").inFlight() == 0);
			FilaListenerStats stats = container.getStats();
			int threadsAfter = ManagementFactory.getThreadMXBean().getThreadCount();
			logger.warn(
					"soak: {} sent, {} stored, {} unclear, {} handled, {} duplicates, {}/s, {}, threads {} -> {}, heap MiB {}",
					sent, this.stored.cardinality(), this.unclear, this.handled.cardinality(), this.duplicates,
					sent / Math.max(1, took.toSeconds()), stats, threadsBefore, threadsAfter, heap);
			assertThat(stats.resubscriptions()).isGreaterThanOrEqualTo(RESTARTS);
			assertThat(threadsAfter).isLessThanOrEqualTo(threadsBefore + 40);
			assertThat(heap.get(heap.size() - 1)).isLessThan(heap.get(0) + 200);
			// The short run has a fault each 0.8 s, and a channel that lost its
			// connection
			// pauses for about a second: this only tells that there was a load at all.
			assertThat(this.stored.cardinality()).isGreaterThan((int) (RATE * this.duration.toSeconds() / 10));
			container.stop();
			assertThat(container.getStats().inFlight()).isZero();
		}
		finally {
			this.broker.close();
		}
	}

	private EmbeddedFilaBroker start(int port) {
		return EmbeddedFilaBroker.builder().dataDir(this.data).port(port).start();
	}

	private synchronized void handle(int number) {
		if (this.handled.get(number)) {
			this.duplicates.incrementAndGet();
		}
		this.handled.set(number);
	}

	/**
	 * Send batches at the rate. What a broker that went away has not answered for sure is
	 * not counted as stored, though it may be.
	 */
	private int produce(FilaClient producer, AtomicBoolean over) {
		AtomicInteger next = new AtomicInteger();
		long start = System.nanoTime();
		while (!over.get()) {
			int first = next.get();
			List<FilaMessage> batch = new ArrayList<>(BATCH);
			for (int i = 0; i < BATCH; i++) {
				batch.add(FilaMessage.of(ByteBuffer.allocate(100).putInt(next.getAndIncrement()).array()));
			}
			List<FilaEnqueueResult> results = producer.enqueueAll("soak", batch);
			synchronized (this) {
				for (int i = 0; i < BATCH; i++) {
					if (results.get(i).isStored()) {
						this.stored.set(first + i);
					}
					else {
						this.unclear.incrementAndGet();
					}
				}
			}
			long due = start + TimeUnit.SECONDS.toNanos(next.get()) / RATE;
			LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
		}
		return next.get();
	}

	private List<Long> disturb(CuttingProxy proxy, int port, long start) {
		List<Long> heap = new ArrayList<>();
		int events = RESTARTS + CUTS;
		for (int i = 1; i <= events; i++) {
			long due = start + this.duration.toNanos() * i / (events + 1);
			while (System.nanoTime() < due) {
				LockSupport.parkNanos(due - System.nanoTime());
			}
			if (i % (events / RESTARTS) == 0) {
				this.broker.close();
				this.broker = start(port);
				heap.add(usedHeap());
			}
			else {
				proxy.cut();
			}
		}
		long end = start + this.duration.toNanos();
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
		heap.add(usedHeap());
		return heap;
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
	}

	private static Duration duration(String text) {
		return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
	}

}
