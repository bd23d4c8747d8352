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

package io.datawarehouse.embedded.storage;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

import io.datawarehouse.storage.StorageDialect;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Every operation against MinIO in a container, where there is Docker.
 */
@EnabledIf(value = "isDockerAvailable", disabledReason = "There is no Docker to run MinIO in")
class ContainerStorageOperationsIT extends StorageOperationsIT {

	// MinIO's images are not on Docker Hub any more.
	private static final DockerImageName IMAGE = DockerImageName
		.parse("quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z")
		.asCompatibleSubstituteFor("minio/minio");

	static boolean isDockerAvailable() {
		return DockerClientFactory.instance().isDockerAvailable();
	}

	@Override
	ContractServer start(Path dataDir) {
		MinIOContainer container = new MinIOContainer(IMAGE);
		container.start();
		return new ContractServer("MinIO in a container", URI.create(container.getS3URL()), container.getUserName(),
				container.getPassword(), StorageDialect.S3, Map.of(), container::stop);
	}

}
