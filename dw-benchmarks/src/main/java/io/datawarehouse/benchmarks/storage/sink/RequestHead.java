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

package io.datawarehouse.benchmarks.storage.sink;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The request line of an HTTP request and its headers.
 *
 * @param method the method in upper case
 * @param path the path without the query
 * @param query the query without its question mark, may be empty
 * @param http11 whether the client speaks HTTP/1.1
 * @param headers the headers, looked up in any case
 */
record RequestHead(String method, String path, String query, boolean http11, Map<String, String> headers) {

	static RequestHead parse(String head) throws IOException {
		int end = head.indexOf("\r\n");
		String[] line = head.substring(0, (end < 0) ? head.length() : end).split(" ");
		if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
			throw new IOException("Not an HTTP/1 request line: '" + String.join(" ", line) + "'");
		}
		int mark = line[1].indexOf('?');
		String path = (mark < 0) ? line[1] : line[1].substring(0, mark);
		String query = (mark < 0) ? "" : line[1].substring(mark + 1);
		return new RequestHead(line[0].toUpperCase(Locale.ROOT), path, query, line[2].equals("HTTP/1.1"),
				headers(head, end));
	}

	private static Map<String, String> headers(String head, int start) throws IOException {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		int from = start;
		while (from >= 0 && from + 2 < head.length()) {
			int end = head.indexOf("\r\n", from + 2);
			String line = head.substring(from + 2, (end < 0) ? head.length() : end);
			int colon = line.indexOf(':');
			if (colon < 0) {
				throw new IOException("Not a header: '" + line + "'");
			}
			headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
			from = end;
		}
		return headers;
	}

	@Nullable String header(String name) {
		return this.headers.get(name);
	}

	long contentLength() throws IOException {
		String length = header("Content-Length");
		try {
			return (length != null) ? Long.parseLong(length) : 0;
		}
		catch (NumberFormatException ex) {
			throw new IOException("Not a Content-Length: '" + length + "'", ex);
		}
	}

	boolean isChunked() {
		return "chunked".equalsIgnoreCase(header("Transfer-Encoding"));
	}

	boolean expectsContinue() {
		return "100-continue".equalsIgnoreCase(header("Expect"));
	}

	boolean keepsAlive() {
		String connection = header("Connection");
		return this.http11 ? !"close".equalsIgnoreCase(connection) : "keep-alive".equalsIgnoreCase(connection);
	}

	/**
	 * Return a parameter of the query.
	 * @param name its name
	 * @return its value, empty when it has none, {@code null} when it is not there
	 */
	@Nullable String parameter(String name) {
		for (String parameter : this.query.split("&")) {
			int equals = parameter.indexOf('=');
			if (name.equals((equals < 0) ? parameter : parameter.substring(0, equals))) {
				return (equals < 0) ? "" : parameter.substring(equals + 1);
			}
		}
		return null;
	}

}
