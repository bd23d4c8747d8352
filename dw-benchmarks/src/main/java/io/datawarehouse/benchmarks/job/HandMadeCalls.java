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

package io.datawarehouse.benchmarks.job;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * The two calls of a run as somebody makes them who has no SDK: by Spring's
 * {@link RestClient} on the JDK's HTTP client, as ours does.
 */
final class HandMadeCalls {

	private final RestClient rest;

	private final String url;

	HandMadeCalls(URI url, RestClient.Builder rest) {
		this.rest = rest.build();
		this.url = url.toString();
	}

	HandMadeCalls(URI url) {
		this(url, RestClient.builder().requestFactory(requestFactory()));
	}

	private static JdkClientHttpRequestFactory requestFactory() {
		HttpClient http = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(5))
			.build();
		JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(http);
		factory.setReadTimeout(Duration.ofSeconds(30));
		return factory;
	}

	void run(String job) {
		String answer = send(HttpMethod.POST, "/api/v1/jobs/" + job + "/runs",
				"{\"job_name\":\"" + job + "\",\"metadata\":{}}");
		int start = answer.indexOf("\"run_id\":\"") + 10;
		String run = answer.substring(start, answer.indexOf('"', start));
		send(HttpMethod.PUT, "/api/v1/jobs/" + job + "/runs/" + run + "/complete",
				"{\"success\":true,\"metadata\":{\"inputs\":[],\"outputs\":[],\"input_datasets\":[],\"output_datasets\":[]},\"artifacts\":[]}");
	}

	private String send(HttpMethod method, String path, String body) {
		String answer = this.rest.method(method)
			.uri(URI.create(this.url + path))
			.header("X-Request-Id", UUID.randomUUID().toString())
			.contentType(MediaType.APPLICATION_JSON)
			.accept(MediaType.APPLICATION_JSON)
			.body(body.getBytes(StandardCharsets.UTF_8))
			.retrieve()
			.body(String.class);
		if (answer == null) {
			throw new IllegalStateException("No answer to " + method + " " + path);
		}
		return answer;
	}

}
