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

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Throttles}.
 */
class ThrottlesTests {

	private final AtomicLong nanos = new AtomicLong();

	private final Throttles throttles = new Throttles(this.nanos::get);

	@Test
	void burstThenRate() {
		this.throttles.configure("api", "10,2");
		Entry entry = entry("api");
		assertThat(this.throttles.admit(entry)).isTrue();
		assertThat(this.throttles.admit(entry)).isTrue();
		assertThat(this.throttles.admit(entry)).isFalse();
		this.nanos.addAndGet(99_000_000);
		assertThat(this.throttles.admit(entry)).isFalse();
		this.nanos.addAndGet(1_000_000);
		assertThat(this.throttles.admit(entry)).isTrue();
		assertThat(this.throttles.admit(entry)).isFalse();
	}

	@Test
	void allKeysMustHaveATokenAndNoneIsTakenOtherwise() {
		this.throttles.configure("wide", "1,5");
		this.throttles.configure("narrow", "1,1");
		Entry both = entry("wide", "narrow");
		assertThat(this.throttles.admit(both)).isTrue();
		assertThat(this.throttles.admit(both)).isFalse();
		assertThat(this.throttles.stats()).filteredOn((stats) -> stats.getKey().equals("wide"))
			.singleElement()
			.satisfies((stats) -> assertThat(stats.getTokens()).isEqualTo(4));
	}

	@Test
	void unknownKeysLimitNothingAndAnEmptyValueRemoves() {
		assertThat(this.throttles.admit(entry("unknown"))).isTrue();
		this.throttles.configure("api", "0,1");
		assertThat(this.throttles.admit(entry("api"))).isTrue();
		assertThat(this.throttles.admit(entry("api"))).isFalse();
		this.throttles.configure("api", "");
		assertThat(this.throttles.admit(entry("api"))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "1,x", "-1,1", "1,0", "1,2,3", ",", "NaN" })
	void malformedValuesAreRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.throttles.configure("api", value))
			.withMessageContaining("'" + value + "'");
	}

	private static Entry entry(String... keys) {
		return new Entry(UUID.randomUUID(), "default", 1, List.of(keys));
	}

}
