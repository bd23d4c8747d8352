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

package io.datawarehouse.autoconfigure.job;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class LazyRequestFactoryTests {

	@Test
	void factoryIsMadeOnceForTheFirstRequest() throws Exception {
		AtomicInteger made = new AtomicInteger();
		LazyRequestFactory factory = new LazyRequestFactory(() -> {
			made.incrementAndGet();
			return new SimpleClientHttpRequestFactory();
		});
		assertThat(made).hasValue(0);
		URI uri = URI.create("http://127.0.0.1/a");
		assertThat(factory.createRequest(uri, HttpMethod.GET).getURI()).isEqualTo(uri);
		assertThat(factory.createRequest(uri, HttpMethod.PUT).getMethod()).isEqualTo(HttpMethod.PUT);
		assertThat(made).hasValue(1);
	}

}
