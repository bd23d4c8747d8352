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

package io.datawarehouse.embedded.fila;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/**
 * A real server, run from its binary on a free port with its files in the folder of the
 * test.
 */
final class FilaServerBinary implements FilaServer {

	private final Process process;

	private final String address;

	private FilaServerBinary(Process process, String address) {
		this.process = process;
		this.address = address;
	}

	static FilaServerBinary start(Path binary, Settings settings) throws Exception {
		int port = freePort();
		Path folder = Files.createDirectories(settings.folder());
		Files.writeString(folder.resolve("fila.toml"), config(port, folder, settings));
		ProcessBuilder builder = new ProcessBuilder(binary.toAbsolutePath().toString()).directory(folder.toFile())
			.redirectErrorStream(true)
			// A file takes all that it prints, so it never waits for a reader.
			.redirectOutput(folder.resolve("server.log").toFile());
		builder.environment().put("FILA_DATA_DIR", folder.resolve("data").toString());
		FilaServerBinary server = new FilaServerBinary(builder.start(), "127.0.0.1:" + port);
		try {
			await().atMost(Duration.ofSeconds(20))
				.failFast("The server ended", () -> !server.process.isAlive())
				.until(() -> isListening(port));
			return server;
		}
		catch (RuntimeException ex) {
			server.close();
			throw new IllegalStateException(
					"The server did not start: " + Files.readString(folder.resolve("server.log")), ex);
		}
	}

	/**
	 * The settings of TLS are spelled differently by different versions: each ignores
	 * what it does not know.
	 */
	private static String config(int port, Path folder, Settings settings) throws Exception {
		StringBuilder config = new StringBuilder("[server]\nlisten_addr = \"127.0.0.1:" + port + "\"\n");
		if (settings.quantum() != null) {
			config.append("[scheduler]\nquantum = ").append(settings.quantum()).append('\n');
		}
		if (settings.superadminKey() != null) {
			config.append("[auth]\nbootstrap_apikey = \"").append(settings.superadminKey()).append("\"\n");
		}
		TestCertificates certificates = settings.certificates();
		if (certificates != null) {
			Path chain = Files.writeString(folder.resolve("server.pem"), certificates.chain("server"));
			Path key = Files.writeString(folder.resolve("server-key.pem"), certificates.key("server"));
			config.append("[tls]\n");
			append(config, chain, "cert_file", "server_cert");
			append(config, key, "key_file", "server_key");
			if (settings.mutual()) {
				Path ca = Files.writeString(folder.resolve("ca.pem"), certificates.certificate("ca"));
				append(config, ca, "ca_file", "ca_cert");
			}
		}
		return config.toString();
	}

	private static void append(StringBuilder config, Path file, String... names) {
		for (String name : names) {
			config.append(name).append(" = \"").append(file.toAbsolutePath()).append("\"\n");
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static boolean isListening(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	@Override
	public String address() {
		return this.address;
	}

	@Override
	public void kill() throws InterruptedException {
		this.process.destroyForcibly();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The server cannot be killed");
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
