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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * Which proxy requests go through, if any. The environment may name one for plain HTTP
 * and another for TLS: {@code http.proxyHost} and {@code HTTP_PROXY}, or
 * {@code https.proxyHost} and {@code HTTPS_PROXY}.
 */
final class HttpProxy extends DefaultRoutePlanner {

	private static final String SECURE = "https";

	/**
	 * No proxy of the environment is for this machine, where embedded servers are.
	 */
	private static final Set<String> LOOPBACK = Set.of("localhost", "127(\\.\\d{1,3}){3}", "\\[?::1]?");

	private final Way plain;

	private final Way secure;

	private HttpProxy(Way plain, Way secure) {
		super(null);
		this.plain = plain;
		this.secure = secure;
	}

	/**
	 * Take the proxy of the settings. It is the only one then: what the environment says
	 * counts only if there is none.
	 * @param settings the settings, or {@code null} to ask the environment
	 * @return the proxy
	 */
	static HttpProxy of(@Nullable ProxySettings settings) {
		if (settings == null) {
			return new HttpProxy(Way.of(ProxyConfiguration.builder().build(), LOOPBACK),
					Way.of(ProxyConfiguration.builder().scheme(SECURE).build(), LOOPBACK));
		}
		Way only = Way.of(ProxyConfiguration.builder()
			.endpoint(URI.create("http://" + settings))
			.username(settings.username())
			.password(settings.password())
			.nonProxyHosts(settings.nonProxyPatterns())
			.useSystemPropertyValues(false)
			.useEnvironmentVariableValues(false)
			.build(), Set.of());
		return new HttpProxy(only, only);
	}

	private Way way(HttpHost target) {
		return SECURE.equalsIgnoreCase(target.getSchemeName()) ? this.secure : this.plain;
	}

	@Override
	protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
		Way way = way(target);
		return (way.proxy() == null || way.isDirect(target)) ? null : way.proxy();
	}

	/**
	 * Return the context of a new request: the proxy is told who asks before it asks
	 * back, for a body could not be sent again.
	 * @param target where the request is sent to
	 * @return the context
	 */
	HttpClientContext context(HttpHost target) {
		HttpClientContext context = HttpClientContext.create();
		Way way = way(target);
		if (way.proxy() != null && way.credentials() != null) {
			BasicScheme scheme = new BasicScheme();
			scheme.initPreemptive(way.credentials());
			BasicAuthCache cache = new BasicAuthCache();
			cache.put(way.proxy(), scheme);
			context.setAuthCache(cache);
			BasicCredentialsProvider provider = new BasicCredentialsProvider();
			provider.setCredentials(new AuthScope(way.proxy()), way.credentials());
			context.setCredentialsProvider(provider);
		}
		return context;
	}

	/**
	 * The way of the requests of one protocol.
	 *
	 * @param proxy the proxy, which is itself spoken to without TLS, or {@code null}
	 * @param credentials who asks, or {@code null}
	 * @param direct the hosts that are reached without the proxy
	 */
	private record Way(@Nullable HttpHost proxy, @Nullable UsernamePasswordCredentials credentials,
			List<Pattern> direct) {

		static Way of(ProxyConfiguration configuration, Set<String> direct) {
			HttpHost proxy = (configuration.host() != null)
					? new HttpHost("http", configuration.host(), configuration.port()) : null;
			UsernamePasswordCredentials credentials = (configuration.username() != null)
					? new UsernamePasswordCredentials(configuration.username(), password(configuration)) : null;
			return new Way(proxy, credentials,
					Stream.concat(configuration.nonProxyHosts().stream(), direct.stream())
						.map(Pattern::compile)
						.toList());
		}

		private static char[] password(ProxyConfiguration configuration) {
			return (configuration.password() != null) ? configuration.password().toCharArray() : new char[0];
		}

		boolean isDirect(HttpHost target) {
			String host = target.getHostName().toLowerCase(Locale.ROOT);
			return this.direct.stream().anyMatch((pattern) -> pattern.matcher(host).matches());
		}

	}

}
