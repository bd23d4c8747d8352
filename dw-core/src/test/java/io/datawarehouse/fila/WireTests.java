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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.datawarehouse.fila.proto.AckRequest;
import io.datawarehouse.fila.proto.ConsumeRequest;
import io.datawarehouse.fila.proto.ConsumeResponse;
import io.datawarehouse.fila.proto.EnqueueRequest;
import io.datawarehouse.fila.proto.EnqueueResponse;
import io.datawarehouse.fila.proto.Message;
import io.datawarehouse.fila.proto.MessageMetadata;
import io.datawarehouse.fila.proto.MessageTimestamps;
import io.datawarehouse.fila.proto.NackRequest;
import io.grpc.KnownLength;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link Wire}, {@link WireRequest} and {@link WireHeaders} against the
 * generated classes.
 */
class WireTests {

	private static final String ID = "01a1fc5e-8e76-7d68-a43b-917605b5a0cd";

	private static final byte[] PAYLOAD = { 0, 1, 2, -1 };

	@Test
	void requestsAreThoseOfTheContract() throws IOException {
		Map<String, String> headers = Map.of("tenant", "acmé", "empty", "", "", "nameless");
		assertThat(EnqueueRequest.parseFrom(WireRequest.enqueue("größe", headers, PAYLOAD).toByteArray()))
			.isEqualTo(EnqueueRequest.newBuilder()
				.setQueue("größe")
				.putAllHeaders(headers)
				.setPayload(ByteString.copyFrom(PAYLOAD))
				.build());
		assertThat(EnqueueRequest.parseFrom(WireRequest.enqueue("q", Map.of(), new byte[0]).toByteArray()))
			.isEqualTo(EnqueueRequest.newBuilder().setQueue("q").build());
		assertThat(ConsumeRequest.parseFrom(WireRequest.consume("q").toByteArray()))
			.isEqualTo(ConsumeRequest.newBuilder().setQueue("q").build());
		assertThat(AckRequest.parseFrom(WireRequest.settle("q", ID, null).toByteArray()))
			.isEqualTo(AckRequest.newBuilder().setQueue("q").setMessageId(ID).build());
		assertThat(NackRequest.parseFrom(WireRequest.settle("q", ID, "error").toByteArray()))
			.isEqualTo(NackRequest.newBuilder().setQueue("q").setMessageId(ID).setError("error").build());
		assertThat(NackRequest.parseFrom(WireRequest.settle("q", ID, "").toByteArray()))
			.isEqualTo(NackRequest.newBuilder().setQueue("q").setMessageId(ID).build());
	}

	@Test
	void aRequestIsReadInAnyWay() throws IOException {
		byte[] whole = WireRequest.enqueue("queue", Map.of("a", "b"), PAYLOAD).toByteArray();
		assertThat(WireRequest.enqueue("queue", Map.of("a", "b"), PAYLOAD).readAllBytes()).isEqualTo(whole);
		for (int read = 0; read <= whole.length; read++) {
			WireRequest request = WireRequest.enqueue("queue", Map.of("a", "b"), PAYLOAD);
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			for (int i = 0; i < read; i++) {
				bytes.write(request.read());
			}
			assertThat(request.available()).isEqualTo(whole.length - read);
			assertThat(request.drainTo(bytes)).isEqualTo(whole.length - read);
			assertThat(bytes.toByteArray()).isEqualTo(whole);
			assertThat(request.read()).isEqualTo(-1);
		}
	}

