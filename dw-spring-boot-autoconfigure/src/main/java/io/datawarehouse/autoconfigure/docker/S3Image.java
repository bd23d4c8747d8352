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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Images of S3-compatible object stores: the names that they have, where they listen, and
 * which environment variables tell their keys. The variables {@code DW_STORAGE_PORT},
 * {@code DW_STORAGE_ACCESS_KEY}, {@code DW_STORAGE_SECRET_KEY} and
 * {@code DW_STORAGE_REGION} of a container win over all others.
 *
 * @since 1.0.0
 */
public enum S3Image {

	/**
	 * MinIO and its builds by others.
	 */
	MINIO(names("minio/minio", "minio", "chainguard/minio", "pgsty/minio").port(9000)
		.keys("MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD")
		.keys("MINIO_ACCESS_KEY", "MINIO_SECRET_KEY")
		.region("MINIO_SITE_REGION", "MINIO_REGION")
		.unlessSet("minioadmin", "minioadmin")
		.container("org.testcontainers.containers.MinIOContainer", "org.testcontainers.minio.MinIOContainer")),

	/**
	 * MinIO as Bitnami builds it.
	 */
	BITNAMI_MINIO(names("bitnami/minio", "bitnamilegacy/minio").port(9000)
		.portVariable("MINIO_API_PORT_NUMBER")
		.keys("MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD")
		.unlessSet("minio", "miniosecret")),

	/**
	 * The object gateway of a Ceph cluster in one container. It makes up its keys unless
	 * they are set.
	 */
	CEPH(names("ceph/demo", "ceph/daemon", "ceph").port(8080)
		.portVariable("RGW_FRONTEND_PORT")
		.keys("CEPH_DEMO_ACCESS_KEY", "CEPH_DEMO_SECRET_KEY")),

	/**
	 * LocalStack.
	 */
	LOCALSTACK(names("localstack/localstack", "localstack/localstack-pro", "localstack").port(4566)
		.keys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
		.region("AWS_DEFAULT_REGION", "DEFAULT_REGION")
		.unlessSet("test", "test")
		.container("org.testcontainers.localstack.LocalStackContainer",
				"org.testcontainers.containers.localstack.LocalStackContainer")),

	/**
	 * S3Mock of Adobe, which takes any keys.
	 */
	S3MOCK(names("adobe/s3mock", "s3mock").port(9090)
		.securePort(9191)
		.unlessSet("s3mock", "s3mock")
		.container("com.adobe.testing.s3mock.testcontainers.S3MockContainer")),

	/**
	 * SeaweedFS, which takes any keys unless it has some.
	 */
	SEAWEEDFS(names("chrislusf/seaweedfs", "seaweedfs").port(8333)
		.keys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
		.unlessSet("seaweedfs", "seaweedfs")),

	/**
	 * Garage, started with {@code server --single-node --default-bucket}.
	 */
	GARAGE(names("dxflrs/garage", "garage").port(3900)
		.keys("GARAGE_DEFAULT_ACCESS_KEY", "GARAGE_DEFAULT_SECRET_KEY")
		.region("GARAGE_S3_REGION")
		.defaultRegion("garage")),

	/**
	 * RustFS.
	 */
	RUSTFS(names("rustfs/rustfs", "rustfs").port(9000)
		.keys("RUSTFS_ACCESS_KEY", "RUSTFS_SECRET_KEY")
		.unlessSet("rustfsadmin", "rustfsadmin")),

