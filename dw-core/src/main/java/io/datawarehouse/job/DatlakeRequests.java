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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * Makes requests on the JDK's HTTP client. Spring's own hand bodies and answers over
 * between threads, piece by piece, and start a thread for every body, which costs the
 * caller more than all that a run adds to its two calls. Here {@link Bytes} are sent as
 * they are, and answers come whole. Content that is streamed, which may make its writer
 * wait, is left to Spring's.
 */
final class DatlakeRequests implements ClientHttpRequestFactory {

	/**
	 * How many bytes of an answer are read. There is nothing to be had beyond.
	 */
	static final int MOST_ANSWERED = 8 * 1024 * 1024;

	/**
	 * What the JDK sets itself, and what asks for codings that nobody would undo.
	 */
	private static final Set<String> LEFT_OUT = Set.of("accept-encoding", "connection", "content-length", "expect",
			"host", "upgrade");

	private final HttpClient client;

	private final Duration timeout;

	private final JdkClientHttpRequestFactory streaming;

	/**
	 * Create a factory.
	 * @param client the HTTP client
	 * @param timeout how long an exchange may take, from its first byte to its last
	 */
	DatlakeRequests(HttpClient client, Duration timeout) {
		this.client = client;
		this.timeout = timeout;
		// The threads that take answers must not wait, so bodies have their own.
		this.streaming = new JdkClientHttpRequestFactory(client, new SimpleAsyncTaskExecutor("dw-datlake-body-"));
		this.streaming.setReadTimeout(timeout);
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		return new Request(uri, method);
	}

	private ClientHttpResponse exchange(HttpRequest request) throws IOException {
		CompletableFuture<HttpResponse<byte[]>> answer = this.client.sendAsync(request,
				(head) -> new LimitedBody(MOST_ANSWERED));
		try {
			return new Response(answer.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS));
		}
		catch (TimeoutException | CancellationException ex) {
			throw new HttpTimeoutException("no answer within " + this.timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("The request was interrupted", ex);
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() instanceof UncheckedIOException unchecked) ? unchecked.getCause()
					: ex.getCause();
			throw (cause instanceof IOException failure) ? failure : new IOException(cause);
		}
		finally {
			// Does nothing once there is an answer.
			answer.cancel(true);
		}
	}

	/**
	 * One request.
	 */
	private final class Request extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

		private final URI uri;

		private final HttpMethod method;

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private @Nullable Body body;

		private Request(URI uri, HttpMethod method) {
			this.uri = uri;
			this.method = method;
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

		@Override
		protected OutputStream getBodyInternal(HttpHeaders headers) {
			return this.bytes;
		}

		@Override
		public void setBody(Body body) {
			assertNotExecuted();
			this.body = body;
		}

		@Override
		protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
			if (this.body instanceof Bytes known) {
				return exchange(request(headers, known.bytes()));
			}
			return (this.body != null) ? stream(this.body, headers)
					: exchange(request(headers, this.bytes.toByteArray()));
		}

		private ClientHttpResponse stream(Body body, HttpHeaders headers) throws IOException {
			ClientHttpRequest request = DatlakeRequests.this.streaming.createRequest(this.uri, this.method);
			request.getHeaders().putAll(headers);
			((StreamingHttpOutputMessage) request).setBody(body);
			return request.execute();
		}

		private HttpRequest request(HttpHeaders headers, byte[] content) {
			HttpRequest.Builder request = HttpRequest.newBuilder(this.uri);
			if (content.length > 0) {
				request.method(this.method.name(), HttpRequest.BodyPublishers.ofByteArray(content));
			}
			else if (this.method == HttpMethod.GET) {
				// One with a publisher, even of nothing, would tell a length.
				request.GET();
			}
			else {
				request.method(this.method.name(), HttpRequest.BodyPublishers.noBody());
			}
			headers.forEach((name, values) -> {
				if (!LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
					values.forEach((value) -> request.header(name, value));
				}
			});
			return request.build();
		}

	}

	/**
	 * A body that is in memory.
	 *
	 * @param bytes what it is made of
	 */
	record Bytes(byte[] bytes) implements StreamingHttpOutputMessage.Body {

		@Override
		public void writeTo(OutputStream out) throws IOException {
			out.write(this.bytes);
		}

		@Override
		public boolean repeatable() {
			return true;
		}

	}

	/**
	 * An answer in memory.
	 */
	private static final class Response implements ClientHttpResponse {

		private final HttpResponse<byte[]> response;

		private final HttpHeaders headers = new HttpHeaders();

		private Response(HttpResponse<byte[]> response) {
			this.response = response;
			response.headers().map().forEach(this.headers::addAll);
		}

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatusCode.valueOf(this.response.statusCode());
		}

		@Override
		public String getStatusText() {
			HttpStatus known = HttpStatus.resolve(this.response.statusCode());
			return (known != null) ? known.getReasonPhrase() : "";
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.response.body());
		}

		@Override
		public void close() {
			// Nothing is open.
		}

	}

}
