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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.datawarehouse.embedded.fila.OnEnqueue.Routing;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaException;
import io.datawarehouse.fila.FilaQueueInfo;
import io.datawarehouse.fila.FilaQueueSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What the broker has answered survives its end, in order or not.
 */
@Timeout(120)
class FilaDurabilityIT {

	@TempDir
	Path dataDir;

	@Test
	void aRestartKeepsQueuesMessagesAttemptsAndConfig() {
		String id;
		try (EmbeddedFilaBroker broker = start(false);
				FilaAdmin admin = admin(broker);
				FilaClient client = client(broker)) {
			broker.onEnqueue("orders", (message) -> Routing.of("acme").withWeight(2).withThrottleKeys("k"));
			admin.createQueue("orders");
			admin.setConfig("throttle.k", "1000,100");
			id = client.enqueue("orders", Map.of("h", "v"), bytes("x"));
			try (FilaConsumer consumer = client.consume("orders")) {
				consumer.next();
			}
			client.nack("orders", id, "again");
			String acked = client.enqueue("orders", bytes("acked"));
			try (FilaConsumer consumer = client.consume("orders")) {
				assertThat(List.of(consumer.next().id(), consumer.next().id())).containsExactlyInAnyOrder(id, acked);
			}
			client.ack("orders", acked);
			client.nack("orders", id, "again");
		}
		try (EmbeddedFilaBroker broker = start(false);
				FilaAdmin admin = admin(broker);
				FilaClient client = client(broker)) {
			assertThat(admin.listQueues()).extracting(FilaQueueInfo::name).containsExactly("orders", "orders.dlq");
			assertThat(admin.getConfig("throttle.k")).isEqualTo("1000,100");
			assertThat(admin.stats("orders").depth()).isOne();
			assertThat(admin.stats("orders").throttleKeys()).hasSize(1);
			try (FilaConsumer consumer = client.consume("orders")) {
				assertThat(consumer.next())
					.isEqualTo(new ConsumeMessage(id, Map.of("h", "v"), bytes("x"), "acme", 2, "orders"));
				client.ack("orders", id);
			}
			assertThat(admin.stats("orders").depth() + admin.stats("orders").inFlight()).isZero();
		}
	}

	@Test
	void leasesGoOnAfterARestart() {
		String held;
		String dropped;
		try (EmbeddedFilaBroker broker = start(false);
				FilaAdmin admin = admin(broker);
				FilaClient client = client(broker)) {
			// Longer than it takes to stop and start the broker.
			admin.createQueue("orders", FilaQueueSettings.defaults().withVisibilityTimeout(Duration.ofSeconds(10)));
			held = client.enqueue("orders", bytes("1"));
			dropped = client.enqueue("orders", bytes("2"));
			try (FilaConsumer consumer = client.consume("orders")) {
				consumer.next();
				consumer.next();
			}
		}
		try (EmbeddedFilaBroker broker = start(false);
				FilaAdmin admin = admin(broker);
				FilaClient client = client(broker)) {
			assertThat(admin.stats("orders").inFlight()).isEqualTo(2);
			client.ack("orders", held);
			try (FilaConsumer consumer = client.consume("orders")) {
				ConsumeMessage again = consumer.next();
				assertThat(again.id()).isEqualTo(dropped);
				assertThat(again.attemptCount()).isOne();
			}
		}
	}

	@Test
	void leasesAreReleasedAtTheStartIfSoSet() {
		String id;
		try (EmbeddedFilaBroker broker = start(false);
				FilaAdmin admin = admin(broker);
				FilaClient client = client(broker)) {
			admin.createQueue("orders");
			id = client.enqueue("orders", bytes("1"));
			try (FilaConsumer consumer = client.consume("orders")) {
				consumer.next();
			}
		}
		try (EmbeddedFilaBroker broker = start(true);
				FilaClient client = client(broker);
				FilaConsumer consumer = client.consume("orders")) {
			ConsumeMessage again = consumer.next();
			assertThat(again.id()).isEqualTo(id);
			assertThat(again.attemptCount()).isOne();
		}
	}

	@Test
	void deletedMessagesAndDeadLettersStayWhereTheyAre() {
		try (EmbeddedFilaBroker broker = start(false);
				FilaAdmin admin = admin(broker);
				FilaClient client = client(broker)) {
			admin.createQueue("gone");
			admin.createQueue("orders");
			broker.onFailure("orders", OnFailure.deadLetterAfter(1));
			client.enqueue("gone", bytes("x"));
			admin.deleteQueue("gone");
			String id = client.enqueue("orders", bytes("x"));
			try (FilaConsumer consumer = client.consume("orders")) {
				consumer.next();
				client.nack("orders", id, "broken");
			}
		}
		try (EmbeddedFilaBroker broker = start(false); FilaAdmin admin = admin(broker)) {
			assertThat(admin.listQueues()).extracting(FilaQueueInfo::name).containsExactly("orders", "orders.dlq");
			assertThat(admin.stats("orders").depth()).isZero();
			assertThat(admin.stats("orders.dlq").depth()).isOne();
			assertThat(admin.ensureQueue("gone", FilaQueueSettings.defaults())).isTrue();
			assertThat(admin.stats("gone").depth()).isZero();
		}
	}

