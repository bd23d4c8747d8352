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
package io.datawarehouse.autoconfigure.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.datawarehouse.autoconfigure.FailureAnalyses;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StorageAccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * {@code spring.config.import=dw://bucket/app.yml} from the embedded S3 server.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class DwConfigImportIT {

	private EmbeddedS3Server server;

	private DataWarehouseTemplate template;

	@BeforeEach
	void start() {
		this.server = EmbeddedS3Server.builder().transientStore().start();
		this.template = DataWarehouseTemplate.builder()
			.endpoint(this.server.endpoint())
			.credentials(this.server.accessKey(), this.server.secretKey())
			.build();
		this.template.createBucket("config");
	}

	@AfterEach
	void stop() {
		this.template.close();
		this.server.close();
	}

	private String[] store() {
		return new String[] { "--dw.storage.endpoint=" + this.server.endpoint(),
				"--dw.storage.access-key=" + this.server.accessKey(),
				"--dw.storage.secret-key=" + this.server.secretKey() };
	}

	private ConfigurableApplicationContext run(String... arguments) {
		List<String> all = new ArrayList<>(Arrays.asList(store()));
		all.addAll(Arrays.asList(arguments));
		return start(all.toArray(String[]::new));
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Test
	void ymlIsImported() {
		this.template.store("dw://config/app.yml", "shop:\n  greeting: hello\n  sizes: [1, 2]\n");
		try (ConfigurableApplicationContext context = run("--spring.config.import=dw://config/app.yml")) {
			assertThat(context.getEnvironment().getProperty("shop.greeting")).isEqualTo("hello");
			assertThat(context.getEnvironment().getProperty("shop.sizes[1]")).isEqualTo("2");
			assertThat(context.getEnvironment().getPropertySources())
				.anySatisfy((source) -> assertThat(source.getName()).contains("dw://config/app.yml"));
		}
	}

	@Test
	void propertiesAreImported() {
		this.template.store("dw://config/shop/app.properties", "shop.greeting=hello\n");
		try (ConfigurableApplicationContext context = run("--spring.config.import=dw://config/shop/app.properties")) {
			assertThat(context.getEnvironment().getProperty("shop.greeting")).isEqualTo("hello");
		}
	}

	@Test
	void objectWithoutAnExtensionIsImported() {
		this.template.store("dw://config/app", "shop.greeting: hello\n");
		this.template.store("dw://config/app-prod", "shop.greeting: hello production\n");
		try (ConfigurableApplicationContext context = run("--spring.config.import=dw://config/app[.yml]")) {
			assertThat(context.getEnvironment().getProperty("shop.greeting")).isEqualTo("hello");
		}
		try (ConfigurableApplicationContext context = run("--spring.config.import=dw://config/app[.yml]",
				"--spring.profiles.active=prod")) {
			assertThat(context.getEnvironment().getProperty("shop.greeting")).isEqualTo("hello production");
		}
	}

	@Test
	void objectsAndDocumentsOfProfilesWin() {
		this.template.store("dw://config/app.yml", """
				shop.greeting: hello
				shop.colour: green
				---
				spring.config.activate.on-profile: test
				shop.colour: red
				""");
		this.template.store("dw://config/app-prod.yml", "shop.greeting: hello production\n");
		String location = "--spring.config.import=dw://config/app.yml";
		try (ConfigurableApplicationContext context = run(location, "--spring.profiles.active=prod")) {
			assertThat(context.getEnvironment().getProperty("shop.greeting")).isEqualTo("hello production");
			assertThat(context.getEnvironment().getProperty("shop.colour")).isEqualTo("green");
		}
		try (ConfigurableApplicationContext context = run(location, "--spring.profiles.active=test")) {
			assertThat(context.getEnvironment().getProperty("shop.greeting")).isEqualTo("hello");
			assertThat(context.getEnvironment().getProperty("shop.colour")).isEqualTo("red");
		}
	}

	@Test
	void storeMayStandBesideTheImport(@TempDir Path directory) throws IOException {
		this.template.store("dw://config/app.yml", "shop.greeting: imported\n");
		Files.writeString(directory.resolve("application.yml"), """
				spring.config.import: dw://config/app.yml
				shop.greeting: local
				shop.colour: ${shop.greeting} green
				dw.storage:
				  endpoint: %s
				  access-key: %s
				  secret-key: %s
				""".formatted(this.server.endpoint(), this.server.accessKey(), this.server.secretKey()));
		try (ConfigurableApplicationContext context = start("--spring.config.location=" + directory.toUri())) {
			assertThat(context.getEnvironment().getProperty("shop.greeting")).isEqualTo("imported");
			assertThat(context.getEnvironment().getProperty("shop.colour")).isEqualTo("imported green");
		}
	}

	@Test
	void objectThatIsMissingIsNamed(CapturedOutput output) {
		assertThatExceptionOfType(ConfigDataResourceNotFoundException.class)
			.isThrownBy(() -> run("--spring.config.import=dw://config/missing.yml"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("dw://config/missing.yml")
			.contains("optional:")
			.doesNotContain(this.server.secretKey());
	}

	@ParameterizedTest
	@ValueSource(strings = { "dw://config/missing.yml", "dw://no-bucket/app.yml" })
	void optionalObjectMayBeMissing(String location) {
		try (ConfigurableApplicationContext context = run("--spring.config.import=optional:" + location)) {
			assertThat(context.isActive()).isTrue();
		}
	}

	@Test
	void optionalStoreMayBeMissing(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--spring.config.import=optional:dw://config/app.yml",
				"--spring.profiles.active=prod")) {
			assertThat(context.isActive()).isTrue();
		}
		assertThat(output).containsOnlyOnce("'dw://config/app.yml' is not imported");
	}

	@Test
	void storeThatIsMissingIsAskedFor() {
		Throwable failure = catchThrowable(() -> start("--spring.config.import=dw://config/app.yml"));
		FailureAnalysis analysis = FailureAnalyses.of(failure);
		assertThat(analysis.getDescription()).contains("'dw://config/app.yml' is to be imported")
			.contains("nothing says where the object store is");
		assertThat(analysis.getAction()).contains("dw.storage.endpoint").contains("optional:dw://config/app.yml");
	}

	@Test
	void storeThatRefusesIsAFailureEvenOfAnOptionalImport() {
		Throwable failure = catchThrowable(
				() -> run("--spring.config.import=optional:dw://config/app.yml", "--dw.storage.secret-key=wrong"));
		assertThat(failure).isInstanceOf(StorageAccessDeniedException.class);
		assertThat(FailureAnalyses.of(failure).getAction()).contains("dw.storage.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "dw://config", "dw://config/app", "dw://config/app.txt", "dw://Not_A_Bucket/app.yml" })
	void badAddressIsExplained(String location) {
		Throwable failure = catchThrowable(() -> run("--spring.config.import=" + location));
		FailureAnalysis analysis = FailureAnalyses.of(failure);
		assertThat(analysis.getDescription()).contains("The settings of spring.config.import are not valid")
			.contains(location);
		assertThat(analysis.getAction()).isNotBlank();
	}

	@Test
	void objectThatIsNoConfigurationIsRefused() {
		this.template.store("dw://config/app.yml", new byte[DwConfigDataLoader.MAX_SIZE + 1]);
		assertThatException().isThrownBy(() -> run("--spring.config.import=dw://config/app.yml"))
			.withStackTraceContaining("is larger than " + DwConfigDataLoader.MAX_SIZE);
	}

	@Test
	void clientIsClosed() {
		this.template.store("dw://config/app.yml", "shop.greeting: hello\n");
		List<Thread> before = timeoutThreads();
		try (ConfigurableApplicationContext context = run("--spring.config.import=dw://config/app.yml")) {
			assertThat(context.isActive()).isTrue();
			await().untilAsserted(() -> assertThat(before).containsAll(timeoutThreads()));
		}
	}

	private static List<Thread> timeoutThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("dw-storage-timeouts"))
			.toList();
	}

	@Test
	void clientOfTheApplicationIsUsedAndLeftOpen() {
		this.template.store("dw://config/app.yml", "shop.greeting: hello\n");
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addBootstrapRegistryInitializer(
				(registry) -> registry.register(DataWarehouseOperations.class, InstanceSupplier.of(this.template)));
		try (ConfigurableApplicationContext context = application.run("--spring.config.import=dw://config/app.yml")) {
			assertThat(context.getEnvironment().getProperty("shop.greeting")).isEqualTo("hello");
		}
		assertThat(this.template.exists("dw://config/app.yml")).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

}
