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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.datawarehouse.job.openlineage.HttpLineageTransport;
import io.datawarehouse.job.openlineage.OpenLineageFormat;
import io.datawarehouse.spark.SparkSettings;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link JobContext#sparkConf()}.
 */
class SparkConfTests {

	private static final String OPENLINEAGE = "spark.openlineage.";

	private static final URI CONSUMER = URI.create("http://marquez:5000/api/v1/lineage");

	private final List<String> events = new ArrayList<>();

	private JobContextFactoryBuilder builder() {
		return JobContextFactory.builder()
			.environment(Map.of())
			.closeOnShutdown(false)
			.namespace("shop")
			.lineage(OpenLineageFormat.builder().build(), this.events::add);
	}

	private String runId(String job) {
		return this.events.stream()
			.map((event) -> JsonMapper.shared().readTree(event))
			.filter((event) -> event.at("/job/name").asString().equals(job))
			.map((JsonNode event) -> event.at("/run/runId").asString())
			.findFirst()
			.orElseThrow();
	}

	@Test
	void runIsTheParent() {
		SparkSettings settings;
		try (JobContextFactory jobs = builder().build()) {
			settings = jobs.call("daily_sales", JobContext::sparkConf);
		}
		String runId = runId("daily_sales");
		assertThat(settings)
			.containsEntry("spark.extraListeners", "io.openlineage.spark.agent.OpenLineageSparkListener")
			.containsEntry(OPENLINEAGE + "namespace", "shop")
			.containsEntry(OPENLINEAGE + "parentJobNamespace", "shop")
			.containsEntry(OPENLINEAGE + "parentJobName", "daily_sales")
			.containsEntry(OPENLINEAGE + "parentRunId", runId)
			.containsEntry(OPENLINEAGE + "rootParentJobNamespace", "shop")
			.containsEntry(OPENLINEAGE + "rootParentJobName", "daily_sales")
			.containsEntry(OPENLINEAGE + "rootParentRunId", runId)
			.hasSize(8);
	}

	@Test
	void outermostRunIsTheRoot() {
		SparkSettings settings;
		try (JobContextFactory jobs = builder().build()) {
			settings = jobs.call("outer", (outer) -> jobs.call("inner", JobContext::sparkConf));
		}
		assertThat(settings).containsEntry(OPENLINEAGE + "parentRunId", runId("inner"))
			.containsEntry(OPENLINEAGE + "rootParentJobName", "outer")
			.containsEntry(OPENLINEAGE + "rootParentRunId", runId("outer"));
	}

	@Test
	void storeAndConsumerAreTold() {
		HttpLineageTransport transport = new HttpLineageTransport(RestClient.create(), CONSUMER, "consumer-key");
		LineageTransport silent = new LineageTransport() {

			@Override
			public void send(String event) {
				SparkConfTests.this.events.add(event);
			}

			@Override
			public SparkSettings sparkConf() {
				return transport.sparkConf();
			}

		};
		SparkSettings common = SparkSettings.none()
			.withSecret("spark.hadoop.fs.s3a.secret.key", "store-key")
			.with("spark.openlineage.transport.type", "console");
		try (JobContextFactory jobs = builder().lineage(OpenLineageFormat.builder().build(), silent)
			.sparkConf(() -> common)
			.build()) {
			SparkSettings settings = jobs.call("etl", JobContext::sparkConf);
			assertThat(settings).containsEntry(OPENLINEAGE + "transport.type", "http")
				.containsEntry(OPENLINEAGE + "transport.url", "http://marquez:5000")
				.containsEntry(OPENLINEAGE + "transport.endpoint", "/api/v1/lineage")
				.doesNotContainKeys(OPENLINEAGE + "transport.auth.type", OPENLINEAGE + "transport.auth.apiKey");
			assertThat(settings.toString()).doesNotContain("store-key", "consumer-key");
			assertThat(settings.withSecrets()).containsEntry("spark.hadoop.fs.s3a.secret.key", "store-key")
				.containsEntry(OPENLINEAGE + "transport.auth.type", "api_key")
				.containsEntry(OPENLINEAGE + "transport.auth.apiKey", "consumer-key");
		}
	}

	@Test
	void consumerWithoutAPathOrAKey() {
		assertThat(HttpLineageTransport.sparkConf(URI.create("https://marquez"), null).withSecrets())
			.containsOnlyKeys(OPENLINEAGE + "transport.type", OPENLINEAGE + "transport.url")
			.containsEntry(OPENLINEAGE + "transport.url", "https://marquez");
	}

	@Test
	void runThatHasEndedIsNoParent() {
		try (JobContextFactory jobs = builder().build()) {
			JobContext ended = jobs.call("etl", (job) -> job);
			assertThatIllegalStateException().isThrownBy(ended::sparkConf).withMessageContaining("has ended already");
		}
	}

}
