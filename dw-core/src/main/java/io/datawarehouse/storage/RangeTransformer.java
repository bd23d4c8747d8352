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
import java.util.function.BiFunction;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * {@link ResponseTransformer} that cuts the range out of a whole object, for stores that
 * do not know of ranges. The one place that does so.
 *
 * @param <R> what the answer is made to
 */
final class RangeTransformer<R> implements ResponseTransformer<GetObjectResponse, R> {

	private static final int RANGE_NOT_SATISFIABLE = 416;

	private static final String UNIT = "bytes=";

	private final String range;

	private final ResponseTransformer<GetObjectResponse, R> delegate;

	private RangeTransformer(String range, ResponseTransformer<GetObjectResponse, R> delegate) {
		this.range = range;
		this.delegate = delegate;
	}

	/**
	 * Retrieve what a request asks for. A range that is one of many, which must be of the
	 * same object, is not cut out of it: those who ask for such see that ranges are
	 * ignored, and read the whole once.
	 * @param <R> what the answer is made to
	 * @param request the request, with or without a range
	 * @param transformer what makes it
	 * @param store sends the request
	 * @return what was made of the answer
	 */
	static <R> R retrieve(GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer,
			BiFunction<GetObjectRequest, ResponseTransformer<GetObjectResponse, R>, R> store) {
		if (request.range() == null || request.ifMatch() != null) {
			return store.apply(request, transformer);
		}
		try {
			return store.apply(request, new RangeTransformer<>(request.range(), transformer));
		}
		catch (SdkClientException ex) {
			throw refusedRange(ex);
		}
	}

	/**
	 * The SDK wraps what is thrown while an answer is read.
	 */
	private static SdkException refusedRange(SdkClientException failure) {
		for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof S3Exception refused) {
				return refused;
			}
		}
		return failure;
	}

	static boolean isPartial(GetObjectResponse response) {
		return response.sdkHttpResponse().statusCode() == ContentRange.STATUS;
	}

	@Override
	public R transform(GetObjectResponse response, AbortableInputStream stream) throws Exception {
		if (isPartial(response)) {
			return this.delegate.transform(response, stream);
		}
		Long size = response.contentLength();
		if (size == null) {
			stream.abort();
			throw new LocalIoException("the store ignores ranges and does not tell the length of the object", null);
		}
		long first = first(size);
		long last = last(size);
		if (first >= size) {
			stream.abort();
			throw unsatisfiable(response);
		}
		stream.skipNBytes(first);
		RangeStream content = new RangeStream(stream, last - first + 1, last + 1 < size);
		return this.delegate.transform(partial(response, first, last, size),
				AbortableInputStream.create(content, stream));
	}

	@Override
	public boolean needsConnectionLeftOpen() {
		return this.delegate.needsConnectionLeftOpen();
	}

	private long first(long size) {
		String first = this.range.substring(UNIT.length(), this.range.indexOf('-'));
		return first.isEmpty() ? Math.max(0, size - Long.parseLong(afterDash())) : Long.parseLong(first);
	}

	private long last(long size) {
		boolean suffix = this.range.startsWith(UNIT + "-");
		return (suffix || afterDash().isEmpty()) ? size - 1 : Math.min(size - 1, Long.parseLong(afterDash()));
	}

	private String afterDash() {
		return this.range.substring(this.range.indexOf('-') + 1);
	}

	private static GetObjectResponse partial(GetObjectResponse whole, long first, long last, long size) {
		SdkHttpResponse http = whole.sdkHttpResponse().toBuilder().statusCode(ContentRange.STATUS).build();
		return (GetObjectResponse) whole.toBuilder()
			.contentLength(last - first + 1)
			.contentRange(new ContentRange(first, last, size).toHeader())
			.sdkHttpResponse(http)
			.build();
	}

	private static S3Exception unsatisfiable(GetObjectResponse response) {
		AwsErrorDetails details = AwsErrorDetails.builder()
			.errorCode("InvalidRange")
			.errorMessage("The requested range is not satisfiable")
			.sdkHttpResponse(response.sdkHttpResponse())
			.build();
		return (S3Exception) S3Exception.builder()
			.message(details.errorMessage())
			.awsErrorDetails(details)
			.requestId(response.responseMetadata().requestId())
			.statusCode(RANGE_NOT_SATISFIABLE)
			.build();
	}

	/**
	 * Ends with the range. What comes after it is not transferred.
	 */
	private static final class RangeStream extends FilterInputStream {

		private final AbortableInputStream whole;

		private final boolean more;

		private long left;

		private RangeStream(AbortableInputStream whole, long length, boolean more) {
			super(whole);
			this.whole = whole;
			this.left = length;
			this.more = more;
		}

		@Override
		public int read() throws IOException {
			byte[] single = new byte[1];
			return (read(single, 0, 1) < 0) ? -1 : single[0] & 0xff;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			if (this.left == 0) {
				return end();
			}
			int count = this.whole.read(buffer, offset, (int) Math.min(length, this.left));
			this.left -= Math.max(0, count);
			return count;
		}

		/**
		 * The last byte is followed by what the SDK verifies, or by what nobody wants.
		 */
		private int end() throws IOException {
			if (this.more) {
				this.whole.abort();
				return -1;
			}
			return this.whole.read();
		}

		@Override
		public long skip(long count) throws IOException {
			long skipped = this.whole.skip(Math.min(count, this.left));
			this.left -= skipped;
			return skipped;
		}

		@Override
		public int available() throws IOException {
			return (int) Math.min(this.whole.available(), this.left);
		}

		@Override
		public boolean markSupported() {
			return false;
		}

	}

}
