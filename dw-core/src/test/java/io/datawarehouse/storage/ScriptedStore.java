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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * HTTP server that answers as a test tells it to, in order, and keeps what it was asked.
 * The last answer is given to all further requests.
 */
final class ScriptedStore implements AutoCloseable {

	private final HttpServer server;

	private final Deque<Answer> answers = new ArrayDeque<>();

	private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

	ScriptedStore() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	ScriptedStore answer(int status, String body, String... headers) {
		return answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	ScriptedStore answer(int status, byte[] body, String... headers) {
		this.answers.add(new Answer(status, body, body.length, headers));
		return this;
	}

	/**
	 * Tell a length but break off before it.
	 */
	ScriptedStore answerTruncated(byte[] body, int length, String... headers) {
		this.answers.add(new Answer(200, body, length, headers));
		return this;
	}

	ScriptedStore error(int status, String code, String... headers) {
		return answer(status, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>told "
				+ code + "</Message></Error>", headers);
	}

	List<Request> requests() {
		return List.copyOf(this.requests);
	}

	List<String> calls() {
		return requests().stream().map((request) -> request.method() + " " + request.uri()).toList();
	}

	private void handle(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		this.requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
				exchange.getRequestHeaders(), body));
		Answer answer;
		synchronized (this.answers) {
			answer = (this.answers.size() > 1) ? this.answers.remove() : this.answers.element();
		}
		for (int i = 0; i < answer.headers().length; i += 2) {
			exchange.getResponseHeaders().add(answer.headers()[i], answer.headers()[i + 1]);
		}
		exchange.getResponseHeaders().add("x-amz-request-id", "req-" + this.requests.size());
		boolean head = exchange.getRequestMethod().equals("HEAD");
		if (head) {
			exchange.getResponseHeaders().add("Content-Length", Integer.toString(answer.length()));
		}
		exchange.sendResponseHeaders(answer.status(), (head || answer.length() == 0) ? -1 : answer.length());
		if (!head) {
			exchange.getResponseBody().write(answer.body());
		}
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	record Request(String method, String uri, Map<String, List<String>> headers, byte[] body) {

		String header(String name) {
			String value = ((Headers) this.headers).getFirst(name);
			return (value != null) ? value : "";
		}

	}

	private record Answer(int status, byte[] body, int length, String[] headers) {

	}

}