	@Test
	void onlyOneBrokerUsesAFolder() {
		try (EmbeddedFilaBroker broker = start(false)) {
			assertThat(broker.port()).isPositive();
			assertThatIllegalStateException().isThrownBy(() -> start(false))
				.withMessageContaining(this.dataDir.toString())
				.withMessageContaining("another process");
		}
	}

	@Test
	void whatWasAnsweredIsThereAfterAKill() throws Exception {
		Set<String> enqueued = ConcurrentHashMap.newKeySet();
		Set<String> asked = ConcurrentHashMap.newKeySet();
		Set<String> acked = ConcurrentHashMap.newKeySet();
		for (int round = 1; round <= 3; round++) {
			int enough = enqueued.size() + 1_000;
			try (FilaBrokerProcess broker = FilaBrokerProcess.start(this.dataDir);
					FilaAdmin admin = FilaAdmin.builder().address(broker.address()).build();
					FilaClient client = FilaClient.builder().address(broker.address()).build()) {
				admin.ensureQueue("orders", FilaQueueSettings.defaults());
				ExecutorService threads = Executors.newFixedThreadPool(9);
				IntStream.range(0, 8).forEach((i) -> threads.execute(() -> enqueueUntilKilled(client, enqueued)));
				threads.execute(() -> ackUntilKilled(client, asked, acked));
				await().atMost(Duration.ofSeconds(30)).until(() -> enqueued.size() >= enough && !acked.isEmpty());
				broker.kill();
				threads.shutdown();
				assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
			}
		}
		Map<String, ConsumeMessage> left = drain();
		assertThat(left).doesNotContainKeys(acked.toArray(String[]::new));
		List<String> lost = new ArrayList<>(enqueued);
		lost.removeAll(left.keySet());
		// An ack that was never answered may have been done.
		lost.removeAll(asked);
		assertThat(lost).isEmpty();
		assertThat(enqueued.size()).isGreaterThanOrEqualTo(3_000);
	}

	private static void enqueueUntilKilled(FilaClient client, Set<String> enqueued) {
		try {
			for (;;) {
				enqueued.add(client.enqueue("orders", Map.of("n", "1"), new byte[200]));
			}
		}
		catch (FilaException ex) {
			assertThat(ex.getCode()).isIn("UNAVAILABLE", "DEADLINE_EXCEEDED");
		}
	}

	private static void ackUntilKilled(FilaClient client, Set<String> asked, Set<String> acked) {
		try (FilaConsumer consumer = client.consume("orders")) {
			for (ConsumeMessage message : consumer) {
				asked.add(message.id());
				client.ack("orders", message.id());
				acked.add(message.id());
			}
		}
		catch (FilaException ex) {
			assertThat(ex.getCode()).isIn("UNAVAILABLE", "NOT_FOUND", "DEADLINE_EXCEEDED");
		}
	}

	/**
	 * Read all there is, without the time that acks would take from the leases.
	 */
	private Map<String, ConsumeMessage> drain() {
		Map<String, ConsumeMessage> left = new HashMap<>();
		try (EmbeddedFilaBroker broker = start(true);
				FilaAdmin admin = admin(broker);
				FilaClient client = client(broker)) {
			long count = admin.stats("orders").depth();
			assertThat(admin.stats("orders").inFlight()).isZero();
			try (FilaConsumer consumer = client.consume("orders")) {
				for (long i = 0; i < count; i++) {
					ConsumeMessage message = consumer.next();
					left.put(message.id(), message);
				}
			}
			assertThat(left).as("each message once").hasSize((int) count);
		}
		return left;
	}

	private EmbeddedFilaBroker start(boolean releaseLeases) {
		return EmbeddedFilaBroker.builder().dataDir(this.dataDir).releaseLeasesOnStart(releaseLeases).start();
	}

	private static FilaAdmin admin(EmbeddedFilaBroker broker) {
		return FilaAdmin.builder().address(broker.address()).build();
	}

	private static FilaClient client(EmbeddedFilaBroker broker) {
		return FilaClient.builder().address(broker.address()).prefetch(16).build();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
