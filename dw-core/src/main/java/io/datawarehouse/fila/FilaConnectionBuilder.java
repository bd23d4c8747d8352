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

package io.datawarehouse.fila;

import java.time.Duration;
import java.util.List;

import io.datawarehouse.observation.DwObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of the Fila clients have in common: how to reach the broker.
 *
 * @param <B> the type of the builder itself
 * @since 1.0.0
 */
public abstract class FilaConnectionBuilder<B extends FilaConnectionBuilder<B>> {

	/**
	 * Default inbound limit: a broker takes requests up to 4 MiB and may send them back a
	 * little larger.
	 */
	static final int DEFAULT_INBOUND = 16 * 1024 * 1024;

	/**
	 * The smallest window that HTTP/2 starts with. Messages in a larger one would hold
	 * leases that run while nobody has read them.
	 */
	static final int DEFAULT_WINDOW = 64 * 1024;

	List<String> addresses = List.of();

	@Nullable String apiKey;

	@Nullable FilaTls tls;

	Duration deadline = Duration.ofSeconds(10);

	Duration keepAlive = Duration.ofSeconds(30);

	Duration maxReconnectInterval = Duration.ofSeconds(1);

	int maxInboundMessageSize = DEFAULT_INBOUND;

	int flowControlWindow = DEFAULT_WINDOW;

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	@Nullable DwObservationConvention observationConvention;

	FilaConnectionBuilder() {
	}

	abstract B self();

	/**
	 * Take over all settings of another builder.
	 */
	B copyOf(FilaConnectionBuilder<?> other) {
		this.addresses = other.addresses;
		this.apiKey = other.apiKey;
		this.tls = other.tls;
		this.deadline = other.deadline;
		this.keepAlive = other.keepAlive;
		this.maxReconnectInterval = other.maxReconnectInterval;
		this.maxInboundMessageSize = other.maxInboundMessageSize;
		this.flowControlWindow = other.flowControlWindow;
		this.observationRegistry = other.observationRegistry;
		this.observationConvention = other.observationConvention;
		return self();
	}

	/**
	 * Set the address of the broker.
	 * @param address {@code host:port}, {@code [ipv6]:port} or {@code dns:///host:port}
	 * @return this builder
	 */
	public B address(String address) {
		return addresses(address);
	}

	/**
	 * Set the addresses of the nodes of the broker. The first that answers is used.
	 * @param addresses each as {@code host:port} or {@code [ipv6]:port}
	 * @return this builder
	 */
	public B addresses(String... addresses) {
		return addresses(List.of(addresses));
	}

	/**
	 * Set the addresses of the nodes of the broker. The first that answers is used.
	 * @param addresses each as {@code host:port} or {@code [ipv6]:port}
	 * @return this builder
	 */
	public B addresses(List<String> addresses) {
		FilaAddresses.parse(addresses);
		this.addresses = List.copyOf(addresses);
		return self();
	}

	/**
	 * Set the API key that is sent with each call. Without TLS it travels in the clear.
	 * @param apiKey the key, or {@code null} for none
	 * @return this builder
	 */
	public B apiKey(@Nullable String apiKey) {
		if (apiKey != null && (apiKey.isEmpty() || !apiKey.chars().allMatch((c) -> c > ' ' && c < 127))) {
			throw new IllegalArgumentException("The API key must be of visible ASCII characters and not empty, but the "
					+ apiKey.length() + " characters given are not");
		}
		this.apiKey = apiKey;
		return self();
	}

	/**
	 * Use TLS.
	 * @param tls whom to trust and who we are, or {@code null} for a plaintext connection
	 * @return this builder
	 */
	public B tls(@Nullable FilaTls tls) {
		this.tls = tls;
		return self();
	}

	/**
	 * Set how long a call may take, connecting included. A call that takes longer is
	 * cancelled. A subscription has no deadline.
	 * @param deadline the limit, by default 10 seconds
	 * @return this builder
	 */
	public B deadline(Duration deadline) {
		this.deadline = requirePositive(deadline, "deadline");
		return self();
	}

	/**
	 * Set after which silence of the broker a connection with calls in progress is
	 * checked by a ping.
	 * @param keepAlive the interval, by default 30 seconds. Less than 10 seconds count as
	 * 10
	 * @return this builder
	 */
	public B keepAlive(Duration keepAlive) {
		this.keepAlive = requirePositive(keepAlive, "keep-alive interval");
		return self();
	}

	/**
	 * Set how long the client pauses at the most before it tries again to connect to a
	 * broker that could not be reached. Calls fail at once meanwhile. The first pause is
	 * of 100 ms, each further one twice as long.
	 * @param maxReconnectInterval the longest pause, by default 1 second
	 * @return this builder
	 */
	public B maxReconnectInterval(Duration maxReconnectInterval) {
		this.maxReconnectInterval = requirePositive(maxReconnectInterval, "maximum reconnect interval");
		return self();
	}

	/**
	 * Set the largest message that is received.
	 * @param bytes the limit in bytes, by default 16 MiB
	 * @return this builder
	 */
	public B maxInboundMessageSize(int bytes) {
		this.maxInboundMessageSize = requireAtLeast(bytes, 1, "maximum inbound message size");
		return self();
	}

	/**
	 * Set how many bytes of a subscription the broker may send ahead of the reader. All
	 * messages in this window are leased already: a large one with small messages makes a
	 * slow reader collect expired leases.
	 * @param bytes the window in bytes, by default 64 KiB and at least 64 KiB
	 * @return this builder
	 */
	public B flowControlWindow(int bytes) {
		this.flowControlWindow = requireAtLeast(bytes, DEFAULT_WINDOW, "flow control window");
		return self();
	}

	/**
	 * Set who is told of the calls.
	 * @param observationRegistry the registry, by default none
	 * @return this builder
	 */
	public B observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return self();
	}

	/**
	 * Set how the observations are named.
	 * @param observationConvention the convention, or {@code null} for the default
	 * @return this builder
	 */
	public B observationConvention(@Nullable DwObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
		return self();
	}

	static int requireAtLeast(int value, int least, String what) {
		if (value < least) {
			throw new IllegalArgumentException("The " + what + " must be at least " + least + ", but was " + value);
		}
		return value;
	}

	static Duration requirePositive(Duration value, String what) {
		if (value == null || value.isZero() || value.isNegative()) {
			throw new IllegalArgumentException("The " + what + " must be positive, but was " + value);
		}
		return value;
	}

}
