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
package io.datawarehouse.autoconfigure.docker;

import java.net.URI;
import java.util.Map;

import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaConnectionDetails;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobConnectionDetails;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails.Credentials;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.MinIOContainer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections to containers that are {@code @ServiceConnection}, through Boot's own way
 * and the registered factories, with containers that do not run.
 */
class ContainerConnectionsTests {

	private final ApplicationContextRunner connections = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class));

	private final ApplicationContextRunner clients = this.connections.withConfiguration(AutoConfigurations
		.of(DwStorageAutoConfiguration.class, DwJobAutoConfiguration.class, FilaAutoConfiguration.class));

	@Test
	void minio() {
		this.connections.withUserConfiguration(Minio.class).run((context) -> {
			DwStorageConnectionDetails details = context.getBean(DwStorageConnectionDetails.class);
			assertThat(details.getEndpoint()).isEqualTo(URI.create("http://docker.example.com:32768"));
			assertThat(details.getCredentials()).isEqualTo(Credentials.of("root", "root-secret"));
			assertThat(details.getRegion()).isNull();
			assertThat(details.getSslBundle()).isNull();
			assertThat(details.toString()).doesNotContain("root-secret");
		});
	}

	@Test
	void garage() {
		this.connections.withUserConfiguration(Garage.class).run((context) -> {
			DwStorageConnectionDetails details = context.getBean(DwStorageConnectionDetails.class);
			assertThat(details.getEndpoint()).isEqualTo(URI.create("http://docker.example.com:32769"));
			assertThat(details.getRegion()).isEqualTo("garage");
		});
	}

	@Test
	void anyOtherStoreByTheNameS3() {
		this.connections.withUserConfiguration(Other.class).run((context) -> {
			DwStorageConnectionDetails details = context.getBean(DwStorageConnectionDetails.class);
			assertThat(details.getEndpoint()).isEqualTo(URI.create("http://docker.example.com:32770"));
			assertThat(details.getCredentials()).isEqualTo(Credentials.of("a", "b"));
		});
	}

	@Test
	void typeOfTheContainerIsEnough() {
		this.connections.withUserConfiguration(TypedMinio.class)
			.run((context) -> assertThat(context).hasSingleBean(DwStorageConnectionDetails.class));
	}

	@Test
	void datlake() {
		this.connections.withUserConfiguration(Datlake.class).run((context) -> {
			DwJobConnectionDetails details = context.getBean(DwJobConnectionDetails.class);
			assertThat(details.getUrl()).isEqualTo(URI.create("http://docker.example.com:32771"));
			assertThat(details.getApiKey()).isEqualTo("catalog-key");
			assertThat(details.getSslBundle()).isNull();
		});
	}

	@Test
	void fila() {
		this.connections.withUserConfiguration(Fila.class).run((context) -> {
			FilaConnectionDetails details = context.getBean(FilaConnectionDetails.class);
			assertThat(details.getAddresses()).containsExactly("docker.example.com:32772");
			assertThat(details.getApiKey()).isEqualTo("broker-key");
			assertThat(details.getSslBundle()).isNull();
		});
	}

	@Test
	void containersReplacePropertiesAndEmbeddedServers() {
		this.clients.withUserConfiguration(Minio.class, Datlake.class, Fila.class)
			.withPropertyValues("dw.storage.endpoint=http://property.example.com", "dw.storage.access-key=a",
					"dw.storage.secret-key=b", "dw.jobs.url=http://property.example.com", "dw.jobs.state-enabled=false",
					"dw.fila.addresses=property.example.com:1")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(EmbeddedS3Server.class);
				assertThat(context.getBean(DataWarehouseTemplate.class).toString())
					.contains("docker.example.com:32768");
				assertThat(context.getBean(DatlakeClient.class).getUrl()).contains("docker.example.com:32771");
				assertThat(context.getBean(FilaClient.class).toString()).contains("docker.example.com:32772");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Minio {

		@Bean
		@ServiceConnection("minio/minio")
		Container<?> minio() {
			return ContainerDouble.of(Map.of(9000, 32768, 9001, 1),
					Map.of("MINIO_ROOT_USER", "root", "MINIO_ROOT_PASSWORD", "root-secret"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Garage {

		@Bean
		@ServiceConnection("dxflrs/garage")
		Container<?> garage() {
			return ContainerDouble.of(Map.of(3900, 32769, 3903, 1), Map.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Other {

		@Bean
		@ServiceConnection("s3")
		Container<?> store() {
			return ContainerDouble.of(Map.of(8000, 32770),
					Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TypedMinio {

		@Bean
		@ServiceConnection
		MinIOContainer minio() {
			return new MinIOContainer("minio/minio:latest");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Datlake {

		@Bean
		@ServiceConnection("datlake")
		Container<?> datlake() {
			return ContainerDouble.of(Map.of(8000, 32771), Map.of("DATLAKE_API_KEY", "catalog-key"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Fila {

		@Bean
		@ServiceConnection("fila")
		Container<?> fila() {
			return ContainerDouble.of(Map.of(5555, 32772, 9999, 1), Map.of("FILA_BOOTSTRAP_APIKEY", "broker-key"));
		}

	}

}
