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

package io.datawarehouse.benchmarks.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Load}.
 */
class LoadTests {

	private final AtomicInteger count = new AtomicInteger();

	@Test
	void eachThreadRepeatsUntilItsNumberIsReached() throws Exception {
		try (Load load = new Load(4, this.count::incrementAndGet)) {
			assertThat(load.run(Duration.ofMinutes(1), 10)).isEqualTo(40);
			assertThat(this.count).hasValue(40);
		}
	}

	@Test
	void noneStartsWhenTheTimeIsOverButTheFirst() throws Exception {
		try (Load load = new Load(2, this.count::incrementAndGet)) {
			assertThat(load.run(Duration.ZERO, 10)).isEqualTo(2);
		}
	}

	@Test
	void failureEndsTheLoad() {
		try (Load load = new Load(1, () -> {
			throw new IOException("gone");
		})) {
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> load.run(Duration.ofMinutes(1), 10))
				.withRootCauseExactlyInstanceOf(IOException.class);
		}
	}

}
