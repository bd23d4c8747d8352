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

import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Builds an {@link EmbeddedS3Server}. Unless told otherwise it keeps its objects in
 * memory, listens on a free port and has the well-known keys {@value #DEFAULT_ACCESS_KEY}
 * and {@value #DEFAULT_SECRET_KEY}, which protect nothing.
 *
 * @since 1.0.0
 */
public final class EmbeddedS3ServerBuilder {

	static final String DEFAULT_ACCESS_KEY = "datawarehouse";

	static final String DEFAULT_SECRET_KEY = "datawarehouse-secret";

	private static final int MAX_PORT = 65535;

	private @Nullable Path dataDir;

	private int port;

	private String accessKey = DEFAULT_ACCESS_KEY;

	private String secretKey = DEFAULT_SECRET_KEY;

	EmbeddedS3ServerBuilder() {
	}

	/**
	 * Keep the objects in a folder, which is created when the server starts.
	 * @param dataDir the folder
	 * @return this builder
	 */
	public EmbeddedS3ServerBuilder dataDir(Path dataDir) {
		Assert.isTrue(!Files.exists(dataDir) || Files.isDirectory(dataDir),
				() -> "dataDir '" + dataDir + "' is not a folder");
		this.dataDir = dataDir;
		return this;
	}

	/**
	 * Keep the objects in memory, until the server is closed.
	 * @return this builder
	 */
	public EmbeddedS3ServerBuilder transientStore() {
		this.dataDir = null;
		return this;
	}

	/**
	 * Listen on a port.
	 * @param port the port, 0 for a free one
	 * @return this builder
	 */
	public EmbeddedS3ServerBuilder port(int port) {
		Assert.isTrue(port >= 0 && port <= MAX_PORT, () -> "port must be from 0 to " + MAX_PORT + ", was " + port);
		this.port = port;
		return this;
	}

	/**
	 * Set the access key that the server knows.
	 * @param accessKey the access key
	 * @return this builder
	 */
	public EmbeddedS3ServerBuilder accessKey(String accessKey) {
		Assert.hasText(accessKey, "access key must not be empty");
		this.accessKey = accessKey;
		return this;
	}

	/**
	 * Set the secret key of the access key.
	 * @param secretKey the secret key
	 * @return this builder
	 */
	public EmbeddedS3ServerBuilder secretKey(String secretKey) {
		Assert.hasText(secretKey, "secret key must not be empty");
		this.secretKey = secretKey;
		return this;
	}

	/**
	 * Create the server without starting it.
	 * @return a new server
	 */
	public EmbeddedS3Server build() {
		return new EmbeddedS3Server(this.dataDir, this.port, this.accessKey, this.secretKey);
	}

	/**
	 * Create the server and start it.
	 * @return a new server that runs
	 * @throws IllegalStateException if the server cannot start
	 */
	public EmbeddedS3Server start() {
		return build().start();
	}

}
