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
package io.datawarehouse.autoconfigure.storage.docker.compose;

import java.net.URI;
import java.util.OptionalInt;

import io.datawarehouse.autoconfigure.docker.ContainerVariables;
import io.datawarehouse.autoconfigure.docker.S3Image;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * {@link DockerComposeConnectionDetailsFactory} to create
 * {@link DwStorageConnectionDetails} for a service of an S3-compatible object store.
 * There is one for each {@link S3Image}.
 */
abstract class S3DockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<DwStorageConnectionDetails> {

	private final S3Image image;

	S3DockerComposeConnectionDetailsFactory(S3Image image) {
		super(image.getNames().toArray(String[]::new));
		this.image = image;
	}

	@Override
	protected DwStorageConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new S3DockerComposeConnectionDetails(source.getRunningService(), this.image);
	}

	/**
	 * {@link DwStorageConnectionDetails} backed by a {@link RunningService}.
	 */
	private static final class S3DockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements DwStorageConnectionDetails {

		private final URI endpoint;

		private final Credentials credentials;

		private final @Nullable String region;

		private final @Nullable SslBundle sslBundle;

		private S3DockerComposeConnectionDetails(RunningService service, S3Image image) {
			super(service);
			this.sslBundle = getSslBundle(service);
			this.endpoint = endpoint(service, image, this.sslBundle != null);
			this.credentials = image.getCredentials(service.env());
			this.region = image.getRegion(service.env());
		}

		private static URI endpoint(RunningService service, S3Image image, boolean secure) {
			OptionalInt inside = image.getPort(service.env(), secure);
			int port = inside.isPresent() ? service.ports().get(inside.getAsInt())
					: ContainerVariables.onlyPort(service.ports().getAll("tcp"), "DW_STORAGE_PORT");
			return S3Image.endpoint(service.host(), port, secure);
		}

		@Override
		public URI getEndpoint() {
			return this.endpoint;
		}

		@Override
		public Credentials getCredentials() {
			return this.credentials;
		}

		@Override
		public @Nullable String getRegion() {
			return this.region;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

	/**
	 * For {@link S3Image#MINIO}.
	 */
	static class Minio extends S3DockerComposeConnectionDetailsFactory {

		Minio() {
			super(S3Image.MINIO);
		}

	}

	/**
	 * For {@link S3Image#BITNAMI_MINIO}.
	 */
	static class BitnamiMinio extends S3DockerComposeConnectionDetailsFactory {

		BitnamiMinio() {
			super(S3Image.BITNAMI_MINIO);
		}

	}

	/**
	 * For {@link S3Image#CEPH}.
	 */
	static class Ceph extends S3DockerComposeConnectionDetailsFactory {

		Ceph() {
			super(S3Image.CEPH);
		}

	}

	/**
	 * For {@link S3Image#LOCALSTACK}.
	 */
	static class LocalStack extends S3DockerComposeConnectionDetailsFactory {

		LocalStack() {
			super(S3Image.LOCALSTACK);
		}

	}

	/**
	 * For {@link S3Image#S3MOCK}.
	 */
	static class S3Mock extends S3DockerComposeConnectionDetailsFactory {

		S3Mock() {
			super(S3Image.S3MOCK);
		}

	}

	/**
	 * For {@link S3Image#SEAWEEDFS}.
	 */
	static class SeaweedFs extends S3DockerComposeConnectionDetailsFactory {

		SeaweedFs() {
			super(S3Image.SEAWEEDFS);
		}

	}

	/**
	 * For {@link S3Image#GARAGE}.
	 */
	static class Garage extends S3DockerComposeConnectionDetailsFactory {

		Garage() {
			super(S3Image.GARAGE);
		}

	}

	/**
	 * For {@link S3Image#RUSTFS}.
	 */
	static class RustFs extends S3DockerComposeConnectionDetailsFactory {

		RustFs() {
			super(S3Image.RUSTFS);
		}

	}

	/**
	 * For {@link S3Image#OTHER}.
	 */
	static class Other extends S3DockerComposeConnectionDetailsFactory {

		Other() {
			super(S3Image.OTHER);
		}

	}

}
