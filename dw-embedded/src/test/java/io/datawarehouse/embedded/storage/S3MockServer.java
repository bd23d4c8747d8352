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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * S3Mock in a process of its own: it knows tags and versions, which the embedded server
 * does not, but checks no signatures.
 */
final class S3MockServer implements AutoCloseable {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on ports .* (\\d+) \\(http\\)");

	private final Process process;

	private final URI endpoint;

	private S3MockServer(Process process, URI endpoint) {
		this.process = process;
		this.endpoint = endpoint;
	}

	static S3MockServer start() {
		// Put there by the build, before the integration tests.
		Path jar = Path.of(System.getProperty("s3mock.jar", "target/s3mock-exec.jar"));
		if (!Files.isRegularFile(jar)) {
			throw new IllegalStateException("'" + jar + "' is missing: run the build to pre-integration-test first");
		}
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		List<String> command = List.of(java, "-Xmx256m", "-Dhttp.port=0", "-jar", jar.toString(), "--server.port=0");
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			return new S3MockServer(process, awaitEndpoint(process));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static URI awaitEndpoint(Process process) {
		CompletableFuture<URI> endpoint = new CompletableFuture<>();
		Thread reader = new Thread(() -> read(process, endpoint), "s3mock-output");
		reader.setDaemon(true);
		reader.start();
		try {
			return endpoint.get(120, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			process.destroyForcibly();
			throw new IllegalStateException("S3Mock did not start", ex);
		}
	}

	private static void read(Process process, CompletableFuture<URI> endpoint) {
		StringBuilder log = new StringBuilder();
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				Matcher started = STARTED.matcher(line);
				if (started.find()) {
					endpoint.complete(URI.create("http://127.0.0.1:" + started.group(1)));
				}
				if (!endpoint.isDone()) {
					log.append(line).append('\n');
				}
			}
		}
		catch (IOException ex) {
			// The process has ended.
		}
		endpoint.completeExceptionally(new IllegalStateException(log.toString()));
	}

	URI endpoint() {
		return this.endpoint;
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.process.destroyForcibly();
		}
	}

}
