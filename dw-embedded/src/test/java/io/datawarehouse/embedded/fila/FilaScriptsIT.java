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

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.datawarehouse.embedded.fila.OnEnqueue.Routing;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaInvalidArgumentException;
import io.datawarehouse.fila.FilaQueueSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Queues with scripts, over the wire.
 */
@Timeout(60)
class FilaScriptsIT {

	private static final String BY_TENANT = """
			function on_enqueue(msg)
			  return { fairness_key = msg.headers["tenant"], weight = tonumber(fila.get("weight") or "1") }
			end""";

	private static final String STUCK = "function on_enqueue(msg) if msg.headers.bad then "
			+ "(('a'):rep(1e5)):find(('.-'):rep(20) .. 'b') end return { fairness_key = 'fine' } end";

	@TempDir
	Path dataDir;

	private EmbeddedFilaBroker broker;

	private FilaAdmin admin;

	private FilaClient client;

	@BeforeEach
	void start() {
		this.broker = EmbeddedFilaBroker.builder().dataDir(this.dataDir).start();
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
	void scriptsAreKeptWithTheirQueue() {
		this.admin.setConfig("weight", "7");
		create("orders", BY_TENANT, "function on_failure(msg) return { action = 'dlq' } end");
		stop();
		start();
		String id = this.client.enqueue("orders", Map.of("tenant", "acme"), new byte[0]);
		assertThat(this.admin.stats("orders").fairnessKeys()).singleElement()
			.satisfies((key) -> assertThat(key.key()).isEqualTo("acme"))
			.satisfies((key) -> assertThat(key.weight()).isEqualTo(7));
		try (FilaConsumer consumer = this.client.consume("orders");
				FilaConsumer deadLetters = this.client.consume("orders.dlq")) {
			assertThat(consumer.next().id()).isEqualTo(id);
			this.client.nack("orders", id, "broken");
			ConsumeMessage dead = deadLetters.next();
			assertThat(dead.id()).isEqualTo(id);
			assertThat(dead.fairnessKey()).isEqualTo("acme");
		}
	}

	@Test
	void configIsReadAtEachMessage() {
		create("orders", BY_TENANT, null);
		for (String weight : List.of("2", "3")) {
			this.admin.setConfig("weight", weight);
			this.client.enqueue("orders", Map.of("tenant", "t" + weight), new byte[0]);
		}
		assertThat(this.admin.stats("orders").fairnessKeys()).extracting("key", "weight")
			.containsExactlyInAnyOrder(tuple("t2", 2), tuple("t3", 3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "while true do end", "local s = 'x' while true do s = s .. s end", "error('no tenant')" })
	void aScriptThatFailsLeavesItsMessageTheDefaults(String body) {
		create("orders", "function on_enqueue(msg) if not msg.headers.fine then " + body
				+ " end return { fairness_key = 'fine' } end", "function on_failure(msg) " + body + " end");
		String id = this.client.enqueue("orders", new byte[] { 1 });
		this.client.enqueue("orders", Map.of("fine", "yes"), new byte[0]);
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThat(consumer.next())
				.isEqualTo(new ConsumeMessage(id, Map.of(), new byte[] { 1 }, "default", 0, "orders"));
			assertThat(consumer.next().fairnessKey()).isEqualTo("fine");
			this.client.nack("orders", id, "broken");
			assertThat(consumer.next().attemptCount()).as("retried").isOne();
		}
	}

	@Test
	void afterThreeFailuresTheScriptIsLeftOut() {
		create("orders", "function on_enqueue(msg) if msg.headers.bad then error('bad') end "
				+ "return { fairness_key = 'fine' } end", null);
		for (int i = 0; i < ScriptRunner.MOST_FAILURES; i++) {
			this.client.enqueue("orders", Map.of("bad", "yes"), new byte[0]);
		}
		this.client.enqueue("orders", new byte[0]);
		assertThat(this.admin.stats("orders").fairnessKeys()).extracting("key").containsExactly("default");
	}

	@Test
	void aScriptStuckInNativeCodeHoldsUpOneMessageOfItsQueue() throws Exception {
		try (FilaBrokerProcess process = FilaBrokerProcess.start(this.dataDir.resolve("stuck"));
				FilaAdmin admin = FilaAdmin.builder().address(process.address()).build();
				FilaClient client = FilaClient.builder().address(process.address()).build()) {
			admin.createQueue("stuck", FilaQueueSettings.defaults().withOnEnqueueScript(STUCK));
			admin.createQueue("other", FilaQueueSettings.defaults().withOnEnqueueScript(BY_TENANT));
			client.enqueue("stuck", new byte[0]);
			CompletableFuture<String> bad = CompletableFuture
				.supplyAsync(() -> client.enqueue("stuck", Map.of("bad", "yes"), new byte[0]));
			for (int i = 0; i < 20; i++) {
				client.enqueue("other", Map.of("tenant", "acme"), new byte[0]);
			}
			assertThat(bad).succeedsWithin(Duration.ofSeconds(10));
			client.enqueue("stuck", new byte[0]);
			assertThat(admin.stats("stuck").fairnessKeys()).extracting("key", "pending")
				.containsExactlyInAnyOrder(tuple("fine", 1L), tuple("default", 2L));
			assertThat(admin.stats("other").fairnessKeys()).extracting("key").containsExactly("acme");
		}
	}

	@Test
	void messagesOfOneProducerKeepTheirOrder() {
		create("orders", BY_TENANT, null);
		List<CompletableFuture<String>> sent = IntStream.range(0, 4)
			.mapToObj((thread) -> CompletableFuture.supplyAsync(() -> IntStream.range(0, 200)
				.mapToObj((i) -> this.client.enqueue("orders", Map.of("tenant", "t" + thread), new byte[] { (byte) i }))
				.reduce((first, second) -> second)
				.orElseThrow()))
			.toList();
		sent.forEach(CompletableFuture::join);
		int[] next = new int[4];
		try (FilaConsumer consumer = this.client.consume("orders")) {
			for (int i = 0; i < 800; i++) {
				ConsumeMessage message = consumer.next();
				int tenant = message.fairnessKey().charAt(1) - '0';
				assertThat(message.payload()[0]).isEqualTo((byte) next[tenant]++);
				this.client.ack("orders", message.id());
			}
		}
	}

	@Test
	void aCallbackDecidesInPlaceOfTheScript() {
		create("orders", BY_TENANT, null);
		this.broker.onEnqueue("orders", (message) -> Routing.of("by Java"));
		this.client.enqueue("orders", Map.of("tenant", "acme"), new byte[0]);
		assertThat(this.admin.stats("orders").fairnessKeys()).extracting("key").containsExactly("by Java");
	}

	@Test
	void aQueueCreatedAgainHasOnlyItsNewScripts() {
		create("orders", BY_TENANT, null);
		this.admin.deleteQueue("orders");
		this.admin.createQueue("orders");
		this.client.enqueue("orders", Map.of("tenant", "acme"), new byte[0]);
		assertThat(this.admin.stats("orders").fairnessKeys()).extracting("key").containsExactly("default");
	}

	@ParameterizedTest
	@ValueSource(strings = { "lua54", "lua54-platform" })
	void withoutLuaScriptsAreRefusedAndTheRestWorks(String missing) throws Exception {
		Path folder = this.dataDir.resolve(missing);
		try (EmbeddedFilaBroker before = EmbeddedFilaBroker.builder().dataDir(folder).start();
				FilaAdmin admin = FilaAdmin.builder().address(before.address()).build()) {
			admin.createQueue("scripted", FilaQueueSettings.defaults().withOnEnqueueScript(BY_TENANT));
		}
		try (FilaBrokerProcess process = FilaBrokerProcess.start(folder, classPathWithout(missing));
				FilaAdmin admin = FilaAdmin.builder().address(process.address()).build();
				FilaClient client = FilaClient.builder().address(process.address()).build()) {
			assertThatExceptionOfType(FilaInvalidArgumentException.class)
				.isThrownBy(() -> admin.createQueue("new", FilaQueueSettings.defaults().withOnEnqueueScript(BY_TENANT)))
				.withMessageContaining("party.iroiro.luajava:lua54-platform");
			client.enqueue("scripted", Map.of("tenant", "acme"), new byte[0]);
			assertThat(admin.stats("scripted").fairnessKeys()).extracting("key").containsExactly("default");
		}
	}

	private static String classPathWithout(String artifact) {
		String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
		String rest = Arrays.stream(entries)
			.filter((entry) -> !new File(entry).getName().matches(artifact + "-\\d.*\\.jar"))
			.collect(Collectors.joining(File.pathSeparator));
		assertThat(rest.split(File.pathSeparator)).hasSizeLessThan(entries.length);
		return rest;
	}

	private void create(String queue, String onEnqueue, @Nullable String onFailure) {
		this.admin.createQueue(queue,
				FilaQueueSettings.defaults().withOnEnqueueScript(onEnqueue).withOnFailureScript(onFailure));
	}

}
