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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaException;
import io.datawarehouse.fila.FilaInvalidArgumentException;
import io.datawarehouse.fila.FilaRpcException;
import io.datawarehouse.fila.FilaUnavailableException;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * The client against a real broker: the scenarios that every Fila client must pass.
 */
@Timeout(60)
class FilaClientIT {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private EmbeddedFilaBroker broker;

	private FilaAdmin admin;

	private FilaClient client;

	@BeforeEach
	void start() {
		this.broker = EmbeddedFilaBroker.builder().inMemory().start();
		this.admin = FilaAdmin.builder().address(this.broker.address()).build();
		this.client = FilaClient.builder()
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
	void nackedMessagesGoToTheBack() {
		String first = this.client.enqueue("orders", bytes("1"));
		String second = this.client.enqueue("orders", bytes("2"));
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThat(consumer.next().id()).isEqualTo(first);
			this.client.nack("orders", first, null);
			assertThat(consumer.next().id()).isEqualTo(second);
			assertThat(consumer.next().id()).isEqualTo(first);
		}
	}

	@Test
	void consumeOfAMissingQueueIsSilentUntilItExists() {
		try (FilaConsumer consumer = this.client.consume("later")) {
			assertThat(consumer.awaitSubscribed(SOON)).isTrue();
			assertThat(consumer.poll(Duration.ofMillis(100))).isNull();
			this.admin.createQueue("later");
			String id = this.client.enqueue("later", bytes("x"));
			assertThat(consumer.next().id()).isEqualTo(id);
		}
	}

	@Test
	void badIdsAndTooLargeMessagesAreRefused() {
		assertThatExceptionOfType(FilaInvalidArgumentException.class)
			.isThrownBy(() -> this.client.ack("orders", "not-a-uuid"));
		assertThatExceptionOfType(FilaRpcException.class)
			.isThrownBy(() -> this.client.enqueue("orders", new byte[4 * 1024 * 1024]))
			.satisfies((ex) -> assertThat(ex.getCode()).isEqualTo("OUT_OF_RANGE"));
	}

