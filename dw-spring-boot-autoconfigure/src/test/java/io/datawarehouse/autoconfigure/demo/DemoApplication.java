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

package io.datawarehouse.autoconfigure.demo;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

// tag::demo[]
@SpringBootApplication
public class DemoApplication implements CommandLineRunner {

	private final DataWarehouseTemplate dw;

	private final JobContextFactory jobs;

	private final FilaClient fila;

	DemoApplication(DataWarehouseTemplate dw, JobContextFactory jobs, FilaClient fila) {
		this.dw = dw;
		this.jobs = jobs;
		this.fila = fila;
	}

	public static void main(String[] args) {
		SpringApplication.run(DemoApplication.class, args);
	}

	@Bean
	static FilaQueue orders() {
		return FilaQueue.of("orders");
	}

	@Override
	public void run(String... args) {
		this.dw.ensureBucket("lake");
		this.jobs.run("hello", (job) -> {
			this.dw.store("dw://lake/notes/hello.txt", "Hello");
			job.registerSnapshot("notes", "dw://lake/notes/", "txt");
		});
		System.out.println(this.dw.retrieveString("dw://lake/notes/hello.txt"));
		this.fila.enqueue("orders", Map.of("tenant", "acme"), "order 1".getBytes(StandardCharsets.UTF_8));
		try (FilaConsumer orders = this.fila.consume("orders")) {
			ConsumeMessage order = orders.next();
			System.out.println(order.headers() + " attempt " + order.attemptCount());
			this.fila.ack(order.queue(), order.id());
		}
	}

}
// end::demo[]
