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

package io.datawarehouse.fila;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link FilaClient} and its builder, without a broker: all that must be
 * refused before any input or output.
 */
@Timeout(30)
class FilaClientTests {

	private final FilaClient client = FilaClient.builder().address("127.0.0.1:1").build();

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void badArgumentsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.enqueue("", new byte[0]))
			.withMessageContaining("queue name must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.consume(""));
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.ack("orders", ""))
			.withMessageContaining("message id");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.nack("", "id", "error"));
		Map<String, String> headers = Collections.singletonMap("tenant", null);
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.enqueue("orders", headers, new byte[0]))
			.withMessageContaining("'tenant'");
	}

	@Test
	void theLimitOfQueueNamesIsInBytes() {
		assertThat(Messages.requireQueue("q".repeat(65_535))).hasSize(65_535);
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.enqueue("q".repeat(65_536), new byte[0]))
			.withMessageContaining("has 65536");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.enqueue("\u20ac".repeat(21_846), new byte[0]))
			.withMessageContaining("has 65538");
	}

	@Test
	void badSettingsAreRefused() {
		FilaClient.Builder builder = FilaClient.builder();
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("No address");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.address("broker"));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.prefetch(0)).withMessageContaining("was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.deadline(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.keepAlive(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxInboundMessageSize(0));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.flowControlWindow(1024));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FilaQueueSettings.defaults().withVisibilityTimeout(Duration.ofMillis(999)))
			.withMessageContaining("PT0.999S");
	}

	@Test
	void anUnusableApiKeyIsRefusedWithoutTellingIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> FilaClient.builder().apiKey("secret\n"))
			.withMessageNotContaining("secret");
		assertThatIllegalArgumentException().isThrownBy(() -> FilaClient.builder().apiKey(""));
	}

	@Test
	void secretsAreNotInText() {
		try (FilaClient withKey = FilaClient.builder().address("127.0.0.1:1").apiKey("secret").build()) {
			assertThat(withKey).hasToString("FilaClient[127.0.0.1:1]");
		}
		assertThat(new FilaApiKey("id", "secret", true).toString()).doesNotContain("secret");
	}

	@Test
	void aBrokerThatIsNotThereIsUnavailable() {
		assertThatExceptionOfType(FilaUnavailableException.class)
			.isThrownBy(() -> this.client.enqueue("orders", new byte[0]))
			.withMessageContaining("127.0.0.1:1")
			.withMessageContaining("Connection refused");
		FilaProbe probe = this.client.probe(Duration.ofSeconds(10));
		assertThat(probe.ready()).isFalse();
		assertThat(probe.state()).isEqualTo("TRANSIENT_FAILURE");
		assertThat(probe.took()).isLessThan(Duration.ofSeconds(5));
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThatExceptionOfType(FilaUnavailableException.class).isThrownBy(consumer::next);
			assertThatExceptionOfType(FilaUnavailableException.class)
				.isThrownBy(() -> consumer.awaitSubscribed(Duration.ofSeconds(5)));
		}
	}

	@Test
	void aClosedClientRefusesCalls() {
		this.client.close();
		this.client.close();
		assertThatIllegalStateException().isThrownBy(() -> this.client.ack("orders", "id"))
			.withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> this.client.consume("orders"));
	}

	@Test
	void messagesDescribeThemselvesWithoutTheirContent() {
		ConsumeMessage message = new ConsumeMessage("id-1", Map.of("token", "secret"), "secret".getBytes(), "default",
				2, "orders");
		assertThat(message.toString()).contains("id-1", "orders", "token", "6 bytes").doesNotContain("secret");
		assertThat(message)
			.isEqualTo(
					new ConsumeMessage("id-1", Map.of("token", "secret"), "secret".getBytes(), "default", 2, "orders"))
			.isNotEqualTo(
					new ConsumeMessage("id-1", Map.of("token", "secret"), "other".getBytes(), "default", 2, "orders"));
	}

}
