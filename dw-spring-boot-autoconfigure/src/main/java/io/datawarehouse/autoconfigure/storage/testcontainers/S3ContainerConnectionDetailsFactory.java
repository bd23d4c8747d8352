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
package io.datawarehouse.autoconfigure.storage.testcontainers;

import java.net.URI;
import java.util.Map;
import java.util.OptionalInt;

import io.datawarehouse.autoconfigure.docker.ContainerVariables;
import io.datawarehouse.autoconfigure.docker.S3Image;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.util.ClassUtils;

/**
 * {@link ContainerConnectionDetailsFactory} to create {@link DwStorageConnectionDetails}
 * from a {@link ServiceConnection @ServiceConnection}-annotated container of an
 * S3-compatible object store. There is one for each {@link S3Image}, for the connection
 * does not tell later which name it was accepted by.
 */
abstract class S3ContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, DwStorageConnectionDetails> {

	private final S3Image image;

	S3ContainerConnectionDetailsFactory(S3Image image) {
		super(image.getNames());
		this.image = image;
	}

	@Override
	protected boolean sourceAccepts(ContainerConnectionSource<Container<?>> source, Class<?> requiredContainerType,
			Class<?> requiredConnectionDetailsType) {
		if (super.sourceAccepts(source, requiredContainerType, requiredConnectionDetailsType)) {
			return true;
		}
		ClassLoader classLoader = getClass().getClassLoader();
		return this.image.getContainerTypes()
			.stream()
			.filter((type) -> ClassUtils.isPresent(type, classLoader))
			.map((type) -> ClassUtils.resolveClassName(type, classLoader))
			.anyMatch((type) -> source.accepts(ANY_CONNECTION_NAME, type, requiredConnectionDetailsType));
	}

	@Override
	protected DwStorageConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new S3ContainerConnectionDetails(source, this.image);
	}

	/**
	 * {@link DwStorageConnectionDetails} backed by a {@link ContainerConnectionSource}.
	 */
	private static final class S3ContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements DwStorageConnectionDetails {

		private final S3Image image;

		private S3ContainerConnectionDetails(ContainerConnectionSource<Container<?>> source, S3Image image) {
			super(source);
			this.image = image;
		}

		@Override
		public URI getEndpoint() {
			Container<?> container = getContainer();
			boolean secure = getSslBundle() != null;
			OptionalInt port = this.image.getPort(container.getEnvMap(), secure);
			int inside = port.isPresent() ? port.getAsInt()
					: ContainerVariables.onlyPort(container.getExposedPorts(), "DW_STORAGE_PORT");
			return S3Image.endpoint(container.getHost(), container.getMappedPort(inside), secure);
		}

		@Override
		public Credentials getCredentials() {
			return this.image.getCredentials(variables());
		}

		@Override
		public @Nullable String getRegion() {
			return this.image.getRegion(variables());
		}

		private Map<String, String> variables() {
			return getContainer().getEnvMap();
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

	/**
	 * For {@link S3Image#MINIO}.
	 */
	static class Minio extends S3ContainerConnectionDetailsFactory {

		Minio() {
			super(S3Image.MINIO);
		}

	}

	/**
	 * For {@link S3Image#BITNAMI_MINIO}.
	 */
	static class BitnamiMinio extends S3ContainerConnectionDetailsFactory {

		BitnamiMinio() {
			super(S3Image.BITNAMI_MINIO);
		}

	}

	/**
	 * For {@link S3Image#CEPH}.
	 */
	static class Ceph extends S3ContainerConnectionDetailsFactory {

		Ceph() {
			super(S3Image.CEPH);
		}

	}

	/**
	 * For {@link S3Image#LOCALSTACK}.
	 */
	static class LocalStack extends S3ContainerConnectionDetailsFactory {

		LocalStack() {
			super(S3Image.LOCALSTACK);
		}

	}

	/**
	 * For {@link S3Image#S3MOCK}.
	 */
	static class S3Mock extends S3ContainerConnectionDetailsFactory {

		S3Mock() {
			super(S3Image.S3MOCK);
		}

	}

	/**
	 * For {@link S3Image#SEAWEEDFS}.
	 */
	static class SeaweedFs extends S3ContainerConnectionDetailsFactory {

		SeaweedFs() {
			super(S3Image.SEAWEEDFS);
		}

	}

	/**
	 * For {@link S3Image#GARAGE}.
	 */
	static class Garage extends S3ContainerConnectionDetailsFactory {

		Garage() {
			super(S3Image.GARAGE);
		}

	}

	/**
	 * For {@link S3Image#RUSTFS}.
	 */
	static class RustFs extends S3ContainerConnectionDetailsFactory {

		RustFs() {
			super(S3Image.RUSTFS);
		}

	}

	/**
	 * For {@link S3Image#OTHER}.
	 */
	static class Other extends S3ContainerConnectionDetailsFactory {

		Other() {
			super(S3Image.OTHER);
		}

	}

}
