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
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.datawarehouse.embedded.fila.FilaBrokerProcess;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaEnqueueResult;
import io.datawarehouse.fila.FilaMessage;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.listener.EnableFila;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerContainerFactory;
import io.datawarehouse.fila.listener.FilaListenerEndpointRegistry;
import io.datawarehouse.fila.listener.FilaListenerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application with a listener under load, while its broker, a process of its own, is
 * killed and its connections are cut. Short by default; {@code -Dfila.soak=10m} for the
 * whole of it.
 */
class FilaListenerSoakIT {

	private static final Logger logger = LoggerFactory.getLogger(FilaListenerSoakIT.class);

	private static final int RATE = 2_000;

	/**
	 * What is stored at least, on average over the faults.
	 */
	private static final double LEAST_RATE = RATE * 0.9;

	private static final int LARGEST_BATCH = 500;

	private static final Duration LEASE = Duration.ofSeconds(5);

	private static final Duration SOON = Duration.ofSeconds(60);

	private final Duration duration = Duration
		.parse("PT" + System.getProperty("fila.soak", "10s").toUpperCase(Locale.ROOT));

	private final boolean whole = this.duration.toMinutes() >= 1;

	private final int kills = this.whole ? 5 : 2;

	private final int cuts = this.whole ? 20 : 6;

	/**
	 * Twice what is sent at the rate, for the time that the faults take.
	 */
	private final SoakBook book = new SoakBook((int) (RATE * (this.duration.toSeconds() + 60) * 2));

	private final AtomicLong unclear = new AtomicLong();

	@TempDir
	private Path data;

	private FilaBrokerProcess broker;

	private int port;

