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

import java.io.EOFException;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A range inside an object of known size, for stores that answer with the whole object.
 *
 * @param start where the range begins
 * @param length how many bytes it has
 */
record RangeOfAll(long start, long length) {

	private static final int RANGE_NOT_SATISFIABLE = 416;

	/**
	 * Find the range in the whole.
	 * @return the range, or {@code null} if it lies beyond the end
	 */
	static @Nullable RangeOfAll of(ByteRange range, GetObjectResponse response) throws EOFException {
		Long size = response.contentLength();
		if (size == null) {
			throw new EOFException("The store ignores ranges and does not tell the length of the object");
		}
		long start = (range.offset() >= 0) ? range.offset() : Math.max(0, size + range.offset());
		return (start >= size) ? null : new RangeOfAll(start, Math.min(range.length(), size - start));
	}

	/**
	 * What a store throws that does not ignore ranges.
	 */
	static AwsServiceException beyondEnd() {
		return S3Exception.builder()
			.statusCode(RANGE_NOT_SATISFIABLE)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode("InvalidRange").build())
			.message("The range lies beyond the end")
			.build();
	}

}
