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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaEnqueueResult;
import io.datawarehouse.fila.FilaHeaders;
import io.datawarehouse.fila.FilaMessage;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.listener.AckMode;
import io.datawarehouse.fila.listener.Acknowledgment;
import io.datawarehouse.fila.listener.ErrorAction;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerContainerBuilder;
import io.datawarehouse.fila.listener.FilaListenerIdleEvent;
import io.datawarehouse.fila.listener.FilaListenerInterceptor;
import io.datawarehouse.fila.listener.FilaListenerNoLongerIdleEvent;
import io.datawarehouse.fila.listener.FilaListenerSettings;
import io.datawarehouse.fila.listener.FilaListenerStartedEvent;
import io.datawarehouse.fila.listener.FilaListenerStoppedEvent;
import io.datawarehouse.fila.listener.FilaMessageListener;
import io.datawarehouse.fila.listener.UnfinishedAction;
import io.datawarehouse.retry.RetrySettings;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * What a container does with messages, against a real broker.
 */
@Timeout(120)
class FilaListenerContainerIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final Queue<Object> events = new ConcurrentLinkedQueue<>();

	private final Queue<ConsumeMessage> received = new ConcurrentLinkedQueue<>();

	private final List<FilaListenerContainer> containers = new ArrayList<>();

	private EmbeddedFilaBroker broker;

	private FilaAdmin admin;

	private FilaClient client;

	@BeforeEach
	void start() {
		this.broker = EmbeddedFilaBroker.builder().inMemory().start();
		this.admin = FilaAdmin.builder().address(this.broker.address()).build();
		this.client = FilaClient.builder().address(this.broker.address()).build();
		this.admin.createQueue("orders");
		this.admin.createQueue("brief", FilaQueueSettings.defaults().withVisibilityTimeout(Duration.ofSeconds(1)));
	}

	@AfterEach
	void stop() {
		this.containers.forEach(FilaListenerContainer::stop);
		this.client.close();
		this.admin.close();
		this.broker.close();
	}

	@Test
	void messagesAreHandledAndAcked() {
		listen(FilaListenerSettings.defaults().withConcurrency(4), (message, ack) -> this.received.add(message));
		List<String> ids = enqueue("orders", 100);
		await().atMost(SOON).until(() -> this.received.size() == 100);
		assertThat(this.received).extracting(ConsumeMessage::id).containsExactlyInAnyOrderElementsOf(ids);
		await().atMost(SOON).until(() -> this.admin.stats("orders").inFlight() == 0);
		assertThat(this.containers.get(0).getStats().handled()).isEqualTo(100);
		assertThat(this.events).first().isInstanceOf(FilaListenerStartedEvent.class);
	}

	@Test
	void noMoreAreHandledAtATimeThanThereArePlaces() throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		FilaListenerContainer container = listen(FilaListenerSettings.defaults().withConcurrency(3), (message, ack) -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			gate.await(20, TimeUnit.SECONDS);
			running.decrementAndGet();
			this.received.add(message);
		});
		enqueue("orders", 30);
		await().atMost(SOON).until(() -> running.get() == 3);
		await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> container.getStats().inFlight() == 3);
		gate.countDown();
		await().atMost(SOON).until(() -> this.received.size() == 30);
		assertThat(most).hasValue(3);
	}

	@Test
	void aFailedMessageIsGivenBackAndThenDeadLettered() {
		listen(FilaListenerSettings.defaults().withMaxAttempts(3), (message, ack) -> {
			this.received.add(message);
			throw new IllegalStateException("cannot do it");
		});
		String id = this.client.enqueue("orders", bytes("poison"));
		try (FilaConsumer dead = this.client.consume("orders.dlq")) {
			ConsumeMessage message = dead.next();
			assertThat(message.payload()).asString().isEqualTo("poison");
			assertThat(message.headers()).containsEntry(FilaHeaders.DEAD_LETTER_QUEUE, "orders")
				.containsEntry(FilaHeaders.DEAD_LETTER_MESSAGE_ID, id)
				.containsEntry(FilaHeaders.DEAD_LETTER_ATTEMPTS, "3")
				.containsEntry(FilaHeaders.DEAD_LETTER_REASON, "java.lang.IllegalStateException: cannot do it");
		}
		assertThat(this.received).extracting(ConsumeMessage::attemptCount).containsExactly(0, 1, 2);
		await().atMost(SOON).until(() -> this.admin.stats("orders").inFlight() == 0);
		assertThat(this.admin.stats("orders").depth()).isZero();
	}

	@Test
	void localRetriesAreNotSeenByTheBroker() {
		AtomicInteger attempts = new AtomicInteger();
		listen(FilaListenerSettings.defaults()
			.withRetry(RetrySettings.defaults().withMaxAttempts(3).withInitialInterval(Duration.ofMillis(1))),
				(message, ack) -> {
					if (attempts.incrementAndGet() < 3) {
						throw new IllegalStateException("not yet");
					}
					this.received.add(message);
				});
		this.client.enqueue("orders", bytes("x"));
		await().atMost(SOON).until(() -> this.received.size() == 1);
		assertThat(attempts).hasValue(3);
		assertThat(this.received).extracting(ConsumeMessage::attemptCount).containsExactly(0);
	}

	@Test
	void anOwnRecovererAndErrorHandlerDecide() {
		Queue<String> recovered = new ConcurrentLinkedQueue<>();
		listen((builder) -> builder.settings(FilaListenerSettings.defaults().withMaxAttempts(1))
			.recoverer((message, failure) -> recovered.add(failure.getMessage())), (message, ack) -> {
				throw new IllegalStateException("mine");
			});
		enqueue("orders", 1);
		await().atMost(SOON).until(() -> recovered.contains("mine"));
		await().atMost(SOON).until(() -> this.admin.stats("orders").inFlight() == 0);
		listen((builder) -> builder.queues("brief").errorHandler((message, failure) -> {
			recovered.add("handler " + message.attemptCount());
			return (message.attemptCount() == 0) ? ErrorAction.LEAVE : ErrorAction.ACK;
		}), (message, ack) -> {
			throw new StackOverflowError("deep");
		});
		enqueue("brief", 1);
		await().atMost(SOON).until(() -> recovered.contains("handler 1"));
		await().atMost(SOON).until(() -> this.admin.stats("brief").inFlight() == 0);
		assertThat(recovered).containsExactly("mine", "handler 0", "handler 1");
	}

	@Test
	void aRecovererThatFailsLosesNothing() {
		AtomicInteger calls = new AtomicInteger();
		listen((builder) -> builder.queues("brief")
			.settings(FilaListenerSettings.defaults().withMaxAttempts(1))
			.recoverer((message, failure) -> {
				if (calls.incrementAndGet() == 1) {
					throw new IllegalStateException("recoverer is out of order");
				}
			}), (message, ack) -> {
				throw new IllegalStateException("no");
			});
		enqueue("brief", 1);
		await().atMost(SOON).until(() -> calls.get() == 2);
		await().atMost(SOON).until(() -> this.admin.stats("brief").inFlight() == 0);
	}

	@Test
	void byHandMessagesKeepTheirPlaceUntilTheyAreAcked() {
		Queue<Acknowledgment> acks = new ConcurrentLinkedQueue<>();
		FilaListenerContainer container = listen(
				FilaListenerSettings.defaults().withAckMode(AckMode.MANUAL).withConcurrency(2),
				(message, ack) -> acks.add(ack));
		enqueue("orders", 5);
		await().atMost(SOON).until(() -> acks.size() == 2);
		await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> acks.size() == 2);
		assertThat(container.getStats().inFlight()).isEqualTo(2);
		acks.remove().acknowledge();
		acks.remove().nack("later");
		await().atMost(SOON).until(() -> acks.size() == 2);
		while (!acks.isEmpty()) {
			acks.remove().acknowledge();
			await().atMost(SOON)
				.until(() -> !acks.isEmpty()
						|| this.admin.stats("orders").depth() + this.admin.stats("orders").inFlight() == 0);
		}
		assertThat(container.getStats().handled()).isEqualTo(6);
	}

	@Test
	void aPlaceThatWasNeverAckedByHandIsFreedWithTheLease() {
		FilaListenerContainer container = listen((builder) -> builder.queues("brief")
			.settings(FilaListenerSettings.defaults()
				.withAckMode(AckMode.MANUAL)
				.withVisibilityTimeout(Duration.ofSeconds(1))), (message, ack) -> {
					this.received.add(message);
					if (message.attemptCount() > 0) {
						ack.acknowledge();
					}
				});
		String id = enqueue("brief", 1).get(0);
		await().atMost(SOON).until(() -> this.received.size() == 2);
		assertThat(this.received).extracting(ConsumeMessage::id).containsOnly(id);
		assertThat(container.getStats().leaseOverruns()).isOne();
	}

	@Test
	void handlingThatOutlastsTheLeaseIsCountedAndTheLateAckToo() {
		CountDownLatch gate = new CountDownLatch(1);
		FilaListenerContainer container = listen((builder) -> builder.queues("brief")
			.settings(FilaListenerSettings.defaults().withVisibilityTimeout(Duration.ofSeconds(1)).withConcurrency(2)),
				(message, ack) -> {
					if (message.attemptCount() == 0) {
						gate.await(20, TimeUnit.SECONDS);
					}
					this.received.add(message);
				});
		enqueue("brief", 1);
		await().atMost(SOON).until(() -> this.received.size() == 1);
		assertThat(this.received).extracting(ConsumeMessage::attemptCount).containsExactly(1);
		await().atMost(SOON).until(() -> container.getStats().leaseOverruns() == 1);
		gate.countDown();
		await().atMost(SOON).until(() -> container.getStats().leasesLost() == 1);
	}

	@Test
	void pauseAndResume() {
		FilaListenerContainer container = listen(FilaListenerSettings.defaults(),
				(message, ack) -> this.received.add(message));
		container.pause();
		await().atMost(SOON).until(() -> this.admin.stats("orders").activeConsumers() == 0);
		enqueue("orders", 3);
		await().during(Duration.ofMillis(200)).atMost(SOON).until(this.received::isEmpty);
		assertThat(container.isPaused()).isTrue();
		container.resume();
		await().atMost(SOON).until(() -> this.received.size() == 3);
		assertThat(this.received).extracting(ConsumeMessage::attemptCount).containsOnly(0);
	}

	@Test
	void idleAndNoLongerIdle() {
		listen(FilaListenerSettings.defaults().withIdleInterval(Duration.ofMillis(100)),
				(message, ack) -> this.received.add(message));
		await().atMost(SOON).until(() -> count(FilaListenerIdleEvent.class) == 1);
		enqueue("orders", 1);
		await().atMost(SOON).until(() -> count(FilaListenerNoLongerIdleEvent.class) == 1);
		await().atMost(SOON).until(() -> count(FilaListenerIdleEvent.class) == 2);
	}

	@Test
	void filterAndInterceptorsSeeEachMessage() {
		Queue<String> calls = new ConcurrentLinkedQueue<>();
		listen((builder) -> builder.filter((message) -> message.payload().length > 1)
			.settings(FilaListenerSettings.defaults().withMaxAttempts(1))
			.interceptor(note("a", calls))
			.interceptor(note("b", calls)), (message, ack) -> {
				calls.add("listener");
				throw new IllegalStateException("failed");
			});
		this.client.enqueue("orders", bytes("x"));
		this.client.enqueue("orders", bytes("long"));
		await().atMost(SOON).until(() -> this.admin.stats("orders.dlq").depth() == 1);
		assertThat(calls).containsExactly("before a", "before b", "listener", "after b failed", "after a failed");
		assertThat(this.containers.get(0).getStats().filtered()).isOne();
	}

	@Test
	void handlingIsObservedAndItsFailuresToo() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		listen((builder) -> builder.observationRegistry(observations), (message, ack) -> {
			if (message.attemptCount() == 0) {
				throw new IllegalStateException("first");
			}
			this.received.add(message);
		});
		String id = enqueue("orders", 1).get(0);
		await().atMost(SOON)
			.untilAsserted(() -> TestObservationRegistryAssert.assertThat(observations)
				.hasAnObservation((observation) -> observation.hasNameEqualTo("dw.fila.listener")
					.hasLowCardinalityKeyValue("queue", "orders")
					.hasLowCardinalityKeyValue("listener", "test")
					.hasLowCardinalityKeyValue("outcome", "success")
					.hasHighCardinalityKeyValue("message", id))
				.hasAnObservation(
						(observation) -> observation.hasLowCardinalityKeyValue("outcome", "error").hasError()));
	}

	@Test
	void anExecutorThatIsFullCostsNoAttempt() {
		AtomicInteger rejections = new AtomicInteger();
		Executor threads = Executors.newCachedThreadPool();
		listen((builder) -> builder.executor((task) -> {
			if (rejections.incrementAndGet() <= 3) {
				throw new RejectedExecutionException("full");
			}
			threads.execute(task);
		}), (message, ack) -> this.received.add(message));
		enqueue("orders", 1);
		await().atMost(SOON).until(() -> this.received.size() == 1);
		assertThat(this.received).extracting(ConsumeMessage::attemptCount).containsExactly(0);
	}

	@Test
	void severalQueuesAndStopByTheListenerItself() {
		FilaListenerContainer[] self = new FilaListenerContainer[1];
		self[0] = listen((builder) -> builder.queues("orders", "brief"), (message, ack) -> {
			this.received.add(message);
			if (message.queue().equals("brief")) {
				self[0].stop();
			}
		});
		enqueue("orders", 1);
		await().atMost(SOON).until(() -> this.received.size() == 1);
		enqueue("brief", 1);
		await().atMost(SOON).until(() -> !self[0].isRunning());
		assertThat(this.admin.stats("brief").inFlight()).as("the last message was acked").isZero();
		self[0].start();
		enqueue("orders", 1);
		await().atMost(SOON).until(() -> this.received.size() == 3);
	}

	@Test
	void aStopLosesNoneOfAThousandInFlight() {
		CountDownLatch gate = new CountDownLatch(1);
		Set<String> handled = ConcurrentHashMap.newKeySet();
		FilaListenerContainer container = listen((builder) -> builder.settings(FilaListenerSettings.defaults()
			.withConcurrency(1_000)
			.withShutdown(Duration.ofSeconds(3), UnfinishedAction.NACK)), (message, ack) -> {
				int number = Integer.parseInt(new String(message.payload(), StandardCharsets.UTF_8));
				if (number % 2 == 0) {
					gate.await(20, TimeUnit.SECONDS);
					handled.add(message.id());
				}
				else {
					// Only an interrupt ends it.
					new CountDownLatch(1).await();
				}
			});
		List<String> ids = enqueue("orders", 1_000);
		await().atMost(SOON).until(() -> container.getStats().inFlight() == 1_000);
		CountDownLatch stopped = new CountDownLatch(1);
		container.stop(stopped::countDown);
		gate.countDown();
		await().atMost(SOON).until(() -> stopped.getCount() == 0);
		assertThat(this.events).last().isInstanceOfSatisfying(FilaListenerStoppedEvent.class, (event) -> {
			assertThat(event.getReason()).isEqualTo(FilaListenerStoppedEvent.Reason.REQUESTED);
			assertThat(event.getUnfinished()).isEqualTo(500);
		});
		Set<String> left = ConcurrentHashMap.newKeySet();
		try (FilaConsumer rest = this.client.consume("orders")) {
			for (ConsumeMessage message = rest.poll(Duration.ofSeconds(3)); message != null; message = rest
				.poll(Duration.ofSeconds(3))) {
				left.add(message.id());
				this.client.ack("orders", message.id());
			}
		}
		Set<String> all = ConcurrentHashMap.newKeySet();
		all.addAll(handled);
		all.addAll(left);
		assertThat(all).as("none is lost").containsAll(ids);
		assertThat(handled).as("handled in time").hasSize(500);
		assertThat(left).as("none was acked that was not handled").hasSize(500);
		assertThat(left).filteredOn(handled::contains).as("what was handled was acked").isEmpty();
	}

	@Test
	void whatIsUnfinishedIsLeftToItsLeaseIfSo() {
		this.admin.createQueue("leased", FilaQueueSettings.defaults().withVisibilityTimeout(Duration.ofSeconds(5)));
		listen((builder) -> builder.queues("leased")
			.settings(FilaListenerSettings.defaults().withShutdown(Duration.ofMillis(100), UnfinishedAction.LEAVE)),
				(message, ack) -> {
					this.received.add(message);
					new CountDownLatch(1).await();
				});
		String id = enqueue("leased", 1).get(0);
		await().atMost(SOON).until(() -> this.received.size() == 1);
		this.containers.get(0).stop();
		assertThat(this.admin.stats("leased").inFlight()).isOne();
		try (FilaConsumer rest = this.client.consume("leased")) {
			assertThat(rest.next()).extracting(ConsumeMessage::id, ConsumeMessage::attemptCount).containsExactly(id, 1);
		}
	}

	@Test
	void badSettingsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> FilaListenerSettings.defaults().withConcurrency(0))
			.withMessageContaining("but was 0");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FilaListenerContainer.builder(this.client).listener((message, ack) -> {
			}).build())
			.withMessageContaining("queues");
	}

	private static FilaListenerInterceptor note(String name, Queue<String> calls) {
		return new FilaListenerInterceptor() {

			@Override
			public void before(ConsumeMessage message) {
				calls.add("before " + name);
			}

			@Override
			public void after(ConsumeMessage message, @Nullable Throwable failure) {
				calls.add("after " + name + ((failure != null) ? " " + failure.getMessage() : ""));
			}

		};
	}

	private long count(Class<?> type) {
		return this.events.stream().filter(type::isInstance).count();
	}

	private FilaListenerContainer listen(FilaListenerSettings settings, FilaMessageListener listener) {
		return listen((builder) -> builder.settings(settings), listener);
	}

	private FilaListenerContainer listen(java.util.function.Consumer<FilaListenerContainerBuilder> customizer,
			FilaMessageListener listener) {
		FilaListenerContainerBuilder builder = FilaListenerContainer.builder(this.client)
			.id("test")
			.queues("orders")
			.listener(listener)
			.eventPublisher(this.events::add);
		customizer.accept(builder);
		FilaListenerContainer container = builder.build();
		this.containers.add(container);
		container.start();
		await().atMost(SOON).until(container::isSubscribed);
		return container;
	}

	private List<String> enqueue(String queue, int count) {
		return this.client
			.enqueueAll(queue, IntStream.range(0, count).mapToObj((i) -> FilaMessage.of(bytes("" + i))).toList())
			.stream()
			.map(FilaEnqueueResult::requireMessageId)
			.toList();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