	@Test
	void nothingIsLostAndNothingSticks() throws Exception {
		this.broker = FilaBrokerProcess.start(this.data, 0);
		this.port = Integer.parseInt(this.broker.address().substring(this.broker.address().lastIndexOf(':') + 1));
		try (FilaAdmin admin = FilaAdmin.builder().address(this.broker.address()).build();
				CuttingProxy proxy = new CuttingProxy(this.port);
				AnnotationConfigApplicationContext application = application(proxy);
				FilaClient producer = FilaClient.builder().address(proxy.address()).build()) {
			admin.createQueue("soak", FilaQueueSettings.defaults().withVisibilityTimeout(LEASE));
			FilaListenerContainer container = application.getBean(FilaListenerEndpointRegistry.class)
				.getContainer("soak");
			await().atMost(SOON).until(container::isSubscribed);
			AtomicBoolean over = new AtomicBoolean();
			CompletableFuture<Void> production = CompletableFuture.runAsync(() -> produce(producer, over),
					(task) -> new Thread(task, "soak-producer").start());
			await().atMost(SOON).until(() -> container.getStats().handled() >= RATE);
			long start = System.nanoTime();
			int storedBefore = this.book.countStored();
			List<State> states = disturb(proxy, start);
			double seconds = (System.nanoTime() - start) / 1e9;
			double rate = (this.book.countStored() - storedBefore) / seconds;
			over.set(true);
			production.get(60, TimeUnit.SECONDS);
			int waiting = this.book.countMissing();
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(this.book.countMissing())
					.as("stored and not handled, of %s that waited when the production ended: %s; %s; %s", waiting,
							this.book, container.getStats(), admin.stats("soak"))
					.isZero());
			await().atMost(SOON)
				.ignoreExceptions()
				.until(() -> admin.stats("soak").depth() == 0 && admin.stats("soak").inFlight() == 0);
			State first = states.get(0);
			State last = states.get(states.size() - 1);
			logger.warn(
					"soak of {} s with {} kills and {} cuts: {}/s, {}, of which {} waited when the production ended; {} "
							+ "enqueues unclear; {}; at a third {}; at the end {}",
					Math.round(seconds), this.kills, this.cuts, Math.round(rate), this.book, waiting, this.unclear,
					container.getStats(), first, last);
			if (this.whole) {
				// The short one spends most of its time in faults, beside other tests.
				assertThat(rate).as("stored per second").isGreaterThan(LEAST_RATE);
			}
			assertThat(container.getStats().resubscriptions()).isGreaterThanOrEqualTo(this.kills);
			assertThat(this.book.countDuplicates()).as("duplicates").isEqualTo(this.book.countExplained());
			assertThat(this.book.countSentAgain()).isLessThanOrEqualTo(this.unclear.get());
			assertThat(last.heapMiB()).as("heap after GC").isLessThanOrEqualTo(first.heapMiB() + 16);
			assertThat(last.count()).as("threads " + first.threads() + " -> " + last.threads())
				.isLessThanOrEqualTo(first.count() + 4);
			container.stop();
			assertThat(container.getStats().inFlight()).isZero();
		}
		finally {
			this.broker.close();
		}
	}

	private AnnotationConfigApplicationContext application(CuttingProxy proxy) {
		AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
		application.registerBean(FilaClient.class, () -> FilaClient.builder().address(proxy.address()).build());
		application.registerBean(SoakBook.class, () -> this.book);
		application.register(Application.class);
		application.refresh();
		return application;
	}

	/**
	 * Send as many as are due. What was not stored for sure is sent again, as a producer
	 * does that must not lose any: it may then be there twice.
	 */
	private void produce(FilaClient producer, AtomicBoolean over) {
		Deque<Integer> again = new ArrayDeque<>();
		int next = 0;
		boolean failed = false;
		long start = System.nanoTime();
		while (!over.get() || !again.isEmpty()) {
			long due = (System.nanoTime() - start) * RATE / TimeUnit.SECONDS.toNanos(1) - next;
			List<Integer> numbers = new ArrayList<>();
			// One message finds out whether the broker is back.
			int most = failed ? 1 : LARGEST_BATCH;
			while (numbers.size() < most && !again.isEmpty()) {
				numbers.add(again.remove());
			}
			for (; numbers.size() < most && due > 0 && !over.get(); due--) {
				numbers.add(next++);
			}
			List<FilaEnqueueResult> results = producer.enqueueAll("soak", numbers.stream().map(this::message).toList());
			failed = false;
			for (int i = 0; i < results.size(); i++) {
				if (results.get(i).isStored()) {
					this.book.stored(numbers.get(i));
				}
				else {
					failed = true;
					this.unclear.incrementAndGet();
					again.add(numbers.get(i));
				}
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(failed ? 20 : 5));
		}
	}

	private FilaMessage message(int number) {
		return FilaMessage.of(ByteBuffer.allocate(100).putInt(number).array());
	}

	private List<State> disturb(CuttingProxy proxy, long start) throws Exception {
		List<State> states = new ArrayList<>();
		int events = this.kills + this.cuts;
		for (int i = 1; i <= events; i++) {
			pauseUntil(start + this.duration.toNanos() * i / (events + 1));
			if (states.isEmpty() && i > events / 3) {
				states.add(State.now());
			}
			if (i % (events / this.kills) == 0) {
				this.broker.kill();
				this.broker = FilaBrokerProcess.start(this.data, this.port);
			}
			else {
				proxy.cut();
			}
			int stored = this.book.countStored();
			await().atMost(SOON)
				.untilAsserted(
						() -> assertThat(this.book.countStored()).as("stored after fault").isGreaterThan(stored));
		}
		pauseUntil(Math.max(start + this.duration.toNanos(), System.nanoTime() + TimeUnit.SECONDS.toNanos(2)));
		states.add(State.now());
		return states;
	}

	private static void pauseUntil(long due) {
		for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	/**
	 * What this process holds while it works.
	 *
	 * @param heapMiB the heap after a garbage collection
	 * @param threads how many threads there are of each kind, those of the test left out
	 */
	private record State(long heapMiB, Map<String, Integer> threads) {

		static State now() {
			Map<String, Integer> threads = new TreeMap<>();
			for (Thread thread : Thread.getAllStackTraces().keySet()) {
				String kind = thread.getName().replaceAll("[0-9]+", "*");
				if (!kind.startsWith("proxy-") && !kind.startsWith("broker-output")) {
					threads.merge(kind, 1, Integer::sum);
				}
			}
			System.gc();
			// What was left, without what the others have allocated since.
			long heap = ManagementFactory.getMemoryPoolMXBeans()
				.stream()
				.filter((pool) -> pool.getType() == MemoryType.HEAP)
				.mapToLong((pool) -> pool.getCollectionUsage().getUsed())
				.sum();
			return new State(heap >> 20, threads);
		}

		int count() {
			return this.threads.values().stream().mapToInt(Integer::intValue).sum();
		}

	}

	/**
	 * The application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableFila
	static class Application {

		@Bean
		FilaListenerContainerFactory filaListenerContainerFactory(FilaClient client) {
			FilaListenerContainerFactory factory = new FilaListenerContainerFactory(client);
			factory.setSettings(FilaListenerSettings.defaults().withMaxAttempts(0).withVisibilityTimeout(LEASE));
			return factory;
		}

		@Bean
		Listener listener(SoakBook book) {
			return new Listener(book);
		}

	}

	/**
	 * The listener of the application.
	 */
	static class Listener {

		private final SoakBook book;

		Listener(SoakBook book) {
			this.book = book;
		}

		@FilaListener(id = "soak", queues = "soak", concurrency = "10")
		void on(ConsumeMessage message) {
			this.book.handled(ByteBuffer.wrap(message.payload()).getInt(), message);
		}

	}

}
