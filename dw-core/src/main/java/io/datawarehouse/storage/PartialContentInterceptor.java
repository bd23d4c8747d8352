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

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes the checksum of the whole object from an answer that holds a part of it. Some
 * stores send it, and the SDK would find the part to be damaged.
 */
final class PartialContentInterceptor implements ExecutionInterceptor {

	@Override
	public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
		SdkHttpResponse response = context.httpResponse();
		boolean partial = response.statusCode() == ContentRange.STATUS
				&& !ContentRange.isWhole(response.firstMatchingHeader(ContentRange.HEADER).orElse(null));
		return partial ? withoutChecksums(response) : response;
	}

	private static SdkHttpResponse withoutChecksums(SdkHttpResponse response) {
		SdkHttpResponse.Builder builder = response.toBuilder();
		response.headers().keySet().stream().filter(Crc32Header::isChecksum).forEach(builder::removeHeader);
		return builder.build();
	}

}
