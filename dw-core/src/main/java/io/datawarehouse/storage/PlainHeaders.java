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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Requests and answers that are told by plain headers. Knows from the SDK's own model
 * which header tells what, and says so when there is more to a request or an answer than
 * plain headers.
 */
final class PlainHeaders {

	private static final String METADATA = "x-amz-meta-";

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
	 * Return the headers of a request.
	 * @param request the request
	 * @return its headers, ordered by name without regard to case, or {@code null} if
	 * there is more to it
	 */
	static @Nullable SortedMap<String, String> of(S3Request request) {
		if (request.overrideConfiguration().isPresent()) {
			return null;
		}
		SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (SdkField<?> field : request.sdkFields()) {
			if (field.location() != MarshallLocation.PATH && field.location() != MarshallLocation.GREEDY_PATH
					&& !put(headers, field, field.getValueOrDefault(request))) {
				return null;
			}
		}
		return headers;
	}

	private static boolean put(Map<String, String> headers, SdkField<?> field, @Nullable Object value) {
		if (value == null || (value instanceof List<?> list && list.isEmpty())) {
			return true;
		}
		if (field.location() != MarshallLocation.HEADER) {
			return false;
		}
		if (value instanceof Map<?, ?> metadata) {
			return field.locationName().equalsIgnoreCase(METADATA) && metadata.entrySet()
				.stream()
				.allMatch((entry) -> put(headers, METADATA + entry.getKey(), String.valueOf(entry.getValue())));
		}
		return (value instanceof String || value instanceof Long || value instanceof Boolean)
				&& put(headers, field.locationName(), value.toString());
	}

	private static boolean put(Map<String, String> headers, String name, String value) {
		return isName(name) && isValue(value) && headers.put(name, value) == null;
	}

	private static boolean isName(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
				return false;
			}
		}
		return name.length() > METADATA.length() || !name.equalsIgnoreCase(METADATA);
	}

	/**
	 * Whether the value is the same before and after all that is done to headers on their
	 * way, and when they are signed.
	 */
	static boolean isValue(String value) {
		char before = ' ';
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
				return false;
			}
			before = c;
		}
		return before != ' ';
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
