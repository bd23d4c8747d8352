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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaEnqueueResult;
import io.datawarehouse.fila.FilaHeaders;
import io.datawarehouse.fila.FilaQueueNotFoundException;
import io.datawarehouse.fila.FilaSenderContext;
import io.datawarehouse.fila.FilaTemplate;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The template against a real broker.
 */
@Timeout(60)
class FilaTemplateIT {

	private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private EmbeddedFilaBroker broker;

	private FilaClient client;

	private FilaTemplate template;

	private FilaConsumer consumer;

	@BeforeEach
	void start() {
		this.broker = EmbeddedFilaBroker.builder().inMemory().start();
		try (FilaAdmin admin = FilaAdmin.builder().address(this.broker.address()).build()) {
			admin.createQueue("orders");
		}
		this.client = FilaClient.builder().address(this.broker.address()).build();
		this.template = FilaTemplate.builder(this.client)
			.defaultQueue("orders")
			.observationRegistry(this.observations)
			.build();
		this.consumer = this.client.consume("orders");
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.broker.close();
	}

	@Test
	void bytesTextAndObjectsSayWhatTheyAre() {
		this.template.send("orders", new byte[] { 1, 2 });
		assertThat(take().headers()).containsOnly(Map.entry("content-type", "application/octet-stream"));
		this.template.convertAndSend("orders", "grüße");
		ConsumeMessage text = take();
		assertThat(text.headers()).containsOnly(Map.entry("content-type", "text/plain;charset=UTF-8"));
		assertThat(new String(text.payload(), StandardCharsets.UTF_8)).isEqualTo("grüße");
		String id = this.template.convertAndSend(new Order("o-1", 3));
		ConsumeMessage json = take();
		assertThat(json.id()).isEqualTo(id);
		assertThat(new String(json.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"o-1\",\"count\":3}");
		assertThat(json.headers()).containsOnly(Map.entry("content-type", "application/json"),
				Map.entry("type", Order.class.getName()));
	}

	@Test
	void headersOfSpringMessagesTravelIfTheyCan() {
		this.template.send(MessageBuilder.withPayload("{}")
			.setHeader(MessageHeaders.CONTENT_TYPE, "application/json")
			.setHeader("region", "eu")
			.setHeader("count", 7)
			.setHeader("object", new Object())
			.setHeader(FilaHeaders.ATTEMPT_COUNT, 3)
			.build());
		ConsumeMessage message = take();
		assertThat(message.headers()).containsOnly(Map.entry("content-type", "application/json"),
				Map.entry("region", "eu"), Map.entry("count", "7"));
		assertThat(message.payload()).asString().isEqualTo("{}");
		assertThatExceptionOfType(FilaQueueNotFoundException.class).isThrownBy(
				() -> this.template.send(MessageBuilder.withPayload("x").setHeader(FilaHeaders.QUEUE, "no").build()));
	}

	@Test
	void tenantAndFairnessKeyAreHeadersThatAMessageMayOverride() {
		FilaTemplate acme = this.template.withTenant("acme").withFairnessKey("gold");
		acme.convertAndSend("orders", "x");
		assertThat(take().headers()).containsEntry("tenant", "acme").containsEntry("fairness-key", "gold");
		acme.convertAndSend("orders", "x", Map.of("tenant", "other"));
		assertThat(take().headers()).containsEntry("tenant", "other").containsEntry("fairness-key", "gold");
		this.template.convertAndSend("orders", "x");
		assertThat(take().headers()).doesNotContainKeys("tenant", "fairness-key");
	}

	@Test
	void sendAsyncAndSendAllAnswerWithIds() throws Exception {
		String id = this.template.sendAsync("orders", new Order("a", 1)).get();
		assertThat(take().id()).isEqualTo(id);
		List<FilaEnqueueResult> results = this.template.sendAll("orders", List.of("1", new Order("b", 2), new byte[3]));
		for (FilaEnqueueResult result : results) {
			assertThat(take().id()).isIn(results.stream().map(FilaEnqueueResult::messageId).toList());
			assertThat(result.isStored()).isTrue();
		}
		assertThat(this.template.sendAsync("missing", "x")).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(FilaQueueNotFoundException.class);
	}

	@Test
	void badInputIsRefusedBeforeAnyCall() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.convertAndSend("", "x"));
		assertThatIllegalStateException().isThrownBy(() -> new FilaTemplate(this.client).convertAndSend("x"))
			.withMessageContaining("default queue");
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(
				() -> this.template.convertAndSend("orders", new Order("a", 1), Map.of("content-type", "image/png")))
			.withMessageContaining("image/png");
		assertThat(this.consumer.poll(Duration.ofMillis(100))).isNull();
	}

	@Test
	void everyWayOfSendingCarriesTheTraceAndIsObserved() {
		this.observations.observationConfig().observationHandler(new ObservationHandler<FilaSenderContext>() {

			@Override
			public void onStart(FilaSenderContext context) {
				context.getSetter().set(context.getCarrier(), "traceparent", TRACE);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof FilaSenderContext;
			}

		});
		String id = this.template.convertAndSend("orders", "x");
		this.template.sendAsync("orders", "x").join();
		this.template.sendAll("orders", List.of("x", "y"));
		for (int i = 0; i < 4; i++) {
			assertThat(take().headers()).containsEntry("traceparent", TRACE);
		}
		assertThatExceptionOfType(FilaQueueNotFoundException.class)
			.isThrownBy(() -> this.template.convertAndSend("missing", "x"));
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasNumberOfObservationsWithNameEqualTo("dw.fila.template", 4)
			.hasAnObservation((observation) -> observation.hasLowCardinalityKeyValue("queue", "orders")
				.hasLowCardinalityKeyValue("outcome", "success")
				.hasHighCardinalityKeyValue("message", id))
			.hasAnObservation((observation) -> observation.hasLowCardinalityKeyValue("queue", "missing")
				.hasLowCardinalityKeyValue("outcome", "error"));
	}

	private ConsumeMessage take() {
		return Objects.requireNonNull(this.consumer.poll(Duration.ofSeconds(10)));
	}

	record Order(String id, int count) {
	}

}
