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
package io.datawarehouse.autoconfigure.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.datawarehouse.autoconfigure.observation.ObservedApplication;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerEndpointRegistry;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint {@code /actuator/dw} in a web application.
 */
@Timeout(180)
class DwEndpointIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		application = ObservedApplication.start(List.of(), "management.endpoints.web.exposure.include=dw",
				"management.endpoint.dw.show-values=always", "dw.fila.api-key=very-secret",
				"dw.jobs.lineage.api-key=very-secret", "dw.jobs.lineage.url=http://me:very-secret@127.0.0.1:9");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	private static ResponseEntity<String> get(String path) {
		return ObservedApplication.client(application)
			.get()
			.uri("/actuator/" + path)
			.retrieve()
			.onStatus((status) -> true, (request, response) -> {
			})
			.toEntity(String.class);
	}

	private static ResponseEntity<String> post(String path, String action) {
		return ObservedApplication.client(application)
			.post()
			.uri("/actuator/" + path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("action", action))
			.retrieve()
			.onStatus((status) -> true, (request, response) -> {
			})
			.toEntity(String.class);
	}

	private static JsonNode json(ResponseEntity<String> response) {
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
		return JsonMapper.shared().readTree(response.getBody());
	}

	@Test
	void configurationIsToldWithoutSecrets() {
		ResponseEntity<String> response = get("dw");
		JsonNode configuration = json(response).path("configuration");
		assertThat(configuration.path("dw.embedded").path("inMemory").asBoolean()).isTrue();
		assertThat(configuration.path("dw.fila").path("apiKey").asString()).isEqualTo("******");
		assertThat(configuration.path("dw.jobs.lineage").path("url").asString()).isEqualTo("******");
		assertThat(configuration.path("dw.embedded").path("s3").path("secretKey").asString()).isEqualTo("******");
		assertThat(configuration.propertyNames()).contains("dw.storage", "dw.jobs", "dw.fila", "dw.observations")
			.allMatch((prefix) -> prefix.startsWith("dw."));
		assertThat(response.getBody()).doesNotContain("very-secret").doesNotContain("datawarehouse-secret");
	}

	@Test
	void clientsAreToldWithTheirServers() {
		JsonNode clients = json(get("dw")).path("clients");
		JsonNode storage = clients.path("storage").path("default");
		assertThat(storage.path("address").asString()).startsWith("http://");
		assertThat(storage.path("details").path("region").asString()).isEqualTo("us-east-1");
		assertThat(storage.path("details").path("stats").path("bytesReceived").isIntegralNumber()).isTrue();
		assertThat(clients.path("jobs").path("default").path("address").asString()).startsWith("http://");
		assertThat(clients.path("jobs").path("default").path("details").path("outbox").path("dropped").asInt())
			.isZero();
		assertThat(clients.path("fila").path("default").path("details").path("state").asString()).isNotEmpty();
	}

	@Test
	void runningJobsAreTold() {
		try (JobContext run = application.getBean(JobContextFactory.class).start("nightly")) {
			JsonNode runs = json(get("dw")).path("runs");
			assertThat(runs).singleElement().satisfies((told) -> {
				assertThat(told.path("job").asString()).isEqualTo("nightly");
				assertThat(told.path("run").asString()).isEqualTo(run.runId());
				assertThat(told.path("degraded").asBoolean()).isFalse();
			});
			run.complete();
		}
		assertThat(json(get("dw")).path("runs")).isEmpty();
	}

	@Test
	void listenersArePausedAndResumed() {
		FilaListenerContainer stock = application.getBean(FilaListenerEndpointRegistry.class).getContainer("stock");
		await().atMost(SOON).until(() -> json(get("dw/stock")).path("subscribed").asBoolean());
		JsonNode paused = json(post("dw/stock", "pause"));
		assertThat(paused.path("paused").asBoolean()).isTrue();
		assertThat(stock.isPaused()).isTrue();
		assertThat(json(get("dw")).path("listeners").path("stock").path("paused").asBoolean()).isTrue();
		assertThat(json(post("dw/stock", "RESUME")).path("paused").asBoolean()).isFalse();
		assertThat(stock.isPaused()).isFalse();
		await().atMost(SOON).until(stock::isSubscribed);
	}

	@Test
	void unknownListenersAndActionsAreRefused() {
		assertThat(get("dw/nobody").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(post("dw/nobody", "pause").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(post("dw/stock", "explode").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
	}

}
