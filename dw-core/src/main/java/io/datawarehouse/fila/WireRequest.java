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

package io.datawarehouse.fila;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import com.google.protobuf.CodedOutputStream;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire: its fields, encoded, and after them the payload,
 * which is not copied. The generated classes would make objects of each header first.
 */
final class WireRequest extends InputStream implements KnownLength, Drainable {

	private static final byte[] NOTHING = {};

	private final byte[] fields;

	private final byte[] payload;

	private int position;

	private WireRequest(byte[] fields, byte[] payload) {
		this.fields = fields;
		this.payload = payload;
	}

	/**
	 * An EnqueueRequest.
	 */
	static WireRequest enqueue(String queue, Map<String, String> headers, byte[] payload) {
		int size = CodedOutputStream.computeStringSize(1, queue);
		for (Map.Entry<String, String> header : headers.entrySet()) {
			size += sizeOfHeader(entrySize(header.getKey(), header.getValue()));
		}
		if (payload.length > 0) {
			size += CodedOutputStream.computeTagSize(3) + CodedOutputStream.computeUInt32SizeNoTag(payload.length);
		}
		byte[] fields = new byte[size];
		CodedOutputStream output = CodedOutputStream.newInstance(fields);
		try {
			output.writeString(1, queue);
			for (Map.Entry<String, String> header : headers.entrySet()) {
				writeHeader(output, header.getKey(), header.getValue());
			}
			if (payload.length > 0) {
				output.writeTag(3, 2);
				output.writeUInt32NoTag(payload.length);
			}
			output.checkNoSpaceLeft();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new WireRequest(fields, payload);
	}

	/**
	 * A ConsumeRequest.
	 */
	static WireRequest consume(String queue) {
		return enqueue(queue, Map.of(), NOTHING);
	}

	/**
	 * An AckRequest or, with an error, a NackRequest.
	 */
	static WireRequest settle(String queue, String messageId, @Nullable String error) {
		boolean withError = error != null && !error.isEmpty();
		int size = CodedOutputStream.computeStringSize(1, queue) + CodedOutputStream.computeStringSize(2, messageId)
				+ (withError ? CodedOutputStream.computeStringSize(3, error) : 0);
		byte[] fields = new byte[size];
		CodedOutputStream output = CodedOutputStream.newInstance(fields);
		try {
			output.writeString(1, queue);
			output.writeString(2, messageId);
			if (withError) {
				output.writeString(3, error);
			}
			output.checkNoSpaceLeft();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new WireRequest(fields, NOTHING);
	}

	private static int entrySize(String name, String value) {
		return CodedOutputStream.computeStringSize(1, name) + CodedOutputStream.computeStringSize(2, value);
	}

	private static int sizeOfHeader(int entrySize) {
		return CodedOutputStream.computeTagSize(2) + CodedOutputStream.computeUInt32SizeNoTag(entrySize) + entrySize;
	}

	private static void writeHeader(CodedOutputStream output, String name, String value) throws IOException {
		output.writeTag(2, 2);
		output.writeUInt32NoTag(entrySize(name, value));
		output.writeString(1, name);
		output.writeString(2, value);
	}

	@Override
	public int available() {
		return this.fields.length + this.payload.length - this.position;
	}

	@Override
	public int drainTo(OutputStream target) throws IOException {
		int count = available();
		if (this.position < this.fields.length) {
			target.write(this.fields, this.position, this.fields.length - this.position);
		}
		int from = Math.max(0, this.position - this.fields.length);
		if (from < this.payload.length) {
			target.write(this.payload, from, this.payload.length - from);
		}
		this.position += count;
		return count;
	}

	@Override
	public int read() {
		if (available() == 0) {
			return -1;
		}
		int at = this.position++;
		return ((at < this.fields.length) ? this.fields[at] : this.payload[at - this.fields.length]) & 0xff;
	}

	/**
	 * All that is left to be read.
	 */
	byte[] toByteArray() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(available());
		try {
			drainTo(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
