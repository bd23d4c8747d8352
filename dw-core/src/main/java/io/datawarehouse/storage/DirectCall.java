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
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One request that is made without the SDK. What goes wrong with it, the SDK is told.
 */
final class DirectCall {

	private static final int MOST_KEPT = 1024 * 1024;

	private final PooledHttpClient http;

	private final PooledHttpClient.Exchange exchange;

	private final ClientSettings settings;

	private final boolean small;

	private volatile boolean timedOut;

	/**
	 * Create a call.
	 * @param small whether its answer is small, and needed as a whole before it is known
	 * who understands it
	 */
	DirectCall(PooledHttpClient http, PooledHttpClient.Exchange exchange, ClientSettings settings, boolean small) {
		this.http = http;
		this.exchange = exchange;
		this.small = small;
		this.settings = settings;
	}

	/**
	 * Make the call.
	 * @param <T> what it returns
	 * @param reader reads the answer
	 * @param sdk makes the same call by the SDK
	 * @return what the call returns
	 */
	<T> T execute(Reader<T> reader, Supplier<T> sdk) {
		Duration limit = this.settings.attemptTimeout();
		Future<?> timeout = this.settings.timeouts().schedule(this::timeOut, limit.toNanos(), TimeUnit.NANOSECONDS);
		Sent sent;
		try {
			sent = send();
			requireOpen(sent);
			requireNotInterrupted(sent);
			Callable<T> plain = (sent.response() != null) ? read(sent.response(), reader) : null;
			if (plain != null) {
				return complete(plain);
			}
		}
		finally {
			timeout.cancel(false);
		}
		return bySdk(sent, sdk);
	}

	private <T> T bySdk(Sent sent, Supplier<T> sdk) {
		requireOpen(sent);
		try {
			return this.http.answering(sent.outcome(), sdk);
		}
		catch (IllegalStateException ex) {
			requireOpen(sent);
			throw ex;
		}
	}

	/**
	 * A connection that was being opened was not closed with the others. The SDK's client
	 * may not have been made yet, and no longer can be.
	 */
	private void requireOpen(Sent sent) {
		if (this.http.isClosed()) {
			this.exchange.abort();
			throw NonRetryableException.builder()
				.message("The DataWarehouseTemplate was closed during the call")
				.cause(sent.failure())
				.build();
		}
	}

	/**
	 * As the SDK does it before it reads an answer.
	 */
	private void requireNotInterrupted(Sent sent) {
		if (sent.response() != null && Thread.currentThread().isInterrupted()) {
			this.exchange.abort();
			throw interrupted(null);
		}
	}

	private static AbortedException interrupted(@Nullable Exception cause) {
		InterruptedException interruption = new InterruptedException("Interrupted while the answer was read");
		interruption.initCause(cause);
		return AbortedException.create("Thread was interrupted", interruption);
	}

	private Sent send() {
		try {
			ClassicHttpResponse response = this.exchange.send();
			if (this.small) {
				keep(response);
			}
			return new Sent(response, null, this.exchange.answered(response));
		}
		catch (IOException | RuntimeException ex) {
			if (this.timedOut) {
				throw timeout(ex);
			}
			return new Sent(null, ex, this.exchange.failed(ex));
		}
	}

	/**
	 * Take the content of a small answer into memory, from where it can be read twice.
	 */
	private void keep(ClassicHttpResponse response) throws IOException {
		InputStream body = this.exchange.body(response);
		if (body == null) {
			return;
		}
		byte[] content = body.readNBytes(MOST_KEPT + 1);
		if (content.length > MOST_KEPT) {
			this.exchange.abort();
			throw new IOException("The answer has more than " + MOST_KEPT + " bytes");
		}
		body.close();
		response.setEntity(new ByteArrayEntity(content, null));
	}

	private <T> @Nullable Callable<T> read(ClassicHttpResponse response, Reader<T> reader) {
		try {
			return reader.read(response);
		}
		catch (RuntimeException ex) {
			this.exchange.abort();
			throw ex;
		}
	}

	private void timeOut() {
		this.timedOut = true;
		this.exchange.abort();
	}

	private ApiCallAttemptTimeoutException timeout(Exception cause) {
		return ApiCallAttemptTimeoutException.create("HTTP request execution did not complete before the specified "
				+ "timeout configuration: " + this.settings.attemptTimeout().toMillis() + " millis", cause);
	}

	/**
	 * As the SDK does it when it hands an answer over.
	 */
	private <T> T complete(Callable<T> plain) {
		try {
			return plain.call();
		}
		catch (RetryableException | AbortedException | Error ex) {
			this.exchange.abort();
			throw ex;
		}
		catch (Exception ex) {
			this.exchange.abort();
			if (this.timedOut) {
				throw timeout(ex);
			}
			if (ex instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
				Thread.currentThread().interrupt();
				throw interrupted(ex);
			}
			throw NonRetryableException.builder().cause(ex).build();
		}
	}

	<R> R transform(ClassicHttpResponse response, GetObjectResponse answer,
			ResponseTransformer<GetObjectResponse, R> transformer, Crc32Header crc32) throws Exception {
		AbortableInputStream body = this.exchange.body(response);
		AbortableInputStream content = (body != null) ? crc32.verifying(body) : AbortableInputStream.createEmpty();
		R result = transformer.transform(answer, content);
		if (!transformer.needsConnectionLeftOpen()) {
			content.close();
		}
		return result;
	}

	/**
	 * Read to its end an answer that has nothing more to tell.
	 */
	void finish(ClassicHttpResponse response) throws IOException {
		EntityUtils.consume(response.getEntity());
	}

	/**
	 * Reads the head of an answer.
	 *
	 * @param <T> what becomes of it
	 */
	@FunctionalInterface
	interface Reader<T> {

		/**
		 * Read the head.
		 * @param response the answer
		 * @return what reads the rest, or {@code null} if that is for the SDK
		 */
		@Nullable Callable<T> read(ClassicHttpResponse response);

	}

	/**
	 * What became of the request.
	 *
	 * @param response the answer, or {@code null} if there is none
	 * @param failure why there is none, or {@code null}
	 * @param outcome the same, for the SDK
	 */
	private record Sent(@Nullable ClassicHttpResponse response, @Nullable Exception failure,
			PooledHttpClient.Outcome outcome) {

	}

}
