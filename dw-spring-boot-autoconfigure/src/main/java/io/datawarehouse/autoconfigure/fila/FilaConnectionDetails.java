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

package io.datawarehouse.autoconfigure.fila;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Details required to connect to a Fila broker.
 *
 * @since 1.0.0
 */
public interface FilaConnectionDetails extends ConnectionDetails {

	/**
	 * Addresses of the broker's nodes, each as {@code host:port}, {@code [ipv6]:port} or
	 * a gRPC target such as {@code dns:///host:port}.
	 * @return the addresses, at least one
	 */
	List<String> getAddresses();

	/**
	 * Key sent with each call.
	 * @return the API key, or {@code null} to send none
	 */
	default @Nullable String getApiKey() {
		return null;
	}

	/**
	 * SSL bundle to connect with.
	 * @return the bundle, or {@code null} to connect without TLS
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
