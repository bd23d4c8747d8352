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

import java.util.Set;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpProxy}: what the system properties say, and that settings win.
 */
class HttpProxyTests {

	private static final String[] PROPERTIES = { "http.proxyHost", "http.proxyPort", "https.proxyHost",
			"https.proxyPort", "https.proxyUser", "https.proxyPassword", "http.nonProxyHosts" };

	private final String[] before = new String[PROPERTIES.length];

	@BeforeEach
	void setProperties() {
		for (int i = 0; i < PROPERTIES.length; i++) {
			this.before[i] = System.getProperty(PROPERTIES[i]);
		}
		System.setProperty("http.proxyHost", "plain-proxy");
		System.setProperty("http.proxyPort", "3128");
		System.setProperty("https.proxyHost", "secure-proxy");
		System.setProperty("https.proxyPort", "3129");
		System.setProperty("https.proxyUser", "guest");
		System.setProperty("https.proxyPassword", "hush");
		System.setProperty("http.nonProxyHosts", "*.intern.example|store.example");
	}

	@AfterEach
	void resetProperties() {
		for (int i = 0; i < PROPERTIES.length; i++) {
			if (this.before[i] != null) {
				System.setProperty(PROPERTIES[i], this.before[i]);
			}
			else {
				System.clearProperty(PROPERTIES[i]);
			}
		}
	}

	@Test
	void plainHttpAndTlsHaveProxiesOfTheirOwn() {
		assertThat(proxy(null, "http", "s3.example.com")).isEqualTo(new HttpHost("http", "plain-proxy", 3128));
		assertThat(proxy(null, "https", "s3.example.com")).isEqualTo(new HttpHost("http", "secure-proxy", 3129));
	}

	@Test
	void proxyIsToldWhoAsks() {
		HttpClientContext context = HttpProxy.of(null).context(new HttpHost("https", "s3.example.com", 443));
		assertThat(context.getCredentialsProvider()
			.getCredentials(new AuthScope("secure-proxy", 3129), context)
			.getUserPrincipal()
			.getName()).isEqualTo("guest");
		assertThat(HttpProxy.of(null).context(new HttpHost("http", "s3.example.com", 80)).getCredentialsProvider())
			.isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3.intern.example", "store.example", "S3.INTERN.EXAMPLE", "localhost", "127.0.0.1",
			"127.1.2.3", "::1", "[::1]" })
	void someHostsAreReachedWithout(String host) {
		assertThat(proxy(null, "http", host)).isNull();
		assertThat(proxy(null, "https", host)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1.example.com", "localhost.example.com", "intern.example" })
	void hostsThatOnlyLookSoAreNot(String host) {
		assertThat(proxy(null, "http", host)).isNotNull();
	}

	@Test
	void settingsWin() {
		ProxySettings settings = new ProxySettings("own-proxy", 8080, null, null, Set.of("*.direct.example"));
		assertThat(proxy(settings, "http", "store.example")).isEqualTo(new HttpHost("http", "own-proxy", 8080));
		assertThat(proxy(settings, "https", "127.0.0.1")).isEqualTo(new HttpHost("http", "own-proxy", 8080));
		assertThat(proxy(settings, "https", "s3.direct.example")).isNull();
	}

	private static @Nullable HttpHost proxy(@Nullable ProxySettings settings, String scheme, String host) {
		HttpHost target = new HttpHost(scheme, host, 443);
		return HttpProxy.of(settings).determineProxy(target, HttpClientContext.create());
	}

}
