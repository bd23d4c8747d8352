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
package io.datawarehouse.storage;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The HTTP proxy through which the store is reached.
 *
 * @param host the host of the proxy
 * @param port the port of the proxy
 * @param username the name to log on to the proxy with, or {@code null}
 * @param password the password of that name, or {@code null}
 * @param nonProxyHosts the hosts that are reached without the proxy, where {@code *}
 * stands for any text
 * @since 1.0.0
 */
public record ProxySettings(String host, int port, @Nullable String username, @Nullable String password,
		Set<String> nonProxyHosts) {

	private static final int MAX_PORT = 65535;

	/**
	 * Create settings.
	 * @throws IllegalArgumentException if a value is not valid
	 */
	public ProxySettings {
		Assert.isTrue(!host.isBlank() && host.chars().noneMatch((c) -> c == '/' || c == '@' || c == ' '),
				() -> "proxy host must be a host name or address, was '" + host + "'");
		Assert.isTrue(port > 0 && port <= MAX_PORT, () -> "proxy port must be from 1 to " + MAX_PORT + ", was " + port);
		Assert.isTrue((username == null) == (password == null),
				"proxy username and password must be given both or not at all");
		nonProxyHosts = Set.copyOf(nonProxyHosts);
	}

	/**
	 * Settings of a proxy without logging on, for all hosts.
	 * @param host the host of the proxy
	 * @param port the port of the proxy
	 * @return the settings
	 * @throws IllegalArgumentException if a value is not valid
	 */
	public static ProxySettings of(String host, int port) {
		return new ProxySettings(host, port, null, null, Set.of());
	}

	/**
	 * The hosts without the proxy as regular expressions, as the SDK wants them.
	 */
	Set<String> nonProxyPatterns() {
		return this.nonProxyHosts.stream()
			.map((host) -> host.toLowerCase(Locale.ROOT).replace(".", "\\.").replace("*", ".*"))
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Without the password.
	 */
	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
