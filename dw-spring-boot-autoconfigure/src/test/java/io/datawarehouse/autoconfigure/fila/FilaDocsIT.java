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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;

import io.datawarehouse.autoconfigure.DocumentedExamples;
import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.FilaTemplate;
import io.datawarehouse.fila.listener.FilaListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the examples of {@code docs/fila.md}, and checks that they stand in it as they are
 * here.
 */
@Timeout(120)
class FilaDocsIT {

	private static final Path SOURCE = Path.of("src/test/java/io/datawarehouse/autoconfigure/fila/FilaDocsIT.java");

	@Test
	void everyExampleIsOneOfThese() throws IOException {
		String source = Files.readString(SOURCE).replaceAll("\\s+", "");
		assertThat(DocumentedExamples.of("fila.md").in("java")).hasSize(5)
			.allSatisfy(
					(example) -> assertThat(source).contains(example.replaceAll("//.*", "").replaceAll("\\s+", "")));
	}

	@Test
	void whatTheShopSendsIsHandled() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, FilaAutoConfiguration.class,
					FilaListenerAutoConfiguration.class))
			.withPropertyValues("dw.embedded.in-memory=true", "dw.storage.enabled=false", "dw.jobs.enabled=false")
			.withUserConfiguration(Queues.class, Shop.class, OrderListener.class)
			.run((context) -> {
				context.getBean(Shop.class).order(new Order("o-1", 2));
				// Those without a tenant lack the header that the listener asks for.
				await().atMost(Duration.ofSeconds(20))
					.until(() -> context.getBean(OrderListener.class).handled.contains("acme: o-1"));
				await().atMost(Duration.ofSeconds(20))
					.until(() -> context.getBean(FilaAdmin.class).stats("orders.dlq").depth() == 4);
			});
	}

	@Test
	void withoutSpring() throws Exception {
		try (EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().start();
				FilaAdmin admin = FilaAdmin.builder().address(broker.address()).build()) {
			admin.createQueue("orders");
			String address = broker.address();
			Queue<ConsumeMessage> pushed = new ConcurrentLinkedQueue<>();
			Flow.Subscriber<ConsumeMessage> subscriber = new OneByOne(pushed);
			try (FilaClient client = FilaClient.builder().address(address).build();
					FilaConsumer messages = client.consume("orders")) {
				client.enqueue("orders", "hello".getBytes());
				ConsumeMessage message = messages.next();
				client.ack(message.queue(), message.id());
			}
			try (FilaClient client = FilaClient.builder().address(address).build()) {
				client.async().consume("orders").subscribe(subscriber);
				client.async().enqueue("orders", "hello".getBytes()).thenAccept((id) -> System.out.println(id));
				await().atMost(Duration.ofSeconds(20)).until(() -> pushed.size() == 1);
			}
		}
	}

	/**
	 * Takes one message after the other.
	 */
	private static final class OneByOne implements Flow.Subscriber<ConsumeMessage> {

		private final Queue<ConsumeMessage> messages;

		private Flow.Subscription subscription;

		OneByOne(Queue<ConsumeMessage> messages) {
			this.messages = messages;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(1);
		}

		@Override
		public void onNext(ConsumeMessage message) {
			this.messages.add(message);
			this.subscription.request(1);
		}

		@Override
		public void onError(Throwable failure) {
		}

		@Override
		public void onComplete() {
		}

	}

}

record Order(String id, int count) {
}

@Service
class Shop {

	private final FilaTemplate fila;

	Shop(FilaTemplate fila) {
		this.fila = fila;
	}

	void order(Order order) {
		this.fila.convertAndSend("orders", order);
		this.fila.withTenant("acme").convertAndSend("orders", order);
		this.fila.sendAsync("orders", order);
		this.fila.sendAll("orders", List.of(order, order));
	}

}

@Component
class OrderListener {

	final Queue<String> handled = new ConcurrentLinkedQueue<>();

	@FilaListener(queues = "orders", concurrency = "10")
	void on(Order order, @Header("tenant") String tenant) {
		this.handled.add(tenant + ": " + order.id());
	}

}

@Configuration(proxyBeanMethods = false)
class Queues {

	@Bean
	FilaQueue orders() {
		return FilaQueue.of("orders").withVisibilityTimeout(Duration.ofSeconds(30));
	}

	@Bean
	FilaQueue fairOrders() {
		return new FilaQueue("fair-orders", FilaQueueSettings.defaults()
			.withOnEnqueueScript("function on_enqueue(msg) return { fairness_key = msg.headers['tenant'] } end"));
	}

}
