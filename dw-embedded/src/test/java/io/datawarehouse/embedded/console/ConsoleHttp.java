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
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls a console as its pages do.
 */
final class ConsoleHttp {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private final DataWarehouseConsole console;

	ConsoleHttp(DataWarehouseConsole console) {
		this.console = console;
	}

	/**
	 * A path with parameters.
	 * @param parameters names and values in turn
	 */
	static String path(String path, Object... parameters) {
		StringBuilder address = new StringBuilder("/api/").append(path);
		for (int i = 0; i < parameters.length; i += 2) {
			address.append((i == 0) ? '?' : '&')
				.append(parameters[i])
				.append('=')
				.append(URLEncoder.encode(String.valueOf(parameters[i + 1]), StandardCharsets.UTF_8));
		}
		return address.toString();
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.console.port() + path)).timeout(TIMEOUT);
	}

	HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.build(), BodyHandlers.ofByteArray());
	}

	JsonNode get(String path, Object... parameters) throws IOException, InterruptedException {
		return json(200, send(request(path(path, parameters))));
	}

	JsonNode post(String path, Object... parameters) throws IOException, InterruptedException {
		return json(200, send(post(path(path, parameters))));
	}

	HttpRequest.Builder post(String path) {
		return request(path).POST(BodyPublishers.noBody()).header("X-DW-Console", "1");
	}

	HttpRequest.Builder put(String path, byte[] body) {
		return request(path).PUT(BodyPublishers.ofByteArray(body)).header("X-DW-Console", "1");
	}

	/**
	 * What a refusal says.
	 */
	String refused(int status, HttpRequest.Builder request) throws IOException, InterruptedException {
		return json(status, send(request)).path("error").asString();
	}

	String refused(int status, String path, Object... parameters) throws IOException, InterruptedException {
		return refused(status, request(path(path, parameters)));
	}

	static JsonNode json(int status, HttpResponse<byte[]> response) {
		String body = new String(response.body(), StandardCharsets.UTF_8);
		assertThat(response.statusCode()).as(response.request().uri() + " " + body).isEqualTo(status);
		return MAPPER.readTree(body);
	}

	/**
	 * Send what no client would, and read all of the answer.
	 */
	String raw(String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.console.port())) {
			socket.setSoTimeout((int) TIMEOUT.toMillis());
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
