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

package io.datawarehouse.embedded.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fills a catalog by plain HTTP.
 */
final class CatalogCalls {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private final URI url;

	CatalogCalls(URI url) {
		this.url = url;
	}

	private JsonNode send(String method, String path, byte[] body) throws IOException, InterruptedException {
		HttpResponse<byte[]> response = this.http.send(HttpRequest.newBuilder(URI.create(this.url + path))
			.timeout(Duration.ofSeconds(60))
			.method(method, BodyPublishers.ofByteArray(body))
			.build(), BodyHandlers.ofByteArray());
		assertThat(response.statusCode()).as(path).isBetween(200, 299);
		return MAPPER.readTree(response.body());
	}

	String start(String job, Map<String, Object> metadata) throws IOException, InterruptedException {
		return send("POST", "/api/v1/jobs/" + CatalogReader.encode(job) + "/runs",
				MAPPER.writeValueAsBytes(Map.of("job_name", job, "metadata", metadata)))
			.path("run_id")
			.asString();
	}

	void complete(String job, String run, boolean success, Map<String, Object> metadata)
			throws IOException, InterruptedException {
		send("PUT", "/api/v1/jobs/" + CatalogReader.encode(job) + "/runs/" + run + "/complete",
				MAPPER.writeValueAsBytes(Map.of("success", success, "metadata", metadata)));
	}

	/**
	 * A run that ends well.
	 */
	String work(String job, Map<String, Object> metadata) throws IOException, InterruptedException {
		String run = start(job, Map.of());
		complete(job, run, true, metadata);
		return run;
	}

	void event(String type, String job, String run, Map<String, Object> data) throws IOException, InterruptedException {
		send("POST", "/api/v1/events/broadcast?event_type=" + CatalogReader.encode(type),
				MAPPER.writeValueAsBytes(Map.of("event_type", type, "job_name", job, "run_id", run, "data", data)));
	}

	void upload(String path, byte[] content) throws IOException, InterruptedException {
		send("PUT", "/api/v1/datasets/" + path, content);
	}

}
