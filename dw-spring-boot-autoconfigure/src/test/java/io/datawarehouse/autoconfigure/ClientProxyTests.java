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

package io.datawarehouse.autoconfigure;

import java.time.Duration;

import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the proxies of the catalog's and the broker's clients, by what the proxies
 * are asked for. Those of the object store have tests of their own.
 */
class ClientProxyTests {

	@AutoClose
	private final ProxyDouble plain = new ProxyDouble();

	@AutoClose
	private final ProxyDouble secure = new ProxyDouble();

	private ApplicationContextRunner context() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DwJobAutoConfiguration.class, FilaAutoConfiguration.class))
			.withPropertyValues("dw.jobs.state-enabled=false", "dw.jobs.retry.max-attempts=1")
			.withSystemProperties("http.proxyHost=127.0.0.1", "http.proxyPort=" + this.plain.port(),
					"https.proxyHost=127.0.0.1", "https.proxyPort=" + this.secure.port());
	}

	private void askCatalog(String url) {
		context().withPropertyValues("dw.jobs.url=" + url)
			.run((context) -> assertThatExceptionOfType(DatlakeException.class)
				.isThrownBy(() -> context.getBean(DatlakeClient.class).probe()));
	}

	@Test
	void catalogIsReachedThroughTheProxyOfPlainHttp() {
		askCatalog("http://datlake.example.invalid");
		assertThat(this.plain.requests()).singleElement()
			.asString()
			.contains(" http://datlake.example.invalid/")
			.endsWith(" HTTP/1.1");
		assertThat(this.secure.requests()).isEmpty();
	}

	@Test
	void catalogIsReachedThroughTheProxyOfTls() {
		askCatalog("https://datlake.example.invalid");
		assertThat(this.secure.requests()).containsExactly("CONNECT datlake.example.invalid:443 HTTP/1.1");
		assertThat(this.plain.requests()).isEmpty();
	}

	@Test
	void brokerIsReachedThroughTheProxyOfTls() {
		context().withPropertyValues("dw.fila.addresses=fila.example.invalid:5555")
			.run((context) -> assertThat(context.getBean(FilaClient.class).probe(Duration.ofSeconds(30)).ready())
				.isFalse());
		assertThat(this.secure.requests()).isNotEmpty().containsOnly("CONNECT fila.example.invalid:5555 HTTP/1.1");
		assertThat(this.plain.requests()).isEmpty();
	}

	@Test
	void loopbackIsReachedWithoutAProxy() {
		askCatalog("http://127.0.0.1:" + this.plain.port());
		assertThat(this.plain.requests()).singleElement().asString().doesNotContain("http://");
		assertThat(this.secure.requests()).isEmpty();
	}

}
