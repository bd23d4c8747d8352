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

import java.time.Duration;

import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections to real containers, where there is Docker.
 */
@Timeout(600)
@EnabledIf(value = "isDockerAvailable", disabledReason = "There is no Docker to run containers in")
class ContainerConnectionsIT {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class,
				DwStorageAutoConfiguration.class, FilaAutoConfiguration.class));

	static boolean isDockerAvailable() {
		return DockerClientFactory.instance().isDockerAvailable();
	}

	private void assertStores(Class<?> store) {
		this.contextRunner.withUserConfiguration(store).run((context) -> {
			DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
			template.ensureBucket("lake");
			template.store("dw://lake/a", "content");
			assertThat(template.retrieve("dw://lake/a")).asString().isEqualTo("content");
		});
	}

	@Test
	void minio() {
		assertStores(Minio.class);
	}

	@Test
	void s3Mock() {
		assertStores(S3Mock.class);
	}

	@Test
	void seaweedFs() {
		assertStores(SeaweedFs.class);
	}

	@Test
	void localStack() {
		assertStores(LocalStack.class);
	}

	@Test
	void ceph() {
		assertStores(Ceph.class);
	}

	@Test
	void garage() {
		assertStores(Garage.class);
	}

	@Test
	void rustFs() {
		assertStores(RustFs.class);
	}

	@Test
	void fila() {
		this.contextRunner.withUserConfiguration(Fila.class)
			.run((context) -> assertThat(context.getBean(FilaClient.class).probe(Duration.ofSeconds(30)).ready())
				.isTrue());
	}

	@Configuration(proxyBeanMethods = false)
	static class Minio {

		@Bean
		@ServiceConnection("minio/minio")
		GenericContainer<?> minio() {
			return new GenericContainer<>("quay.io/minio/minio:latest").withExposedPorts(9000)
				.withEnv("MINIO_ROOT_USER", "container")
				.withEnv("MINIO_ROOT_PASSWORD", "container-secret")
				.withCommand("server", "/data")
				.waitingFor(Wait.forHttp("/minio/health/live").forPort(9000));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class S3Mock {

		@Bean
		@ServiceConnection("adobe/s3mock")
		GenericContainer<?> s3mock() {
			return new GenericContainer<>("adobe/s3mock:latest").withExposedPorts(9090)
				.waitingFor(Wait.forListeningPort());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SeaweedFs {

		@Bean
		@ServiceConnection("chrislusf/seaweedfs")
		GenericContainer<?> seaweedfs() {
			return new GenericContainer<>("chrislusf/seaweedfs:latest").withExposedPorts(8333)
				.withCommand("server", "-s3")
				.waitingFor(Wait.forListeningPort());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LocalStack {

		@Bean
		@ServiceConnection("localstack/localstack")
		GenericContainer<?> localstack() {
			return new GenericContainer<>("localstack/localstack:4.4").withExposedPorts(4566)
				.withEnv("SERVICES", "s3")
				.waitingFor(Wait.forHttp("/_localstack/health").forPort(4566));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ceph {

		@Bean
		@ServiceConnection("ceph/demo")
		GenericContainer<?> ceph() {
			return new GenericContainer<>("quay.io/ceph/demo:latest").withExposedPorts(8080)
				.withEnv("MON_IP", "127.0.0.1")
				.withEnv("CEPH_PUBLIC_NETWORK", "0.0.0.0/0")
				.withEnv("DEMO_DAEMONS", "mon,mgr,osd,rgw")
				.withEnv("CEPH_DEMO_UID", "container")
				.withEnv("CEPH_DEMO_ACCESS_KEY", "container")
				.withEnv("CEPH_DEMO_SECRET_KEY", "container-secret")
				.waitingFor(Wait.forListeningPort().withStartupTimeout(Duration.ofMinutes(5)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Garage {

		private static final String CONFIGURATION = """
				metadata_dir = "/tmp/meta"
				data_dir = "/tmp/data"
				db_engine = "sqlite"
				replication_factor = 1
				rpc_bind_addr = "[::]:3901"
				rpc_secret = "%s"
				[s3_api]
				s3_region = "garage"
				api_bind_addr = "[::]:3900"
				""".formatted("0123456789abcdef".repeat(4));

		@Bean
		@ServiceConnection("dxflrs/garage")
		GenericContainer<?> garage() {
			return new GenericContainer<>("dxflrs/garage:v2.4.1").withExposedPorts(3900)
				.withCopyToContainer(Transferable.of(CONFIGURATION), "/etc/garage.toml")
				.withEnv("GARAGE_DEFAULT_ACCESS_KEY", "GK0123456789abcdef01234567")
				.withEnv("GARAGE_DEFAULT_SECRET_KEY", "0123456789abcdef".repeat(4))
				.withEnv("GARAGE_DEFAULT_BUCKET", "lake")
				.withCommand("/garage", "server", "--single-node", "--default-bucket")
				.waitingFor(Wait.forListeningPort());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RustFs {

		@Bean
		@ServiceConnection("rustfs/rustfs")
		GenericContainer<?> rustfs() {
			return new GenericContainer<>("rustfs/rustfs:latest").withExposedPorts(9000)
				.waitingFor(Wait.forListeningPort());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Fila {

		@Bean
		@ServiceConnection("fila")
		GenericContainer<?> fila() {
			return new GenericContainer<>("ghcr.io/faiscadev/fila:latest").withExposedPorts(5555)
				.waitingFor(Wait.forListeningPort());
		}

	}

}
