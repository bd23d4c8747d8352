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

import java.net.URI;
import java.time.Duration;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

import org.springframework.util.Assert;

/**
 * How connections to the store are made, kept and given up.
 */
final class HttpSettings {

	Duration connectTimeout = Duration.ofSeconds(10);

	@Nullable Duration acquireTimeout;

	Duration readTimeout = Duration.ofSeconds(30);

	int maxConnections = 64;

	Duration maxIdleTime = Duration.ofSeconds(60);

	@Nullable Duration maxAge;

	@Nullable ProxySettings proxy;

	KeyManager @Nullable [] keyManagers;

	TrustManager @Nullable [] trustManagers;

	static Duration positive(String name, Duration value) {
		Assert.isTrue(value.compareTo(Duration.ZERO) > 0, () -> name + " must be positive, was " + value);
		return value;
	}

	Apache5HttpClient.Builder clientBuilder() {
		Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
			.maxConnections(this.maxConnections)
			.connectionTimeout(this.connectTimeout)
			.connectionAcquisitionTimeout((this.acquireTimeout != null) ? this.acquireTimeout : this.connectTimeout)
			.socketTimeout(this.readTimeout)
			.connectionMaxIdleTime(this.maxIdleTime)
			.tcpKeepAlive(true);
		if (this.maxAge != null) {
			builder.connectionTimeToLive(this.maxAge);
		}
		if (this.proxy != null) {
			builder.proxyConfiguration(proxyConfiguration(this.proxy));
		}
		return applyTls(builder);
	}

	/**
	 * A proxy of the user's is the only one: what the environment says does not count.
	 */
	private static ProxyConfiguration proxyConfiguration(ProxySettings proxy) {
		return ProxyConfiguration.builder()
			.endpoint(URI.create("http://" + proxy))
			.username(proxy.username())
			.password(proxy.password())
			.preemptiveBasicAuthenticationEnabled(proxy.username() != null)
			.nonProxyHosts(proxy.nonProxyPatterns())
			.useSystemPropertyValues(false)
			.useEnvironmentVariableValues(false)
			.build();
	}

	private Apache5HttpClient.Builder applyTls(Apache5HttpClient.Builder builder) {
		KeyManager[] keys = this.keyManagers;
		if (keys != null) {
			builder.tlsKeyManagersProvider(() -> keys);
		}
		TrustManager[] trusted = this.trustManagers;
		if (trusted != null) {
			builder.tlsTrustManagersProvider(() -> trusted);
		}
		return builder;
	}

}
