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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for the binary of a real server: reads {@code fila.toml} in its folder and
 * {@code FILA_DATA_DIR}, and talks a lot.
 */
final class FakeFilaServer {

	/**
	 * More than the buffer of a pipe holds.
	 */
	static final int LINES = 20_000;

	private FakeFilaServer() {
	}

	/**
	 * Run until it is killed.
	 * @param args none
	 * @throws Exception when it cannot start
	 */
	public static void main(String[] args) throws Exception {
		String config = Files.readString(Path.of("fila.toml"));
		String address = value(config, "listen_addr");
		EmbeddedFilaBroker.Builder builder = EmbeddedFilaBroker.builder()
			.dataDir(Path.of(System.getenv("FILA_DATA_DIR")))
			.port(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)))
			.superadminKey(value(config, "bootstrap_apikey"));
		String certificate = value(config, "cert_file");
		if (certificate != null) {
			builder.tls(Files.readString(Path.of(certificate)), Files.readString(Path.of(value(config, "key_file"))));
		}
		for (int i = 0; i < LINES; i++) {
			System.out.println("line " + i + " of a server that logs all that it does, to its standard output");
		}
		try (EmbeddedFilaBroker broker = builder.start()) {
			System.out.println("listening on " + broker.address());
			Thread.currentThread().join();
		}
	}

	private static @Nullable String value(String config, String key) {
		Matcher matcher = Pattern.compile("(?m)^" + key + " = \"(.*)\"$").matcher(config);
		return matcher.find() ? matcher.group(1) : null;
	}

	/**
	 * Make a program that starts this class.
	 */
	static Path binary(Path folder) throws IOException {
		Path binary = Files.writeString(folder.resolve("fila-server"),
				"#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -Xmx256m -cp '"
						+ System.getProperty("java.class.path") + "' " + FakeFilaServer.class.getName() + "\n");
		if (!binary.toFile().setExecutable(true)) {
			throw new IOException("Cannot make " + binary + " executable");
		}
		return binary;
	}

}
