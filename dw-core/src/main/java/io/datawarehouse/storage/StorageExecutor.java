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
import java.util.function.Supplier;

import io.datawarehouse.DwUri;
import io.datawarehouse.observation.DwObservation;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.retry.RetryTemplates;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.retry.RetryContext;
import org.springframework.retry.support.RetryTemplate;

/**
 * The one way of every operation: check the address, open the observation, call the store
 * as often as the retry settings allow, and map what it throws.
 */
final class StorageExecutor {

	private final Lazy<S3Client> client;

	private final RetryTemplate retryTemplate;

	private final StorageExceptionMapper mapper;

	private final ObservationRegistry observationRegistry;

	private final @Nullable DwObservationConvention observationConvention;

	private final AccessReporter accessReporter;

	private volatile boolean closed;

	StorageExecutor(Lazy<S3Client> client, RetrySettings retry, ObservationRegistry observationRegistry,
			@Nullable DwObservationConvention observationConvention, AccessReporter accessReporter) {
		StorageFailureClassifier classifier = new StorageFailureClassifier();
		this.client = client;
		this.retryTemplate = RetryTemplates.create(retry, classifier, new ClockSkewListener());
		this.mapper = new StorageExceptionMapper(classifier);
		this.observationRegistry = observationRegistry;
		this.observationConvention = observationConvention;
		this.accessReporter = accessReporter;
	}

	/**
	 * Observe an operation that is one call of the store, made again when it fails in
	 * passing.
	 */
	<T> T call(String operation, @Nullable DwUri uri, StoreCall<T> call) {
		return observe(operation, uri, () -> retry(operation, uri, call));
	}

	/**
	 * Observe an operation that makes its calls of the store by {@link #retry}.
	 */
	<T> T observe(String operation, @Nullable DwUri uri, Supplier<T> body) {
		String bucket = (uri != null) ? uri.bucket() : null;
		if (this.closed) {
			throw new IllegalStateException("'" + operation + "' was called on a closed DataWarehouseTemplate");
		}
		Observation observation = DwObservation.STORAGE.operation(this.observationRegistry, this.observationConvention,
				operation, bucket, uri);
		T result = observation.observe(body);
		this.accessReporter.report(operation, uri, result);
		return result;
	}

	/**
	 * Make one call of the store, again when it fails in passing. Not observed by itself.
	 */
	<T> T retry(String operation, @Nullable DwUri uri, StoreCall<T> call) {
		S3Client client = this.client.get();
		int[] attempts = new int[1];
		try {
			return this.retryTemplate.<T, Exception>execute((context) -> {
				context.setAttribute(RetryContext.NAME, "dw.storage." + operation);
				if (++attempts[0] > 1) {
					DwObservation.STORAGE.retrying(this.observationRegistry);
				}
				return call.execute(client, attempts[0]);
			});
		}
		catch (Exception ex) {
			throw this.mapper.map(operation, uri, ex, attempts[0]);
		}
	}

	/**
	 * Make one call of the store, and only once. Not observed by itself.
	 */
	<T> T once(String operation, @Nullable DwUri uri, StoreCall<T> call) {
		S3Client client = this.client.get();
		try {
			return call.execute(client, 1);
		}
		catch (Exception ex) {
			throw this.mapper.map(operation, uri, ex, 1);
		}
	}

	/**
	 * Map a failure that came after the call, while its answer was read.
	 */
	RuntimeException failure(String operation, DwUri uri, Exception thrown) {
		return this.mapper.map(operation, uri, thrown, 1);
	}

	/**
	 * Let what another thread does be seen as a part of what this one is doing.
	 */
	Runnable propagating(Runnable work) {
		Observation current = this.observationRegistry.getCurrentObservation();
		return (current != null) ? () -> current.scoped(work) : work;
	}

	void close() {
		this.closed = true;
	}

	/**
	 * One attempt of a call of the store.
	 *
	 * @param <T> what the store answers
	 */
	@FunctionalInterface
	interface StoreCall<T> {

		T execute(S3Client client, int attempt) throws IOException;

	}

}
