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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DatlakeRequests}, by calls of a client.
 */
class DatlakeRequestsTests {

	@AutoClose
	private final CatalogDouble catalog = new CatalogDouble();

	private final List<String> writers = new CopyOnWriteArrayList<>();

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1024 * 1024 })
	void contentIsStreamedByAThreadThatMayWait(int length) {
		this.catalog.answer(200, "");
		try (DatlakeClient client = client(Duration.ofSeconds(30))) {
			client.uploadArtifact("lake", "a", content(length));
		}
		assertThat(this.catalog.requests).singleElement()
			.satisfies((request) -> assertThat(request.body()).hasSize(length))
			.satisfies((request) -> assertThat(request.header("Content-Length")).isEqualTo(Integer.toString(length)));
		assertThat(this.writers).singleElement().asString().startsWith("dw-datlake-body-");
	}

	@Test
	void interceptorsSeeTheRequestsAndNoAnswerIsCompressed() {
		this.catalog.answer(200, "{\"run_id\":\"r1\"}");
		List<String> bodies = new CopyOnWriteArrayList<>();
		RestClient.Builder builder = RestClient.builder()
			.defaultHeader("Accept-Encoding", "gzip")
			.requestInterceptor((request, body, execution) -> {
				bodies.add(new String(body, StandardCharsets.UTF_8));
				return execution.execute(request, body);
			});
		try (DatlakeClient client = DatlakeClient.builder()
			.url(this.catalog.url())
			.restClientBuilder(() -> builder)
			.build()) {
			assertThat(client.startRun("etl", Map.of()).runId()).isEqualTo("r1");
		}
		assertThat(bodies).singleElement().asString().contains("etl");
		assertThat(this.catalog.requests).singleElement()
			.satisfies((request) -> assertThat(request.body()).isEqualTo(bodies.get(0)));
	}

	@Test
	void answerThatDoesNotEndIsGivenUp() {
		this.catalog.hangAfter("{\"run_id\":");
		try (DatlakeClient client = client(Duration.ofMillis(200))) {
			assertThatExceptionOfType(DatlakeTransientException.class)
				.isThrownBy(() -> client.startRun("etl", Map.of()))
				.withMessageContaining("no answer within PT0.2S")
				.matches(DatlakeTransientException::isOutcomeUnknown);
		}
	}

	@Test
	void interruptedCallerIsToldAndStaysInterrupted() {
		this.catalog.hang();
		try (DatlakeClient client = client(Duration.ofSeconds(30))) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(DatlakeTransientException.class)
				.isThrownBy(() -> client.startRun("etl", Map.of()))
				.withMessageContaining("interrupted");
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	private DatlakeClient client(Duration readTimeout) {
		return DatlakeClient.builder()
			.url(this.catalog.url())
			.readTimeout(readTimeout)
			.retry(RetrySettings.none())
			.build();
	}

	/**
	 * Content that notes who reads it.
	 */
	private ByteArrayResource content(int length) {
		return new ByteArrayResource(new byte[length]) {

			@Override
			public InputStream getInputStream() throws IOException {
				DatlakeRequestsTests.this.writers.add(Thread.currentThread().getName());
				return super.getInputStream();
			}

		};
	}

}