	@Test
	void messagesAreReadWithWhatIsNewToUs() {
		Message message = message()
			.setMetadata(MessageMetadata.newBuilder()
				.setFairnessKey("acme")
				.setWeight(3)
				.addThrottleKeys("t")
				.setAttemptCount(7)
				.setQueueId("other"))
			.setTimestamps(MessageTimestamps.getDefaultInstance())
			.setUnknownFields(UnknownFieldSet.newBuilder()
				.addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).addFixed64(2).build())
				.build())
			.build();
		assertThat(read(ConsumeResponse.newBuilder().setMessage(message).build()))
			.isEqualTo(new ConsumeMessage(ID, Map.of("tenant", "acme", "trace", "1"), PAYLOAD, "acme", 7, "other"));
	}

	@Test
	void aMessageWithoutMetadataIsOfTheQueueSubscribedTo() {
		assertThat(read(ConsumeResponse.newBuilder().setMessage(message()).build()))
			.isEqualTo(new ConsumeMessage(ID, Map.of("tenant", "acme", "trace", "1"), PAYLOAD, "", 0, "orders"));
	}

	@Test
	void aFrameWithoutAMessageHasNoId() {
		assertThat(read(ConsumeResponse.getDefaultInstance()).id()).isEmpty();
		assertThat(read(ConsumeResponse.newBuilder().setMessage(Message.getDefaultInstance()).build()).id()).isEmpty();
	}

	@Test
	void headersAreAMapThatCannotBeChanged() {
		Map<String, String> headers = read(ConsumeResponse.newBuilder().setMessage(message()).build()).headers();
		assertThat(headers).hasSize(2)
			.containsEntry("tenant", "acme")
			.containsEntry("trace", "1")
			.doesNotContainKey("other")
			.isEqualTo(Map.of("tenant", "acme", "trace", "1"));
		assertThat(headers.get("other")).isNull();
		assertThatThrownBy(() -> headers.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
		assertThatThrownBy(headers::clear).isInstanceOf(UnsupportedOperationException.class);
		assertThatThrownBy(() -> headers.entrySet().iterator().next().setValue("x"))
			.isInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void manyHeadersAndThoseThatComeTwice() throws IOException {
		Map<String, String> many = new LinkedHashMap<>();
		for (int i = 0; i < 100; i++) {
			many.put("name" + i, "value" + i);
		}
		assertThat(read(ConsumeResponse.newBuilder().setMessage(message().clearHeaders().putAllHeaders(many)).build())
			.headers()).isEqualTo(many);
		byte[] first = message().build().toByteArray();
		byte[] second = Message.newBuilder().putHeaders("tenant", "last").build().toByteArray();
		ByteArrayOutputStream merged = new ByteArrayOutputStream();
		merged.write(10);
		merged.write(first.length + second.length);
		merged.write(first);
		merged.write(second);
		assertThat(parse(new ByteArrayInputStream(merged.toByteArray())).headers())
			.isEqualTo(Map.of("tenant", "last", "trace", "1"));
	}

	@Test
	void largeMessagesAndThoseOfUnknownLengthAreRead() {
		byte[] large = new byte[3 * 1024 * 1024];
		large[large.length - 1] = 9;
		byte[] bytes = ConsumeResponse.newBuilder()
			.setMessage(message().setPayload(ByteString.copyFrom(large)))
			.build()
			.toByteArray();
		assertThat(parse(new Known(bytes)).payload()).isEqualTo(large);
		// What is decompressed tells no length.
		assertThat(parse(new FilterInputStream(new ByteArrayInputStream(bytes)) {

			@Override
			public int available() {
				return 1;
			}

		}).payload()).isEqualTo(large);
	}

	@Test
	void eachPayloadIsAnArrayOfItsOwn() {
		ConsumeResponse response = ConsumeResponse.newBuilder().setMessage(message()).build();
		byte[] first = read(response).payload();
		first[0] = 42;
		assertThat(read(response).payload()).isEqualTo(PAYLOAD);
	}

	@Test
	void theIdOfAStoredMessageIsRead() {
		byte[] bytes = EnqueueResponse.newBuilder()
			.setMessageId(ID)
			.setUnknownFields(UnknownFieldSet.newBuilder()
				.addField(2, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
				.build())
			.build()
			.toByteArray();
		assertThat(Wire.ENQUEUE.parseResponse(new Known(bytes))).isEqualTo(ID);
		assertThat(Wire.ACK.parseResponse(new Known(new byte[0]))).isEmpty();
	}

	@Test
	void whatCannotBeReadFailsTheCall() {
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> parse(new Known(new byte[] { 10, 50 })))
			.withMessageContaining("INTERNAL");
	}

	private static Message.Builder message() {
		return Message.newBuilder()
			.setId(ID)
			.putHeaders("tenant", "acme")
			.putHeaders("trace", "1")
			.setPayload(ByteString.copyFrom(PAYLOAD));
	}

	private static ConsumeMessage read(ConsumeResponse response) {
		return parse(new Known(response.toByteArray()));
	}

	private static ConsumeMessage parse(InputStream input) {
		return Wire.consume("orders").parseResponse(input);
	}

	/**
	 * A stream that tells how much is left.
	 */
	private static final class Known extends ByteArrayInputStream implements KnownLength {

		Known(byte[] bytes) {
			super(bytes);
		}

	}

}
