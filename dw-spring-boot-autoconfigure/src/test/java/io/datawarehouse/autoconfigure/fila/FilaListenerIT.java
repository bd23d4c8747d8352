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

package io.datawarehouse.autoconfigure.fila;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaHeaders;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaTemplate;
import io.datawarehouse.fila.listener.Acknowledgment;
import io.datawarehouse.fila.listener.FilaHandler;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerContainerCustomizer;
import io.datawarehouse.fila.listener.FilaListenerContainerFactory;
import io.datawarehouse.fila.listener.FilaListenerEndpointRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelBaggageManager;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Annotated listeners in an application with the embedded broker.
 */
@Timeout(120)
class FilaListenerIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, FilaAutoConfiguration.class,
				FilaListenerAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.storage.enabled=false", "dw.jobs.enabled=false",
				"app.queues=more,most");

	private final ApplicationContextRunner runner = this.contextRunner.withUserConfiguration(Queues.class,
			Listeners.class);

	@Test
	void objectsAreSentAndHandled() {
		this.runner.run((context) -> {
			Listeners listeners = context.getBean(Listeners.class);
			context.getBean(FilaTemplate.class).convertAndSend("orders", new Order("o-1", 3));
			await().atMost(SOON).until(() -> listeners.seen.contains("order Order[id=o-1, count=3]"));
			FilaListenerContainer container = context.getBean(FilaListenerEndpointRegistry.class)
				.getContainer("orders-listener");
			assertThat(container.getGroup()).isEqualTo("shop");
			assertThat(container.getSettings().concurrency()).isEqualTo(2);
			assertThat(container.getPhase()).isGreaterThan(Integer.MAX_VALUE - 1024);
			assertThat(context.getBean(FilaListenerEndpointRegistry.class).getContainers("shop")).hasSize(1);
		});
	}

	@Test
	void resultsAreSentOn() {
		this.runner.run((context) -> {
			Listeners listeners = context.getBean(Listeners.class);
			context.getBean(FilaTemplate.class).withTenant("acme").convertAndSend("requests", "ping");
			await().atMost(SOON).until(() -> listeners.seen.contains("reply pong to ping of acme"));
		});
	}

	@Test
	void parametersAreWhatTheyAskFor() {
		this.runner.run((context) -> {
			Listeners listeners = context.getBean(Listeners.class);
			FilaTemplate template = context.getBean(FilaTemplate.class);
			String id = template.convertAndSend("more", new Order("o-2", 1));
			await().atMost(SOON).until(() -> listeners.seen.contains("message Order[id=o-2, count=1] " + id + " 0"));
			template.convertAndSend("most", new Order("o-3", 1));
			await().atMost(SOON).until(() -> listeners.seen.stream().anyMatch((it) -> it.contains("o-3")));
			template.convertAndSend("manual", "text");
			await().atMost(SOON).until(() -> listeners.seen.contains("manual text 4"));
			await().atMost(SOON).until(() -> context.getBean(FilaAdmin.class).stats("manual").inFlight() == 0);
		});
	}

	@Test
	void whatIsNotValidOrCannotBeReadIsDeadLetteredAtOnce() {
		this.runner.run((context) -> {
			FilaTemplate template = context.getBean(FilaTemplate.class);
			FilaAdmin admin = context.getBean(FilaAdmin.class);
			template.convertAndSend("orders", new Order("o-4", -1));
			await().atMost(SOON).until(() -> admin.stats("orders.dlq").depth() == 1);
			template.convertAndSend("orders", "{no json", Map.of("content-type", "application/json"));
			await().atMost(SOON).until(() -> admin.stats("orders.dlq").depth() == 2);
			assertThat(context.getBean(Listeners.class).seen).noneMatch((it) -> it.contains("order"));
		});
	}

	@Test
	void classLevelListenersShareMessagesByType() {
		this.runner.withUserConfiguration(TypedListener.class).run((context) -> {
			TypedListener listener = context.getBean(TypedListener.class);
			FilaTemplate template = context.getBean(FilaTemplate.class);
			template.convertAndSend("typed", new Order("o-5", 1));
			template.convertAndSend("typed", new Refund("r-1"));
			template.convertAndSend("typed", new Refund("r-2"), Map.of(FilaHeaders.TYPE, "refund.v2"));
			template.convertAndSend("typed", "text");
			template.convertAndSend("typed", "{}", Map.of(FilaHeaders.TYPE, "unknown"));
			await().atMost(SOON).until(() -> listener.seen.size() == 5);
			assertThat(listener.seen).containsExactlyInAnyOrder("order o-5", "refund r-1", "v2 r-2", "other text",
					"other {}");
		});
	}

	@Test
	void customizersAndFurtherFactories() {
		this.runner.withUserConfiguration(Customized.class)
			.run((context) -> assertThat(context.getBean(FilaListenerEndpointRegistry.class)
				.getContainer("orders-listener")
				.getSettings()
				.maxAttempts()).isEqualTo(9));
	}

	@Test
	void propertiesReachTheContainers() {
		this.runner
			.withPropertyValues("dw.fila.listener.concurrency=7", "dw.fila.listener.auto-startup=false",
					"dw.fila.listener.visibility-timeout=5s", "dw.fila.listener.retry.max-attempts=2",
					"dw.fila.template.default-queue=orders")
			.run((context) -> {
				FilaListenerContainer container = context.getBean(FilaListenerEndpointRegistry.class)
					.getContainer("manual-listener");
				assertThat(container.isRunning()).isFalse();
				assertThat(container.getSettings().concurrency()).isEqualTo(7);
				assertThat(container.getSettings().visibilityTimeout()).isEqualTo(Duration.ofSeconds(5));
				assertThat(container.getSettings().retry().maxAttempts()).isEqualTo(2);
				assertThat(context.getBean(FilaTemplate.class).convertAndSend("x")).isNotEmpty();
			});
	}

	@Test
	void queuesAreNotDeclaredWhenThatIsOff() {
		this.contextRunner.withUserConfiguration(Queues.class)
			.withPropertyValues("dw.fila.admin.declare=false")
			.run((context) -> assertThat(context.getBean(FilaAdmin.class).listQueues()).isEmpty());
		this.contextRunner.withUserConfiguration(Queues.class)
			.run((context) -> assertThat(context.getBean(FilaAdmin.class).listQueues()).hasSize(16));
	}

	@Test
	void aListenerWithoutAClientIsToldSo() {
		this.contextRunner.withUserConfiguration(Listeners.class)
			.withPropertyValues("dw.embedded.enabled=false")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("dw.fila.addresses")
				.hasMessageContaining("filaListenerContainerFactory"));
	}

	@Test
	void metersOfTheListeners() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("dw.fila.listener.queue-metrics=true")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(
						registry.get("dw.fila.listener.in.flight").tag("listener", "manual-listener").gauge().value())
					.isZero();
				assertThat(registry.get("dw.fila.queue.depth").tag("queue", "orders").gauge().value()).isZero();
				assertThat(registry.get("dw.fila.listener.lease.overruns").functionCounters()).isNotEmpty();
			});
	}

	@Test
	void theTraceGoesOnInTheListener() {
		OtelCurrentTraceContext current = new OtelCurrentTraceContext();
		SdkTracerProvider provider = SdkTracerProvider.builder().build();
		io.opentelemetry.api.trace.Tracer otel = provider.get("test");
		OtelTracer tracer = new OtelTracer(otel, current, (event) -> {
		}, new OtelBaggageManager(current, List.of(), List.of()));
		OtelPropagator propagator = new OtelPropagator(
				ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel);
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(
					new io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler(
							new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
							new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
							new DefaultTracingObservationHandler(tracer)));
		Queue<String> traces = new ConcurrentLinkedQueue<>();
		this.contextRunner.withUserConfiguration(Queues.class)
			.withBean(ObservationRegistry.class, () -> registry)
			.withBean(TracedListener.class, () -> new TracedListener(traces, tracer))
			.run((context) -> {
				Span span = tracer.nextSpan().start();
				try (io.micrometer.tracing.Tracer.SpanInScope scope = tracer.withSpan(span)) {
					assertThat(scope).isNotNull();
					context.getBean(FilaTemplate.class).convertAndSend("orders", "traced");
				}
				span.end();
				await().atMost(SOON).until(() -> traces.size() == 1);
				assertThat(traces).containsExactly(span.context().traceId());
			});
		provider.close();
	}

	record Order(String id, int count) {
	}

	record Refund(String id) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Queues {

		@Bean
		FilaQueue orders() {
			return FilaQueue.of("orders").withVisibilityTimeout(Duration.ofSeconds(30));
		}

		@Bean
		FilaQueue requests() {
			return FilaQueue.of("requests");
		}

		@Bean
		FilaQueue replies() {
			return FilaQueue.of("replies");
		}

		@Bean
		FilaQueue more() {
			return FilaQueue.of("more");
		}

		@Bean
		FilaQueue most() {
			return FilaQueue.of("most");
		}

		@Bean
		FilaQueue manual() {
			return FilaQueue.of("manual");
		}

		@Bean
		FilaQueue typed() {
			return FilaQueue.of("typed");
		}

		@Bean
		FilaQueue spare() {
			return FilaQueue.of("spare");
		}

		@Bean
		Validator validator() {
			return Validator.forInstanceOf(Order.class, (Order order, Errors errors) -> {
				if (order.count() < 0) {
					errors.rejectValue("count", "negative", "must not be negative");
				}
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		final Queue<String> seen = new ConcurrentLinkedQueue<>();

		@FilaListener(queues = "orders", id = "orders-listener", group = "shop", concurrency = "#{1 + 1}")
		void on(@Payload @Validated Order order) {
			this.seen.add("order " + order);
		}

		@FilaListener("requests")
		@SendTo("replies")
		String on(String request, @Header("tenant") String tenant) {
			return "pong to " + request + " of " + tenant;
		}

		@FilaListener("replies")
		void reply(String reply) {
			this.seen.add("reply " + reply);
		}

		@FilaListener(queues = "${app.queues}")
		@FilaListener(queues = "spare", autoStartup = "false")
		void on(Message<Order> message, @Header(FilaHeaders.MESSAGE_ID) String id,
				@Header(FilaHeaders.ATTEMPT_COUNT) int attempt) {
			this.seen.add("message " + message.getPayload() + " " + id + " " + attempt);
		}

		@FilaListener(queues = "manual", id = "manual-listener", ackMode = "manual")
		void on(String text, ConsumeMessage raw, Acknowledgment acknowledgment) {
			this.seen.add("manual " + text + " " + raw.payload().length);
			acknowledgment.acknowledge();
		}

	}

	@FilaListener("typed")
	static class TypedListener {

		final Queue<String> seen = new ConcurrentLinkedQueue<>();

		@FilaHandler
		void on(Order order) {
			this.seen.add("order " + order.id());
		}

		@FilaHandler
		void on(Refund refund) {
			this.seen.add("refund " + refund.id());
		}

		@FilaHandler(types = "refund.v2")
		void onV2(Refund refund) {
			this.seen.add("v2 " + refund.id());
		}

		@FilaHandler(isDefault = true)
		void onOther(byte[] payload) {
			this.seen.add("other " + new String(payload, java.nio.charset.StandardCharsets.UTF_8));
		}

	}

	static class TracedListener {

		private final Queue<String> traces;

		private final OtelTracer tracer;

		TracedListener(Queue<String> traces, OtelTracer tracer) {
			this.traces = traces;
			this.tracer = tracer;
		}

		@FilaListener("orders")
		void on(String text) {
			Span span = this.tracer.currentSpan();
			this.traces.add((span != null) ? span.context().traceId() : "none");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		@Bean
		FilaListenerContainerCustomizer customizer() {
			return (endpoint, builder) -> builder.settings(builder.getSettings().withMaxAttempts(9));
		}

		@Bean
		FilaListenerContainerFactory furtherFactory(io.datawarehouse.fila.FilaClient client,
				FilaListenerContainerFactoryConfigurer configurer) {
			FilaListenerContainerFactory factory = new FilaListenerContainerFactory(client);
			configurer.configure(factory);
			return factory;
		}

	}

}
