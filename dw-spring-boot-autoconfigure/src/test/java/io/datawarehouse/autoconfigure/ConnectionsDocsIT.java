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
package io.datawarehouse.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.datawarehouse.autoconfigure.docker.RunningServiceDouble;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobConnectionDetails;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails;
import io.datawarehouse.autoconfigure.storage.DwStorageProperties;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.yaml.snakeyaml.Yaml;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the examples of {@code docs/connections.md}: those in YAML as they stand there,
 * and those in Java, of which it checks that they are the ones here.
 */
@Timeout(120)
class ConnectionsDocsIT {

	private static final DocumentedExamples EXAMPLES = DocumentedExamples.of("connections.md");

	private static final Path SOURCE = Path.of("src/test/java/io/datawarehouse/autoconfigure/ConnectionsDocsIT.java");

	private static final List<String> YAML = List.of("store", "amazon", "others", "clients", "compose", "ssl", "proxy",
			"import");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DwStorageAutoConfiguration.class,
				DwJobAutoConfiguration.class, FilaAutoConfiguration.class))
		.withPropertyValues("dw.jobs.state-enabled=false", "S3_SECRET_KEY=alice-secret",
				"ARCHIVE_SECRET_KEY=bob-secret", "DATLAKE_KEY=datlake-secret", "FILA_KEY=fila-secret",
				"PROXY_PASSWORD=proxy-secret");

	private ApplicationContextRunner with(String yaml) throws IOException {
		return DocumentedExamples.with(this.contextRunner, yaml);
	}

	private static URI url(DataWarehouseTemplate template, String address) {
		return template.presignGet(address, Duration.ofMinutes(5)).url();
	}

	private static DataWarehouseTemplate injected(Archivist archivist, String field) {
		return (DataWarehouseTemplate) Objects.requireNonNull(ReflectionTestUtils.getField(archivist, field));
	}

	@Test
	void everyExampleIsOneOfThese() throws IOException {
		assertThat(EXAMPLES.yamlNames()).containsExactlyElementsOf(YAML);
		String source = Files.readString(SOURCE).replaceAll("\\s+", "");
		assertThat(EXAMPLES.in("java")).hasSize(2)
			.allSatisfy((example) -> assertThat(source).contains(example.replaceAll("\\s+", "")));
	}

	@Test
	void store() throws IOException {
		with(EXAMPLES.yaml("store")).run((context) -> {
			URI url = url(context.getBean(DataWarehouseTemplate.class), "dw://lake/a");
			assertThat(url).hasHost("localhost").hasPort(9000);
			assertThat(url.getQuery()).contains("alice/");
		});
	}

	@Test
	void amazon() throws IOException {
		with(EXAMPLES.yaml("amazon")).withPropertyValues("dw.storage.access-key=a", "dw.storage.secret-key=b")
			.run((context) -> assertThat(url(context.getBean(DataWarehouseTemplate.class), "dw://lake/a"))
				.hasHost("lake.s3.eu-central-1.amazonaws.com"));
	}

	@Test
	void others() throws IOException {
		with(EXAMPLES.yaml("others")).run((context) -> {
			assertThat(context.getBean(DatlakeClient.class).getUrl()).isEqualTo("https://datlake.example.com");
			assertThat(context.getBean(FilaClient.class).toString()).contains("fila-1.example.com:5555")
				.contains("fila-2.example.com:5555");
		});
	}

	@Test
	void clients() throws IOException {
		try (EmbeddedS3Server server = EmbeddedS3Server.builder()
			.accessKey("alice")
			.secretKey("alice-secret")
			.transientStore()
			.start()) {
			with(EXAMPLES.yaml("clients").replace("https://s3.example.com", server.endpoint().toString()))
				.withUserConfiguration(Archive.class)
				.run((context) -> {
					URI url = url(injected(context.getBean(Archivist.class), "archive"), "dw://lake/a");
					assertThat(url).hasHost("archive.example.com");
					assertThat(url.getQuery()).contains("bob/");
					DataWarehouseTemplate reports = context.getBean("reportsDataWarehouseTemplate",
							DataWarehouseTemplate.class);
					reports.store("today.txt", "sold");
					assertThat(injected(context.getBean(Archivist.class), "lake").retrieve("dw://reports/today.txt"))
						.asString()
						.isEqualTo("sold");
				});
		}
	}

	@Test
	void containers() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class))
			.withUserConfiguration(Containers.class)
			.run((context) -> assertThat(context.getBeanFactory().getBeanNamesForType(DwStorageConnectionDetails.class))
				.hasSize(1));
	}

	@Test
	void compose() throws Exception {
		Map<String, Object> services = new Yaml().<Map<String, Map<String, Object>>>load(EXAMPLES.yaml("compose"))
			.get("services");
		DwStorageConnectionDetails store = (DwStorageConnectionDetails) service(services.get("store"), 9000)
			.connectionDetails()
			.get(DwStorageConnectionDetails.class);
		assertThat(store.getEndpoint()).hasPort(32768);
		assertThat(store.getCredentials())
			.isEqualTo(DwStorageConnectionDetails.Credentials.of("alice", "alice-secret"));
		DwJobConnectionDetails catalog = (DwJobConnectionDetails) service(services.get("catalog"), 8080)
			.connectionDetails()
			.get(DwJobConnectionDetails.class);
		assertThat(catalog.getUrl()).hasPort(32768);
	}

	@SuppressWarnings("unchecked")
	private static RunningServiceDouble service(Object definition, int port) {
		Map<String, Object> service = (Map<String, Object>) definition;
		assertThat(service.get("ports")).isEqualTo(List.of(String.valueOf(port)));
		Map<String, String> environment = (Map<String, String>) service.getOrDefault("environment", Map.of());
		Map<String, String> labels = (Map<String, String>) service.getOrDefault("labels", Map.of());
		return new RunningServiceDouble((String) service.get("image"), Map.of(port, 32768), Map.copyOf(environment),
				labels);
	}

	@Test
	void ssl(@TempDir Path directory) throws Exception {
		TestCertificate authority = TestCertificate.create(directory, "authority");
		TestCertificate client = TestCertificate.create(directory, "client");
		Files.writeString(directory.resolve("authority.pem"), authority.pem());
		Files.writeString(directory.resolve("client.pem"), client.pem());
		Files.writeString(directory.resolve("client.key"), client.keyPem());
		try (HttpsStub server = new HttpsStub(authority.server(client), true)) {
			String yaml = EXAMPLES.yaml("ssl")
				.replace("file:certs/", directory.toUri().toString())
				.replace("https://s3.example.com", server.url().toString())
				.replace("https://datlake.example.com", server.url().toString());
			with(yaml).withPropertyValues("dw.storage.access-key=a", "dw.storage.secret-key=b").run((context) -> {
				assertThat(context.getBean(DataWarehouseTemplate.class).bucketExists("lake")).isTrue();
				context.getBean(DatlakeClient.class).probe();
				assertThat(context).hasSingleBean(FilaClient.class);
			});
		}
	}

	@Test
	void proxy() throws IOException {
		with(EXAMPLES.yaml("proxy"))
			.withPropertyValues("dw.storage.endpoint=https://s3.example.com", "dw.storage.access-key=a",
					"dw.storage.secret-key=b")
			.run((context) -> {
				assertThat(context).hasSingleBean(DataWarehouseTemplate.class);
				assertThat(context.getBean(DwStorageProperties.class).getProxy().getNonProxyHosts())
					.containsExactly("*.intern.example.com", "10.*");
			});
	}

	@Test
	void configurationIsImported(@TempDir Path directory) throws IOException {
		try (EmbeddedS3Server server = EmbeddedS3Server.builder()
			.accessKey("alice")
			.secretKey("alice-secret")
			.transientStore()
			.start();
				DataWarehouseTemplate template = DataWarehouseTemplate.builder()
					.endpoint(server.endpoint())
					.credentials("alice", "alice-secret")
					.build()) {
			template.createBucket("config");
			template.store("dw://config/shop/app.yml", "shop.greeting: hello\n");
			template.store("dw://config/shop/app-prod.yml", "shop.greeting: hello production\n");
			Files.writeString(directory.resolve("application.yml"),
					EXAMPLES.yaml("import").replace("https://s3.example.com", server.endpoint().toString()));
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Nothing.class)
				.web(WebApplicationType.NONE)
				.profiles("prod")
				.run("--spring.config.location=" + directory.toUri(), "--S3_SECRET_KEY=alice-secret")) {
				assertThat(context.getEnvironment().getProperty("shop.greeting")).isEqualTo("hello production");
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Archive {

		@Bean
		Archivist archivist(DataWarehouseTemplate lake, @Qualifier("archive") DataWarehouseTemplate archive) {
			return new Archivist(lake, archive);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

}

@Service
class Archivist {

	private final DataWarehouseTemplate lake;

	private final DataWarehouseTemplate archive;

	Archivist(DataWarehouseTemplate lake, @Qualifier("archive") DataWarehouseTemplate archive) {
		this.lake = lake;
		this.archive = archive;
	}

}

@TestConfiguration(proxyBeanMethods = false)
class Containers {

	@Bean
	@ServiceConnection("minio/minio")
	GenericContainer<?> store() {
		return new GenericContainer<>("quay.io/minio/minio:latest").withExposedPorts(9000)
			.withEnv("MINIO_ROOT_USER", "alice")
			.withEnv("MINIO_ROOT_PASSWORD", "alice-secret")
			.withCommand("server", "/data");
	}

	@Bean
	@ServiceConnection("fila")
	GenericContainer<?> broker() {
		return new GenericContainer<>("ghcr.io/faiscadev/fila:latest").withExposedPorts(5555);
	}

}
