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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The image of the Fila broker. The variables {@code DW_FILA_PORT} and
 * {@code DW_FILA_API_KEY} of a container win over the server's own.
 *
 * @since 1.0.0
 */
public final class FilaImage {

	/**
	 * Names of the image, and other names that a connection to it may have.
	 */
	public static final List<String> NAMES = List.of("faiscadev/fila", "fila");

	private static final int PORT = 5555;

	private static final List<String> API_KEYS = List.of("DW_FILA_API_KEY", "FILA_BOOTSTRAP_APIKEY", "FILA_API_KEY");

	private FilaImage() {
	}

	/**
	 * The port inside of the container.
	 * @param variables the environment variables of the container
	 * @return the port
	 * @throws IllegalStateException if a variable does not name a port
	 */
	public static int port(Map<String, ? extends @Nullable String> variables) {
		return ContainerVariables.of(variables).port(List.of("DW_FILA_PORT")).orElse(PORT);
	}

	/**
	 * The key that may do all.
	 * @param variables the environment variables of the container
	 * @return the key, or {@code null} if the broker lets everyone in
	 */
	public static @Nullable String apiKey(Map<String, ? extends @Nullable String> variables) {
		return ContainerVariables.of(variables).first(API_KEYS);
	}

	/**
	 * Address of the broker.
	 * @param host the host of the container
	 * @param mappedPort the port outside of the container
	 * @return the address
	 */
	public static String address(String host, int mappedPort) {
		return ((host.indexOf(':') >= 0 && !host.startsWith("[")) ? "[" + host + "]" : host) + ":" + mappedPort;
	}

}
