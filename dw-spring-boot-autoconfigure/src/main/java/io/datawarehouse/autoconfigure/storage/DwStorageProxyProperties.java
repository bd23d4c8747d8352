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

package io.datawarehouse.autoconfigure.storage;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Properties of the HTTP proxy through which the store is reached.
 *
 * @since 1.0.0
 */
public class DwStorageProxyProperties {

	/**
	 * Host of the proxy. System properties and environment variables tell it unless set.
	 */
	private @Nullable String host;

	/**
	 * Port of the proxy.
	 */
	private int port = 8080;

	/**
	 * Name to log on to the proxy with.
	 */
	private @Nullable String username;

	/**
	 * Password to log on to the proxy with.
	 */
	private @Nullable String password;

	/**
	 * Hosts to reach without the proxy. An asterisk stands for any text.
	 */
	private Set<String> nonProxyHosts = new LinkedHashSet<>();

	public @Nullable String getHost() {
		return this.host;
	}

	public void setHost(@Nullable String host) {
		this.host = host;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public @Nullable String getUsername() {
		return this.username;
	}

	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	public @Nullable String getPassword() {
		return this.password;
	}

	public void setPassword(@Nullable String password) {
		this.password = password;
	}

	public Set<String> getNonProxyHosts() {
		return this.nonProxyHosts;
	}

	public void setNonProxyHosts(Set<String> nonProxyHosts) {
		this.nonProxyHosts = nonProxyHosts;
	}

}
