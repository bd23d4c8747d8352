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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Corrects XML answers that claim to be UTF-16 but are UTF-8, as the DataWarehouse server
 * sends them: without this, neither answers nor error codes can be read.
 */
final class Utf16PrologInterceptor implements ExecutionInterceptor {

	private static final int PROLOG_LENGTH = 128;

	private static final Pattern PROLOG = Pattern.compile("^(\\s*<\\?xml[^>]*encoding=)([\"'])utf-16\\2",
			Pattern.CASE_INSENSITIVE);

	@Override
	public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context,
			ExecutionAttributes executionAttributes) {
		boolean content = context.request() instanceof GetObjectRequest && context.httpResponse().isSuccessful();
		return content ? context.responseBody() : context.responseBody().map(Utf16PrologInterceptor::correct);
	}

	private static InputStream correct(InputStream body) {
		try {
			byte[] start = body.readNBytes(PROLOG_LENGTH);
			// Latin-1 maps every byte to a character and back.
			Matcher prolog = PROLOG.matcher(new String(start, StandardCharsets.ISO_8859_1));
			byte[] corrected = prolog.find() ? prolog.replaceFirst("$1$2utf-8$2 ").getBytes(StandardCharsets.ISO_8859_1)
					: start;
			return new SequenceInputStream(new ByteArrayInputStream(corrected), body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
