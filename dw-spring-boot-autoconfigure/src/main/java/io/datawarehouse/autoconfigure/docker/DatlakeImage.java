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
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/**
 * Images of a Datlake catalog. There is no public one, so that any image is taken under
 * one of the names. It listens on the only port of its container unless
 * {@code DW_JOBS_PORT} says otherwise.
 *
 * @since 1.0.0
 */
public final class DatlakeImage {

	/**
	 * Names of the image, and other names that a connection to it may have.
	 */
	public static final List<String> NAMES = List.of("datlake", "datlake/catalog", "datlake/datlake",
			"datlake-catalog");

	/**
	 * Variable that tells which port is the catalog's.
	 */
	public static final String PORT_VARIABLE = "DW_JOBS_PORT";

	private static final List<String> API_KEYS = List.of("DW_JOBS_API_KEY", "DATLAKE_API_KEY");

	private DatlakeImage() {
	}

	/**
	 * The port inside of the container.
	 * @param variables the environment variables of the container
	 * @return the port, or nothing if it is the only one of the container
	 * @throws IllegalStateException if the variable does not name a port
	 */
	public static OptionalInt port(Map<String, ? extends @Nullable String> variables) {
		return ContainerVariables.of(variables).port(List.of(PORT_VARIABLE));
	}

	/**
	 * The key that the catalog asks for.
	 * @param variables the environment variables of the container
	 * @return the key, or {@code null} if the catalog lets everyone in
	 */
	public static @Nullable String apiKey(Map<String, ? extends @Nullable String> variables) {
		return ContainerVariables.of(variables).first(API_KEYS);
	}

	/**
	 * Address of the catalog.
	 * @param host the host of the container
	 * @param mappedPort the port outside of the container
	 * @param secure whether to connect over TLS
	 * @return the URL
	 */
	public static URI url(String host, int mappedPort, boolean secure) {
		return S3Image.endpoint(host, mappedPort, secure);
	}

}
