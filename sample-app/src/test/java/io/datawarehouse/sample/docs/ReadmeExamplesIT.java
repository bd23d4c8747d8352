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

package io.datawarehouse.sample.docs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.PresignedUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the examples of the README, and checks that they stand in it as they are here. The
 * application has nothing but the starter and dw-embedded.
 */
@SpringBootTest(properties = "dw.embedded.in-memory=true")
@ExtendWith(OutputCaptureExtension.class)
class ReadmeExamplesIT {

	// tag::storage[]
	@Autowired
	private DataWarehouseTemplate dw;

	void objects(Path report) {
		this.dw.ensureBucket("lake");
		this.dw.store("dw://lake/notes/hello.txt", "Hello");
		this.dw.uploadFile("dw://lake/reports/today.csv", report);
		String hello = this.dw.retrieveString("dw://lake/notes/hello.txt");
		PresignedUrl link = this.dw.presignGet("dw://lake/reports/today.csv", Duration.ofMinutes(10));
		try (Stream<ObjectInfo> reports = this.dw.list("dw://lake/reports/")) {
			reports.forEach((object) -> System.out.println(object.uri() + " " + object.size()));
		}
		System.out.println(hello + " " + link.expiresAt());
	}

	// end::storage[]

	// tag::jobs[]
	@Autowired
	private JobContextFactory jobs;

	void job() {
		this.jobs.run("daily_sales_etl", (job) -> {
			job.registerSnapshot("sales_raw", "dw://lake/raw/sales/", "csv");
			String source = job.latestTableUri("sales_raw");
			job.logEvent("row_counts", Map.of("source", source, "read", 1200));
			job.registerSnapshot("sales_curated", "dw://lake/curated/sales/", "parquet");
		});
	}

	// end::jobs[]

	// tag::fila[]
	@Autowired
	private FilaClient fila;

	void messages() {
		this.fila.enqueue("orders", Map.of("tenant", "acme"), "order 1".getBytes(StandardCharsets.UTF_8));
		try (FilaConsumer orders = this.fila.consume("orders")) {
			ConsumeMessage order = orders.next();
			System.out.println(order.headers() + " attempt " + order.attemptCount());
			this.fila.ack(order.queue(), order.id());
		}
	}

	// end::fila[]

	@TempDir
	private Path temp;

	@Test
	void objectsExampleRuns(CapturedOutput output) throws Exception {
		objects(Files.writeString(this.temp.resolve("report.csv"), "a,b\n"));
		assertThat(output).contains("dw://lake/reports/today.csv 4").contains("Hello 20");
	}

	@Test
	void jobsExampleRuns() {
		job();
		assertThat(this.jobs.getClient().latestSnapshot("sales_curated").uri()).isEqualTo("dw://lake/curated/sales/");
	}

	@Test
	void messagesExampleRuns(@Autowired FilaAdmin admin, CapturedOutput output) {
		messages();
		assertThat(output).contains("{tenant=acme} attempt 0");
		assertThat(admin.stats("orders").inFlight()).isZero();
	}

	@Test
	void examplesStandInTheReadme() throws Exception {
		String readme = Files.readString(Path.of("..", "README.md"));
		Path source = Path.of("src/test/java/io/datawarehouse/sample/docs/ReadmeExamplesIT.java");
		for (String tag : List.of("storage", "jobs", "queue", "fila")) {
			assertThat(readme).contains("```java\n" + snippet(Files.readAllLines(source), tag) + "\n```");
		}
	}

	private static String snippet(List<String> source, String tag) {
		List<String> lines = source.stream().map(String::strip).toList();
		return String
			.join("\n",
					source.subList(lines.indexOf("// tag::" + tag + "[]") + 1, lines.indexOf("// end::" + tag + "[]")))
			.stripTrailing()
			.stripIndent()
			.strip();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		// tag::queue[]
		@Bean
		FilaQueue orders() {
			return FilaQueue.of("orders");
		}

		// end::queue[]

	}

}
