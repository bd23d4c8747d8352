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
import java.time.Instant;
import java.util.List;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaApiKey;
import io.datawarehouse.fila.FilaApiKeyInfo;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaPermission;
import io.datawarehouse.fila.FilaPermissionDeniedException;
import io.datawarehouse.fila.FilaRpcException;
import io.datawarehouse.fila.FilaUnauthenticatedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * API keys and what they may do.
 */
@Timeout(60)
class FilaAuthIT {

	private static final String SUPERADMIN = "boot-key";

	@TempDir
	Path dataDir;

	private EmbeddedFilaBroker broker;

	private FilaAdmin admin;

	@BeforeEach
	void start() {
		this.broker = EmbeddedFilaBroker.builder().dataDir(this.dataDir).superadminKey(SUPERADMIN).start();
		this.admin = FilaAdmin.builder().address(this.broker.address()).apiKey(SUPERADMIN).build();
		this.admin.createQueue("orders");
		this.admin.createQueue("orders-eu");
		this.admin.createQueue("other");
	}

	@AfterEach
	void stop() {
		this.admin.close();
		this.broker.close();
	}

	@Test
	void everyCallNeedsAKey() {
		for (String key : new String[] { null, "wrong" }) {
			try (FilaClient client = client(key);
					FilaAdmin other = FilaAdmin.builder().address(this.broker.address()).apiKey(key).build();
					FilaConsumer consumer = client.consume("orders")) {
				assertThatExceptionOfType(FilaUnauthenticatedException.class)
					.isThrownBy(() -> client.enqueue("orders", new byte[0]))
					.withMessageContaining("invalid or missing api key");
				assertThatExceptionOfType(FilaUnauthenticatedException.class).isThrownBy(consumer::next);
				assertThatExceptionOfType(FilaUnauthenticatedException.class).isThrownBy(other::listQueues);
			}
		}
		try (FilaClient client = client(SUPERADMIN)) {
			assertThat(client.enqueue("orders", new byte[0])).isNotEmpty();
		}
	}

	@Test
	void permissionsAreForKindAndQueue() {
		FilaApiKey key = this.admin.createApiKey("shop", null, false);
		try (FilaClient client = client(key.key())) {
			assertThatExceptionOfType(FilaPermissionDeniedException.class)
				.isThrownBy(() -> client.enqueue("orders", new byte[0]));
			this.admin.setPermissions(key.id(), List.of(FilaPermission.produce("orders*")));
			String id = client.enqueue("orders", new byte[0]);
			assertThat(client.enqueue("orders-eu", new byte[0])).isNotEmpty();
			assertThatExceptionOfType(FilaPermissionDeniedException.class)
				.isThrownBy(() -> client.enqueue("other", new byte[0]))
				.satisfies((ex) -> assertThat(ex.getQueue()).isEqualTo("other"));
			assertThatExceptionOfType(FilaPermissionDeniedException.class).isThrownBy(() -> client.ack("orders", id));
			try (FilaConsumer denied = client.consume("orders")) {
				assertThatExceptionOfType(FilaPermissionDeniedException.class).isThrownBy(denied::next);
			}
			this.admin.setPermissions(key.id(), List.of(FilaPermission.consume("orders")));
			try (FilaConsumer consumer = client.consume("orders")) {
				assertThat(consumer.next().id()).isEqualTo(id);
				client.ack("orders", id);
			}
			assertThatExceptionOfType(FilaPermissionDeniedException.class)
				.isThrownBy(() -> client.enqueue("orders", new byte[0]));
			assertThat(this.admin.getPermissions(key.id())).containsExactly(FilaPermission.consume("orders"));
		}
	}

	@Test
	void administrationNeedsItsOwnPermission() {
		FilaApiKey key = this.admin.createApiKey("ops", null, false);
		this.admin.setPermissions(key.id(), List.of(FilaPermission.admin("ops-*"), FilaPermission.produce("*")));
		try (FilaAdmin ops = FilaAdmin.builder().address(this.broker.address()).apiKey(key.key()).build()) {
			assertThat(ops.createQueue("ops-jobs")).isEqualTo("ops-jobs");
			assertThatExceptionOfType(FilaPermissionDeniedException.class).isThrownBy(() -> ops.deleteQueue("orders"));
			assertThatExceptionOfType(FilaPermissionDeniedException.class).isThrownBy(() -> ops.setConfig("a", "b"));
			assertThatExceptionOfType(FilaPermissionDeniedException.class)
				.isThrownBy(() -> ops.createApiKey("more", null, true));
		}
	}

	@Test
	void revokedAndExpiredKeysAreRefused() {
		FilaApiKey revoked = this.admin.createApiKey("revoked", null, true);
		FilaApiKey expired = this.admin.createApiKey("expired", Instant.now().minus(Duration.ofMinutes(1)), true);
		try (FilaClient client = client(revoked.key()); FilaClient late = client(expired.key())) {
			assertThat(client.enqueue("orders", new byte[0])).isNotEmpty();
			this.admin.revokeApiKey(revoked.id());
			assertThatExceptionOfType(FilaUnauthenticatedException.class)
				.isThrownBy(() -> client.enqueue("orders", new byte[0]))
				.withMessageNotContaining(revoked.key());
			assertThatExceptionOfType(FilaUnauthenticatedException.class)
				.isThrownBy(() -> late.enqueue("orders", new byte[0]));
		}
		assertThatExceptionOfType(FilaRpcException.class).isThrownBy(() -> this.admin.revokeApiKey(revoked.id()))
			.satisfies((ex) -> assertThat(ex.getCode()).isEqualTo("NOT_FOUND"));
	}

	@Test
	void keysSurviveARestartWithoutTheirSecrets() {
		FilaApiKey key = this.admin.createApiKey("shop", null, false);
		this.admin.setPermissions(key.id(), List.of(FilaPermission.produce("orders")));
		this.admin.close();
		this.broker.close();
		this.broker = EmbeddedFilaBroker.builder().dataDir(this.dataDir).superadminKey(SUPERADMIN).start();
		this.admin = FilaAdmin.builder().address(this.broker.address()).apiKey(SUPERADMIN).build();
		try (FilaClient client = client(key.key())) {
			assertThat(client.enqueue("orders", new byte[0])).isNotEmpty();
		}
		assertThat(this.admin.listApiKeys()).singleElement()
			.satisfies((info) -> assertThat(info.name()).isEqualTo("shop"))
			.extracting(FilaApiKeyInfo::id)
			.isEqualTo(key.id());
		assertThat(this.dataDir.resolve("fila.mv.db")).content(StandardCharsets.ISO_8859_1)
			.contains("shop")
			.doesNotContain(key.key());
	}

	private FilaClient client(@Nullable String key) {
		return FilaClient.builder().address(this.broker.address()).apiKey(key).build();
	}

}
