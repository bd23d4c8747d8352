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
package io.datawarehouse.fila.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.datawarehouse.fila.ConsumeMessage;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.converter.MessageConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DefaultFilaErrorHandler}.
 */
class DefaultFilaErrorHandlerTests {

	private final List<ConsumeMessage> recovered = new ArrayList<>();

	private final FilaMessageRecoverer recoverer = (message, failure) -> this.recovered.add(message);

	@Test
	void messageIsGivenBackUntilItsLastAttempt() {
		DefaultFilaErrorHandler handler = new DefaultFilaErrorHandler(3, this.recoverer);
		RuntimeException failure = new IllegalStateException("no");
		assertThat(handler.handle(message(0), failure)).isEqualTo(ErrorAction.NACK);
		assertThat(handler.handle(message(1), failure)).isEqualTo(ErrorAction.NACK);
		assertThat(this.recovered).isEmpty();
		assertThat(handler.handle(message(2), failure)).isEqualTo(ErrorAction.ACK);
		assertThat(this.recovered).hasSize(1);
	}

	@Test
	void messageWithMoreAttemptsThanAllowedIsRecovered() {
		DefaultFilaErrorHandler handler = new DefaultFilaErrorHandler(3, this.recoverer);
		assertThat(handler.handle(message(17), new IllegalStateException("no"))).isEqualTo(ErrorAction.ACK);
		assertThat(this.recovered).hasSize(1);
	}

	@Test
	void withoutLimitMessageIsAlwaysGivenBack() {
		DefaultFilaErrorHandler handler = new DefaultFilaErrorHandler(0, this.recoverer);
		assertThat(handler.handle(message(1_000_000), new IllegalStateException("no"))).isEqualTo(ErrorAction.NACK);
		assertThat(this.recovered).isEmpty();
	}

	@Test
	void payloadThatCannotBeReadIsRecoveredAtOnce() {
		DefaultFilaErrorHandler handler = new DefaultFilaErrorHandler(10, this.recoverer);
		assertThat(handler.handle(message(0), new MessageConversionException("no JSON"))).isEqualTo(ErrorAction.ACK);
		assertThat(this.recovered).hasSize(1);
	}

	@Test
	void failureThatTheUserCallsFatalIsRecoveredAtOnce() {
		DefaultFilaErrorHandler handler = new DefaultFilaErrorHandler(10, this.recoverer, IllegalStateException.class);
		assertThat(handler.handle(message(0), new IllegalStateException("no"))).isEqualTo(ErrorAction.ACK);
		assertThat(handler.handle(message(0), new IllegalArgumentException("no"))).isEqualTo(ErrorAction.NACK);
		assertThat(this.recovered).hasSize(1);
	}

	@Test
	void messageThatCannotBeRecoveredIsLeftToItsLease() {
		IllegalStateException failure = new IllegalStateException("no");
		IllegalStateException full = new IllegalStateException("the dead-letter queue is full");
		DefaultFilaErrorHandler handler = new DefaultFilaErrorHandler(1, (message, thrown) -> {
			throw full;
		});
		assertThat(handler.handle(message(0), failure)).isEqualTo(ErrorAction.LEAVE);
		assertThat(full.getSuppressed()).containsExactly(failure);
	}

	@Test
	void negativeNumberOfAttemptsIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new DefaultFilaErrorHandler(-1, this.recoverer))
			.withMessageContaining("-1");
	}

	private static ConsumeMessage message(int attempts) {
		return new ConsumeMessage("7", Map.of(), new byte[0], "default", attempts, "orders");
	}

}
