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

package io.datawarehouse.benchmarks.storage.peer;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept connection that makes HTTP/1.1 requests. Closes itself when one fails.
 */
final class RawConnection implements Closeable {

	private static final int BUFFER_SIZE = 128 * 1024;

	private final Socket socket;

	private final byte[] buffer = new byte[BUFFER_SIZE];

	/** The end of what was read into the buffer. */
	private int end;

	RawConnection(String host, int port) throws IOException {
		this.socket = new Socket(host, port);
		this.socket.setTcpNoDelay(true);
	}

	void put(String path, InputStream content, long length) throws IOException {
		try {
			OutputStream output = this.socket.getOutputStream();
			int filled = head("PUT", path, "Content-Length: " + length + "\r\n");
			long left = length;
			while (left > 0 || filled > 0) {
				int count = content.readNBytes(this.buffer, filled, (int) Math.min(left, BUFFER_SIZE - filled));
				left -= count;
				output.write(this.buffer, 0, filled + count);
				if (count == 0 && left > 0) {
					throw new EOFException("The content is " + left + " bytes too short");
				}
				filled = 0;
			}
			readHead();
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	void get(String path, OutputStream content) throws IOException {
		try {
			this.socket.getOutputStream().write(this.buffer, 0, head("GET", path, ""));
			Head head = readHead();
			int first = this.end - head.size();
			content.write(this.buffer, head.size(), first);
			InputStream input = this.socket.getInputStream();
			for (long left = head.contentLength() - first; left > 0;) {
				int count = input.read(this.buffer, 0, (int) Math.min(left, BUFFER_SIZE));
				if (count < 0) {
					throw new EOFException("The answer is " + left + " bytes too short");
				}
				content.write(this.buffer, 0, count);
				left -= count;
			}
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	private int head(String method, String path, String headers) {
		byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
			.getBytes(StandardCharsets.ISO_8859_1);
		System.arraycopy(head, 0, this.buffer, 0, head.length);
		return head.length;
	}

	private Head readHead() throws IOException {
		InputStream input = this.socket.getInputStream();
		this.end = 0;
		int size = -1;
		while (size < 0) {
			int count = input.read(this.buffer, this.end, BUFFER_SIZE - this.end);
			if (count <= 0) {
				throw new EOFException("The answer has no end of its head");
			}
			this.end += count;
			size = headSize();
		}
		String head = new String(this.buffer, 0, size, StandardCharsets.ISO_8859_1);
		if (!head.startsWith("HTTP/1.1 200 ")) {
			throw new IOException("Answered " + head.lines().findFirst().orElse(head));
		}
		return new Head(size, contentLength(head));
	}

	private int headSize() {
		for (int i = 3; i < this.end; i++) {
			if (this.buffer[i] == '\n' && this.buffer[i - 1] == '\r' && this.buffer[i - 2] == '\n'
					&& this.buffer[i - 3] == '\r') {
				return i + 1;
			}
		}
		return -1;
	}

	private static long contentLength(String head) {
		String name = "\r\nContent-Length: ";
		int start = head.indexOf(name) + name.length();
		return Long.parseLong(head.substring(start, head.indexOf('\r', start)));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private record Head(int size, long contentLength) {

	}

}
