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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.datawarehouse.fila.AsyncFilaClient;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaEnqueueResult;
import io.datawarehouse.fila.FilaMessage;
import io.datawarehouse.fila.FilaMessageNotFoundException;
import io.datawarehouse.fila.FilaQueueNotFoundException;
import io.datawarehouse.fila.FilaRpcException;
import io.datawarehouse.fila.FilaSubscriber;
import io.datawarehouse.fila.FilaUnavailableException;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * The client that does not block, and pipelined enqueue, against a real broker.
 */
@Timeout(60)
class AsyncFilaClientIT {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private EmbeddedFilaBroker broker;

	private FilaAdmin admin;

	private AsyncFilaClient client;

	@BeforeEach
	void start() {
		this.broker = EmbeddedFilaBroker.builder().inMemory().start();
		this.admin = FilaAdmin.builder().address(this.broker.address()).build();
		this.client = AsyncFilaClient.builder()
			.address(this.broker.address())
			.observationRegistry(this.observations)
			.build();
		this.admin.createQueue("orders");
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.admin.close();
		this.broker.close();
	}

	@Test
	void enqueueConsumeAckAndAckAgain() throws Exception {
		String id = this.client.enqueue("orders", Map.of("tenant", "acme"), bytes("hello")).get(10, TimeUnit.SECONDS);
		Reader reader = subscribe(this.client, 1);
		ConsumeMessage message = reader.take();
		assertThat(message)
			.isEqualTo(new ConsumeMessage(id, Map.of("tenant", "acme"), bytes("hello"), "default", 0, "orders"));
		assertThat(this.client.ack("orders", id)).succeedsWithin(SOON);
		assertThat(this.client.ack("orders", id)).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(FilaMessageNotFoundException.class);
		assertThat(this.client.enqueue("missing", bytes("x"))).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(FilaQueueNotFoundException.class);
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasAnObservation((observation) -> observation.hasNameEqualTo("dw.fila")
				.hasLowCardinalityKeyValue("operation", "enqueue")
				.hasLowCardinalityKeyValue("outcome", "success")
				.hasHighCardinalityKeyValue("message", id))
			.hasAnObservation((observation) -> observation.hasLowCardinalityKeyValue("operation", "ack")
				.hasLowCardinalityKeyValue("outcome", "error"));
	}

	@Test
	void nackRedelivers() {
		this.client.enqueue("orders", bytes("x")).join();
		Reader reader = subscribe(this.client, 1);
		ConsumeMessage first = reader.take();
		this.client.nack("orders", first.id(), "not yet").join();
		reader.request(1);
		assertThat(reader.take()).extracting(ConsumeMessage::id, ConsumeMessage::attemptCount)
			.containsExactly(first.id(), 1);
	}

