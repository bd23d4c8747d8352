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

package io.datawarehouse.job;

import java.util.function.Supplier;

import io.datawarehouse.observation.DwKeyName;
import io.datawarehouse.observation.ObservedKeys;
import io.datawarehouse.retry.RetrySettings;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link JobObservation} and the runs that are observed by it.
 */
class JobObservationTests {

	private final CatalogDouble catalog = new CatalogDouble();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final DatlakeClient client = DatlakeClient.builder()
		.url(this.catalog.url())
		.retry(RetrySettings.none())
		.observationRegistry(this.registry)
		.build();

	private JobContextFactoryBuilder builder() {
		return JobContextFactory.builder(this.client).closeOnShutdown(false).observationRegistry(this.registry);
	}

	@AfterEach
	void close() {
		this.client.close();
		this.catalog.close();
	}

	@Test
	void runIsObservedWithItsCallsAsParts() {
		this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
		try (JobContextFactory jobs = builder().build()) {
			jobs.run("etl", (job) -> assertThat(jobs.openRuns()).containsExactly(job));
			assertThat(jobs.openRuns()).isEmpty();
		}
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.jobs.run")
			.that()
			.hasContextualNameEqualTo("run etl")
			.hasLowCardinalityKeyValue("job", "etl")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasHighCardinalityKeyValue("run", "r1")
			.hasBeenStopped();
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasHandledContextsThatSatisfy(
					(contexts) -> assertThat(contexts).filteredOn((context) -> context.getName().equals("dw.jobs"))
						.hasSize(2)
						.allSatisfy((call) -> assertThat(call.getParentObservation().getContextView().getName())
							.isEqualTo("dw.jobs.run")));
	}

	@Test
	void workIsAPartOfTheRun() {
		this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
		try (JobContextFactory jobs = builder().build()) {
			String current = jobs.call("etl", (job) -> this.registry.getCurrentObservation().getContext().getName());
			assertThat(current).isEqualTo("dw.jobs.run");
			assertThat(this.registry.getCurrentObservation()).isNull();
		}
	}

	@Test
	void annotatedMethodIsAPartOfItsRun() {
		this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
		try (JobContextFactory jobs = builder().build()) {
			ProxyFactory proxy = new ProxyFactory();
			proxy.setTarget(new CurrentObservation(this.registry));
			proxy.setInterfaces(Supplier.class);
			proxy.addAdvice(new LineageJobInterceptor(() -> jobs));
			Supplier<?> annotated = (Supplier<?>) proxy.getProxy();
			assertThat(annotated.get()).isEqualTo("dw.jobs.run");
		}
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.jobs.run")
			.that()
			.hasLowCardinalityKeyValue("job", "annotated")
			.hasLowCardinalityKeyValue("outcome", "success");
	}

	@Test
	void failureOfTheWorkIsTold() {
		this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
		try (JobContextFactory jobs = builder().build()) {
			assertThatIllegalStateException().isThrownBy(() -> jobs.run("etl", (job) -> {
				throw new IllegalStateException("broken");
			}));
		}
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.jobs.run")
			.that()
			.hasLowCardinalityKeyValue("outcome", "error")
			.hasError()
			.hasBeenStopped();
	}

	@Test
	void runThatCannotBeStartedIsAnError() {
		this.catalog.otherwise((request) -> 401, "{}");
		try (JobContextFactory jobs = builder().build()) {
			assertThatExceptionOfType(DatlakeAuthException.class).isThrownBy(() -> jobs.start("etl"));
		}
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.jobs.run")
			.that()
			.hasLowCardinalityKeyValue("outcome", "error")
			.doesNotHaveHighCardinalityKeyValueWithKey("run")
			.hasBeenStopped();
	}

	@Test
	void runWhoseEndIsRefusedIsAnError() {
		this.catalog.answer(200, "{\"run_id\":\"r1\"}").answer(422, "{}");
		try (JobContextFactory jobs = builder().build()) {
			assertThatExceptionOfType(DatlakeValidationException.class)
				.isThrownBy(() -> jobs.run("etl", JobContext::isEnded));
		}
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.jobs.run")
			.that()
			.hasLowCardinalityKeyValue("outcome", "error")
			.hasError();
	}

	@Test
	void runThatIsLeftOpenIsAborted() {
		this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
		try (JobContextFactory jobs = builder().build()) {
			assertThat(jobs.start("etl").isEnded()).isFalse();
			assertThat(this.registry.getCurrentObservation()).as("left to whoever ends it").isNull();
		}
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.jobs.run")
			.that()
			.hasLowCardinalityKeyValue("outcome", "aborted")
			.hasBeenStopped();
	}

	@Test
	void keysCanBeLeftOut() {
		this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
		ObservedKeys keys = ObservedKeys.all().without(DwKeyName.JOB).without(DwKeyName.RUN);
		try (JobContextFactory jobs = builder().observationConvention(new JobObservationContext.DefaultConvention(keys))
			.build()) {
			jobs.run("etl", JobContext::isEnded);
		}
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.jobs.run")
			.that()
			.hasContextualNameEqualTo("run")
			.doesNotHaveLowCardinalityKeyValueWithKey("job")
			.doesNotHaveHighCardinalityKeyValueWithKey("run");
	}

	@Test
	void conventionIsReplaceable() {
		this.catalog.otherwise((request) -> 200, "{\"run_id\":\"r1\"}");
		JobObservationContext.Convention convention = new JobObservationContext.Convention() {

			@Override
			public String getName() {
				return "mine";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(JobObservationContext context) {
				return KeyValues.of("how", context.getOutcome());
			}

		};
		try (JobContextFactory jobs = builder().observationConvention(convention).build()) {
			jobs.run("etl", JobContext::isEnded);
		}
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("mine")
			.that()
			.hasLowCardinalityKeyValue("how", "success");
	}

	/**
	 * Tells in which observation it is called.
	 */
	private record CurrentObservation(ObservationRegistry registry) implements Supplier<String> {

		@Override
		@LineageJob(name = "annotated")
		public String get() {
			return this.registry.getCurrentObservation().getContext().getName();
		}

	}

}
