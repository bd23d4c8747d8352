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

package io.datawarehouse.autoconfigure.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.embedded.console.DataWarehouseConsole;
import io.datawarehouse.embedded.console.TimingSource;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link DwConsoleAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DwConsoleAutoConfigurationIT {

	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("dw.embedded.in-memory=true", "dw.embedded.console.port=0", "spring.application.name=sales")
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwConsoleAutoConfiguration.class,
				DwStorageAutoConfiguration.class, DwJobAutoConfiguration.class, FilaAutoConfiguration.class));

	private static HttpResponse<String> get(DataWarehouseConsole console, String path) {
		return send(HttpRequest.newBuilder(console.url().resolve(path)));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void showsTheEmbeddedServers(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			DataWarehouseConsole console = context.getBean(DataWarehouseConsole.class);
			context.getBean(DataWarehouseTemplate.class).createBucket("lake");
			context.getBean(FilaAdmin.class).createQueue("orders");
			context.getBean(JobContextFactory.class).run("etl", (job) -> {
			});
			assertThat(get(console, "/").body()).contains("<title>DataWarehouse console</title>");
			assertThat(get(console, "/api/buckets").body()).contains("\"lake\"");
			assertThat(get(console, "/api/queues").body()).contains("\"orders\"");
			assertThat(get(console, "/api/runs").body()).contains("\"etl\"");
			assertThat(get(console, "/api/info").body()).contains("\"application\":\"sales\"",
					"\"objectsWritable\":true", "\"queuesWritable\":true", "\"messages\":true");
			assertThat(output.toString().lines().filter((line) -> line.contains("DataWarehouse console")))
				.singleElement()
				.asString()
				.contains(console.url().toString());
		});
	}

	@Test
	void keysOfTheServersAreUsedAndNotShown() {
		this.contextRunner
			.withPropertyValues("dw.embedded.s3.secret-key=my-secret-key", "dw.embedded.datlake.api-key=datlake-key",
					"dw.embedded.fila.api-key=fila-key")
			.run((context) -> {
				DataWarehouseConsole console = context.getBean(DataWarehouseConsole.class);
				for (String path : new String[] { "/api/info", "/api/buckets", "/api/queues", "/api/runs" }) {
					HttpResponse<String> response = get(console, path);
					assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
					assertThat(response.body()).doesNotContain("my-secret-key", "datlake-key", "fila-key");
				}
			});
	}

	@Test
	void backsOff() {
		this.contextRunner.withPropertyValues("dw.embedded.console.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(EmbeddedS3Server.class)
				.doesNotHaveBean(DataWarehouseConsole.class)
				.doesNotHaveBean(ObservationPredicate.class)
				.doesNotHaveBean(MeterFilter.class));
		this.contextRunner.withPropertyValues("dw.embedded.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DataWarehouseConsole.class));
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.datawarehouse.embedded"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("dataWarehouseConsole"));
	}

	@Test
	void worksWithoutMeters() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasSingleBean(DataWarehouseConsole.class)
				.doesNotHaveBean(TimingSource.class));
	}

	@Test
	void serversThatAreNotEmbeddedAreNotShownUnlessAskedFor() {
		this.contextRunner
			.withPropertyValues("dw.storage.endpoint=http://127.0.0.1:1", "dw.storage.access-key=a",
					"dw.storage.secret-key=b", "dw.jobs.url=http://127.0.0.1:1", "dw.jobs.state-enabled=false",
					"dw.fila.addresses=127.0.0.1:1")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DataWarehouseConsole.class));
	}

	@Test
	void configuredServersAreShownAndNotChanged() {
		try (EmbeddedS3Server s3 = EmbeddedS3Server.builder().transientStore().start();
				EmbeddedDatlakeCatalog catalog = EmbeddedDatlakeCatalog.builder().apiKey("k").start();
				EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().start()) {
			ApplicationContextRunner configured = this.contextRunner.withPropertyValues(
					"dw.embedded.console.target=configured", "dw.storage.endpoint=" + s3.endpoint(),
					"dw.storage.access-key=" + s3.accessKey(), "dw.storage.secret-key=" + s3.secretKey(),
					"dw.jobs.url=" + catalog.url(), "dw.jobs.api-key=k", "dw.jobs.state-enabled=false",
					"dw.fila.addresses=" + broker.address());
			configured.run((context) -> {
				DataWarehouseConsole console = context.getBean(DataWarehouseConsole.class);
				assertThat(context).doesNotHaveBean(EmbeddedS3Server.class);
				context.getBean(DataWarehouseTemplate.class).createBucket("real");
				assertThat(get(console, "/api/buckets").body()).contains("\"real\"");
				assertThat(get(console, "/api/runs").body()).contains("\"total\":0");
				assertThat(put(console).statusCode()).isEqualTo(403);
			});
			configured.withPropertyValues("dw.embedded.console.write=true")
				.run((context) -> assertThat(put(context.getBean(DataWarehouseConsole.class)).statusCode())
					.isEqualTo(201));
		}
	}

	private static HttpResponse<String> put(DataWarehouseConsole console) {
		URI uri = console.url().resolve("/api/object?bucket=real&key=a&replace=true");
		return send(
				HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.ofString("x")).header("X-DW-Console", "1"));
	}

	@Test
	void timersOfClientsTellPercentilesAndLeaveTheConsoleOut() {
		this.contextRunner.withUserConfiguration(Meters.class).run((context) -> {
			DataWarehouseConsole console = context.getBean(DataWarehouseConsole.class);
			String before = get(console, "/api/timings").body();
			assertThat(get(console, "/api/buckets").statusCode()).isEqualTo(200);
			assertThat(get(console, "/api/queues").statusCode()).isEqualTo(200);
			assertThat(get(console, "/api/timings").body()).isEqualTo(before);
			context.getBean(DataWarehouseTemplate.class).createBucket("lake");
			assertThat(get(console, "/api/timings").body()).contains("create").doesNotContain("\"p99Millis\":null");
		});
	}

	/**
	 * What Spring Boot configures for applications with meters, in short.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Meters {

		@Bean
		MeterRegistry meterRegistry(MeterFilter filter) {
			MeterRegistry registry = new SimpleMeterRegistry();
			registry.config().meterFilter(filter);
			return registry;
		}

		@Bean
		ObservationRegistry observationRegistry(MeterRegistry meters, ObservationPredicate predicate) {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig()
				.observationHandler(new DefaultMeterObservationHandler(meters))
				.observationPredicate(predicate);
			return registry;
		}

	}

}
