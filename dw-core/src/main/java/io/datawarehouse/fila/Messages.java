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
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.datawarehouse.fila.proto.AckRequest;
import io.datawarehouse.fila.proto.EnqueueRequest;
import io.datawarehouse.fila.proto.Message;
import io.datawarehouse.fila.proto.MessageMetadata;
import io.datawarehouse.fila.proto.NackRequest;
import org.jspecify.annotations.Nullable;

/**
 * Turns our types into those of the wire and back, without copying the payload.
 */
final class Messages {

	private static final int LONGEST_QUEUE_NAME = 65_535;

	private Messages() {
	}

	static EnqueueRequest enqueueRequest(String queue, @Nullable Map<String, String> headers, byte[] payload) {
		if (payload == null) {
			throw new IllegalArgumentException("The payload must not be null: send an empty array for none");
		}
		EnqueueRequest.Builder request = EnqueueRequest.newBuilder()
			.setQueue(requireQueue(queue))
			.setPayload(UnsafeByteOperations.unsafeWrap(payload));
		if (headers != null) {
			headers.forEach((name, value) -> {
				requireHeader(name, value);
				request.putHeaders(name, value);
			});
		}
		return request.build();
	}

	static void requireHeader(String name, String value) {
		if (name == null || value == null) {
			throw new IllegalArgumentException(
					"Headers must have a name and a value, but header '" + name + "' lacks one");
		}
	}

	static AckRequest ackRequest(String queue, String messageId) {
		return AckRequest.newBuilder().setQueue(requireQueue(queue)).setMessageId(requireMessageId(messageId)).build();
	}

	static NackRequest nackRequest(String queue, String messageId, @Nullable String error) {
		return NackRequest.newBuilder()
			.setQueue(requireQueue(queue))
			.setMessageId(requireMessageId(messageId))
			.setError((error != null) ? error : "")
			.build();
	}

	static ConsumeMessage consumeMessage(Message message, String subscribedQueue) {
		MessageMetadata metadata = message.getMetadata();
		String queue = metadata.getQueueId().isEmpty() ? subscribedQueue : metadata.getQueueId();
		return new ConsumeMessage(message.getId(), message.getHeadersMap(), bytesOf(message.getPayload()),
				metadata.getFairnessKey(), metadata.getAttemptCount(), queue);
	}

	static String requireQueue(String queue) {
		if (queue == null || queue.isEmpty()) {
			throw new IllegalArgumentException("The queue name must not be empty, but was '" + queue + "'");
		}
		if (queue.length() > LONGEST_QUEUE_NAME / 3 && utf8Length(queue) > LONGEST_QUEUE_NAME) {
			throw new IllegalArgumentException("The queue name must not be longer than " + LONGEST_QUEUE_NAME
					+ " bytes in UTF-8, but '" + queue.substring(0, 50) + "...' has " + utf8Length(queue));
		}
		return queue;
	}

	static String requireMessageId(String messageId) {
		if (messageId == null || messageId.isEmpty()) {
			throw new IllegalArgumentException("The message id must not be empty, but was '" + messageId + "'");
		}
		return messageId;
	}

	private static int utf8Length(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	/**
	 * The array behind a string of bytes that was parsed for us alone, a copy otherwise.
	 */
	private static byte[] bytesOf(ByteString bytes) {
		if (bytes.isEmpty()) {
			return new byte[0];
		}
		ArrayGrabber grabber = new ArrayGrabber(bytes.size());
		try {
			UnsafeByteOperations.unsafeWriteTo(bytes, grabber);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		byte[] array = grabber.array;
		return (array != null) ? array : bytes.toByteArray();
	}

	/**
	 * {@link ByteOutput} that keeps the array it is given when that holds all of the
	 * bytes and nothing else.
	 */
	private static final class ArrayGrabber extends ByteOutput {

		private final int size;

		private byte @Nullable [] array;

		ArrayGrabber(int size) {
			this.size = size;
		}

		@Override
		public void writeLazy(byte[] value, int offset, int length) {
			if (offset == 0 && length == this.size && value.length == length) {
				this.array = value;
			}
		}

		@Override
		public void write(byte value) {
		}

		@Override
		public void write(byte[] value, int offset, int length) {
		}

		@Override
		public void write(ByteBuffer value) {
		}

		@Override
		public void writeLazy(ByteBuffer value) {
		}

	}

}
