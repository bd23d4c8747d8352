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
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.datawarehouse.observation.DwObservation;
import io.datawarehouse.observation.DwObservationContext;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.observation.DwObservationEvent;
import io.datawarehouse.retry.FailureClassifier;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.retry.RetryTemplates;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Makes the calls: observed, retried, with the headers, and with every fault as a
 * {@link DatlakeException}.
 */
final class DatlakeTransport {

	static final String REQUEST_ID = "X-Request-Id";

	static final String IDEMPOTENCY_KEY = "Idempotency-Key";

	private static final int LONGEST_NAME = 100;

	private final Supplier<RestClient> restClient;

	private final String baseUrl;

	private final Credentials credentials;

	private final DatlakeErrors errors;

	private final Supplier<String> requestIds;

	// Made by the first call that needs them, and not while the application starts.

	private final SingletonSupplier<RetryTemplate> idempotentRetry;

	private final SingletonSupplier<RetryTemplate> refusedRetry;

	private final ObservationRegistry observationRegistry;

	private final @Nullable DwObservationConvention observationConvention;

	private volatile @Nullable String server;

	DatlakeTransport(Supplier<RestClient> restClient, String baseUrl, Credentials credentials, RetrySettings retry,
			Supplier<String> requestIds, ObservationRegistry observationRegistry,
			@Nullable DwObservationConvention observationConvention) {
		this.restClient = restClient;
		this.baseUrl = baseUrl;
		this.credentials = credentials;
		this.errors = new DatlakeErrors(credentials.key());
		this.requestIds = requestIds;
		this.idempotentRetry = SingletonSupplier.of(() -> RetryTemplates.create(retry, new Transient(false)));
		this.refusedRetry = SingletonSupplier.of(() -> RetryTemplates.create(retry, new Transient(true)));
		this.observationRegistry = observationRegistry;
		this.observationConvention = observationConvention;
	}

	/**
	 * What the catalog called itself in its last answer that told it.
	 */
	@Nullable String server() {
		return this.server;
	}

	private void noteServer(@Nullable String name) {
		if (name != null && !name.equals(this.server)) {
			this.server = name.substring(0, Math.min(name.length(), LONGEST_NAME));
		}
	}

	DatlakeErrors errors() {
		return this.errors;
	}

	/**
	 * Make a call.
	 * @param call the call
	 * @param reader takes what is wanted from a good answer
	 * @return what the reader took
	 * @throws DatlakeException if the call failed for good
	 */
	<T> T exchange(DatlakeCall call, Function<Answer, T> reader) {
		DatlakeRequest request = new DatlakeRequest(call.operation(),
				call.method().name() + " " + this.baseUrl + call.path(), this.requestIds.get(), call.jobName(),
				call.runId());
		Observation observation = DwObservation.JOBS.operation(this.observationRegistry, this.observationConvention,
				call.operation(), call.jobName(), call.runId());
		return observation.observe(() -> reader.apply(retried(call, request, observation)));
	}

	private Answer retried(DatlakeCall call, DatlakeRequest request, Observation observation) {
		if (!call.retried()) {
			return attempt(call, request, observation);
		}
		SingletonSupplier<RetryTemplate> template = call.isIdempotent() ? this.idempotentRetry : this.refusedRetry;
		try {
			return template.obtain().execute((context) -> {
				if (context.getRetryCount() > 0) {
					observation.event(DwObservationEvent.RETRY);
				}
				return attempt(call, request, observation);
			});
		}
		catch (BackOffInterruptedException ex) {
			throw this.errors.ofFault(request, ex);
		}
	}

	private Answer attempt(DatlakeCall call, DatlakeRequest request, Observation observation) {
		try {
			RestClient.RequestBodySpec spec = this.restClient.get()
				.method(call.method())
				.uri(URI.create(this.baseUrl + call.path()))
				.headers((headers) -> addHeaders(headers, call, request));
			addBody(spec, call);
			return spec.exchange((sent, response) -> read(call, request, response, observation));
		}
		catch (RestClientException ex) {
			throw this.errors.ofFault(request, ex);
		}
	}

