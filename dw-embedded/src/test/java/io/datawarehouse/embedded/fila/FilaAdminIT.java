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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.datawarehouse.embedded.fila.OnEnqueue.Routing;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaInvalidArgumentException;
import io.datawarehouse.fila.FilaQueueInfo;
import io.datawarehouse.fila.FilaQueueNotFoundException;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.FilaQueueStats;
import io.datawarehouse.fila.FilaRpcException;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Queues, fairness, throttling, dead letters and redrive, over the wire.
 */
@Timeout(60)
class FilaAdminIT {

	private static final Duration SOON = Duration.ofSeconds(10);

	private EmbeddedFilaBroker broker;

	private FilaAdmin admin;

	private FilaClient client;

	@BeforeEach
	void start() {
		this.broker = EmbeddedFilaBroker.builder().inMemory().start();
		this.admin = FilaAdmin.builder().address(this.broker.address()).build();
		this.client = FilaClient.builder().address(this.broker.address()).build();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.admin.close();
		this.broker.close();
	}

	@Test
	void aQueueIsCreatedOnceWithItsDeadLetterQueue() {
		assertThat(this.admin.createQueue("orders")).isEqualTo("orders");
		assertThat(this.admin.listQueues()).extracting(FilaQueueInfo::name).containsExactly("orders", "orders.dlq");
		assertThatExceptionOfType(FilaRpcException.class).isThrownBy(() -> this.admin.createQueue("orders"))
			.satisfies((ex) -> assertThat(ex.getCode()).isEqualTo("ALREADY_EXISTS"));
		assertThat(this.admin.ensureQueue("orders", FilaQueueSettings.defaults())).isFalse();
		assertThat(this.admin.ensureQueue("other.dlq", FilaQueueSettings.defaults())).isTrue();
		assertThat(this.admin.listQueues()).extracting(FilaQueueInfo::name)
			.containsExactly("orders", "orders.dlq", "other.dlq");
	}