	@Test
	void aMessageJustUnderTheLimitComesBack() {
		byte[] payload = new byte[4 * 1024 * 1024 - 100];
		payload[payload.length - 1] = 7;
		this.client.enqueue("orders", payload);
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThat(consumer.next().payload()).isEqualTo(payload);
		}
	}

	@Test
	void aMessageAboveTheClientsLimitFailsTheReaderWithTheAdvice() {
		this.client.enqueue("orders", new byte[100_000]);
		try (FilaClient small = FilaClient.builder()
			.address(this.broker.address())
			.maxInboundMessageSize(10_000)
			.build(); FilaConsumer consumer = small.consume("orders")) {
			assertThatExceptionOfType(FilaRpcException.class).isThrownBy(consumer::next)
				.withMessageContaining("Raise the maximum inbound message size");
		}
	}

	@Test
	void aSlowReaderIsNotLeasedMoreThanTheBuffersHold() {
		byte[] payload = new byte[16 * 1024];
		for (int i = 0; i < 300; i++) {
			this.client.enqueue("orders", payload);
		}
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThat(consumer.hasNext()).isTrue();
			// 128 in the buffer of the broker, 64 KiB of window and 32 KiB on the way: 6,
			// one read ahead, and one partly in each of them.
			await().during(Duration.ofMillis(500))
				.atMost(SOON)
				.until(() -> this.admin.stats("orders").inFlight(), (leased) -> leased <= 128 + 6 + 1 + 2);
		}
	}

	@Test
	void messagesAreSharedByConsumersEachToOne() {
		Set<String> ids = new HashSet<>();
		try (FilaConsumer first = this.client.consume("orders"); FilaConsumer second = this.client.consume("orders")) {
			assertThat(first.awaitSubscribed(SOON)).isTrue();
			assertThat(second.awaitSubscribed(SOON)).isTrue();
			List<String> enqueued = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				enqueued.add(this.client.enqueue("orders", bytes("x")));
			}
			for (int i = 0; i < 10; i++) {
				ids.add(first.next().id());
				ids.add(second.next().id());
			}
			assertThat(ids).containsExactlyInAnyOrderElementsOf(enqueued);
		}
	}

	@Test
	void closingTheClientWakesTheReaderAtOnceAndTheBrokerSeesItLeave() {
		FilaConsumer consumer = this.client.consume("orders");
		assertThat(consumer.awaitSubscribed(SOON)).isTrue();
		CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(consumer::hasNext);
		long start = System.nanoTime();
		this.client.close();
		assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
		assertThat(reader).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(false);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(consumer::next);
		assertThat(consumer.poll(Duration.ZERO)).isNull();
		await().atMost(SOON).until(() -> this.admin.stats("orders").activeConsumers() == 0);
		assertThatIllegalStateException().isThrownBy(() -> this.client.enqueue("orders", bytes("x")))
			.withMessageContaining("closed");
		assertThat(this.client.probe(Duration.ofSeconds(1)).state()).isEqualTo("SHUTDOWN");
	}

	@Test
	void closingAConsumerEndsItsLoopOnly() {
		FilaConsumer consumer = this.client.consume("orders");
		CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> consumer.stream().count());
		assertThat(consumer.awaitSubscribed(SOON)).isTrue();
		consumer.close();
		consumer.close();
		assertThat(reader).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(0L);
		assertThat(this.client.enqueue("orders", bytes("x"))).isNotEmpty();
	}

	@Test
	void anInterruptEndsTheWait() {
		try (FilaConsumer consumer = this.client.consume("orders")) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(FilaRpcException.class).isThrownBy(consumer::next)
				.satisfies((ex) -> assertThat(ex.getCode()).isEqualTo("CANCELLED"));
			assertThat(Thread.interrupted()).isTrue();
			this.client.enqueue("orders", bytes("x"));
			assertThat(consumer.next()).isNotNull();
		}
	}

	@Test
	void theEndOfTheBrokerReachesTheReader() {
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThat(consumer.awaitSubscribed(SOON)).isTrue();
			long start = System.nanoTime();
			this.broker.close();
			assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
			assertThatExceptionOfType(FilaException.class).isThrownBy(consumer::hasNext)
				.isInstanceOf(FilaUnavailableException.class);
			assertThatExceptionOfType(FilaUnavailableException.class).isThrownBy(() -> consumer.poll(Duration.ZERO));
		}
		assertThat(this.client.probe(Duration.ofSeconds(2)).ready()).isFalse();
		assertThatExceptionOfType(FilaUnavailableException.class)
			.isThrownBy(() -> this.client.enqueue("orders", bytes("x")))
			.withMessageContaining(this.broker.address());
	}

	@Test
	void theNextCallConnectsAgain() {
		int port = this.broker.port();
		this.client.enqueue("orders", bytes("x"));
		this.broker.close();
		assertThatExceptionOfType(FilaUnavailableException.class)
			.isThrownBy(() -> this.client.enqueue("orders", bytes("x")));
		try (EmbeddedFilaBroker again = EmbeddedFilaBroker.builder().port(port).start()) {
			assertThat(again.address()).isEqualTo("127.0.0.1:" + port);
			await().atMost(SOON).until(() -> this.client.probe(SOON).ready());
			await().atMost(SOON).until(() -> this.admin.probe(SOON).ready());
			this.admin.createQueue("orders");
			assertThat(this.client.enqueue("orders", bytes("x"))).isNotEmpty();
		}
	}

	@Test
	void theFirstAddressThatAnswersIsUsed() {
		try (FilaClient several = FilaClient.builder().addresses("127.0.0.1:1", this.broker.address()).build()) {
			assertThat(several.enqueue("orders", bytes("x"))).isNotEmpty();
			assertThat(several.probe(SOON).ready()).isTrue();
		}
		try (FilaClient dns = FilaClient.builder().address("dns:///localhost:" + this.broker.port()).build()) {
			assertThat(dns.enqueue("orders", bytes("x"))).isNotEmpty();
		}
	}

	@Test
	void ipv6AddressesWork() {
		try (EmbeddedFilaBroker six = EmbeddedFilaBroker.builder().host("::1").start();
				FilaClient client = FilaClient.builder().address(six.address()).build();
				FilaClient several = FilaClient.builder().addresses("[::1]:1", six.address()).build()) {
			assertThat(six.address()).startsWith("[::1]:");
			assertThat(client.probe(SOON).ready()).isTrue();
			assertThat(several.probe(SOON).ready()).isTrue();
		}
	}

	@Test
	void callsAreObserved() {
		String id = this.client.enqueue("orders", bytes("x"));
		try (FilaConsumer consumer = this.client.consume("orders")) {
			consumer.next();
		}
		this.client.ack("orders", id);
		for (String operation : List.of("enqueue", "ack")) {
			TestObservationRegistryAssert.assertThat(this.observations)
				.hasAnObservation((observation) -> observation.hasNameEqualTo("dw.fila")
					.hasLowCardinalityKeyValue("operation", operation)
					.hasLowCardinalityKeyValue("queue", "orders")
					.hasLowCardinalityKeyValue("outcome", "success")
					.hasHighCardinalityKeyValue("message", id));
		}
		await().atMost(SOON)
			.untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.observations)
				.hasAnObservation((observation) -> observation.hasLowCardinalityKeyValue("operation", "consume")
					.hasLowCardinalityKeyValue("outcome", "success")
					.doesNotHaveError()));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
