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

import java.io.IOException;
import java.util.Map;

import ch.qos.logback.classic.LoggerContext;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what becomes of a run whose log cannot be uploaded, when faults are to be
 * raised.
 */
class RunLogFaultTests {

	private final CatalogDouble catalog = new CatalogDouble()
		.otherwise((request) -> request.uri().endsWith("run.log") ? 500 : 200, "{\"run_id\":\"r1\"}");

	private final DatlakeClient client = DatlakeClient.builder()
		.url(this.catalog.url())
		.retry(RetrySettings.none())
		.build();

	private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();

	private JobContextFactory jobs;

	private RunLogAppender appender;

	@BeforeEach
	void start() {
		this.jobs = JobContextFactory.builder(this.client)
			.environment(Map.of())
			.closeOnShutdown(false)
			.logShipping(3000)
			.eventFailurePolicy(EventFailurePolicy.RAISE)
			.build();
		this.appender = new RunLogAppender(this.jobs, this.loggers);
		this.appender.start();
		this.loggers.getLogger("ROOT").addAppender(this.appender);
	}

	@AfterEach
	void close() {
		this.loggers.getLogger("ROOT").detachAppender(this.appender);
		this.jobs.close();
		this.client.close();
		this.catalog.close();
	}

	@Test
	void faultIsThrownOnceTheRunHasSucceeded() {
		assertThatExceptionOfType(DatlakeServerException.class).isThrownBy(() -> this.jobs.run("etl", this::work))
			.withMessageContaining("run.log");
		assertThat(completion()).startsWith("{\"success\":true");
		assertThat(JobContext.current()).isNull();
	}

	@Test
	void faultIsSuppressedInTheExceptionOfTheJob() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.jobs.run("etl", (job) -> {
			work(job);
			throw new IOException("own");
		}))
			.withMessage("own")
			.satisfies(
					(ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(DatlakeServerException.class));
		assertThat(completion()).startsWith("{\"success\":false").contains("own");
	}

	@Test
	void faultIsSuppressedInTheRefusalOfTheCompletion() {
		this.catalog.otherwise(
				(request) -> request.uri().endsWith("run.log") ? 500 : request.uri().endsWith("complete") ? 422 : 200,
				"{\"run_id\":\"r1\"}");
		assertThatExceptionOfType(DatlakeValidationException.class).isThrownBy(() -> this.jobs.run("etl", this::work))
			.satisfies(
					(ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(DatlakeServerException.class));
	}

	private void work(JobContext job) {
		LoggerFactory.getLogger("inside").warn("line");
	}

	private String completion() {
		return this.catalog.requests.stream()
			.filter((request) -> request.uri().endsWith("/complete"))
			.findFirst()
			.orElseThrow()
			.body();
	}

}
