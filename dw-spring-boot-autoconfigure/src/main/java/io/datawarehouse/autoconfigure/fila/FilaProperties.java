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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.autoconfigure.DwSslProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the Fila clients.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("dw.fila")
public class FilaProperties {

	/**
	 * Whether to configure the Fila clients.
	 */
	private boolean enabled = true;

	/**
	 * Addresses of the broker's nodes, each as host:port, [ipv6]:port or a gRPC target
	 * such as dns:///host:port.
	 */
	private List<String> addresses = new ArrayList<>();

	/**
	 * API key sent with each call.
	 */
	private @Nullable String apiKey;

	/**
	 * Time within which the broker has to answer a call.
	 */
	private Duration deadline = Duration.ofSeconds(10);

	/**
	 * Time without traffic after which the connection is checked.
	 */
	private Duration keepAlive = Duration.ofSeconds(30);

	/**
	 * Largest message that is taken from the broker.
	 */
	private DataSize maxInboundMessageSize = DataSize.ofMegabytes(16);

	/**
	 * How many messages a consumer asks for ahead of the ones being handled.
	 */
	private int prefetch = 1;

	@NestedConfigurationProperty
	private final DwSslProperties ssl = new DwSslProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getAddresses() {
		return this.addresses;
	}

	public void setAddresses(List<String> addresses) {
		this.addresses = addresses;
	}

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public Duration getDeadline() {
		return this.deadline;
	}

	public void setDeadline(Duration deadline) {
		this.deadline = deadline;
	}

	public Duration getKeepAlive() {
		return this.keepAlive;
	}

	public void setKeepAlive(Duration keepAlive) {
		this.keepAlive = keepAlive;
	}

	public DataSize getMaxInboundMessageSize() {
		return this.maxInboundMessageSize;
	}

	public void setMaxInboundMessageSize(DataSize maxInboundMessageSize) {
		this.maxInboundMessageSize = maxInboundMessageSize;
	}

	public int getPrefetch() {
		return this.prefetch;
	}

	public void setPrefetch(int prefetch) {
		this.prefetch = prefetch;
	}

	public DwSslProperties getSsl() {
		return this.ssl;
	}

}
