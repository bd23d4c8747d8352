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

import io.datawarehouse.autoconfigure.fila.FilaConnectionDetails;
import io.datawarehouse.autoconfigure.job.DwJobConnectionDetails;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Connections to services of Docker Compose, through the registered factories.
 */
class ComposeConnectionsTests {

	private static final String CONNECTION = "org.springframework.boot.service-connection";

	private static DwStorageConnectionDetails storage(RunningServiceDouble service)
			throws ReflectiveOperationException {
		Map<Class<?>, ?> details = service.connectionDetails();
		assertThat(details).containsOnlyKeys(DwStorageConnectionDetails.class);
		return (DwStorageConnectionDetails) details.get(DwStorageConnectionDetails.class);
	}

	@ParameterizedTest
	@CsvSource({ "minio/minio:latest, 9000", "quay.io/minio/minio:RELEASE.1, 9000", "bitnami/minio:2025, 9000",
			"localstack/localstack:4, 4566", "adobe/s3mock:5, 9090", "chrislusf/seaweedfs:4.0, 8333",
			"registry.example.com:5000/rustfs/rustfs:1, 9000" })
	void imagesWithKeysThatAreKnown(String image, int port) throws Exception {
		DwStorageConnectionDetails details = storage(RunningServiceDouble.of(image, Map.of(port, 32768), Map.of()));
		assertThat(details.getEndpoint()).isEqualTo(URI.create("http://docker.example.com:32768"));
		assertThat(details.getCredentials()).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "quay.io/ceph/demo:latest, 8080, CEPH_DEMO_ACCESS_KEY, CEPH_DEMO_SECRET_KEY",
			"dxflrs/garage:v2.4.1, 3900, GARAGE_DEFAULT_ACCESS_KEY, GARAGE_DEFAULT_SECRET_KEY" })
	void imagesWithKeysThatAreToBeSet(String image, int port, String accessKey, String secretKey) throws Exception {
		RunningServiceDouble service = RunningServiceDouble.of(image, Map.of(port, 32768, 1, 1),
				Map.of(accessKey, "alice", secretKey, "hush"));
		assertThat(storage(service).getCredentials()).isEqualTo(Credentials.of("alice", "hush"));
		assertThatIllegalStateException()
			.isThrownBy(() -> RunningServiceDouble.of(image, Map.of(port, 32768), Map.of()).connectionDetails())
			.withMessageContaining(accessKey);
	}

	@Test
	void labelNamesTheConnectionOfAnyImage() throws Exception {
		RunningServiceDouble service = RunningServiceDouble.of("registry.example.com/our-minio:1",
				Map.of(9000, 32768, 9001, 32769), Map.of("MINIO_ROOT_USER", "root", "MINIO_ROOT_PASSWORD", "hush"));
		DwStorageConnectionDetails details = storage(service.label(CONNECTION, "minio"));
		assertThat(details.getEndpoint()).isEqualTo(URI.create("http://docker.example.com:32768"));
		assertThat(details.getCredentials()).isEqualTo(Credentials.of("root", "hush"));
	}

	@Test
	void anyOtherStoreByTheNameS3() throws Exception {
		RunningServiceDouble service = RunningServiceDouble
			.of("zenko/cloudserver", Map.of(8000, 32768),
					Map.of("DW_STORAGE_ACCESS_KEY", "a", "DW_STORAGE_SECRET_KEY", "b"))
			.label(CONNECTION, "s3");
		assertThat(storage(service).getEndpoint()).isEqualTo(URI.create("http://docker.example.com:32768"));
	}

	@Test
	void severalPortsOfAnotherStoreAreToBeToldApart() throws Exception {
		Map<Integer, Integer> ports = Map.of(8000, 32768, 8001, 32769);
		Map<String, String> keys = Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b");
		assertThatIllegalStateException()
			.isThrownBy(() -> RunningServiceDouble.of("other", ports, keys).label(CONNECTION, "s3").connectionDetails())
			.withMessageContaining("DW_STORAGE_PORT");
		RunningServiceDouble told = RunningServiceDouble
			.of("other", ports,
					Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b", "DW_STORAGE_PORT", "8001"))
			.label(CONNECTION, "s3");
		assertThat(storage(told).getEndpoint()).isEqualTo(URI.create("http://docker.example.com:32769"));
	}

	@ParameterizedTest
	@CsvSource({ "ghcr.io/faiscadev/fila:latest", "fila" })
	void fila(String image) throws Exception {
		Map<Class<?>, ?> details = RunningServiceDouble
			.of(image, Map.of(5555, 32768), Map.of("FILA_BOOTSTRAP_APIKEY", "hush"))
			.connectionDetails();
		assertThat(details).containsOnlyKeys(FilaConnectionDetails.class);
		FilaConnectionDetails fila = (FilaConnectionDetails) details.get(FilaConnectionDetails.class);
		assertThat(fila.getAddresses()).containsExactly("docker.example.com:32768");
		assertThat(fila.getApiKey()).isEqualTo("hush");
		assertThat(fila.getSslBundle()).isNull();
	}

	@Test
	void datlake() throws Exception {
		Map<Class<?>, ?> details = RunningServiceDouble
			.of("registry.example.com/datlake/catalog:1", Map.of(8000, 32768), Map.of("DATLAKE_API_KEY", "hush"))
			.connectionDetails();
		assertThat(details).containsOnlyKeys(DwJobConnectionDetails.class);
		DwJobConnectionDetails datlake = (DwJobConnectionDetails) details.get(DwJobConnectionDetails.class);
		assertThat(datlake.getUrl()).isEqualTo(URI.create("http://docker.example.com:32768"));
		assertThat(datlake.getApiKey()).isEqualTo("hush");
		assertThat(datlake.getSslBundle()).isNull();
	}

	@Test
	void otherImagesAreLeftToOthers() throws Exception {
		assertThat(RunningServiceDouble.of("postgres:18", Map.of(5432, 1), Map.of()).connectionDetails()).isEmpty();
	}

}
