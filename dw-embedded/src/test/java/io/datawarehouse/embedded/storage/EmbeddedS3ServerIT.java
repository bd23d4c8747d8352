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

package io.datawarehouse.embedded.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.PayloadSigning;
import io.datawarehouse.storage.StorageAccessDeniedException;
import io.datawarehouse.storage.StorageUnavailableException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link EmbeddedS3Server} itself.
 */
class EmbeddedS3ServerIT {

	private static DataWarehouseTemplate template(EmbeddedS3Server server) {
		return template(server.endpoint(), server.accessKey(), server.secretKey());
	}

	private static DataWarehouseTemplate template(URI endpoint, String accessKey, String secretKey) {
		return DataWarehouseTemplate.builder()
			.endpoint(endpoint)
			.credentials(accessKey, secretKey)
			.retry(RetrySettings.none())
			.build();
	}

	@ParameterizedTest
	@CsvSource({ "key, wrong, SignatureDoesNotMatch", "wrong, secret, InvalidAccessKeyId" })
	void wrongCredentialsAreRefused(String accessKey, String secretKey, String code) {
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().accessKey("key").secretKey("secret").start();
				DataWarehouseTemplate right = template(server);
				DataWarehouseTemplate wrong = template(server.endpoint(), accessKey, secretKey)) {
			right.createBucket("lake");
			right.store("dw://lake/a", "x");
			for (Runnable call : List.<Runnable>of(() -> wrong.retrieve("dw://lake/a"),
					() -> wrong.store("dw://lake/a", "y"), () -> wrong.list("dw://lake").toList(), wrong::probe)) {
				assertThatExceptionOfType(StorageAccessDeniedException.class).isThrownBy(call::run).satisfies((ex) -> {
					assertThat(ex.getStatusCode()).isEqualTo(403);
					assertThat(ex.getErrorCode()).isEqualTo(code);
					assertThat(ex.getRequestId()).isNotBlank();
					assertThat(ex.getAttempts()).isOne();
				});
			}
			assertThat(right.retrieveString("dw://lake/a")).isEqualTo("x");
		}
	}

	@Test
	void anonymousCallsAreRefused() {
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().start();
				DataWarehouseTemplate anonymous = DataWarehouseTemplate.builder()
					.endpoint(server.endpoint())
					.anonymous()
					.build()) {
			assertThatExceptionOfType(StorageAccessDeniedException.class).isThrownBy(anonymous::listBuckets);
		}
	}

	@ParameterizedTest
	@EnumSource(PayloadSigning.class)
	void everyPayloadSigningIsAccepted(PayloadSigning signing) {
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().start();
				DataWarehouseTemplate template = DataWarehouseTemplate.builder()
					.endpoint(server.endpoint())
					.credentials(server.accessKey(), server.secretKey())
					.payloadSigning(signing)
					.build()) {
			template.createBucket("lake");
			template.store("dw://lake/a b", "content");
			assertThat(template.retrieveString("dw://lake/a b")).isEqualTo("content");
		}
	}

	@Test
	void dataOutlivesTheServerInItsFolder(@TempDir Path directory) {
		Path dataDir = directory.resolve("new/data");
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().dataDir(dataDir).start();
				DataWarehouseTemplate template = template(server)) {
			assertThat(server.dataDir()).isEqualTo(dataDir);
			template.createBucket("lake");
			template.store("dw://lake/a/b.csv", "1,2");
		}
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().dataDir(dataDir).start();
				DataWarehouseTemplate template = template(server)) {
			assertThat(template.retrieveString("dw://lake/a/b.csv")).isEqualTo("1,2");
			assertThat(template.head("dw://lake/a/b.csv").contentType()).isEqualTo("text/csv");
		}
	}

	@Test
	void dataSurvivesTheKillOfTheProcess(@TempDir Path dataDir) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), ServerProcess.class.getName(), dataDir.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			URI endpoint = URI.create(output.readLine());
			try (DataWarehouseTemplate template = template(endpoint, EmbeddedS3ServerBuilder.DEFAULT_ACCESS_KEY,
					EmbeddedS3ServerBuilder.DEFAULT_SECRET_KEY)) {
				template.createBucket("lake");
				template.store("dw://lake/a", "kept");
			}
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().dataDir(dataDir).start();
				DataWarehouseTemplate template = template(server)) {
			assertThat(template.retrieveString("dw://lake/a")).isEqualTo("kept");
		}
	}

	@Test
	void transientDataIsGoneWithTheServer() {
		EmbeddedS3Server server = EmbeddedS3Server.builder().transientStore().start();
		try (DataWarehouseTemplate template = template(server)) {
			assertThat(server.dataDir()).isNull();
			template.createBucket("lake");
			template.store("dw://lake/a", "x");
			assertThat(template.retrieveString("dw://lake/a")).isEqualTo("x");
		}
		server.close();
		server.start();
		try (DataWarehouseTemplate template = template(server)) {
			assertThat(template.listBuckets()).isEmpty();
		}
		finally {
			server.close();
		}
	}

	@Test
	void portIsFixedIfTold() {
		int port;
		try (EmbeddedS3Server first = EmbeddedS3Server.builder().start()) {
			port = first.endpoint().getPort();
			assertThatIllegalStateException().isThrownBy(() -> EmbeddedS3Server.builder().port(port).start())
				.withMessageContaining("127.0.0.1:" + port)
				.withMessageContaining("Choose another port");
		}
		try (EmbeddedS3Server second = EmbeddedS3Server.builder().port(port).start()) {
			assertThat(second.endpoint()).isEqualTo(URI.create("http://127.0.0.1:" + port));
		}
	}

	@Test
	void startAndCloseMayBeRepeated() {
		EmbeddedS3Server server = EmbeddedS3Server.builder().build();
		assertThat(server.isRunning()).isFalse();
		assertThatIllegalStateException().isThrownBy(server::endpoint);
		server.start();
		URI endpoint = server.start().endpoint();
		assertThat(server.isRunning()).isTrue();
		server.close();
		server.close();
		assertThat(server.isRunning()).isFalse();
		try (DataWarehouseTemplate template = template(endpoint, "a", "b")) {
			assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(template::probe);
		}
	}

	@Test
	void textFormHasNoSecrets(@TempDir Path dataDir) {
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().dataDir(dataDir).secretKey("hush").start()) {
			assertThat(server.toString()).contains(server.endpoint().toString(), dataDir.toString())
				.doesNotContain("hush");
		}
	}

	@Test
	void noThreadIsLeft() {
		Set<Thread> before = threads();
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().start();
				DataWarehouseTemplate template = template(server)) {
			template.createBucket("lake");
			template.store("dw://lake/a", new byte[20 * 1024 * 1024]);
			template.retrieve("dw://lake/a");
			assertThat(threads()).filteredOn((thread) -> !before.contains(thread)).isNotEmpty();
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(threads()).filteredOn((thread) -> !before.contains(thread)).isEmpty());
	}

	private static Set<Thread> threads() {
		// The JDK ends those of its own pools when they have been idle.
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().startsWith("ForkJoinPool.commonPool"))
			.filter((thread) -> !thread.getName().startsWith("awaitility"))
			.filter((thread) -> thread.getThreadGroup() == null
					|| !thread.getThreadGroup().getName().equals("InnocuousThreadGroup"))
			.collect(Collectors.toSet());
	}

	@Test
	void wrongSettingsAreRefused(@TempDir Path directory) throws IOException {
		Path file = Files.createFile(directory.resolve("file"));
		EmbeddedS3ServerBuilder builder = EmbeddedS3Server.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.dataDir(file))
			.withMessageContaining(file.toString());
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1)).withMessageContaining("-1");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65536));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.accessKey(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.secretKey(""));
	}

	/**
	 * A process with a server in it.
	 */
	static final class ServerProcess {

		private ServerProcess() {
		}

		public static void main(String[] args) throws InterruptedException {
			try (EmbeddedS3Server server = EmbeddedS3Server.builder().dataDir(Path.of(args[0])).start()) {
				System.out.println(server.endpoint());
				Thread.currentThread().join();
			}
		}

	}

}
