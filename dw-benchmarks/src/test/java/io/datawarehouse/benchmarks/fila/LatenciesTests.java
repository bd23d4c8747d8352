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

package io.datawarehouse.benchmarks.fila;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Latencies}.
 */
class LatenciesTests {

	@Test
	void percentilesAreOfTheSortedNanoseconds() {
		long[] nanos = LongStream.rangeClosed(1, 200).map((i) -> (201 - i) * 1000).toArray();
		assertThat(Latencies.of(nanos)).isEqualTo(new Latencies(100, 198));
		assertThat(nanos[0]).as("left as it was").isEqualTo(200_000);
		assertThat(Latencies.of(new long[] { 7_500 })).isEqualTo(new Latencies(7.5, 7.5));
		assertThatIllegalArgumentException().isThrownBy(() -> Latencies.of(new long[0]));
	}

	@Test
	void aLineBringsThemBack() {
		Latencies latencies = new Latencies(812.25, 1e7);
		assertThat(Latencies.isLine(latencies.toLine())).isTrue();
		assertThat(Latencies.parse(latencies.toLine())).isEqualTo(latencies);
		assertThatIllegalArgumentException().isThrownBy(() -> Latencies.parse("measured ops=1"))
			.withMessageContaining("measured ops=1");
	}

}