	@Test
	void aQueueThatIsThereAlreadyIsNoError() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		try (FilaAdmin observed = FilaAdmin.builder()
			.address(this.broker.address())
			.observationRegistry(observations)
			.build()) {
			assertThat(observed.ensureQueue("orders", FilaQueueSettings.defaults())).isTrue();
			assertThat(observed.ensureQueue("orders", FilaQueueSettings.defaults())).isFalse();
		}
		TestObservationRegistryAssert.assertThat(observations)
			.hasNumberOfObservationsEqualTo(2)
			.forAllObservationsWithNameEqualTo("dw.fila",
					(observation) -> observation.hasLowCardinalityKeyValue("operation", "ensure-queue")
						.hasLowCardinalityKeyValue("outcome", "success")
						.doesNotHaveError());
	}

	@Test
	void aQueueIsDeletedWithItsMessagesButItsConsumersStay() {
		this.admin.createQueue("orders");
		this.client.enqueue("orders", new byte[] { 1 });
		this.client.enqueue("orders", new byte[] { 2 });
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThat(consumer.next().payload()).containsExactly(1);
			assertThat(consumer.next().payload()).containsExactly(2);
			this.admin.deleteQueue("orders");
			assertThat(this.admin.listQueues()).isEmpty();
			assertThatExceptionOfType(FilaQueueNotFoundException.class)
				.isThrownBy(() -> this.client.enqueue("orders", new byte[0]));
			assertThatExceptionOfType(FilaQueueNotFoundException.class)
				.isThrownBy(() -> this.admin.deleteQueue("orders"));
			this.admin.createQueue("orders");
			this.client.enqueue("orders", new byte[] { 3 });
			assertThat(consumer.next().payload()).containsExactly(3);
		}
	}

	@Test
	void badSettingsAreRefused() {
		assertThatExceptionOfType(FilaInvalidArgumentException.class)
			.isThrownBy(() -> this.admin.createQueue("q", FilaQueueSettings.defaults().withOnEnqueueScript("return 1")))
			.withMessageContaining("on_enqueue of queue q does not compile: the script defines no function on_enqueue");
		assertThatExceptionOfType(FilaInvalidArgumentException.class)
			.isThrownBy(
					() -> this.admin.createQueue("q", FilaQueueSettings.defaults().withOnFailureScript("on_failure")))
			.withMessageContaining("on_failure of queue q does not compile: on_failure:1: syntax error");
		assertThat(this.admin.listQueues()).isEmpty();
		assertThatExceptionOfType(FilaInvalidArgumentException.class)
			.isThrownBy(() -> this.admin.setConfig("throttle.api", "fast"))
			.withMessageContaining("'fast'");
		assertThat(this.admin.getConfig("throttle.api")).isEmpty();
	}

	@Test
	void configIsKeptAndListed() {
		this.admin.setConfig("b", "2");
		this.admin.setConfig("a.x", "1");
		this.admin.setConfig("a.y", "1,2");
		assertThat(this.admin.getConfig("a.y")).isEqualTo("1,2");
		assertThat(this.admin.getConfig("missing")).isEmpty();
		assertThat(this.admin.listConfig("a.")).containsExactly(Map.entry("a.x", "1"), Map.entry("a.y", "1,2"));
		assertThat(this.admin.listConfig("")).hasSize(3);
	}

	@Test
	void statsTellWhatWaitsAndWhatIsLeased() {
		this.broker.onEnqueue("orders", (message) -> Routing.of(message.headers().get("tenant")).withWeight(2));
		this.admin.createQueue("orders");
		for (String tenant : List.of("a", "a", "b")) {
			this.client.enqueue("orders", Map.of("tenant", tenant), new byte[0]);
		}
		FilaQueueStats stats = this.admin.stats("orders");
		assertThat(stats.depth()).isEqualTo(3);
		assertThat(stats.activeFairnessKeys()).isEqualTo(2);
		assertThat(stats.fairnessKeys()).filteredOn((key) -> key.key().equals("a"))
			.singleElement()
			.satisfies((key) -> assertThat(key.pending()).isEqualTo(2))
			.satisfies((key) -> assertThat(key.weight()).isEqualTo(2));
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThat(consumer.next().fairnessKey()).isEqualTo("a");
			stats = this.admin.stats("orders");
			assertThat(stats.depth()).isZero();
			assertThat(stats.inFlight()).isEqualTo(3);
			assertThat(stats.activeConsumers()).isOne();
		}
		assertThatExceptionOfType(FilaQueueNotFoundException.class).isThrownBy(() -> this.admin.stats("missing"));
	}

	@Test
	void throttledMessagesWaitAndOthersDoNot() {
		this.admin.setConfig("throttle.slow", "10,1");
		this.broker.onEnqueue("calls", (message) -> message.headers().containsKey("slow")
				? Routing.of("slow").withThrottleKeys("slow") : Routing.DEFAULT);
		this.admin.createQueue("calls");
		for (int i = 0; i < 6; i++) {
			this.client.enqueue("calls", Map.of("slow", "yes"), new byte[0]);
		}
		for (int i = 0; i < 6; i++) {
			this.client.enqueue("calls", new byte[0]);
		}
		long start = System.nanoTime();
		List<String> keys = new ArrayList<>();
		try (FilaConsumer consumer = this.client.consume("calls")) {
			for (int i = 0; i < 12; i++) {
				keys.add(consumer.next().fairnessKey());
			}
		}
		assertThat(keys.subList(7, 12)).containsOnly("slow");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(480), SOON);
		assertThat(this.admin.stats("calls").throttleKeys()).singleElement()
			.satisfies((key) -> assertThat(key.ratePerSecond()).isEqualTo(10));
	}

	@Test
	void deadLettersAndRedrive() {
		this.broker.onFailure("orders", OnFailure.deadLetterAfter(3));
		this.admin.createQueue("orders");
		String id = this.client.enqueue("orders", Map.of("h", "v"), new byte[] { 9 });
		try (FilaConsumer consumer = this.client.consume("orders")) {
			for (int attempt = 0; attempt < 3; attempt++) {
				assertThat(consumer.next().attemptCount()).isEqualTo(attempt);
				this.client.nack("orders", id, "broken");
			}
			assertThat(this.admin.stats("orders.dlq").depth()).isOne();
			try (FilaConsumer deadLetters = this.client.consume("orders.dlq")) {
				assertThat(deadLetters.next())
					.isEqualTo(new ConsumeMessage(id, Map.of("h", "v"), new byte[] { 9 }, "default", 3, "orders.dlq"));
				this.client.nack("orders.dlq", id, "look at it later");
				assertThat(deadLetters.next().attemptCount()).isEqualTo(4);
			}
		}
	}

	@Test
	void redriveBringsBackWithAttemptsFromZero() {
		this.broker.onFailure("orders", OnFailure.deadLetterAfter(1));
		this.admin.createQueue("orders");
		try (FilaConsumer consumer = this.client.consume("orders")) {
			for (int i = 0; i < 3; i++) {
				String id = this.client.enqueue("orders", new byte[0]);
				assertThat(consumer.next().id()).isEqualTo(id);
				this.client.nack("orders", id, "broken");
			}
			assertThat(this.admin.redrive("orders.dlq", 2)).isEqualTo(2);
			assertThat(this.admin.redrive("orders.dlq", 0)).isOne();
			assertThat(this.admin.redrive("orders.dlq", 0)).isZero();
			for (int i = 0; i < 3; i++) {
				ConsumeMessage message = consumer.next();
				assertThat(message.attemptCount()).isZero();
				assertThat(message.queue()).isEqualTo("orders");
				this.client.ack("orders", message.id());
			}
		}
		assertThatExceptionOfType(FilaInvalidArgumentException.class).isThrownBy(() -> this.admin.redrive("orders", 0));
		this.admin.createQueue("orphan.dlq");
		assertThatExceptionOfType(FilaRpcException.class).isThrownBy(() -> this.admin.redrive("orphan.dlq", 0))
			.satisfies((ex) -> assertThat(ex.getCode()).isEqualTo("FAILED_PRECONDITION"));
	}

	@Test
	void aHookThatThrowsFailsTheEnqueueButOnlyRetriesTheNack() {
		this.broker.onEnqueue("bad", (message) -> {
			throw new IllegalStateException("no tenant");
		});
		this.admin.createQueue("bad");
		assertThatExceptionOfType(FilaRpcException.class).isThrownBy(() -> this.client.enqueue("bad", new byte[0]))
			.withMessageContaining("no tenant");
		this.broker.onFailure("orders", (failure) -> {
			throw new IllegalStateException("expected by the test");
		});
		this.admin.createQueue("orders");
		String id = this.client.enqueue("orders", new byte[0]);
		try (FilaConsumer consumer = this.client.consume("orders")) {
			consumer.next();
			this.client.nack("orders", id, "broken");
			assertThat(consumer.next().attemptCount()).isOne();
		}
	}

}
