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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the sink answers to a request whose body has been read and forgotten. The size of
 * an object is in its name: {@code bucket/4096} has 4096 bytes. Objects above the size of
 * a part appear as uploaded in parts of 8 MiB, for the clients that read them part by
 * part.
 */
final class SinkProtocol {

	/**
	 * An ETag that is no MD5, as that of every object which was uploaded in parts, so no
	 * client compares it with its own.
	 */
	static final String ETAG = "\"5121e6d7a3f20bd9c4b8a96d5e0f7c31-1\"";

	static final long PART_SIZE = 8 * 1024 * 1024;

	private static final Pattern SIZE = Pattern.compile("/[^/]+/(?:.*/)?(\\d{1,15})(?:[^/\\d][^/]*)?");

	private static final String OBJECT_HEADERS = "ETag: " + ETAG + "\r\nAccept-Ranges: bytes\r\n"
			+ "Content-Type: application/octet-stream\r\nLast-Modified: Sat, 21 Nov 2026 00:00:00 GMT\r\n";

	private static final SinkReply STORED = SinkReply.empty("200 OK", "ETag: " + ETAG + "\r\n");

	private static final SinkReply NO_CONTENT = SinkReply.empty("204 No Content", "");

	private static final SinkReply NO_SUCH_KEY = SinkReply.text("404 Not Found",
			"<Error><Code>NoSuchKey</Code><Message>The name of an object here is its size</Message></Error>");

	private static final SinkReply INVALID_RANGE = SinkReply.text("416 Range Not Satisfiable",
			"<Error><Code>InvalidRange</Code><Message>The object has no such bytes</Message></Error>");

	private static final SinkReply NOT_ALLOWED = SinkReply.text("405 Method Not Allowed",
			"<Error><Code>MethodNotAllowed</Code><Message>The sink does not know this request</Message></Error>");

	private static final SinkReply UPLOAD_CREATED = SinkReply.text("200 OK",
			"<InitiateMultipartUploadResult><Bucket>bench</Bucket><Key>object</Key><UploadId>upload</UploadId>"
					+ "</InitiateMultipartUploadResult>");

	private static final SinkReply UPLOAD_COMPLETED = SinkReply.text("200 OK",
			"<CompleteMultipartUploadResult><Location>object</Location><Bucket>bench</Bucket><Key>object</Key><ETag>"
					+ ETAG.replace("\"", "&quot;") + "</ETag></CompleteMultipartUploadResult>");

	private SinkProtocol() {
	}

	static SinkReply answer(RequestHead request) {
		return switch (request.method()) {
			case "PUT" -> STORED;
			case "GET" -> get(request);
			case "HEAD" -> get(request).withoutBody();
			case "POST" -> post(request);
			case "DELETE" -> NO_CONTENT;
			default -> NOT_ALLOWED;
		};
	}

	private static SinkReply post(RequestHead request) {
		if (request.parameter("uploads") != null) {
			return UPLOAD_CREATED;
		}
		return (request.parameter("uploadId") != null) ? UPLOAD_COMPLETED : NOT_ALLOWED;
	}

	private static SinkReply get(RequestHead request) {
		Matcher matcher = SIZE.matcher(request.path());
		if (!matcher.matches()) {
			return NO_SUCH_KEY;
		}
		long size = Long.parseLong(matcher.group(1));
		String range = request.header("Range");
		if (range != null) {
			return partial(ContentRange.parse(range, size), "");
		}
		String part = request.parameter("partNumber");
		if (part != null && part.matches("\\d{1,5}")) {
			String count = "x-amz-mp-parts-count: " + Math.max(1, (size + PART_SIZE - 1) / PART_SIZE) + "\r\n";
			return partial(ContentRange.part(Long.parseLong(part), PART_SIZE, size), count);
		}
		return SinkReply.content("200 OK", OBJECT_HEADERS, size);
	}

	private static SinkReply partial(@Nullable ContentRange range, String headers) {
		if (range == null) {
			return INVALID_RANGE;
		}
		return SinkReply.content("206 Partial Content", OBJECT_HEADERS + headers + range.header(), range.length());
	}

}
