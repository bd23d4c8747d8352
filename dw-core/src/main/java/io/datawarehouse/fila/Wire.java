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

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.datawarehouse.fila.proto.FilaServiceGrpc;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;

/**
 * The four methods of the hot path, read and written without the generated classes: those
 * make several objects and a copy of each message before ours is made of them.
 */
final class Wire {

	/**
	 * Enqueue, answered by the id of the message.
	 */
	static final MethodDescriptor<WireRequest, String> ENQUEUE = FilaServiceGrpc.getEnqueueMethod()
		.toBuilder(new RequestMarshaller(), new ResponseMarshaller<>((input) -> messageId(input)))
		.build();

	/**
	 * Ack, answered by nothing of interest.
	 */
	static final MethodDescriptor<WireRequest, String> ACK = FilaServiceGrpc.getAckMethod()
		.toBuilder(new RequestMarshaller(), new ResponseMarshaller<>((input) -> ""))
		.build();

	/**
	 * Nack, answered by nothing of interest.
	 */
	static final MethodDescriptor<WireRequest, String> NACK = FilaServiceGrpc.getNackMethod()
		.toBuilder(new RequestMarshaller(), new ResponseMarshaller<>((input) -> ""))
		.build();

	/**
	 * The tags of the fields that we read: the number of the field and, in the last three
	 * bits, how it is written.
	 */
	private static final int TEXT_1 = 10;

	private static final int TEXT_2 = 18;

	private static final int BYTES_3 = 26;

	private static final int NUMBER_4 = 32;

	private static final int MESSAGE_4 = 34;

	private static final int TEXT_5 = 42;

	private Wire() {
	}

	/**
	 * Consume.
	 * @param queue the queue of messages that do not tell theirs
	 * @return a method whose answers are messages, or frames without a message as one
	 * with an empty id
	 */
	static MethodDescriptor<WireRequest, ConsumeMessage> consume(String queue) {
		return FilaServiceGrpc.getConsumeMethod()
			.toBuilder(new RequestMarshaller(), new ResponseMarshaller<>((input) -> consumeResponse(input, queue)))
			.build();
	}

	private static String messageId(CodedInputStream input) throws IOException {
		String id = "";
		for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
			if (tag == TEXT_1) {
				id = input.readStringRequireUtf8();
			}
			else {
				input.skipField(tag);
			}
		}
		return id;
	}

	private static ConsumeMessage consumeResponse(CodedInputStream input, String queue) throws IOException {
		MessageReader message = new MessageReader(queue);
		for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
			if (tag == TEXT_1) {
				message.read(input);
			}
			else {
				input.skipField(tag);
			}
		}
		return message.toMessage();
	}

	/**
	 * Reads a Message.
	 */
	private static final class MessageReader {

		private static final byte[] NOTHING = {};

		/**
		 * So many headers that looking through them takes longer than hashing.
		 */
		private static final int MANY = 16;

		private final WireHeaders few = new WireHeaders();

		private Map<String, String> headers = this.few;

		private String id = "";

		private byte[] payload = NOTHING;

		private String fairnessKey = "";

		private int attempts;

		private String queue;

		MessageReader(String queue) {
			this.queue = queue;
		}

		void read(CodedInputStream input) throws IOException {
			int limit = input.pushLimit(input.readRawVarint32());
			for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
				switch (tag) {
					case TEXT_1 -> this.id = input.readStringRequireUtf8();
					case TEXT_2 -> readHeader(input);
					case BYTES_3 -> this.payload = input.readByteArray();
					case MESSAGE_4 -> readMetadata(input);
					default -> input.skipField(tag);
				}
			}
			input.popLimit(limit);
		}

		private void readHeader(CodedInputStream input) throws IOException {
			String name = "";
			String value = "";
			int limit = input.pushLimit(input.readRawVarint32());
			for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
				switch (tag) {
					case TEXT_1 -> name = input.readStringRequireUtf8();
					case TEXT_2 -> value = input.readStringRequireUtf8();
					default -> input.skipField(tag);
				}
			}
			input.popLimit(limit);
			if (this.headers != this.few) {
				this.headers.put(name, value);
				return;
			}
			this.few.set(name, value);
			if (this.few.size() > MANY) {
				this.headers = new LinkedHashMap<>(this.few);
			}
		}

		private void readMetadata(CodedInputStream input) throws IOException {
			int limit = input.pushLimit(input.readRawVarint32());
			for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
				switch (tag) {
					case TEXT_1 -> this.fairnessKey = input.readStringRequireUtf8();
					case NUMBER_4 -> this.attempts = input.readUInt32();
					case TEXT_5 -> readQueue(input);
					default -> input.skipField(tag);
				}
			}
			input.popLimit(limit);
		}

		private void readQueue(CodedInputStream input) throws IOException {
			String told = input.readStringRequireUtf8();
			this.queue = told.isEmpty() ? this.queue : told;
		}

		ConsumeMessage toMessage() {
			return new ConsumeMessage(this.id, this.headers, this.payload, this.fairnessKey, this.attempts, this.queue);
		}

	}

	/**
	 * Hands requests on as they are.
	 */
	private static final class RequestMarshaller implements Marshaller<WireRequest> {

		@Override
		public InputStream stream(WireRequest request) {
			return request;
		}

		@Override
		public WireRequest parse(InputStream stream) {
			throw new UnsupportedOperationException("Clients read no requests");
		}

	}

	/**
	 * Reads responses.
	 *
	 * @param <T> what is made of them
	 */
	private static final class ResponseMarshaller<T> implements Marshaller<T> {

		/**
		 * What is larger gets a buffer of its own, so that no thread holds much.
		 */
		private static final int LARGEST_SHARED = 64 * 1024;

		private static final ThreadLocal<byte[]> SHARED = ThreadLocal.withInitial(() -> new byte[LARGEST_SHARED]);

		private final Reader<T> reader;

		ResponseMarshaller(Reader<T> reader) {
			this.reader = reader;
		}

		@Override
		public InputStream stream(T response) {
			throw new UnsupportedOperationException("Clients write no responses");
		}

		@Override
		public T parse(InputStream stream) {
			try {
				// What was compressed does not know its length.
				if (!(stream instanceof KnownLength) || stream.available() > LARGEST_SHARED) {
					return this.reader.read(CodedInputStream.newInstance(stream.readAllBytes()));
				}
				byte[] buffer = SHARED.get();
				int size = stream.readNBytes(buffer, 0, LARGEST_SHARED);
				return this.reader.read(CodedInputStream.newInstance(buffer, 0, size));
			}
			catch (InvalidProtocolBufferException ex) {
				throw Status.INTERNAL.withDescription("The answer of the broker cannot be read")
					.withCause(ex)
					.asRuntimeException();
			}
			catch (IOException ex) {
				throw Status.INTERNAL.withDescription("The answer of the broker cannot be received")
					.withCause(ex)
					.asRuntimeException();
			}
		}

	}

	/**
	 * Reads one response.
	 *
	 * @param <T> what is made of it
	 */
	@FunctionalInterface
	private interface Reader<T> {

		T read(CodedInputStream input) throws IOException;

	}

}