	/**
	 * Any other store under the connection name {@code s3}. It listens on the only port
	 * of its container unless {@code DW_STORAGE_PORT} says otherwise.
	 */
	OTHER(names("s3").keys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY").region("AWS_REGION", "AWS_DEFAULT_REGION"));

	private final Facts facts;

	S3Image(Facts facts) {
		this.facts = facts;
	}

	/**
	 * Names of the image, and other names that a connection to it may have.
	 * @return the names, without a registry
	 */
	public List<String> getNames() {
		return List.copyOf(this.facts.names);
	}

	/**
	 * Names of the classes by which Testcontainers knows the image.
	 * @return the names of the classes, which need not be on the class path
	 */
	public List<String> getContainerTypes() {
		return List.copyOf(this.facts.containerTypes);
	}

	/**
	 * The port inside of the container.
	 * @param variables the environment variables of the container
	 * @param secure whether to connect over TLS
	 * @return the port, or nothing if it is the only one of the container
	 * @throws IllegalStateException if a variable does not name a port
	 */
	public OptionalInt getPort(Map<String, ? extends @Nullable String> variables, boolean secure) {
		OptionalInt port = ContainerVariables.of(variables).port(this.facts.portVariables);
		if (port.isPresent() || this.facts.port == 0) {
			return port;
		}
		return OptionalInt.of((secure && this.facts.securePort > 0) ? this.facts.securePort : this.facts.port);
	}

	/**
	 * The keys of the store.
	 * @param variables the environment variables of the container
	 * @return the keys
	 * @throws IllegalStateException if they cannot be known
	 */
	public Credentials getCredentials(Map<String, ? extends @Nullable String> variables) {
		ContainerVariables reader = ContainerVariables.of(variables);
		String accessKey = reader.first(this.facts.accessKeys);
		String secretKey = reader.first(this.facts.secretKeys);
		accessKey = (accessKey != null) ? accessKey : this.facts.defaultAccessKey;
		secretKey = (secretKey != null) ? secretKey : this.facts.defaultSecretKey;
		if (accessKey == null || secretKey == null) {
			throw new IllegalStateException("The keys of the container " + this.facts.names.get(0)
					+ " are not known: set " + String.join(" or ", this.facts.accessKeys) + ", and "
					+ String.join(" or ", this.facts.secretKeys) + ", in its environment");
		}
		return Credentials.of(accessKey, secretKey);
	}

	/**
	 * The region to sign for.
	 * @param variables the environment variables of the container
	 * @return the region, or {@code null} if the store does not care
	 */
	public @Nullable String getRegion(Map<String, ? extends @Nullable String> variables) {
		String region = ContainerVariables.of(variables).first(this.facts.regions);
		return (region != null) ? region : this.facts.defaultRegion;
	}

	/**
	 * Address of the store.
	 * @param host the host of the container
	 * @param mappedPort the port outside of the container
	 * @param secure whether to connect over TLS
	 * @return the endpoint
	 */
	public static URI endpoint(String host, int mappedPort, boolean secure) {
		String address = (host.indexOf(':') >= 0 && !host.startsWith("[")) ? "[" + host + "]" : host;
		return URI.create((secure ? "https://" : "http://") + address + ":" + mappedPort);
	}

	private static Facts names(String... names) {
		return new Facts(List.of(names));
	}

	/**
	 * What is known of an image.
	 */
	private static final class Facts {

		private final List<String> names;

		private int port;

		private int securePort;

		private final List<String> portVariables = new ArrayList<>(List.of("DW_STORAGE_PORT"));

		private final List<String> accessKeys = new ArrayList<>(List.of("DW_STORAGE_ACCESS_KEY"));

		private final List<String> secretKeys = new ArrayList<>(List.of("DW_STORAGE_SECRET_KEY"));

		private final List<String> regions = new ArrayList<>(List.of("DW_STORAGE_REGION"));

		private @Nullable String defaultAccessKey;

		private @Nullable String defaultSecretKey;

		private @Nullable String defaultRegion;

		private List<String> containerTypes = List.of();

		private Facts(List<String> names) {
			this.names = names;
		}

		private Facts port(int port) {
			this.port = port;
			return this;
		}

		private Facts securePort(int securePort) {
			this.securePort = securePort;
			return this;
		}

		private Facts portVariable(String name) {
			this.portVariables.add(name);
			return this;
		}

		private Facts keys(String accessKey, String secretKey) {
			this.accessKeys.add(accessKey);
			this.secretKeys.add(secretKey);
			return this;
		}

		private Facts unlessSet(String accessKey, String secretKey) {
			this.defaultAccessKey = accessKey;
			this.defaultSecretKey = secretKey;
			return this;
		}

		private Facts region(String... names) {
			this.regions.addAll(List.of(names));
			return this;
		}

		private Facts defaultRegion(String region) {
			this.defaultRegion = region;
			return this;
		}

		private Facts container(String... types) {
			this.containerTypes = List.of(types);
			return this;
		}

	}

}
