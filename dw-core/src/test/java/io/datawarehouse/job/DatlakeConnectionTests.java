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

package io.datawarehouse.job;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DatlakeConnection}.
 */
class DatlakeConnectionTests {

	@AutoClose
	private final CatalogDouble catalog = new CatalogDouble();

	private DatlakeClientBuilder builder() {
		return DatlakeClient.builder().url(this.catalog.url()).retry(RetrySettings.none());
	}

	private void callTwice(DatlakeClient client) {
		this.catalog.answer(500, "").answer(500, "");
		for (int call = 0; call < 2; call++) {
			assertThatExceptionOfType(DatlakeServerException.class).isThrownBy(() -> client.startRun("etl", Map.of()));
		}
	}

	@Test
	void httpClientIsCustomizedOnceByTheFirstCall() {
		AtomicInteger made = new AtomicInteger();
		try (DatlakeClient client = builder().httpClientCustomizer((http) -> made.incrementAndGet()).build()) {
			assertThat(made).hasValue(0);
			callTwice(client);
		}
		assertThat(made).hasValue(1);
	}

	@Test
	void redirectsAreNotFollowedWhateverTheCustomizerSays() {
		this.catalog.answer(307, "", "Location", this.catalog.url() + "/elsewhere");
		try (DatlakeClient client = builder()
			.httpClientCustomizer((http) -> http.followRedirects(HttpClient.Redirect.ALWAYS))
			.build()) {
			assertThatExceptionOfType(DatlakeException.class).isThrownBy(() -> client.startRun("etl", Map.of()));
		}
		assertThat(this.catalog.requests).hasSize(1);
	}

	@Test
	void requestFactoryOfTheUserIsUsed() {
		AtomicInteger requests = new AtomicInteger();
		ClientHttpRequestFactory factory = new JdkClientHttpRequestFactory();
		try (DatlakeClient client = builder().requestFactory((uri, method) -> {
			requests.incrementAndGet();
			return factory.createRequest(uri, method);
		}).build()) {
			callTwice(client);
		}
		assertThat(requests).hasValue(2);
	}

	@Test
	void requestFactoryOfARestClientBuilderIsNot() {
		RestClient.Builder given = RestClient.builder().requestFactory((uri, method) -> {
			throw new IllegalStateException("not this one");
		});
		try (DatlakeClient client = builder().restClientBuilder(() -> given).build()) {
			callTwice(client);
		}
		assertThat(this.catalog.requests).hasSize(2);
	}

	@Test
	void customizersOfTheHttpClientAddUp() {
		List<String> asked = new ArrayList<>();
		try (DatlakeClient client = builder().httpClientCustomizer((http) -> asked.add("first"))
			.httpClientCustomizer((http) -> asked.add("second"))
			.build()) {
			callTwice(client);
		}
		assertThat(asked).containsExactly("first", "second");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void clientThatWasClosedMakesNoCall(boolean called) {
		DatlakeClient client = builder().build();
		if (called) {
			callTwice(client);
		}
		int before = this.catalog.requests.size();
		client.close();
		assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> client.startRun("etl", Map.of()))
			.withMessageContaining("The client was closed");
		assertThat(this.catalog.requests).hasSize(before);
	}

}
