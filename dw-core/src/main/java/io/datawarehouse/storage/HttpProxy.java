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
import java.util.regex.Pattern;

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
 * Which proxy requests go through, if any.
 */
final class HttpProxy extends DefaultRoutePlanner {

	private final @Nullable HttpHost proxy;

	private final @Nullable UsernamePasswordCredentials credentials;

	private final List<Pattern> direct;

	private HttpProxy(ProxyConfiguration configuration) {
		super(null);
		this.proxy = (configuration.host() != null)
				? new HttpHost(configuration.resolveScheme(), configuration.host(), configuration.port()) : null;
		this.credentials = (configuration.username() != null)
				? new UsernamePasswordCredentials(configuration.username(), password(configuration)) : null;
		this.direct = configuration.nonProxyHosts().stream().map(Pattern::compile).toList();
	}

	/**
	 * Take the proxy of the settings. It is the only one then: what the environment says
	 * counts only if there is none.
	 * @param settings the settings, or {@code null} to ask the environment
	 * @return the proxy
	 */
	static HttpProxy of(@Nullable ProxySettings settings) {
		if (settings == null) {
			return new HttpProxy(ProxyConfiguration.builder().build());
		}
		return new HttpProxy(ProxyConfiguration.builder()
			.endpoint(URI.create("http://" + settings))
			.username(settings.username())
			.password(settings.password())
			.nonProxyHosts(settings.nonProxyPatterns())
			.useSystemPropertyValues(false)
			.useEnvironmentVariableValues(false)
			.build());
	}

	private static char[] password(ProxyConfiguration configuration) {
		return (configuration.password() != null) ? configuration.password().toCharArray() : new char[0];
	}

	@Override
	protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
		String host = target.getHostName().toLowerCase(Locale.ROOT);
		boolean isDirect = this.direct.stream().anyMatch((pattern) -> pattern.matcher(host).matches());
		return isDirect ? null : this.proxy;
	}

	/**
	 * Return the context of a new request: the proxy is told who asks before it asks
	 * back, for a body could not be sent again.
	 * @return the context
	 */
	HttpClientContext context() {
		HttpClientContext context = HttpClientContext.create();
		if (this.proxy != null && this.credentials != null) {
			BasicScheme scheme = new BasicScheme();
			scheme.initPreemptive(this.credentials);
			BasicAuthCache cache = new BasicAuthCache();
			cache.put(this.proxy, scheme);
			context.setAuthCache(cache);
			BasicCredentialsProvider provider = new BasicCredentialsProvider();
			provider.setCredentials(new AuthScope(this.proxy), this.credentials);
			context.setCredentialsProvider(provider);
		}
		return context;
	}

}
