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

package io.datawarehouse.storage.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

/**
 * Reads lines of bytes and knows where each begins.
 */
final class LineInput implements AutoCloseable {

	private static final int BLOCK = 64 * 1024;

	private final InputStream input;

	private final Charset charset;

	private final int maxLength;

	private final byte[] block = new byte[BLOCK];

	private int position;

	private int limit;

	private long offset;

	/**
	 * Create an input.
	 * @param input the bytes
	 * @param offset where in the object they begin
	 * @param charset makes text of them, with one byte for a line feed
	 * @param maxLength how long a line may be, in bytes
	 */
	LineInput(InputStream input, long offset, Charset charset, int maxLength) {
		this.input = input;
		this.offset = offset;
		this.charset = charset;
		this.maxLength = maxLength;
	}

	/**
	 * Where the next line begins.
	 */
	long offset() {
		return this.offset;
	}

	/**
	 * Read a line.
	 * @return the line without its end, or {@code null} if there is none
	 * @throws LineTooLongException if the line is longer than allowed
	 * @throws IOException if the bytes cannot be read
	 */
	@Nullable String next() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream(128);
		boolean ended = false;
		boolean found = false;
		while (!ended && fill()) {
			found = true;
			int end = endOfLine();
			ended = end < this.limit;
			append(line, end);
			this.position = ended ? end + 1 : end;
			this.offset += ended ? 1 : 0;
		}
		return found ? text(line) : null;
	}

	private boolean fill() throws IOException {
		if (this.position < this.limit) {
			return true;
		}
		this.position = 0;
		this.limit = Math.max(0, this.input.read(this.block, 0, this.block.length));
		return this.limit > 0;
	}

	private int endOfLine() {
		int end = this.position;
		while (end < this.limit && this.block[end] != '\n') {
			end++;
		}
		return end;
	}

	private void append(ByteArrayOutputStream line, int end) throws LineTooLongException {
		int count = end - this.position;
		if (count > this.maxLength - line.size()) {
			throw new LineTooLongException(this.maxLength);
		}
		line.write(this.block, this.position, count);
		this.offset += count;
	}

	private String text(ByteArrayOutputStream line) {
		String text = line.toString(this.charset);
		return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
	}

	@Override
	public void close() throws IOException {
		this.input.close();
	}

	/**
	 * Thrown when a line is longer than allowed.
	 */
	static final class LineTooLongException extends IOException {

		LineTooLongException(int maxLength) {
			super("longer than " + maxLength + " bytes: is it text with line feeds? Otherwise allow longer lines by "
					+ "setMaxLineLength");
		}

	}

}
