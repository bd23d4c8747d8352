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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A real S3 server on the loopback interface, which checks signatures (AWS SigV4) and
 * keeps its objects in a folder, where they outlive it, or in memory.
 *
 * <pre class="code">
 * try (EmbeddedS3Server server = EmbeddedS3Server.builder().dataDir(folder).start()) {
 *     // server.endpoint(), server.accessKey(), server.secretKey()
 * }
 * </pre>
 *
 * @since 1.0.0
 */
public final class EmbeddedS3Server implements AutoCloseable {

	private static final String HOST = "127.0.0.1";

	private final @Nullable Path dataDir;

	private final int requestedPort;

	private final String accessKey;

	private final String secretKey;

	private @Nullable S3Proxy proxy;

	private int port;

	EmbeddedS3Server(@Nullable Path dataDir, int port, String accessKey, String secretKey) {
		this.dataDir = dataDir;
		this.requestedPort = port;
		this.accessKey = accessKey;
		this.secretKey = secretKey;
	}

	/**
	 * Begin to build a server.
	 * @return a new builder
	 */
	public static EmbeddedS3ServerBuilder builder() {
		return new EmbeddedS3ServerBuilder();
	}

	/**
	 * Start the server. Does nothing if it runs.
	 * @return this server
	 * @throws IllegalStateException if the server cannot start, for example because the
	 * port is in use
	 */
	public synchronized EmbeddedS3Server start() {
		if (this.proxy != null) {
			return this;
		}
		S3Proxy starting = create();
		try {
			starting.start();
		}
		catch (Exception ex) {
			IllegalStateException failure = new IllegalStateException("The embedded S3 server cannot listen on " + HOST
					+ ":" + this.requestedPort + ": " + ex.getMessage() + ". Choose another port, or 0 for a free one.",
					ex);
			stop(starting, failure);
			throw failure;
		}
		this.proxy = starting;
		this.port = starting.getPort();
		return this;
	}

	private S3Proxy create() {
		BlobStore store = (this.dataDir != null) ? new FilesystemNio2BlobStore(createDirectory(this.dataDir).toString())
				: new TransientNio2BlobStore();
		return S3Proxy.builder()
			.blobStore(store)
			.endpoint(URI.create("http://" + HOST + ":" + this.requestedPort))
			.awsAuthentication(AuthenticationType.AWS_V4, this.accessKey, this.secretKey)
			// Clients send headers of newer features, which would be refused otherwise.
			.ignoreUnknownHeaders(true)
			.build();
	}

	private static Path createDirectory(Path directory) {
		try {
			return Files.createDirectories(directory).toAbsolutePath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The data folder '" + directory + "' cannot be created", ex);
		}
	}

	/**
	 * Whether the server runs.
	 * @return {@code true} between start and close
	 */
	public synchronized boolean isRunning() {
		return this.proxy != null;
	}

	/**
	 * Where the server listens.
	 * @return an {@code http} URI with the real port
	 * @throws IllegalStateException if the server does not run
	 */
	public synchronized URI endpoint() {
		Assert.state(this.proxy != null, "The embedded S3 server is not running");
		return URI.create("http://" + HOST + ":" + this.port);
	}

	/**
	 * The access key that the server knows.
	 * @return the access key
	 */
	public String accessKey() {
		return this.accessKey;
	}

	/**
	 * The secret key of the access key.
	 * @return the secret key
	 */
	public String secretKey() {
		return this.secretKey;
	}

	/**
	 * The folder with the objects: one folder per bucket.
	 * @return the folder, or {@code null} if the objects are in memory
	 */
	public @Nullable Path dataDir() {
		return this.dataDir;
	}

	/**
	 * Stop the server. Does nothing if it does not run.
	 */
	@Override
	public synchronized void close() {
		S3Proxy stopping = this.proxy;
		this.proxy = null;
		if (stopping != null) {
			IllegalStateException failure = new IllegalStateException("The embedded S3 server did not stop cleanly");
			stop(stopping, failure);
			if (failure.getSuppressed().length > 0) {
				throw failure;
			}
		}
	}

	private static void stop(S3Proxy stopping, IllegalStateException failure) {
		try {
			stopping.stop();
		}
		catch (Exception ex) {
			failure.addSuppressed(ex);
		}
	}

	@Override
	public synchronized String toString() {
		String where = (this.dataDir != null) ? this.dataDir.toString() : "memory";
		return (this.proxy != null) ? "EmbeddedS3Server at " + endpoint() + ", data in " + where
				: "EmbeddedS3Server (not running), data in " + where;
	}

}
