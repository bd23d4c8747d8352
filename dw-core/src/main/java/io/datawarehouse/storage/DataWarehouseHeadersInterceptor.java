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
 * Corrects headers of the DataWarehouse server: ETags in two pairs of quotes, which would
 * not be those of the object when they are sent back, and the content type, which is
 * echoed as if it were metadata of the user's.
 */
final class DataWarehouseHeadersInterceptor implements ExecutionInterceptor {

	private static final String ECHO = "x-amz-meta-content-type";

	private static final String ETAG = "ETag";

	@Override
	public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context,
			ExecutionAttributes executionAttributes) {
		SdkHttpResponse response = context.httpResponse();
		return response.toBuilder().applyMutation((corrected) -> {
			response.headers().keySet().stream().filter(ECHO::equalsIgnoreCase).forEach(corrected::removeHeader);
			response.firstMatchingHeader(ETAG)
				.ifPresent((etag) -> corrected.putHeader(ETAG, "\"" + SdkResponses.etag(etag) + "\""));
		}).build();
	}

}
