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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.FilaTemplate;
import io.datawarehouse.fila.listener.ErrorAction;
import io.datawarehouse.fila.listener.FilaErrorHandler;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.fila.listener.FilaListenerConfigurer;
import io.datawarehouse.fila.listener.FilaListenerContainerBuilder;
import io.datawarehouse.fila.listener.FilaListenerContainerFactory;
import io.datawarehouse.fila.listener.FilaListenerEndpoint;
import io.datawarehouse.fila.listener.FilaListenerEndpointRegistry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What else listeners can be told, in an application with the embedded broker.
 */
@Timeout(120)
class FilaListenerFeaturesIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, FilaAutoConfiguration.class,
				FilaListenerAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.storage.enabled=false", "dw.jobs.enabled=false")
		.withBean(FilaQueue.class, () -> FilaQueue.of("orders"))
		.withBean(Seen.class);

	@Test
	void aConfigurerRegistersListenersOfItsOwn() {
		this.runner.withUserConfiguration(Programmatic.class).run((context) -> {
			context.getBean(FilaTemplate.class).convertAndSend("orders", "hello");
			awaitSeen(context.getBean(Seen.class), "programmatic hello");
			assertThat(context.getBean(FilaListenerEndpointRegistry.class).getContainer("programmatic").getSettings())
				.satisfies((settings) -> assertThat(settings.concurrency()).isEqualTo(3));
		});
	}

	@Test
	void composedAnnotationsCarryTheirAttributes() {
		this.runner.withBean(Composed.class).run((context) -> {
			context.getBean(FilaTemplate.class).convertAndSend("orders", "hello");
			awaitSeen(context.getBean(Seen.class), "composed hello");
			assertThat(context.getBean(FilaListenerEndpointRegistry.class).getContainer("composed"))
				.satisfies((container) -> {
					assertThat(container.getGroup()).isEqualTo("shop");
					assertThat(container.getSettings().concurrency()).isEqualTo(4);
				});
		});
	}

	@Test
	void errorHandlerAndContainerFactoryAreFoundByName() {
		this.runner.withUserConfiguration(Named.class).run((context) -> {
			context.getBean(FilaTemplate.class).convertAndSend("orders", "poison");
			awaitSeen(context.getBean(Seen.class), "handler poison failed in x");
			await().atMost(SOON).until(() -> context.getBean(FilaAdmin.class).stats("orders").inFlight() == 0);
			assertThat(context.getBean(FilaAdmin.class).stats("orders.dlq").depth()).isZero();
			assertThat(context.getBean(FilaListenerEndpointRegistry.class).getContainer("named").getSettings())
				.satisfies((settings) -> assertThat(settings.maxAttempts()).isEqualTo(77));
		});
	}

	@Test
	void aNameThatIsNoBeanIsToldAtStart() {
		this.runner.withBean(NoSuchFactory.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("missingFactory"));
	}

	@Test
	void theScriptsOfDeclaredQueuesAreInstalled() {
		this.runner.withUserConfiguration(Scripts.class).run((context) -> {
			FilaClient client = context.getBean(FilaClient.class);
			client.enqueue("scripted", Map.of("tenant", "acme"), bytes("x"));
			try (FilaConsumer consumer = client.consume("scripted");
					FilaConsumer dead = client.consume("scripted.dlq")) {
				ConsumeMessage message = consumer.next();
				assertThat(message.fairnessKey()).isEqualTo("acme");
				client.nack("scripted", message.id(), "no");
				assertThat(dead.next().id()).isEqualTo(message.id());
			}
		});
	}

	/**
	 * On older Java versions this is skipped, and said to be.
	 */
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads need Java 21")
	void listenersRunOnVirtualThreads() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true").withBean(Threads.class).run((context) -> {
			for (int i = 0; i < 100; i++) {
				context.getBean(FilaTemplate.class).convertAndSend("orders", "m" + i);
			}
			Seen seen = context.getBean(Seen.class);
			await().atMost(SOON).until(() -> seen.texts.size() == 100);
			assertThat(seen.texts).containsOnly("virtual");
			await().atMost(SOON).until(() -> context.getBean(FilaAdmin.class).stats("orders").inFlight() == 0);
		});
	}

	@Test
	void platformThreadsAreTheDefault() {
		this.runner.withBean(Threads.class).run((context) -> {
			context.getBean(FilaTemplate.class).convertAndSend("orders", "m");
			awaitSeen(context.getBean(Seen.class), "platform");
		});
	}

	@Test
	void constraintsOfBeanValidationAreChecked() {
		this.runner.withUserConfiguration(Validation.class).run((context) -> {
			FilaTemplate template = context.getBean(FilaTemplate.class);
			template.convertAndSend("orders", new Order("", 0));
			template.convertAndSend("orders", new Order("o-1", 2));
			awaitSeen(context.getBean(Seen.class), "valid o-1");
			await().atMost(SOON).until(() -> context.getBean(FilaAdmin.class).stats("orders.dlq").depth() == 1);
			try (FilaConsumer dead = context.getBean(FilaClient.class).consume("orders.dlq")) {
				assertThat(dead.next().headers().values())
					.anyMatch((value) -> value.contains("MethodArgumentNotValidException"));
			}
			assertThat(context.getBean(Seen.class).texts).containsExactly("valid o-1");
		});
	}

	private static void awaitSeen(Seen seen, String text) {
		await().atMost(SOON).until(() -> seen.texts.contains(text));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static class Seen {

		final Queue<String> texts = new ConcurrentLinkedQueue<>();

	}

	record Order(@NotBlank String id, @Min(1) int count) {
	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@FilaListener(id = "composed", group = "shop", concurrency = "2")
	@interface ShopListener {

		@AliasFor(annotation = FilaListener.class, attribute = "queues")
		String[] from();

		@AliasFor(annotation = FilaListener.class, attribute = "concurrency")
		String atATime() default "2";

	}

	static class Composed {

		private final Seen seen;

		Composed(Seen seen) {
			this.seen = seen;
		}

		@ShopListener(from = "orders", atATime = "4")
		void on(String text) {
			this.seen.texts.add("composed " + text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Programmatic {

		@Bean
		FilaListenerConfigurer configurer(Seen seen) {
			return (registrar) -> registrar.registerEndpoint(new FilaListenerEndpoint() {

				@Override
				public String getId() {
					return "programmatic";
				}

				@Override
				public List<String> getQueues() {
					return List.of("orders");
				}

				@Override
				public void configure(FilaListenerContainerBuilder builder) {
					builder.settings(builder.getSettings().withConcurrency(3))
						.listener((message, acknowledgment) -> seen.texts
							.add("programmatic " + new String(message.payload(), StandardCharsets.UTF_8)));
				}

			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Named {

		@Bean
		FilaErrorHandler swallow(Seen seen) {
			return (message, failure) -> {
				seen.texts.add("handler " + failure.getMessage());
				return ErrorAction.ACK;
			};
		}

		@Bean
		FilaListenerContainerFactory patientFactory(FilaClient client,
				FilaListenerContainerFactoryConfigurer configurer) {
			FilaListenerContainerFactory factory = new FilaListenerContainerFactory(client);
			configurer.configure(factory);
			factory.setErrorHandler((message, failure) -> ErrorAction.NACK);
			factory.setSettings(io.datawarehouse.fila.listener.FilaListenerSettings.defaults().withMaxAttempts(77));
			return factory;
		}

		@FilaListener(queues = "orders", id = "named", errorHandler = "swallow", containerFactory = "patientFactory")
		void on(String text) {
			throw new IllegalStateException(text + " failed in x");
		}

	}

	static class NoSuchFactory {

		@FilaListener(queues = "orders", containerFactory = "missingFactory")
		void on(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scripts {

		@Bean
		FilaQueue scripted() {
			return new FilaQueue("scripted",
					FilaQueueSettings.defaults()
						.withOnEnqueueScript(
								"function on_enqueue(msg) return { fairness_key = msg.headers['tenant'] } end")
						.withOnFailureScript("function on_failure(msg) return { action = 'dlq' } end"));
		}

	}

	static class Threads {

		private final Seen seen;

		Threads(Seen seen) {
			this.seen = seen;
		}

		@FilaListener(queues = "orders", concurrency = "5")
		void on(String text) throws ReflectiveOperationException {
			// The method is newer than the oldest Java that this is compiled for.
			boolean virtual = Runtime.version().feature() >= 21
					&& (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
			this.seen.texts.add(virtual ? "virtual" : "platform");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Validation {

		private final Seen seen;

		Validation(Seen seen) {
			this.seen = seen;
		}

		@Bean
		static LocalValidatorFactoryBean validator() {
			LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
			validator.setMessageInterpolator(new ParameterMessageInterpolator());
			return validator;
		}

		@FilaListener(queues = "orders")
		void on(@Valid @Payload Order order) {
			this.seen.texts.add("valid " + order.id());
		}

	}

}
