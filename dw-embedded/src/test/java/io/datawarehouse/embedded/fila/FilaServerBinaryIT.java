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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaUnauthenticatedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * That {@link FilaServerBinary}, by which the contract is run against a real server,
 * starts, drains and kills its child: shown with a child of ours.
 */
@Timeout(120)
class FilaServerBinaryIT {

	@TempDir
	private Path folder;

	@Test
	void theServerIsStartedDrainedKilledAndStartedAgain() throws Exception {
		Path binary = FakeFilaServer.binary(this.folder);
		FilaServer.Settings settings = settings(null);
		try (FilaServerBinary server = FilaServerBinary.start(binary, settings);
				FilaAdmin admin = FilaAdmin.builder().address(server.address()).build();
				FilaClient client = FilaClient.builder().address(server.address()).build()) {
			admin.createQueue("orders");
			client.enqueue("orders", "survives".getBytes(StandardCharsets.UTF_8));
			server.kill();
			assertThat(server.isAlive()).isFalse();
		}
		try (FilaServerBinary server = FilaServerBinary.start(binary, settings);
				FilaClient client = FilaClient.builder().address(server.address()).build();
				FilaConsumer consumer = client.consume("orders")) {
			assertThat(consumer.next().payload()).asString().isEqualTo("survives");
			assertThat(Files.readAllLines(this.folder.resolve("server.log"))).hasSizeGreaterThan(FakeFilaServer.LINES)
				.last()
				.asString()
				.isEqualTo("listening on " + server.address());
			server.close();
			await().atMost(Duration.ofSeconds(10)).until(() -> !server.isAlive());
		}
	}

	@Test
	void itsSettingsReachTheServer() throws Exception {
		try (FilaServerBinary server = FilaServerBinary.start(FakeFilaServer.binary(this.folder), settings("root-key"));
				FilaAdmin right = FilaAdmin.builder().address(server.address()).apiKey("root-key").build();
				FilaAdmin wrong = FilaAdmin.builder().address(server.address()).apiKey("other").build()) {
			assertThat(right.listQueues()).isEmpty();
			assertThatExceptionOfType(FilaUnauthenticatedException.class).isThrownBy(wrong::listQueues);
		}
	}

	@Test
	void aServerThatDoesNotStartIsToldWithItsOutput() throws Exception {
		Path binary = Files.writeString(this.folder.resolve("broken"), "#!/bin/sh\necho no such thing >&2\nexit 3\n");
		assertThat(binary.toFile().setExecutable(true)).isTrue();
		assertThatIllegalStateException().isThrownBy(() -> FilaServerBinary.start(binary, settings(null)))
			.withMessageContaining("no such thing");
	}

	private FilaServer.Settings settings(String superadminKey) {
		return new FilaServer.Settings(this.folder, null, false, superadminKey, true, null);
	}

}
