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
package io.datawarehouse.autoconfigure.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaTemplate;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.slf4j.MDC;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * A web application whose requests go through the object store, a job and a queue, on the
 * embedded servers.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ObservedApplication {

	/**
	 * Start the application on a free port.
	 * @param configurations what else it consists of
	 * @param properties its properties
	 * @return the running application
	 */
	public static ConfigurableApplicationContext start(List<Class<?>> configurations, String... properties) {
		List<Class<?>> sources = new ArrayList<>(configurations);
		sources.add(ObservedApplication.class);
		return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "server.address=127.0.0.1", "dw.embedded.in-memory=true",
					"dw.jobs.state-enabled=false", "spring.main.banner-mode=off", "spring.application.name=observed")
			.properties(properties)
			.run();
	}

	/**
	 * A client of the application that is not observed itself.
	 * @param application the running application
	 * @return the client
	 */
	public static RestClient client(ConfigurableApplicationContext application) {
		return RestClient
			.create("http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port"));
	}

	@Bean
	FilaQueue orders() {
		return FilaQueue.of("orders");
	}

	@Bean
	Stock stock(DataWarehouseTemplate warehouse) {
		return new Stock(warehouse);
	}

	/**
	 * Takes requests.
	 */
	@RestController
	static class Shop {

		private final DataWarehouseTemplate warehouse;

		private final JobContextFactory jobs;

		private final FilaTemplate fila;

		Shop(DataWarehouseTemplate warehouse, JobContextFactory jobs, FilaTemplate fila) {
			warehouse.ensureBucket("lake");
			this.warehouse = warehouse;
			this.jobs = jobs;
			this.fila = fila;
		}

		@PostMapping("/orders")
		String order(@RequestParam String id) {
			return this.jobs.call("order", (job) -> {
				this.warehouse.store("dw://lake/" + id, "order " + id);
				this.fila.convertAndSend("orders", "dw://lake/" + id);
				return job.runId() + " " + MDC.get("dw.run");
			});
		}

	}

	/**
	 * Handles messages. Those about {@code poison} fail at the first attempt.
	 */
	static class Stock {

		final Queue<String> handled = new ConcurrentLinkedQueue<>();

		private final Queue<String> failed = new ConcurrentLinkedQueue<>();

		private final DataWarehouseTemplate warehouse;

		Stock(DataWarehouseTemplate warehouse) {
			this.warehouse = warehouse;
		}

		@FilaListener(id = "stock", queues = "orders")
		void handle(String uri) {
			String order = this.warehouse.retrieveString(uri);
			if (order.contains("poison") && !this.failed.contains(uri)) {
				this.failed.add(uri);
				throw new IllegalStateException("not today");
			}
			this.handled.add(order + " in " + MDC.get("dw.queue"));
		}

	}

}
