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

package io.datawarehouse.embedded.job;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls a catalog as anybody may: by plain HTTP.
 */
final class CatalogHttp {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private final URI url;

	CatalogHttp(URI url) {
		this.url = url;
	}

	/**
	 * Encode a name for a path or a query.
	 */
	static String encode(String name) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
	}

	HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.url + path))
			.timeout(Duration.ofSeconds(60))
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	JsonNode ok(String method, String path, String body) throws IOException, InterruptedException {
		HttpResponse<String> response = send(method, path, body);
		assertThat(response.statusCode()).as(method + " " + path + " " + response.body()).isBetween(200, 299);
		return MAPPER.readTree(response.body());
	}

	JsonNode get(String path) throws IOException, InterruptedException {
		return ok("GET", path, "");
	}

	/**
	 * The detail of a refusal.
	 */
	JsonNode refused(int status, String method, String path, String body) throws IOException, InterruptedException {
		HttpResponse<String> response = send(method, path, body);
		assertThat(response.statusCode()).as(method + " " + path + " " + response.body()).isEqualTo(status);
		return MAPPER.readTree(response.body()).path("detail");
	}

	String start(String job, String metadata) throws IOException, InterruptedException {
		return ok("POST", "/api/v1/jobs/" + encode(job) + "/runs",
				MAPPER.createObjectNode().put("job_name", job).set("metadata", MAPPER.readTree(metadata)).toString())
			.path("run_id")
			.asString();
	}

	void complete(String job, String run, boolean success, String metadata) throws IOException, InterruptedException {
		ok("PUT", "/api/v1/jobs/" + encode(job) + "/runs/" + encode(run) + "/complete",
				MAPPER.createObjectNode()
					.put("success", success)
					.set("metadata", MAPPER.readTree(metadata))
					.toString());
	}

	/**
	 * A run with inputs and outputs.
	 */
	String work(String job, String inputs, String outputs) throws IOException, InterruptedException {
		String run = start(job, "{}");
		complete(job, run, true, "{\"inputs\":" + inputs + ",\"outputs\":" + outputs + "}");
		return run;
	}

	/**
	 * A text as JSON, whatever is in it.
	 */
	static String json(String text) {
		return MAPPER.writeValueAsString(text);
	}

}