	@Test
	void nothingIsDeliveredThatWasNotRequested() {
		this.client.enqueueAll("orders", messages(100)).join();
		Reader reader = subscribe(this.client, 3);
		await().atMost(SOON).until(() -> reader.received.size() == 3);
		await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> reader.received.size() == 3);
		reader.request(Long.MAX_VALUE);
		reader.request(Long.MAX_VALUE);
		await().atMost(SOON).until(() -> reader.received.size() == 100);
		// Calls that are in flight together have no order among each other.
		assertThat(reader.received).extracting((message) -> new String(message.payload(), StandardCharsets.UTF_8))
			.containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
	}

	@Test
	void requestingNothingIsAnErrorOfTheSubscriber() {
		Reader reader = subscribe(this.client, 0);
		assertThat(reader.ended).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(IllegalArgumentException.class)
			.withMessageContaining("but was 0");
		await().atMost(SOON).until(() -> this.admin.stats("orders").activeConsumers() == 0);
	}

	@Test
	void aSubscriberThatThrowsIsToldAndLeaves() {
		this.client.enqueue("orders", bytes("x")).join();
		Reader reader = new Reader(1) {
			@Override
			public void onNext(ConsumeMessage message) {
				throw new IllegalStateException("cannot read this");
			}
		};
		this.client.consume("orders").subscribe(reader);
		assertThat(reader.ended).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withMessageContaining("cannot read this");
		await().atMost(SOON).until(() -> this.admin.stats("orders").activeConsumers() == 0);
	}

	@Test
	void cancelEndsTheSubscriptionSilently() {
		Reader reader = subscribe(this.client, 1);
		assertThat(reader.ready).succeedsWithin(SOON);
		reader.cancel();
		await().atMost(SOON).until(() -> this.admin.stats("orders").activeConsumers() == 0);
		assertThat(reader.ended).isNotDone();
	}

	@Test
	void closingTheClientCompletesTheSubscription() {
		Reader reader = subscribe(this.client, 1);
		assertThat(reader.ready).succeedsWithin(SOON);
		this.client.close();
		assertThat(reader.ended).succeedsWithin(SOON);
		Reader late = subscribe(this.client, 1);
		assertThat(late.ended).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withMessageContaining("closed");
		assertThat(this.client.ack("orders", "x")).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void theEndOfTheBrokerReachesTheSubscriber() {
		Reader reader = subscribe(this.client, 1);
		assertThat(reader.ready).succeedsWithin(SOON);
		this.broker.close();
		assertThat(reader.ended).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(FilaUnavailableException.class);
	}

	@Test
	void aCancelledFutureCancelsItsCall() throws IOException {
		// It takes the connection and never says a word.
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				AsyncFilaClient waiting = AsyncFilaClient.builder()
					.address("127.0.0.1:" + silent.getLocalPort())
					.observationRegistry(this.observations)
					.build()) {
			CompletableFuture<String> future = waiting.enqueue("orders", bytes("x"));
			assertThat(future.cancel(true)).isTrue();
			await().atMost(SOON)
				.untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.observations)
					.hasAnObservation((observation) -> observation.hasLowCardinalityKeyValue("outcome", "error")
						.hasLowCardinalityKeyValue("operation", "enqueue")));
		}
	}

	@Test
	void theAsyncViewSharesTheConnectionAndClosesWithIt() {
		try (FilaClient blocking = FilaClient.builder().address(this.broker.address()).build()) {
			Reader reader = subscribe(blocking.async(), 1);
			assertThat(reader.ready).succeedsWithin(SOON);
			blocking.async().close();
			assertThat(reader.ended).succeedsWithin(SOON);
			assertThat(blocking.enqueue("orders", bytes("x"))).isNotEmpty();
		}
	}

	@Test
	void enqueueAllAnswersInOrder() {
		List<FilaEnqueueResult> results = this.client.enqueueAll("orders", messages(2_000)).join();
		assertThat(results).hasSize(2_000).allMatch(FilaEnqueueResult::isStored);
		assertThat(results).extracting(FilaEnqueueResult::requireMessageId).doesNotHaveDuplicates();
		try (FilaClient blocking = FilaClient.builder().address(this.broker.address()).prefetch(50).build();
				FilaConsumer consumer = blocking.consume("orders")) {
			for (int i = 0; i < 2_000; i++) {
				ConsumeMessage message = consumer.next();
				int index = Integer.parseInt(new String(message.payload(), StandardCharsets.UTF_8));
				assertThat(results.get(index).messageId()).isEqualTo(message.id());
			}
		}
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasAnObservation((observation) -> observation.hasLowCardinalityKeyValue("operation", "enqueue-all")
				.hasLowCardinalityKeyValue("outcome", "success"));
	}

	@Test
	void oneBadMessageOfManyFailsAlone() {
		List<FilaMessage> messages = new ArrayList<>(messages(20));
		messages.set(7, FilaMessage.of(new byte[5 * 1024 * 1024]));
		try (FilaClient blocking = FilaClient.builder().address(this.broker.address()).pipeline(4).build()) {
			List<FilaEnqueueResult> results = blocking.enqueueAll("orders", messages);
			assertThat(results.get(7).failure()).isInstanceOf(FilaRpcException.class)
				.extracting("code")
				.isEqualTo("OUT_OF_RANGE");
			assertThat(results).filteredOn(FilaEnqueueResult::isStored).hasSize(19);
			assertThatExceptionOfType(FilaRpcException.class).isThrownBy(() -> results.get(7).requireMessageId());
			assertThat(blocking.enqueueAll("orders", List.of())).isEmpty();
			assertThat(blocking.enqueueAll("missing", messages(2))).extracting(FilaEnqueueResult::failure)
				.hasOnlyElementsOfType(FilaQueueNotFoundException.class);
		}
		assertThat(this.admin.stats("orders").depth()).isEqualTo(19);
	}

	@Test
	void noMoreIsSentToABrokerOutOfReach() {
		this.broker.close();
		List<FilaEnqueueResult> results = this.client.enqueueAll("orders", messages(1_000)).join();
		assertThat(results).hasSize(1_000).noneMatch(FilaEnqueueResult::isStored);
		assertThat(results.get(999).failure()).isInstanceOf(FilaUnavailableException.class)
			.hasMessageContaining("was not sent")
			.hasCauseInstanceOf(FilaUnavailableException.class);
	}

	@Test
	void aRedirectKeepsTheSettingsAndNoKeyGoesInTheClear() {
		try (FilaClient client = FilaClient.builder().address("127.0.0.1:1").build();
				FilaClient leader = client.redirectedTo(this.broker.address())) {
			assertThat(leader.enqueue("orders", bytes("x"))).isNotEmpty();
		}
		try (FilaClient keyed = FilaClient.builder().address("127.0.0.1:1").apiKey("secret-key").build()) {
			assertThatIllegalArgumentException().isThrownBy(() -> keyed.redirectedTo("evil.example.com:5555"))
				.withMessageContaining("evil.example.com:5555")
				.withMessageNotContaining("secret-key");
			keyed.redirectedTo("127.0.0.1:1").close();
		}
	}

	private static Reader subscribe(AsyncFilaClient client, long demand) {
		Reader reader = new Reader(demand);
		client.consume("orders").subscribe(reader);
		return reader;
	}

	private static List<FilaMessage> messages(int count) {
		return IntStream.range(0, count).mapToObj((i) -> FilaMessage.of(bytes(String.valueOf(i)))).toList();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static class Reader implements FilaSubscriber {

		private final long initial;

		final BlockingQueue<ConsumeMessage> received = new LinkedBlockingQueue<>();

		final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();

		final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

		private volatile Flow.Subscription subscription;

		Reader(long initial) {
			this.initial = initial;
		}

		void request(long n) {
			this.subscription.request(n);
		}

		void cancel() {
			this.subscription.cancel();
		}

		ConsumeMessage take() {
			try {
				ConsumeMessage message = this.received.poll(10, TimeUnit.SECONDS);
				assertThat(message).isNotNull();
				return message;
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(this.initial);
		}

		@Override
		public void onReady() {
			this.ready.complete(null);
		}

		@Override
		public void onNext(ConsumeMessage message) {
			this.received.add(message);
		}

		@Override
		public void onError(Throwable failure) {
			this.ended.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.ended.complete(null);
		}

	}

}
