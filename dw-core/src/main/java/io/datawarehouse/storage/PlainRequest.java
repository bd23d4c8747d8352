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

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * A request that is told by plain headers and a query. Knows from the SDK's own model
 * what goes where, and says so when there is more to a request.
 *
 * @param headers the headers, ordered by name without regard to case
 * @param query the encoded query as it is signed: ordered by name, each with a value,
 * empty if there is none
 * @param target the encoded query as it is sent
 */
record PlainRequest(SortedMap<String, String> headers, String query, String target) {

	/**
	 * Return what a request tells.
	 * @param request the request
	 * @return the same, or {@code null} if there is more to it
	 */
	static @Nullable PlainRequest of(S3Request request) {
		if (request.overrideConfiguration().isPresent()) {
			return null;
		}
		SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		SortedMap<String, String> query = new TreeMap<>();
		for (SdkField<?> field : request.sdkFields()) {
			if (field.location() != MarshallLocation.PATH && field.location() != MarshallLocation.GREEDY_PATH
					&& !put(headers, query, field, field.getValueOrDefault(request))) {
				return null;
			}
		}
		String encoded = query.isEmpty() ? "" : encode(query);
		return new PlainRequest(headers, encoded, encoded);
	}

	private static String encode(SortedMap<String, String> query) {
		return query.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + SdkHttpUtils.urlEncode(parameter.getValue()))
			.collect(Collectors.joining("&"));
	}

	/**
	 * The same with a query that has a name but no value.
	 */
	PlainRequest asking(String name) {
		return new PlainRequest(this.headers, name + "=", name);
	}

	boolean hasQuery() {
		return !this.query.isEmpty();
	}

	private static boolean put(Map<String, String> headers, Map<String, String> query, SdkField<?> field,
			@Nullable Object value) {
		if (value == null || (value instanceof List<?> list && list.isEmpty())) {
			return true;
		}
		if (field.location() == MarshallLocation.QUERY_PARAM) {
			return (value instanceof String || value instanceof Integer)
					&& query.put(field.locationName(), value.toString()) == null;
		}
		return field.location() == MarshallLocation.HEADER && put(headers, field, value);
	}

	private static boolean put(Map<String, String> headers, SdkField<?> field, Object value) {
		if (value instanceof Map<?, ?> metadata) {
			return field.locationName().equalsIgnoreCase(PlainHeaders.METADATA) && metadata.entrySet()
				.stream()
				.allMatch((entry) -> put(headers, PlainHeaders.METADATA + entry.getKey(),
						String.valueOf(entry.getValue())));
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
		return name.length() > PlainHeaders.METADATA.length() || !name.equalsIgnoreCase(PlainHeaders.METADATA);
	}

	/**
	 * Whether the value is the same before and after all that is done to headers on their
	 * way, and when they are signed.
	 */
	private static boolean isValue(String value) {
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

}
