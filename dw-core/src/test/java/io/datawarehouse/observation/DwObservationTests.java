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

package io.datawarehouse.observation;

import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link DwObservation} and its convention.
 */
class DwObservationTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@Test
	void successIsObservedWithItsKeys() {
		DwObservation.STORAGE.operation(this.registry, null, "retrieve", "lake", "dw://lake/a").observe(() -> {
		});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.storage")
			.that()
			.hasContextualNameEqualTo("retrieve lake")
			.hasLowCardinalityKeyValue("operation", "retrieve")
			.hasLowCardinalityKeyValue("bucket", "lake")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasHighCardinalityKeyValue("uri", "dw://lake/a")
			.hasBeenStopped();
	}

	@Test
	void failureIsObservedAsError() {
		Observation observation = DwObservation.FILA.operation(this.registry, null, "ack", "orders", null);
		assertThatIllegalStateException().isThrownBy(() -> observation.observe(() -> {
			throw new IllegalStateException("broken");
		}));
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.fila")
			.that()
			.hasLowCardinalityKeyValue("outcome", "error")
			.hasError();
	}

	@Test
	void missingTargetIsNone() {
		DwObservation.STORAGE.operation(this.registry, null, "list-buckets", null, null).observe(() -> {
		});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.storage")
			.that()
			.hasContextualNameEqualTo("list-buckets")
			.hasLowCardinalityKeyValue("bucket", KeyValue.NONE_VALUE);
	}

	@Test
	void conventionIsReplaceable() {
		DwObservationConvention convention = new DefaultDwObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(DwObservationContext context) {
				return KeyValues.of("only", context.getOperation());
			}

		};
		AtomicReference<KeyValues> seen = new AtomicReference<>();
		Observation observation = DwObservation.JOBS.operation(this.registry, convention, "start-run", "etl", null);
		observation.observe(() -> {
		});
		seen.set(observation.getContext().getLowCardinalityKeyValues());
		assertThat(seen.get()).containsExactly(KeyValue.of("only", "start-run"));
	}

	@Test
	void noopRegistryCostsNoContext() {
		Observation observation = DwObservation.JOBS.operation(ObservationRegistry.NOOP, null, "start-run", "etl",
				null);
		assertThat(observation.isNoop()).isTrue();
	}

}
