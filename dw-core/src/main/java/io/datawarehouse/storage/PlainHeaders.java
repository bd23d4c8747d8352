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

import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;

/**
 * Answers that are told by plain headers. Knows from the SDK's own model which header
 * tells what, and says so when there is more to an answer than plain headers.
 */
final class PlainHeaders {

	static final String METADATA = "x-amz-meta-";

	private final Map<String, SdkField<?>> fields;

	/**
	 * Create the headers of an answer.
	 * @param fields the fields of the answer in the SDK's model
	 */
	PlainHeaders(List<SdkField<?>> fields) {
		this.fields = fields.stream()
			.filter((field) -> field.location() == MarshallLocation.HEADER
					&& field.marshallingType() != MarshallingType.MAP)
			.collect(Collectors.toMap((field) -> field.locationName().toLowerCase(Locale.ROOT), Function.identity(),
					(one, other) -> one));
	}

	/**
	 * Read the headers of an answer.
	 * @param response the answer
	 * @param target the builder that is told what they say
	 * @param metadata is told of the metadata
	 * @return whether that is all they say: {@code false} if one needs more than a look
	 */
	boolean read(HttpResponse response, SdkPojo target, Map<String, String> metadata) {
		for (Header header : response.getHeaders()) {
			String name = header.getName().toLowerCase(Locale.ROOT);
			SdkField<?> field = this.fields.get(name);
			if (field != null) {
				Object value = value(field, header.getValue());
				if (value == null) {
					return false;
				}
				field.set(target, value);
			}
			else if (name.startsWith(METADATA)) {
				metadata.put(header.getName().substring(METADATA.length()), header.getValue());
			}
		}
		return true;
	}

	private static @Nullable Object value(SdkField<?> field, @Nullable String value) {
		MarshallingType<?> type = field.marshallingType();
		if (value == null || type == MarshallingType.STRING) {
			return value;
		}
		try {
			if (type == MarshallingType.LONG) {
				return Long.valueOf(value);
			}
			if (type == MarshallingType.BOOLEAN) {
				return Boolean.valueOf(value);
			}
			if (type == MarshallingType.INTEGER) {
				return Integer.valueOf(value);
			}
			return (type == MarshallingType.INSTANT && field.locationName().equals("Last-Modified"))
					? HttpDates.parse(value) : null;
		}
		catch (NumberFormatException | DateTimeException ex) {
			return null;
		}
	}

}