	private void addHeaders(HttpHeaders headers, DatlakeCall call, DatlakeRequest request) {
		this.credentials.addTo(headers);
		headers.set(REQUEST_ID, request.requestId());
		headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
		if (call.idempotencyKey() != null) {
			headers.set(IDEMPOTENCY_KEY, call.idempotencyKey());
		}
	}

	private static void addBody(RestClient.RequestBodySpec spec, DatlakeCall call) {
		byte[] body = call.body();
		Resource content = call.content();
		if (body != null) {
			spec.contentType(MediaType.APPLICATION_JSON)
				.contentLength(body.length)
				.body(new DatlakeRequests.Bytes(body));
		}
		else if (content != null) {
			spec.header(HttpHeaders.CONTENT_TYPE, call.contentType());
			long length = length(content);
			if (length >= 0) {
				spec.contentLength(length);
			}
			spec.body((out) -> copy(content, out));
		}
	}

	private static long length(Resource content) {
		try {
			// The length of an open stream is found by reading it to its end.
			return content.isOpen() ? -1 : content.contentLength();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	private static void copy(Resource content, OutputStream out) throws IOException {
		try (InputStream in = content.getInputStream()) {
			in.transferTo(out);
		}
	}

	private Answer read(DatlakeCall call, DatlakeRequest request, ClientHttpResponse response, Observation observation)
			throws IOException {
		HttpHeaders headers = response.getHeaders();
		noteServer(headers.getFirst(HttpHeaders.SERVER));
		String answeredId = headers.getFirst(REQUEST_ID);
		DatlakeRequest answered = (answeredId != null) ? request.withRequestId(answeredId) : request;
		int status = response.getStatusCode().value();
		byte[] body;
		try (InputStream in = response.getBody()) {
			body = in.readNBytes(DatlakeRequests.MOST_ANSWERED);
		}
		boolean good = status >= 200 && status <= 299;
		if (!good && !(call.refusalAccepted() && isRefusalByCatalog(status, body))) {
			throw this.errors.ofStatus(answered, status, headers, body);
		}
		return new Answer(answered, status, body, observation);
	}

	/**
	 * Whether the catalog looked at the call beyond its key. A 404 of any other web
	 * server is a page, not an object.
	 */
	private static boolean isRefusalByCatalog(int status, byte[] body) {
		return (status == 400 || status == 404 || status == 409 || status == 422)
				&& DatlakeJson.parseObject(body) != null;
	}

	/**
	 * A good answer.
	 */
	record Answer(DatlakeRequest request, int status, byte[] body, Observation observation) {

		/**
		 * The JSON object in the answer.
		 * @return the object, empty if the answer holds none
		 */
		ObjectNode json() {
			ObjectNode object = DatlakeJson.parseObject(this.body);
			return (object != null) ? object : DatlakeJson.object();
		}

		void observeRun(String runId) {
			if (this.observation.getContext() instanceof DwObservationContext context) {
				context.setDetail(runId);
			}
		}

	}

	/**
	 * The header that shows who calls. Not a record, so that nothing prints the key.
	 */
	static final class Credentials {

		private final String header;

		private final String scheme;

		private final @Nullable String key;

		Credentials(String header, String scheme, @Nullable String key) {
			this.header = header;
			this.scheme = scheme;
			this.key = key;
		}

		@Nullable String key() {
			return this.key;
		}

		void addTo(HttpHeaders headers) {
			if (this.key != null) {
				headers.set(this.header, this.scheme.isEmpty() ? this.key : this.scheme + " " + this.key);
			}
		}

	}

	/**
	 * Which failures are worth another attempt.
	 */
	private record Transient(boolean refusedOnly) implements FailureClassifier {

		@Override
		public boolean isTransient(Throwable failure) {
			// An interrupted thread was told to stop, not to try again.
			return failure instanceof DatlakeTransientException transientFailure
					&& (!this.refusedOnly || transientFailure.isRefused()) && !Thread.currentThread().isInterrupted();
		}

		@Override
		public @Nullable Duration retryAfter(Throwable failure) {
			return (failure instanceof DatlakeTransientException transientFailure) ? transientFailure.getRetryAfter()
					: null;
		}

	}

}
