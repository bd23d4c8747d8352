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

import java.nio.charset.StandardCharsets;

/**
 * An answer of the sink: its head, and its body as text or as a number of zero bytes.
 *
 * @param head the status line and the headers with the empty line after them
 * @param text the body when it is text
 * @param zeros the length of the body when it is an object's content
 */
record SinkReply(byte[] head, byte[] text, long zeros) {

	private static final byte[] NOTHING = {};

	static SinkReply empty(String status, String headers) {
		return new SinkReply(head(status, headers, 0), NOTHING, 0);
	}

	static SinkReply text(String status, String xml) {
		byte[] text = xml.getBytes(StandardCharsets.UTF_8);
		return new SinkReply(head(status, "Content-Type: application/xml\r\n", text.length), text, 0);
	}

	static SinkReply content(String status, String headers, long length) {
		return new SinkReply(head(status, headers, length), NOTHING, length);
	}

	/**
	 * As the answer to HEAD: the same headers without the body.
	 * @return the answer without its body
	 */
	SinkReply withoutBody() {
		return new SinkReply(this.head, NOTHING, 0);
	}

	private static byte[] head(String status, String headers, long length) {
		String head = "HTTP/1.1 " + status + "\r\nServer: sink\r\nx-amz-request-id: sink\r\n" + headers
				+ "Content-Length: " + length + "\r\n\r\n";
		return head.getBytes(StandardCharsets.ISO_8859_1);
	}

}
