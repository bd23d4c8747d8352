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

package io.datawarehouse.embedded.console;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.fila.OnEnqueue;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Queues in the console, on the embedded broker.
 */
class ConsoleQueuesIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().start();

	private final FilaAdmin admin = FilaAdmin.builder().address(this.broker.address()).build();

	private final FilaClient client = FilaClient.builder().address(this.broker.address()).build();

	private final DataWarehouseConsole console = DataWarehouseConsole.builder()
		.fila(this.admin, true)
		.broker(this.broker)
		.start();

	private final ConsoleHttp http = new ConsoleHttp(this.console);

	@AfterEach
	void stop() {
		this.console.close();
		this.client.close();
		this.admin.close();
		this.broker.close();
	}

	private static List<String> names(JsonNode page) {
		List<String> names = new ArrayList<>();
		page.path("queues").forEach((queue) -> names.add(queue.path("name").asString()));
		return names;
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void queuesComeInPagesAndAreFoundByName() throws Exception {
		for (String name : List.of("a", "b", "c")) {
			this.admin.createQueue(name);
		}
		this.client.enqueue("b", utf8("1"));
		JsonNode first = this.http.get("queues", "limit", 4);
		assertThat(names(first)).containsExactly("a", "a.dlq", "b", "b.dlq");
		assertThat(first.path("total").intValue()).isEqualTo(6);
		assertThat(first.path("depth").longValue()).isEqualTo(1);
		assertThat(first.path("queues").get(2).path("depth").longValue()).isEqualTo(1);
		JsonNode second = this.http.get("queues", "limit", 4, "cursor", first.path("next").asString());
		assertThat(names(second)).containsExactly("c", "c.dlq");
		assertThat(second.path("next").isNull()).isTrue();
		assertThat(names(this.http.get("queues", "q", "C"))).containsExactly("c", "c.dlq");
	}

	@Test
	void queueTellsItsKeysAndItsTraffic() throws Exception {
		this.admin.createQueue("fair");
		this.broker.onEnqueue("fair",
				(message) -> OnEnqueue.Routing.of(message.headers().getOrDefault("tenant", "none")));
		for (int i = 0; i < 5; i++) {
			this.client.enqueue("fair", Map.of("tenant", (i < 4) ? "big" : HostileNames.SCRIPT), utf8("x"));
		}
		JsonNode queue = this.http.get("queue", "queue", "fair");
		assertThat(queue.path("depth").longValue()).isEqualTo(5);
		assertThat(queue.path("fairnessKeys").get(0).path("key").asString()).isEqualTo("big");
		assertThat(queue.path("fairnessKeys").get(0).path("pending").longValue()).isEqualTo(4);
		assertThat(queue.path("fairnessKeys").get(1).path("key").asString()).isEqualTo(HostileNames.SCRIPT);
		assertThat(queue.path("traffic").path("enqueued").longValue()).isEqualTo(5);
		try (FilaConsumer messages = this.client.consume("fair")) {
			this.client.ack("fair", messages.next().id());
		}
		await().atMost(PATIENCE).untilAsserted(() -> {
			JsonNode traffic = this.http.get("queue", "queue", "fair").path("traffic");
			assertThat(traffic.path("acked").longValue()).isEqualTo(1);
			assertThat(traffic.path("delivered").longValue()).isPositive();
		});
	}

	@Test
	void messagesAreSeenWithoutBeingTaken() throws Exception {
		this.admin.createQueue("orders");
		for (String text : HostileNames.ALL) {
			this.client.enqueue("orders", Map.of("name", text), utf8(text));
		}
		this.client.enqueue("orders", new byte[] { (byte) 0xff, 0 });
		this.client.enqueue("orders", utf8("x".repeat(100_000)));
		JsonNode page = this.http.get("queue/messages", "queue", "orders", "limit", 50);
		int count = HostileNames.ALL.size() + 2;
		assertThat(page.path("messages").size()).isEqualTo(count);
		for (int i = 0; i < HostileNames.ALL.size(); i++) {
			JsonNode message = page.path("messages").get(i);
			assertThat(message.path("text").asString()).isEqualTo(HostileNames.ALL.get(i));
			assertThat(message.path("headers").path("name").asString()).isEqualTo(HostileNames.ALL.get(i));
		}
		JsonNode binary = page.path("messages").get(count - 2);
		assertThat(binary.path("text").isNull()).isTrue();
		assertThat(binary.path("base64").asString()).isEqualTo("/wA=");
		JsonNode large = page.path("messages").get(count - 1);
		assertThat(large.path("text").asString()).hasSize(4096);
		assertThat(large.path("size").intValue()).isEqualTo(100_000);
		assertThat(this.http.get("queue/messages", "queue", "orders", "limit", 2).path("messages").size()).isEqualTo(2);
		try (FilaConsumer messages = this.client.consume("orders")) {
			ConsumeMessage first = messages.next();
			assertThat(first.attemptCount()).isZero();
			assertThat(first.payload()).isEqualTo(utf8(HostileNames.ALL.get(0)));
		}
	}

	@Test
	void deadLettersAreSentBack() throws Exception {
		this.admin.createQueue("orders");
		for (int i = 0; i < 3; i++) {
			this.client.enqueue("orders.dlq", utf8("dead " + i));
		}
		assertThat(this.http.post("queue/redrive", "queue", "orders.dlq", "count", 2).path("redriven").longValue())
			.isEqualTo(2);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.admin.stats("orders").depth()).isEqualTo(2));
		assertThat(this.http.get("queue", "queue", "orders.dlq").path("depth").longValue()).isEqualTo(1);
		assertThat(this.http.post("queue/redrive", "queue", "orders.dlq").path("redriven").longValue()).isEqualTo(1);
		assertThat(this.http.refused(400, this.http.post(ConsoleHttp.path("queue/redrive", "queue", "orders"))))
			.contains("orders");
	}

	@Test
	void hostileQueueNamesAreServed() throws Exception {
		for (String name : HostileNames.ALL) {
			this.admin.createQueue(name);
			assertThat(names(this.http.get("queues", "q", name))).contains(name, name + ".dlq");
			assertThat(this.http.get("queue", "queue", name).path("name").asString()).isEqualTo(name);
		}
	}

	@Test
	void queueThatIsMissingIsTold() throws Exception {
		assertThat(this.http.refused(404, "queue", "queue", "none")).contains("none");
		assertThat(this.http.refused(404, "queue/messages", "queue", "none")).contains("none");
		assertThat(this.http.refused(404, this.http.post(ConsoleHttp.path("queue/redrive", "queue", "none.dlq"))))
			.contains("none.dlq");
	}

	@Test
	void brokerThatIsNotEmbeddedShowsNoMessages() throws Exception {
		this.admin.createQueue("orders");
		try (DataWarehouseConsole other = DataWarehouseConsole.builder().fila(this.admin, false).start()) {
			ConsoleHttp asked = new ConsoleHttp(other);
			assertThat(asked.get("queue", "queue", "orders").path("traffic").isNull()).isTrue();
			assertThat(asked.refused(501, "queue/messages", "queue", "orders")).contains("embedded broker");
		}
	}

}
