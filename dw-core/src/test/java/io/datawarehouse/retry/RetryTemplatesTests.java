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

package io.datawarehouse.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.support.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RetryTemplates} and {@link RetrySettings}.
 */
class RetryTemplatesTests {

	private static final RetrySettings FAST = RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1));

	private final AtomicInteger attempts = new AtomicInteger();

	@Test
	void transientFailuresAreRetriedUntilSuccess() throws IOException {
		RetryTemplate template = RetryTemplates.create(FAST, IOException.class::isInstance);
		String result = template.execute((context) -> succeedAtAttempt(3));
		assertThat(result).isEqualTo("done");
		assertThat(this.attempts).hasValue(3);
	}

	@Test
	void maxAttemptsCountsTheFirstCallAndTheLastFailureIsThrown() {
		RetryTemplate template = RetryTemplates.create(FAST, IOException.class::isInstance);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> template.execute((context) -> failWithIo()))
			.withMessage("attempt 3");
	}

	@Test
	void permanentFailuresAreThrownAtOnce() {
		RetryTemplate template = RetryTemplates.create(FAST, IOException.class::isInstance);
		assertThatIllegalStateException().isThrownBy(() -> template.execute((context) -> {
			this.attempts.incrementAndGet();
			throw new IllegalStateException("permanent");
		}));
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void retryAfterLengthensTheDelay() throws IOException {
		RetryTemplate template = RetryTemplates.create(FAST, retryAfter(Duration.ofMillis(120)));
		long start = System.nanoTime();
		template.execute((context) -> succeedAtAttempt(2));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
	}

	@Test
	void retryAfterBeyondTheTimeLeftGivesUpAtOnce() {
		RetryTemplate template = RetryTemplates.create(FAST, retryAfter(Duration.ofHours(1)));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> template.execute((context) -> failWithIo()));
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void maxDurationEndsTheAttempts() {
		RetrySettings settings = new RetrySettings(Integer.MAX_VALUE, Duration.ofMillis(50), 1, Duration.ofMillis(50),
				0, Duration.ofSeconds(1));
		RetryTemplate template = RetryTemplates.create(settings, IOException.class::isInstance);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> template.execute((context) -> failWithIo()));
		assertThat(this.attempts.get()).isBetween(2, 21);
	}

	@Test
	void interruptEndsTheWaitAndIsKept() {
		RetrySettings settings = RetrySettings.defaults().withInitialInterval(Duration.ofMinutes(1));
		RetryTemplate template = RetryTemplates.create(settings, IOException.class::isInstance);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(BackOffInterruptedException.class)
			.isThrownBy(() -> template.execute((context) -> failWithIo()));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void badSettingsAreRefusedWithTheValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> RetrySettings.defaults().withMaxAttempts(0))
			.withMessageContaining("was 0");
	}

	private String succeedAtAttempt(int attempt) throws IOException {
		if (this.attempts.incrementAndGet() < attempt) {
			throw new IOException("transient");
		}
		return "done";
	}

	private String failWithIo() throws IOException {
		throw new IOException("attempt " + this.attempts.incrementAndGet());
	}

	private static FailureClassifier retryAfter(Duration delay) {
		return new FailureClassifier() {

			@Override
			public boolean isTransient(Throwable failure) {
				return failure instanceof IOException;
			}

			@Override
			public @Nullable Duration retryAfter(Throwable failure) {
				return delay;
			}

		};
	}

}
