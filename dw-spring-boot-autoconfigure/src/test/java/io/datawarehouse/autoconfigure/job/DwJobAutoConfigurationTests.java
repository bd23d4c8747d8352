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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.datawarehouse.autoconfigure.health.DwHealthAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeTransientException;
import io.datawarehouse.job.EventFailurePolicy;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.LineageJob;
import io.datawarehouse.job.LineageJobBeanPostProcessor;
import io.datawarehouse.job.LineageTransport;
import io.datawarehouse.job.RunLogAppender;
import io.datawarehouse.job.StartFailurePolicy;
import io.datawarehouse.job.openlineage.LogLineageTransport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.boot.info.GitProperties;

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
	void proxiesArePreparedForLineageJobsOnly() {
		this.configured.run((context) -> assertThat(context.getBean(LineageJobBeanPostProcessor.class))
			.hasFieldOrPropertyWithValue("advisor", null));
		this.configured.withBean(Etl.class)
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Etl.class))).isTrue());
	}

	@Test
	void worksWithoutBootsRestClient() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DwJobAutoConfiguration.class))
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.restclient", "org.springframework.boot.http"))
			.withPropertyValues("dw.jobs.url=http://localhost:1", "dw.jobs.state-enabled=false",
					"dw.jobs.retry.max-attempts=1")
			.run((context) -> assertThatExceptionOfType(DatlakeTransientException.class)
				.isThrownBy(() -> context.getBean(DatlakeClient.class).probe())
				.withMessageContaining("could not be reached"));
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
	void startMakesNoHttpClient() {
		AtomicInteger made = new AtomicInteger();
		this.configured.withBean(RestClientCustomizer.class, () -> (builder) -> made.incrementAndGet())
			.run((context) -> {
				DatlakeClient client = context.getBean(DatlakeClient.class);
				assertThat(made).hasValue(0);
				assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(client::probe);
				assertThat(made).hasValue(1);
			});
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
	void tasksOfExecutorsAreInTheRun() {
		this.configured.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withPropertyValues("dw.jobs.retry.max-attempts=1", "dw.jobs.start-failure=suppress-transient")
			.run((context) -> {
				AsyncTaskExecutor executor = context.getBean(AsyncTaskExecutor.class);
				context.getBean(JobContextFactory.class)
					.run("etl", (job) -> assertThat(executor.submit(JobContext::current).get()).isSameAs(job));
			});
	}

	@Test
	void annotatedMethodIsARun() {
		this.configured.withBean(Annotated.class)
			.withPropertyValues("dw.jobs.retry.max-attempts=1", "dw.jobs.start-failure=suppress-transient")
			.run((context) -> assertThat(context.getBean(Annotated.class).work()).isEqualTo("annotated"));
	}

	@Test
	void annotatedMethodNeedsTheFactoryOnlyWhenCalled() {
		this.contextRunner.withBean(Annotated.class)
			.run((context) -> assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
				.isThrownBy(() -> context.getBean(Annotated.class).work()));
	}

	@Test
	void logShippingAddsItsAppenderForAsLongAsTheApplicationRuns() {
		Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
		this.configured.withPropertyValues("dw.jobs.log-shipping.enabled=true")
			.run((context) -> assertThat(root.getAppender("dw-jobs-run-log")).isInstanceOf(RunLogAppender.class));
		assertThat(root.getAppender("dw-jobs-run-log")).isNull();
	}

	@Test
	void storageTemplateTellsTheRun() {
		this.configured.withConfiguration(AutoConfigurations.of(DwStorageAutoConfiguration.class))
			.withPropertyValues("dw.storage.endpoint=http://localhost:1", "dw.storage.access-key=a",
					"dw.storage.secret-key=b", "dw.jobs.log-shipping.via=storage")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(JobContextFactory.class)
				.hasBean("jobDataWarehouseTemplateCustomizer"));
	}

	@Test
	void openLineageNeedsNoCatalog() {
		Path file = this.temp.resolve("lineage.ndjson");
		this.contextRunner
			.withPropertyValues("dw.jobs.lineage.transport=openlineage", "dw.jobs.lineage.target=file",
					"dw.jobs.lineage.file=" + file, "spring.application.name=shop")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(DatlakeClient.class);
				context.getBean(JobContextFactory.class).run("etl", JobContext::isEnded);
			});
		assertThat(file).content()
			.contains("\"eventType\":\"START\"", "\"eventType\":\"COMPLETE\"", "\"namespace\":\"shop\"",
					"\"name\":\"Spring Boot\"");
	}

	@ParameterizedTest
	@CsvSource({ "https://example.org/sales.git, true", "git@example.org:sales.git, false",
			"https://user:secret@example.org/sales.git, false" })
	void codeIsWhereGitSaysUnlessThatIsNoPlainUrl(String url, boolean told) {
		Properties git = new Properties();
		git.setProperty("remote.origin.url", url);
		git.setProperty("commit.id", "abc123");
		git.setProperty("branch", "main");
		Path file = this.temp.resolve("lineage.ndjson");
		this.contextRunner.withBean(GitProperties.class, () -> new GitProperties(git))
			.withPropertyValues("dw.jobs.lineage.transport=openlineage", "dw.jobs.lineage.target=file",
					"dw.jobs.lineage.file=" + file)
			.run((context) -> context.getBean(JobContextFactory.class).run("etl", JobContext::isEnded));
		if (told) {
			assertThat(file).content().contains("\"sourceCodeLocation\"", url, "abc123", "\"main\"");
		}
		else {
			assertThat(file).content().doesNotContain("sourceCodeLocation", "secret");
		}
	}

	@Test
	void lineageMayGoToTheLog() {
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger(LogLineageTransport.LOGGER);
		logger.addAppender(lines);
		lines.start();
		try {
			this.contextRunner.withPropertyValues("dw.jobs.lineage.transport=openlineage", "dw.jobs.lineage.target=log")
				.run((context) -> context.getBean(JobContextFactory.class).run("etl", JobContext::isEnded));
		}
		finally {
			logger.detachAppender(lines);
		}
		assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
			.hasSize(2)
			.allSatisfy((line) -> assertThat(line).contains("\"name\":\"etl\""));
	}

	@Test
	void transportBeanTakesTheEvents() {
		List<String> events = new CopyOnWriteArrayList<>();
		this.configured.withBean(LineageTransport.class, () -> events::add)
			.withPropertyValues("dw.jobs.lineage.transport=both", "dw.jobs.retry.max-attempts=1",
					"dw.jobs.start-failure=suppress-transient", "dw.jobs.shutdown-timeout=100ms")
			.run((context) -> {
				context.getBean(JobContextFactory.class).run("etl", JobContext::isEnded);
				assertThat(context.getBean(JobContextFactory.class).pendingCompletions()).isEqualTo(1);
			});
		assertThat(events).hasSize(2);
	}

	@Test
	void openLineageOverHttpNeedsAUrl() {
		this.contextRunner.withPropertyValues("dw.jobs.lineage.transport=openlineage")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("dw.jobs.lineage.url is not set"));
	}

	@Test
	void noneTellsNobody() {
		this.configured.withPropertyValues("dw.jobs.lineage.transport=none")
			.run((context) -> assertThat(context.getBean(JobContextFactory.class)
				.<Boolean, RuntimeException>call("etl", JobContext::isDegraded)).isFalse());
	}

	@Test
	void variablesOfThePythonSdkAreTheDefaults() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("variables",
					Map.of("DATLAKE_API_URL", "http://catalog:8000", "DATLAKE_API_KEY", "k",
							"DATLAKE_DEFAULT_TIMEOUT_MS", "1500", "DATLAKE_LOG_SHIP", "1", "DATLAKE_SDK_ERROR_STRATEGY",
							"suppress_transient", "DATLAKE_SDK_ON_ERROR", "raise", "DATLAKE_SDK_RETRY_MAX", "7",
							"DATLAKE_SDK_RETRY_BASE_MS", "20", "DATLAKE_ARTIFACT_BUCKET", "files", "dw.jobs.api-key",
							"own")));
		new DatlakeEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());
		DwJobProperties properties = Binder.get(environment).bind("dw.jobs", DwJobProperties.class).get();
		assertThat(properties.getUrl()).hasToString("http://catalog:8000");
		assertThat(properties.getApiKey()).isEqualTo("own");
		assertThat(properties.getReadTimeout()).hasMillis(1500);
		assertThat(properties.getLogShipping().isEnabled()).isTrue();
		assertThat(properties.getStartFailure()).isEqualTo(StartFailurePolicy.SUPPRESS_TRANSIENT);
		assertThat(properties.getEventFailure()).isEqualTo(EventFailurePolicy.RAISE);
		assertThat(properties.getRetry().getMaxAttempts()).isEqualTo(7);
		assertThat(properties.getRetry().getInitialInterval()).hasMillis(20);
		assertThat(properties.getArtifactBucket()).isEqualTo("files");
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
				Health health = context.getBean("dwJobsHealthContributor", HealthIndicator.class).health();
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

	static class Annotated {

		@LineageJob("annotated")
		String work() {
			return JobContext.current().jobName();
		}

	}

	static class Etl {

		@LineageJob("etl")
		void run() {
		}

	}

}
