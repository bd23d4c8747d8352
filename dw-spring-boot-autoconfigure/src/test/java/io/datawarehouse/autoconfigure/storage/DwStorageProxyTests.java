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

import io.datawarehouse.autoconfigure.ProxyDouble;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StorageException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for which requests go through which proxy, by what the proxies are asked for.
 */
class DwStorageProxyTests {

	@AutoClose
	private final ProxyDouble proxy = new ProxyDouble();

	@AutoClose
	private final ProxyDouble other = new ProxyDouble();

	private static ApplicationContextRunner store(String endpoint) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DwStorageAutoConfiguration.class))
			.withPropertyValues("dw.storage.endpoint=" + endpoint, "dw.storage.access-key=a", "dw.storage.secret-key=b",
					"dw.storage.retry.max-attempts=1");
	}

	private static void ask(ApplicationContextRunner runner) {
		runner.run((context) -> assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> context.getBean(DataWarehouseTemplate.class).exists("dw://lake/a")));
	}

	@Test
	void environmentNamesTheProxyOfPlainHttp() {
		ask(store("http://s3.example.invalid").withSystemProperties("http.proxyHost=127.0.0.1",
				"http.proxyPort=" + this.proxy.port(), "https.proxyHost=127.0.0.1",
				"https.proxyPort=" + this.other.port()));
		assertThat(this.proxy.requests()).containsExactly("HEAD http://s3.example.invalid/lake/a HTTP/1.1");
		assertThat(this.other.requests()).isEmpty();
	}

	@Test
	void environmentNamesTheProxyOfTls() {
		ask(store("https://s3.example.invalid").withSystemProperties("http.proxyHost=127.0.0.1",
				"http.proxyPort=" + this.other.port(), "https.proxyHost=127.0.0.1",
				"https.proxyPort=" + this.proxy.port()));
		assertThat(this.proxy.requests()).containsExactly("CONNECT s3.example.invalid:443 HTTP/1.1");
		assertThat(this.other.requests()).isEmpty();
	}

	@Test
	void settingsWinOverTheEnvironment() {
		ask(store("https://s3.example.invalid")
			.withSystemProperties("https.proxyHost=127.0.0.1", "https.proxyPort=" + this.other.port())
			.withPropertyValues("dw.storage.proxy.host=127.0.0.1", "dw.storage.proxy.port=" + this.proxy.port()));
		assertThat(this.proxy.requests()).containsExactly("CONNECT s3.example.invalid:443 HTTP/1.1");
		assertThat(this.other.requests()).isEmpty();
	}

	@Test
	void loopbackIsReachedWithoutTheProxyOfTheEnvironment() {
		ask(store("http://127.0.0.1:" + this.proxy.port()).withSystemProperties("http.proxyHost=127.0.0.1",
				"http.proxyPort=" + this.other.port()));
		assertThat(this.proxy.requests()).containsExactly("HEAD /lake/a HTTP/1.1");
		assertThat(this.other.requests()).isEmpty();
	}

	@Test
	void hostsOfTheSettingsAreReachedWithout() {
		ask(store("http://127.0.0.1:" + this.proxy.port()).withPropertyValues("dw.storage.proxy.host=127.0.0.1",
				"dw.storage.proxy.port=" + this.other.port(), "dw.storage.proxy.non-proxy-hosts=10.*,127.0.*"));
		assertThat(this.proxy.requests()).containsExactly("HEAD /lake/a HTTP/1.1");
		assertThat(this.other.requests()).isEmpty();
	}

}
