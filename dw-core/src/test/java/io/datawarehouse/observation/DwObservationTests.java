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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
	void keysCanBeLeftOut() {
		ObservedKeys keys = ObservedKeys.all().without(DwKeyName.BUCKET).without(DwKeyName.URI);
		DwObservation.STORAGE
			.operation(this.registry, new DefaultDwObservationConvention(keys), "retrieve", "lake", "dw://lake/a")
			.observe(() -> {
			});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.storage")
			.that()
			.hasContextualNameEqualTo("retrieve")
			.hasLowCardinalityKeyValue("operation", "retrieve")
			.doesNotHaveLowCardinalityKeyValueWithKey("bucket")
			.doesNotHaveHighCardinalityKeyValueWithKey("uri");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPERATION", "OUTCOME" })
	void requiredKeysCannotBeLeftOut(DwKeyName key) {
		assertThatIllegalArgumentException().isThrownBy(() -> ObservedKeys.all().without(key))
			.withMessageContaining(key.asString());
	}

	@Test
	void plainConventionGivesWayToAGlobalOne() {
		this.registry.observationConfig().observationConvention(new GlobalConvention());
		DwObservation.JOBS.operation(this.registry, new DefaultDwObservationConvention(), "start-run", "etl", null)
			.observe(() -> {
			});
		TestObservationRegistryAssert.assertThat(this.registry).hasObservationWithNameEqualTo("global");
		DwObservationConvention own = new DefaultDwObservationConvention() {
		};
		DwObservation.JOBS.operation(this.registry, own, "start-run", "etl", null).observe(() -> {
		});
		TestObservationRegistryAssert.assertThat(this.registry).hasObservationWithNameEqualTo("dw.jobs");
	}

	@Test
	void retryIsAnEventOfTheOperationOnly() {
		List<String> events = new ArrayList<>();
		this.registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {

			@Override
			public void onEvent(Observation.Event event, Observation.Context context) {
				events.add(context.getName() + " " + event.getName() + " " + event.getContextualName());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		DwObservation.STORAGE.operation(this.registry, null, "retrieve", "lake", null).observe(() -> {
			DwObservation.STORAGE.retrying(this.registry);
			DwObservation.JOBS.retrying(this.registry);
		});
		Observation.createNotStarted("other", this.registry)
			.observe(() -> DwObservation.STORAGE.retrying(this.registry));
		DwObservation.STORAGE.retrying(this.registry);
		assertThat(events).containsExactly("dw.storage retries retry");
	}

	@ParameterizedTest
	@EnumSource
	void operationsAreNamedOnceAndInOrder(DwObservation observation) {
		assertThat(observation.getOperations()).isNotEmpty().isSorted().doesNotHaveDuplicates();
	}

	@Test
	void noopRegistryCostsNoContext() {
		Observation observation = DwObservation.JOBS.operation(ObservationRegistry.NOOP, null, "start-run", "etl",
				null);
		assertThat(observation.isNoop()).isTrue();
	}

	/**
	 * Names all operations alike.
	 */
	private static final class GlobalConvention implements GlobalObservationConvention<DwObservationContext> {

		@Override
		public String getName() {
			return "global";
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof DwObservationContext;
		}

	}

}
