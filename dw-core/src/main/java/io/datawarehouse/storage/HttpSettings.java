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

import java.security.GeneralSecurityException;
import java.time.Duration;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;

/**
 * How connections to the store are made, kept and given up.
 */
final class HttpSettings implements Cloneable {

	Duration connectTimeout = Duration.ofSeconds(10);

	@Nullable Duration acquireTimeout;

	Duration readTimeout = Duration.ofSeconds(30);

	int maxConnections = 64;

	Duration maxIdleTime = Duration.ofSeconds(60);

	@Nullable Duration maxAge;

	@Nullable ProxySettings proxy;

	KeyManager @Nullable [] keyManagers;

	TrustManager @Nullable [] trustManagers;

	@Nullable SSLContext sslContext;

	String @Nullable [] protocols;

	String @Nullable [] ciphers;

	HttpSettings copy() {
		try {
			return (HttpSettings) clone();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Duration positive(String name, Duration value) {
		Assert.isTrue(value.compareTo(Duration.ZERO) > 0, () -> name + " must be positive, was " + value);
		return value;
	}

	/**
	 * Create the HTTP client of these settings.
	 * @param traffic is told of what the client moves
	 */
	PooledHttpClient createClient(StorageTraffic traffic) {
		HttpConnections connections = new HttpConnections(pool());
		HttpProxy route = HttpProxy.of(this.proxy);
		TimeValue maxIdle = TimeValue.of(this.maxIdleTime);
		CloseableHttpClient client = HttpClientBuilder.create()
			.setConnectionManager(connections)
			.setRoutePlanner(route)
			.setDefaultRequestConfig(requestConfig())
			.setKeepAliveStrategy((response, context) -> maxIdle)
			.evictIdleConnections(maxIdle)
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableContentCompression()
			.disableCookieManagement()
			.disableConnectionState()
			.disableDefaultUserAgent()
			.build();
		return new PooledHttpClient(client, connections, route, traffic);
	}

	private RequestConfig requestConfig() {
		Duration acquire = (this.acquireTimeout != null) ? this.acquireTimeout : this.connectTimeout;
		return RequestConfig.custom()
			.setConnectionRequestTimeout(Timeout.of(acquire))
			.setResponseTimeout(Timeout.of(this.readTimeout))
			.setProtocolUpgradeEnabled(false)
			.build();
	}

	private PoolingHttpClientConnectionManager pool() {
		ConnectionConfig.Builder connection = ConnectionConfig.custom()
			.setConnectTimeout(Timeout.of(this.connectTimeout))
			.setSocketTimeout(Timeout.of(this.readTimeout));
		if (this.maxAge != null) {
			connection.setTimeToLive(TimeValue.of(this.maxAge));
		}
		return PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnTotal(this.maxConnections)
			.setMaxConnPerRoute(this.maxConnections)
			.setDefaultConnectionConfig(connection.build())
			.setDefaultSocketConfig(
					SocketConfig.custom().setSoKeepAlive(true).setSoTimeout(Timeout.of(this.readTimeout)).build())
			.setTlsSocketStrategy(lazyTlsStrategy())
			.build();
	}

	/**
	 * TLS that is set up for the first connection that needs it: the certificates that
	 * the JDK trusts would be loaded for nothing where the store is reached over plain
	 * HTTP.
	 */
	private TlsSocketStrategy lazyTlsStrategy() {
		SingletonSupplier<TlsSocketStrategy> tls = SingletonSupplier.of(this::tlsStrategy);
		return (socket, target, port, attachment, context) -> tls.obtain()
			.upgrade(socket, target, port, attachment, context);
	}

	private DefaultClientTlsStrategy tlsStrategy() {
		if (this.protocols == null && this.ciphers == null) {
			return new DefaultClientTlsStrategy(sslContext());
		}
		return new DefaultClientTlsStrategy(sslContext(), this.protocols, this.ciphers, SSLBufferMode.STATIC, null);
	}

	private SSLContext sslContext() {
		if (this.sslContext != null) {
			return this.sslContext;
		}
		try {
			if (this.keyManagers == null && this.trustManagers == null) {
				return SSLContext.getDefault();
			}
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(this.keyManagers, this.trustManagers, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("TLS cannot be set up: " + ex.getMessage(), ex);
		}
	}

}
