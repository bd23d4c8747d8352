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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaApiKey;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaMessageNotFoundException;
import io.datawarehouse.fila.FilaPermission;
import io.datawarehouse.fila.FilaPermissionDeniedException;
import io.datawarehouse.fila.FilaQueueNotFoundException;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.FilaTls;
import io.datawarehouse.fila.FilaUnauthenticatedException;
import io.datawarehouse.fila.FilaUnavailableException;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * The scenarios that every Fila client must pass with every Fila server, numbered as in
 * the design. What no server does on demand is in {@link FilaClientFaultsIT}: 13
 * (keepalive frames and missing metadata), 15 (leader redirect).
 */
@Timeout(90)
@TestMethodOrder(MethodOrderer.DisplayName.class)
abstract class FilaContract {

	private static final Duration SOON = Duration.ofSeconds(10);

	private static final String SUPERADMIN = "boot-key-of-the-test";

	private static final String BY_TENANT = """
			function on_enqueue(msg)
			  local weights = { gold = 3 }
			  return { fairness_key = msg.headers["tenant"], weight = weights[msg.headers["tenant"]] or 1,
			    throttle_keys = { msg.headers["throttle"] } }
			end""";

	private static final String DEAD_AFTER_THREE = """
			function on_failure(msg)
			  if msg.attempts >= 3 then return { action = "dlq" } end
			  return { action = "retry" }
			end""";

	/**
	 * Other tests may use the same server.
	 */
	private final String queue = "contract-" + UUID.randomUUID();

	@TempDir
	Path folder;

	/**
	 * Start a server, or skip the test if this one cannot be set so.
	 */
	abstract FilaServer start(FilaServer.Settings settings) throws Exception;

	@Test
	@DisplayName("01 enqueue, consume, ack")
	void enqueueConsumeAck() throws Exception {
		with((admin, client) -> {
			admin.createQueue(this.queue);
			String id = client.enqueue(this.queue, Map.of("tenant", "acme"), bytes("hello"));
			assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
			try (FilaConsumer consumer = client.consume(this.queue)) {
				assertThat(consumer.next()).isEqualTo(
						new ConsumeMessage(id, Map.of("tenant", "acme"), bytes("hello"), "default", 0, this.queue));
				client.ack(this.queue, id);
				assertThatExceptionOfType(FilaMessageNotFoundException.class)
					.isThrownBy(() -> client.ack(this.queue, id))
					.withMessageContaining("no lease for message " + id + " in queue " + this.queue)
					.satisfies((ex) -> assertThat(ex.getMessageId()).isEqualTo(id))
					.satisfies((ex) -> assertThat(ex.getQueue()).isEqualTo(this.queue));
			}
		});
	}

	@Test
	@DisplayName("02 nack redelivers on the same stream")
	void nackRedelivers() throws Exception {
		with((admin, client) -> {
			admin.createQueue(this.queue);
			String id = client.enqueue(this.queue, bytes("x"));
			try (FilaConsumer consumer = client.consume(this.queue)) {
				for (int attempt = 0; attempt < 3; attempt++) {
					ConsumeMessage message = consumer.next();
					assertThat(message.id()).isEqualTo(id);
					assertThat(message.attemptCount()).isEqualTo(attempt);
					if (attempt < 2) {
						client.nack(this.queue, id, "not yet");
					}
				}
				client.ack(this.queue, id);
				assertThatExceptionOfType(FilaMessageNotFoundException.class)
					.isThrownBy(() -> client.nack(this.queue, id, "late"));
			}
		});
	}

	@Test
	@DisplayName("03 enqueue to a missing queue")
	void enqueueToAMissingQueue() throws Exception {
		with((admin, client) -> assertThatExceptionOfType(FilaQueueNotFoundException.class)
			.isThrownBy(() -> client.enqueue(this.queue, bytes("x")))
			.withMessageContaining("'" + this.queue + "'")
			.satisfies((ex) -> assertThat(ex.getCode()).isEqualTo("NOT_FOUND"))
			.withCauseInstanceOf(io.grpc.StatusRuntimeException.class));
	}

