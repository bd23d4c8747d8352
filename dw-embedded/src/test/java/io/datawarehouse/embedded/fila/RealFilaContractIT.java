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

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The contract with a real server: the binary that {@code FILA_SERVER_BIN} names, the
 * server that runs at {@code FILA_ADDRESS} (with {@code FILA_API_KEY}, if it asks for
 * one), or else the image {@code FILA_IMAGE} in Docker. Skipped where there is none, and
 * scenarios that need a server with settings of their own are skipped without the binary.
 */
class RealFilaContractIT extends FilaContract {

	private static final String IMAGE = "ghcr.io/faiscadev/fila:latest";

	private static final int PORT = 5555;

	@Override
	FilaServer start(FilaServer.Settings settings) throws Exception {
		String binary = System.getenv("FILA_SERVER_BIN");
		if (binary != null) {
			return FilaServerBinary.start(Path.of(binary), settings);
		}
		String address = System.getenv("FILA_ADDRESS");
		Assumptions.assumeTrue(address != null || DockerClientFactory.instance().isDockerAvailable(),
				"No real Fila server: set FILA_SERVER_BIN or FILA_ADDRESS, or start Docker");
		Assumptions.assumeTrue(settings.isPlain(), "This scenario sets its server, which needs FILA_SERVER_BIN");
		return (address != null) ? new Remote(address, System.getenv("FILA_API_KEY")) : Container.run();
	}

	private record Remote(String address, @Nullable String apiKey) implements FilaServer {

		@Override
		public void kill() {
			throw new UnsupportedOperationException("The server belongs to others");
		}

		@Override
		public void close() {
			// It runs on.
		}

	}

	private record Container(GenericContainer<?> container) implements FilaServer {

		static Container run() {
			String image = System.getenv().getOrDefault("FILA_IMAGE", IMAGE);
			GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(PORT);
			container.start();
			return new Container(container);
		}

		@Override
		public String address() {
			return this.container.getHost() + ":" + this.container.getMappedPort(PORT);
		}

		@Override
		public void kill() {
			throw new UnsupportedOperationException("A container's data does not outlive it");
		}

		@Override
		public void close() {
			this.container.stop();
		}

	}

}
