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

package io.datawarehouse.autoconfigure.job;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.autoconfigure.health.DwHealthAutoConfiguration;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeTransientException;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

/**
 * Tests for {@link DwJobAutoConfiguration}.
 */
class DwJobAutoConfigurationTests {

	@TempDir
	private Path temp;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwJobAutoConfiguration.class, RestClientAutoConfiguration.class,
				SslAutoConfiguration.class))
		.withPropertyValues("dw.jobs.state-enabled=false");

	private final ApplicationContextRunner configured = this.contextRunner
		.withPropertyValues("dw.jobs.url=http://localhost:1/datlake", "dw.jobs.api-key=very-secret");

	@Test
	void backsOffWithoutAUrl() {
		this.contextRunner
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JobContextFactory.class));
	}

	@Test
	void backsOffWhenDisabled() {
		this.configured.withPropertyValues("dw.jobs.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(JobContextFactory.class));
	}

	@Test
	void factoryUsesTheUrl() {
		this.configured.run((context) -> {
			assertThat(context).hasSingleBean(JobContextFactory.class).hasSingleBean(DatlakeClient.class);
			assertThat(context.getBean(DatlakeClient.class).getUrl()).isEqualTo("http://localhost:1/datlake");
		});
	}

	@Test
	void worksWithoutBootsHttpClient() {
		this.configured.withClassLoader(new FilteredClassLoader(ClientHttpRequestFactoryBuilder.class))
			.run((context) -> assertThat(context).hasSingleBean(JobContextFactory.class)
				.doesNotHaveBean(DatlakeClientCustomizer.class));
	}

	@Test
	void applicationsRestClientBuilderIsUsed() {
		ClientHttpRequestFactory unused = (uri, method) -> {
			throw new IllegalStateException("not this one");
		};
		this.configured.withBean(RestClientCustomizer.class,
				() -> (builder) -> builder.requestFactory(unused).defaultRequest((request) -> {
					throw new IllegalStateException("customized");
				}))
			.run((context) -> assertThatIllegalStateException()
				.isThrownBy(() -> context.getBean(DatlakeClient.class).probe())
				.withMessage("customized"));
	}

	@Test
	void startFailureFailsFastByDefault() {
		this.configured.withPropertyValues("dw.jobs.retry.max-attempts=1")
			.run((context) -> assertThatExceptionOfType(DatlakeTransientException.class)
				.isThrownBy(() -> context.getBean(JobContextFactory.class).start("etl")));
	}

	@Test
	void startFailureCanBeSuppressed() {
		this.configured
			.withPropertyValues("dw.jobs.retry.max-attempts=1", "dw.jobs.start-failure=suppress-transient",
					"dw.jobs.state-enabled=true", "dw.jobs.state-directory=" + this.temp)
			.run((context) -> {
				try (JobContext job = context.getBean(JobContextFactory.class).start("etl")) {
					assertThat(job.isDegraded()).isTrue();
				}
				assertThat(this.temp).isNotEmptyDirectory();
			});
	}

	@Test
	void stateDirectoryBeanIsTheDefault() {
		Path folder = this.temp.resolve("from-bean");
		this.configured
			.withPropertyValues("dw.jobs.retry.max-attempts=1", "dw.jobs.start-failure=suppress-transient",
					"dw.jobs.state-enabled=true")
			.withBean(DwJobStateDirectory.class, () -> new DwJobStateDirectory(folder))
			.run((context) -> {
				context.getBean(JobContextFactory.class).start("etl").close();
				assertThat(folder).isNotEmptyDirectory();
			});
	}

	@Test
	void outboxIsMeasured() {
		this.configured.withPropertyValues("dw.jobs.retry.max-attempts=1", "dw.jobs.start-failure=suppress-transient")
			.run((context) -> {
				context.getBean(JobContextFactory.class).run("etl", (job) -> job.logEvent("metrics", Map.of("a", 1)));
				MeterRegistry registry = new SimpleMeterRegistry();
				context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
				assertThat(registry.get("dw.jobs.outbox.pending").tag("kind", "completion").gauge().value())
					.isEqualTo(1);
				assertThat(registry.get("dw.jobs.outbox.pending").tag("kind", "event").gauge().value()).isEqualTo(1);
				assertThat(registry.get("dw.jobs.outbox.size").gauge().value()).isPositive();
				assertThat(registry.get("dw.jobs.outbox.age").timeGauge().value(TimeUnit.MINUTES)).isBetween(0.0, 1.0);
				assertThat(registry.get("dw.jobs.outbox.dropped").functionCounter().count()).isZero();
			});
	}

	@Test
	void worksWithoutMicrometersMeters() {
		this.configured.withClassLoader(new FilteredClassLoader(MeterBinder.class))
			.run((context) -> assertThat(context).hasSingleBean(JobContextFactory.class)
				.doesNotHaveBean(JobOutboxMetrics.class));
	}

	@Test
	void healthTellsTheOutboxThoughTheCatalogIsAway() {
		this.configured.withConfiguration(AutoConfigurations.of(DwHealthAutoConfiguration.class))
			.withPropertyValues("dw.jobs.retry.max-attempts=1", "dw.jobs.start-failure=suppress-transient")
			.run((context) -> {
				context.getBean(JobContextFactory.class).run("etl", JobContext::isEnded);
				Health health = context.getBean("dwJobsHealthIndicator", HealthIndicator.class).health();
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails()).extractingByKey("outbox", MAP)
					.containsEntry("pendingCompletions", 1)
					.containsKey("oldestAgeMs");
			});
	}

	@Test
	void secretsAreNotPrinted() {
		this.configured.run(
				(context) -> assertThat(context.getBean(DatlakeClient.class).toString()).doesNotContain("very-secret"));
	}

}
