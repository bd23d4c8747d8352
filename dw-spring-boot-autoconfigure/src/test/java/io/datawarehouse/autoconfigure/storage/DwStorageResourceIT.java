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

package io.datawarehouse.autoconfigure.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.resource.DwResource;
import io.datawarehouse.storage.resource.DwResourcePatternResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.WritableResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code dw://} and {@code s3://} resources in a real context with a real server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DwStorageResourceIT {

	private EmbeddedS3Server server;

	private ApplicationContextRunner contextRunner;

	@BeforeAll
	void start() {
		this.server = EmbeddedS3Server.builder().start();
		this.contextRunner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(DwStorageAutoConfiguration.class, DwStorageResourceAutoConfiguration.class))
			.withPropertyValues("dw.storage.endpoint=" + this.server.endpoint(),
					"dw.storage.access-key=" + this.server.accessKey(),
					"dw.storage.secret-key=" + this.server.secretKey(), "reports.bucket=lake");
		this.contextRunner.run((context) -> {
			DataWarehouseTemplate warehouse = context.getBean(DataWarehouseTemplate.class);
			warehouse.createBucket("lake");
			warehouse.store("dw://lake/reports/a.csv", "a");
			warehouse.store("dw://lake/reports/2026/b c^.csv", "b");
			warehouse.store("dw://lake/reports/2026/11/c.csv", "c");
			warehouse.store("dw://lake/reports/d.txt", "d");
			warehouse.store("dw://lake/other/e.csv", "e");
		});
	}

	@AfterAll
	void stop() {
		this.server.close();
	}

	@Test
	void areInjected() {
		this.contextRunner.withUserConfiguration(Injected.class).run((context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.one.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("a");
			assertThat(injected.s3.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("b");
			assertThat(injected.missing.exists()).isFalse();
			assertThat(injected.many).extracting(Resource::getFilename).containsExactly("c.csv", "b c^.csv", "a.csv");
			assertThat(injected.none).isEmpty();
			assertThat(injected.classes).isNotEmpty();
			assertThat(injected.loader).isInstanceOf(ApplicationContext.class);
		});
	}

	@ParameterizedTest
	@CsvSource({ "dw://lake/reports/**/*.csv, 3", "s3://lake/reports/*.csv, 1", "dw://lake/**, 5",
			"dw://lake/reports/?.*, 2", "dw://lake/reports/a.csv, 1", "DW://lake/none/*, 0", "dw://lake/*/e.csv, 1" })
	void patternsFindWhatTheySay(String pattern, int count) {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(DwResourcePatternResolver.class).getResources(pattern))
				.hasSize(count));
	}

	@Test
	void missingBucketIsNotTakenForNothingFound() {
		this.contextRunner.run((context) -> assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> context.getBean(DwResourcePatternResolver.class).getResources("dw://no-such/**"))
			.withMessageContaining("no-such"));
	}

	@Test
	void keepTheContract() {
		this.contextRunner.run((context) -> {
			Resource resource = context.getResource("dw://lake/reports/2026/b c^.csv");
			assertThat(resource).isInstanceOf(DwResource.class);
			assertThat(resource.exists()).isTrue();
			assertThat(resource.isReadable()).isTrue();
			assertThat(resource.isFile()).isFalse();
			assertThat(resource.getFilename()).isEqualTo("b c^.csv");
			assertThat(resource.contentLength()).isEqualTo(1);
			assertThat(Instant.ofEpochMilli(resource.lastModified())).isBetween(Instant.now().minusSeconds(600),
					Instant.now().plusSeconds(60));
			assertThat(resource.getURI().toString()).isEqualTo("dw://lake/reports/2026/b%20c%5E.csv");
			assertThat(resource.getDescription()).contains("dw://lake/reports/2026/b c^.csv");
			assertThat(resource).isEqualTo(context.getResource("dw://lake/reports/2026/b c^.csv"));
			assertThat(resource.createRelative("11/c.csv").getContentAsString(StandardCharsets.UTF_8)).isEqualTo("c");
			assertThat(resource.createRelative("../a.csv").getContentAsString(StandardCharsets.UTF_8)).isEqualTo("a");
		});
	}

	@Test
	void folderIsNoObject() {
		this.contextRunner.run((context) -> {
			DwResource folder = (DwResource) context.getResource("dw://lake/reports/2026/");
			assertThat(folder.exists()).isTrue();
			assertThat(folder.isReadable()).isFalse();
			assertThat(folder.isWritable()).isFalse();
			assertThat(folder.getFilename()).isEqualTo("2026");
			assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(folder::getInputStream);
			assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(folder::getOutputStream);
			assertThat(folder.createRelative("11/c.csv").exists()).isTrue();
			assertThat(folder.createRelative("./11/../").uri().key()).isEqualTo("reports/2026/");
			assertThat(context.getResource("dw://lake/none/").exists()).isFalse();
			assertThat(context.getResource("dw://lake").exists()).isTrue();
			assertThat(context.getResource("dw://lake").getFilename()).isNull();
			assertThat(context.getResource("dw://no-such").exists()).isFalse();
		});
	}

	@Test
	void missingObjectIsFileNotFound() {
		this.contextRunner.run((context) -> {
			Resource resource = context.getResource("s3://lake/no-such");
			assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(resource::getInputStream);
			assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(resource::contentLength);
			assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(resource::lastModified);
		});
	}

	@Test
	void areWritten() {
		this.contextRunner.run((context) -> {
			WritableResource resource = (WritableResource) context.getResource("dw://lake/written.txt");
			try (OutputStream output = resource.getOutputStream()) {
				output.write("text".getBytes(StandardCharsets.UTF_8));
				assertThat(resource.exists()).isFalse();
			}
			assertThat(resource.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("text");
			context.getBean(DataWarehouseTemplate.class).delete("dw://lake/written.txt");
		});
	}

	@Test
	void mapperOfTheApplicationWritesJson() {
		JsonMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
		this.contextRunner.withBean(JsonMapper.class, () -> mapper).run((context) -> {
			DataWarehouseTemplate warehouse = context.getBean(DataWarehouseTemplate.class);
			warehouse.storeJson("dw://lake/json/mapped", new Named("x"));
			assertThat(warehouse.retrieveString("dw://lake/json/mapped")).isEqualTo("{\"first_name\":\"x\"}");
			warehouse.delete("dw://lake/json/mapped");
		});
	}

	@Test
	void areLeftToOthersWhenDisabled() {
		this.contextRunner.withPropertyValues("dw.storage.resources.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DwResourcePatternResolver.class));
	}

	@Test
	void resourceLoaderOfTheContextStaysTheOnlyOne() {
		this.contextRunner.run((context) -> assertThat(
				Arrays.stream(context.getResources("classpath:io/datawarehouse/autoconfigure/storage/*.class")))
			.isNotEmpty());
	}

	record Named(String firstName) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Value("dw://${reports.bucket}/reports/a.csv")
		private Resource one;

		@Value("s3://lake/reports/2026/b c^.csv")
		private Resource s3;

		@Value("dw://lake/reports/missing")
		private Resource missing;

		@Value("dw://${reports.bucket}/reports/**/*.csv")
		private Resource[] many;

		@Value("dw://lake/none/**")
		private Resource[] none;

		@Value("classpath*:io/datawarehouse/autoconfigure/storage/*.class")
		private Resource[] classes;

		@Autowired
		private ResourceLoader loader;

	}

}
