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

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the requests that come, and lets those go wrong that are meant to.
 */
final class RequestRecorder implements CatalogRouter.Interceptor {

	static final int MAX_KEPT = 10_000;

	private static final int MAX_BODY = 64 * 1024;

	private static final Set<String> SECRETS = Set.of("authorization", "x-api-key", "proxy-authorization", "cookie");

	private final TreeMap<Long, RecordedRequest> requests = new TreeMap<>();

	private final Map<CatalogFault, Long> faults = new LinkedHashMap<>();

	private long count;

	@Override
	public @Nullable CatalogResponse intercept(HttpExchange exchange, CatalogRouter.Answering next) throws IOException {
		Tee body = new Tee(exchange.getRequestBody());
		exchange.setStreams(body, null);
		RecordedRequest request = arrived(exchange);
		CatalogFault fault = hitting(request.call());
		pause(fault);
		CatalogResponse response = respond(exchange, next, fault);
		body.transferTo(OutputStream.nullOutputStream());
		boolean cut = fault != null && fault.kind() == CatalogFault.Kind.CUT_ANSWER;
		answered(request.answered(body.text(), (response != null && !cut) ? response.status() : 0));
		return cut ? null : response;
	}

	private static void pause(@Nullable CatalogFault fault) throws IOException {
		try {
			if (fault != null && !fault.delay().isZero()) {
				Thread.sleep(fault.delay().toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("The catalog is closing", ex);
		}
	}

	private static @Nullable CatalogResponse respond(HttpExchange exchange, CatalogRouter.Answering next,
			@Nullable CatalogFault fault) throws IOException {
		CatalogFault.Kind kind = (fault != null) ? fault.kind() : CatalogFault.Kind.NONE;
		if (fault == null || kind == CatalogFault.Kind.NONE || kind == CatalogFault.Kind.CUT_ANSWER) {
			return next.answer(exchange);
		}
		if (kind == CatalogFault.Kind.CUT) {
			return null;
		}
		Duration retryAfter = fault.retryAfter();
		if (retryAfter != null) {
			exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfter.toSeconds()));
		}
		return ApiException.of(fault.status(), "Injected fault").response();
	}

	private synchronized RecordedRequest arrived(HttpExchange exchange) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		exchange.getRequestHeaders()
			.forEach((name, values) -> headers.put(name,
					SECRETS.contains(name.toLowerCase(Locale.ROOT)) ? List.of("***") : List.copyOf(values)));
		CatalogCall call = CatalogCall.of(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
		RecordedRequest request = new RecordedRequest(++this.count, Instant.now(), call, exchange.getRequestMethod(),
				exchange.getRequestURI().toString(), headers, "", 0);
		answered(request);
		return request;
	}

	private synchronized void answered(RecordedRequest request) {
		this.requests.put(request.number(), request);
		if (this.requests.size() > MAX_KEPT) {
			this.requests.pollFirstEntry();
		}
		notifyAll();
	}

	private synchronized @Nullable CatalogFault hitting(CatalogCall call) {
		CatalogFault hitting = null;
		for (Map.Entry<CatalogFault, Long> fault : this.faults.entrySet()) {
			if (hitting == null && fault.getKey().concerns(call)) {
				hitting = fault.getKey().hits(fault.getValue()) ? fault.getKey() : null;
				fault.setValue(fault.getValue() + 1);
			}
		}
		return hitting;
	}

	synchronized void inject(CatalogFault fault) {
		this.faults.put(fault, 0L);
	}

	synchronized void heal() {
		this.faults.clear();
	}

	synchronized void forget() {
		this.requests.clear();
		this.count = 0;
	}

	synchronized List<RecordedRequest> requests() {
		return List.copyOf(this.requests.values());
	}

	synchronized long count() {
		return this.count;
	}

	/**
	 * Wait for requests.
	 * @return whether there are as many
	 */
	synchronized boolean await(Predicate<RecordedRequest> wanted, int number, Duration limit)
			throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		while (this.requests.values().stream().filter(wanted).count() < number) {
			long left = (end - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				return false;
			}
			wait(left);
		}
		return true;
	}

	/**
	 * Keeps the start of what is read.
	 */
	private static final class Tee extends FilterInputStream {

		private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

		Tee(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			int value = super.read();
			if (value >= 0 && this.kept.size() < MAX_BODY) {
				this.kept.write(value);
			}
			return value;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int count = super.read(bytes, offset, length);
			if (count > 0) {
				this.kept.write(bytes, offset, Math.min(count, MAX_BODY - this.kept.size()));
			}
			return count;
		}

		String text() {
			return this.kept.toString(StandardCharsets.UTF_8);
		}

	}

}