	@Test
	@DisplayName("04 the visibility timeout brings unacked messages back")
	void visibilityTimeout() throws Exception {
		with((admin, client) -> {
			admin.createQueue(this.queue, FilaQueueSettings.defaults().withVisibilityTimeout(Duration.ofSeconds(2)));
			String id = client.enqueue(this.queue, bytes("x"));
			// No lease begins before this.
			long start = System.nanoTime();
			try (FilaConsumer consumer = client.consume(this.queue)) {
				assertThat(consumer.next().id()).isEqualTo(id);
			}
			try (FilaConsumer consumer = client.consume(this.queue)) {
				ConsumeMessage again = consumer.poll(SOON);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).as("leased for")
					.isGreaterThanOrEqualTo(Duration.ofMillis(1950));
				assertThat(again).isNotNull();
				assertThat(again.id()).isEqualTo(id);
				assertThat(again.attemptCount()).isGreaterThanOrEqualTo(1);
				client.ack(this.queue, id);
			}
		});
	}

	@Test
	@DisplayName("05 on_enqueue sets fairness keys")
	void onEnqueueSetsFairnessKeys() throws Exception {
		with((admin, client) -> {
			admin.createQueue(this.queue, FilaQueueSettings.defaults().withOnEnqueueScript(BY_TENANT));
			for (String tenant : List.of("a", "b", "a")) {
				client.enqueue(this.queue, Map.of("tenant", tenant), bytes(tenant));
			}
			try (FilaConsumer consumer = client.consume(this.queue)) {
				for (int i = 0; i < 3; i++) {
					ConsumeMessage message = consumer.next();
					assertThat(message.fairnessKey()).isEqualTo(message.headers().get("tenant"));
					client.ack(this.queue, message.id());
				}
			}
		});
	}

	@Test
	@DisplayName("06 and 07 on_failure dead-letters and redrive brings back")
	void deadLettersAndRedrive() throws Exception {
		with((admin, client) -> {
			admin.createQueue(this.queue, FilaQueueSettings.defaults().withOnFailureScript(DEAD_AFTER_THREE));
			String id = client.enqueue(this.queue, Map.of("h", "v"), bytes("x"));
			String deadLetters = this.queue + ".dlq";
			try (FilaConsumer consumer = client.consume(this.queue)) {
				for (int attempt = 0; attempt < 3; attempt++) {
					assertThat(consumer.next().attemptCount()).isEqualTo(attempt);
					client.nack(this.queue, id, "broken");
				}
				await().atMost(SOON).until(() -> admin.stats(deadLetters).depth() == 1);
				assertThat(admin.redrive(deadLetters, 0)).isOne();
				ConsumeMessage again = consumer.next();
				assertThat(again.id()).isEqualTo(id);
				assertThat(again.attemptCount()).isZero();
				for (int attempt = 0; attempt < 3; attempt++) {
					client.nack(this.queue, id, "broken");
					if (attempt < 2) {
						consumer.next();
					}
				}
				try (FilaConsumer dead = client.consume(deadLetters)) {
					ConsumeMessage message = dead.next();
					assertThat(message.id()).isEqualTo(id);
					assertThat(message.headers()).isEqualTo(Map.of("h", "v"));
					assertThat(message.payload()).isEqualTo(bytes("x"));
					assertThat(message.queue()).isEqualTo(deadLetters);
					client.ack(deadLetters, id);
				}
			}
		});
	}

	@Test
	@DisplayName("08 deliveries are shared by weight")
	void deliveriesAreSharedByWeight() throws Exception {
		with(plain().withQuantum(1), (admin, client) -> {
			admin.createQueue(this.queue, FilaQueueSettings.defaults().withOnEnqueueScript(BY_TENANT));
			for (int i = 0; i < 200; i++) {
				client.enqueue(this.queue, Map.of("tenant", (i < 100) ? "gold" : "free"), new byte[0]);
			}
			List<String> tenants = new ArrayList<>();
			try (FilaConsumer consumer = client.consume(this.queue)) {
				for (int i = 0; i < 60; i++) {
					ConsumeMessage message = consumer.next();
					tenants.add(message.fairnessKey());
					client.ack(this.queue, message.id());
				}
			}
			assertThat(Collections.frequency(tenants, "gold")).isCloseTo(45, Percentage.withPercentage(15));
			assertThat(Collections.frequency(tenants, "free")).isCloseTo(15, Percentage.withPercentage(15));
		});
	}

	@Test
	@DisplayName("09 throttled messages wait and others do not")
	void throttledMessagesWait() throws Exception {
		with(plain().withQuantum(1), (admin, client) -> {
			String key = "slow-" + this.queue;
			admin.setConfig("throttle." + key, "10,1");
			admin.createQueue(this.queue, FilaQueueSettings.defaults().withOnEnqueueScript(BY_TENANT));
			for (int i = 0; i < 6; i++) {
				client.enqueue(this.queue, Map.of("tenant", "slow", "throttle", key), new byte[0]);
				client.enqueue(this.queue, Map.of("tenant", "other"), new byte[0]);
			}
			long start = System.nanoTime();
			List<String> keys = new ArrayList<>();
			try (FilaConsumer consumer = client.consume(this.queue)) {
				for (int i = 0; i < 12; i++) {
					keys.add(consumer.next().fairnessKey());
				}
			}
			assertThat(keys.subList(8, 12)).containsOnly("slow");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(450), SOON);
		});
	}

	@Test
	@DisplayName("10 what was stored survives a kill")
	void crashRecovery() throws Exception {
		FilaServer.Settings settings = plain().withKill();
		Set<String> ids = new HashSet<>();
		try (FilaServer server = start(settings);
				FilaAdmin admin = admin(server, null, null);
				FilaClient client = client(server, null, null)) {
			admin.createQueue(this.queue);
			for (int i = 0; i < 50; i++) {
				ids.add(client.enqueue(this.queue, bytes("m" + i)));
			}
			server.kill();
		}
		Set<String> found = new HashSet<>();
		try (FilaServer server = start(settings);
				FilaClient client = client(server, null, null);
				FilaConsumer consumer = client.consume(this.queue)) {
			for (int i = 0; i < ids.size(); i++) {
				found.add(consumer.next().id());
			}
		}
		assertThat(found).isEqualTo(ids);
	}

	@Test
	@DisplayName("11 API keys and what they may do")
	void apiKeys() throws Exception {
		try (FilaServer server = start(plain().withSuperadminKey(SUPERADMIN));
				FilaAdmin admin = admin(server, null, SUPERADMIN)) {
			admin.createQueue(this.queue);
			for (String key : new String[] { null, "wrong" }) {
				try (FilaClient client = client(server, null, key)) {
					assertThatExceptionOfType(FilaUnauthenticatedException.class)
						.isThrownBy(() -> client.enqueue(this.queue, new byte[0]));
				}
			}
			FilaApiKey key = admin.createApiKey("contract", null, false);
			try (FilaClient client = client(server, null, key.key())) {
				admin.setPermissions(key.id(), List.of(FilaPermission.produce("contract-*")));
				String id = client.enqueue(this.queue, new byte[0]);
				try (FilaConsumer denied = client.consume(this.queue)) {
					assertThatExceptionOfType(FilaPermissionDeniedException.class).isThrownBy(denied::next);
				}
				admin.setPermissions(key.id(), List.of(FilaPermission.consume(this.queue)));
				assertThatExceptionOfType(FilaPermissionDeniedException.class)
					.isThrownBy(() -> client.enqueue(this.queue, new byte[0]));
				try (FilaConsumer consumer = client.consume(this.queue)) {
					assertThat(consumer.next().id()).isEqualTo(id);
					client.ack(this.queue, id);
				}
				admin.revokeApiKey(key.id());
				assertThatExceptionOfType(FilaUnauthenticatedException.class)
					.isThrownBy(() -> client.enqueue(this.queue, new byte[0]));
			}
		}
	}

	@Test
	@DisplayName("12 TLS and mutual TLS with an API key")
	void tls() throws Exception {
		TestCertificates certificates = TestCertificates.create(this.folder);
		FilaTls trusting = FilaTls.builder().trustedCertificates(certificates.certificate("ca")).build();
		try (FilaServer server = start(plain().withTls(certificates, false));
				FilaAdmin admin = admin(server, trusting, null);
				FilaClient client = client(server, trusting, null)) {
			admin.createQueue(this.queue);
			assertThat(client.enqueue(this.queue, new byte[0])).isNotEmpty();
			assertUnavailable(server, null);
			assertUnavailable(server,
					FilaTls.builder().trustedCertificates(certificates.certificate("stranger")).build());
		}
		FilaTls mutual = FilaTls.builder()
			.trustedCertificates(certificates.certificate("ca"))
			.certificate(certificates.chain("client"))
			.privateKey(certificates.key("client"))
			.build();
		FilaServer.Settings settings = plain().withFolder("mutual")
			.withTls(certificates, true)
			.withSuperadminKey(SUPERADMIN);
		try (FilaServer server = start(settings);
				FilaAdmin admin = admin(server, mutual, SUPERADMIN);
				FilaClient client = client(server, mutual, SUPERADMIN);
				FilaClient keyless = client(server, mutual, null)) {
			admin.createQueue(this.queue);
			assertThat(client.enqueue(this.queue, new byte[0])).isNotEmpty();
			assertUnavailable(server, trusting);
			assertThatExceptionOfType(FilaUnauthenticatedException.class)
				.isThrownBy(() -> keyless.enqueue(this.queue, new byte[0]));
		}
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FilaTls.builder().certificate(certificates.chain("client")).build());
	}

	private void assertUnavailable(FilaServer server, @Nullable FilaTls tls) {
		try (FilaClient client = client(server, tls, null)) {
			assertThatExceptionOfType(FilaUnavailableException.class)
				.isThrownBy(() -> client.enqueue(this.queue, new byte[0]))
				.withMessageContaining(server.address());
		}
	}

	@Test
	@DisplayName("14 close with an active consumer")
	void closeWithAnActiveConsumer() throws Exception {
		with((admin, client) -> {
			admin.createQueue(this.queue);
			FilaConsumer consumer = client.consume(this.queue);
			assertThat(consumer.awaitSubscribed(SOON)).isTrue();
			await().atMost(SOON).until(() -> admin.stats(this.queue).activeConsumers() == 1);
			CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(consumer::hasNext);
			long start = System.nanoTime();
			client.close();
			assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
			assertThat(reader).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(false);
			await().atMost(SOON).until(() -> admin.stats(this.queue).activeConsumers() == 0);
		});
	}

	private FilaServer.Settings plain() {
		return new FilaServer.Settings(this.folder, null, false, null, false, null);
	}

	private void with(Scenario scenario) throws Exception {
		with(plain(), scenario);
	}

	private void with(FilaServer.Settings settings, Scenario scenario) throws Exception {
		try (FilaServer server = start(settings);
				FilaAdmin admin = admin(server, null, null);
				FilaClient client = client(server, null, null)) {
			scenario.run(admin, client);
		}
	}

	private static FilaAdmin admin(FilaServer server, @Nullable FilaTls tls, @Nullable String key) {
		return FilaAdmin.builder()
			.address(server.address())
			.tls(tls)
			.apiKey((key != null) ? key : server.apiKey())
			.build();
	}

	private static FilaClient client(FilaServer server, @Nullable FilaTls tls, @Nullable String key) {
		return FilaClient.builder()
			.address(server.address())
			.tls(tls)
			.apiKey((key != null) ? key : server.apiKey())
			.build();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * What is done with a server.
	 */
	@FunctionalInterface
	private interface Scenario {

		void run(FilaAdmin admin, FilaClient client) throws Exception;

	}

}
