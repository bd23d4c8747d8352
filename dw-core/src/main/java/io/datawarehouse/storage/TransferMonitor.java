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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Watches the requests of transfers that somebody listens to, whatever makes them, and
 * costs nothing when nobody does.
 */
final class TransferMonitor implements ExecutionInterceptor {

	private final Map<String, TransferProgress> transfers = new ConcurrentHashMap<>();

	<T> T watch(Transfer.Direction direction, DwUri uri, Path file, long size, TransferListener listener,
			Supplier<T> transfer, ToLongFunction<T> sizeOf) {
		Addresses.requireObject(uri);
		TransferProgress progress = new TransferProgress(new Transfer(direction, uri, file, size), listener);
		String id = id(direction, uri.bucket(), uri.key());
		boolean watched = this.transfers.putIfAbsent(id, progress) == null;
		progress.started();
		try {
			T result = transfer.get();
			progress.completed(sizeOf.applyAsLong(result));
			return result;
		}
		catch (RuntimeException | Error ex) {
			progress.failed(ex);
			throw ex;
		}
		finally {
			if (watched) {
				this.transfers.remove(id);
			}
		}
	}

	/**
	 * Whether nobody listens to any transfer.
	 */
	boolean isIdle() {
		return this.transfers.isEmpty();
	}

	private static String id(Transfer.Direction direction, String bucket, String key) {
		return direction + " " + bucket + "/" + key;
	}

	private @Nullable TransferProgress find(SdkRequest request) {
		if (this.transfers.isEmpty()) {
			return null;
		}
		if (request instanceof UploadPartRequest part) {
			return this.transfers.get(id(Transfer.Direction.UPLOAD, part.bucket(), part.key()));
		}
		if (request instanceof PutObjectRequest put) {
			return this.transfers.get(id(Transfer.Direction.UPLOAD, put.bucket(), put.key()));
		}
		return (request instanceof GetObjectRequest get)
				? this.transfers.get(id(Transfer.Direction.DOWNLOAD, get.bucket(), get.key())) : null;
	}

	@Override
	public Optional<RequestBody> modifyHttpContent(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
		TransferProgress progress = find(context.request());
		RequestBody body = context.requestBody().orElse(null);
		if (progress == null || body == null) {
			return context.requestBody();
		}
		String request = (context.request() instanceof UploadPartRequest part) ? "part " + part.partNumber() : "whole";
		return Optional.of(RequestBody.fromContentProvider(
				() -> new Counting(body.contentStreamProvider().newStream(), progress, request),
				body.optionalContentLength().orElseThrow(), body.contentType()));
	}

	@Override
	public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context,
			ExecutionAttributes attributes) {
		TransferProgress progress = find(context.request());
		if (progress == null || !context.httpResponse().isSuccessful()) {
			return context.responseBody();
		}
		String request = (context.request() instanceof GetObjectRequest get && get.range() != null) ? get.range()
				: "whole";
		return context.responseBody().map((body) -> new Counting(body, progress, request));
	}

	@Override
	public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
		TransferProgress progress = (context.request() instanceof UploadPartRequest) ? find(context.request()) : null;
		if (progress != null) {
			progress.part();
		}
	}

	/**
	 * Counts what is read.
	 */
	private static final class Counting extends FilterInputStream {

		private final TransferProgress progress;

		private final String request;

		private AtomicLong counted;

		private long marked;

		private Counting(InputStream stream, TransferProgress progress, String request) {
			super(stream);
			this.progress = progress;
			this.request = request;
			this.counted = progress.begin(request);
		}

		@Override
		public int read() throws IOException {
			int value = super.read();
			if (value >= 0) {
				this.progress.moved(this.counted, 1);
			}
			return value;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int count = super.read(bytes, offset, length);
			if (count > 0) {
				this.progress.moved(this.counted, count);
			}
			return count;
		}

		@Override
		public synchronized void mark(int readLimit) {
			super.mark(readLimit);
			this.marked = this.counted.get();
		}

		@Override
		public synchronized void reset() throws IOException {
			super.reset();
			this.counted = this.progress.begin(this.request);
			this.progress.moved(this.counted, this.marked);
		}

	}

}
