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

package io.datawarehouse.benchmarks.fila;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.google.protobuf.ByteString;
import io.datawarehouse.fila.proto.AckRequest;
import io.datawarehouse.fila.proto.ConsumeRequest;
import io.datawarehouse.fila.proto.ConsumeResponse;
import io.datawarehouse.fila.proto.EnqueueRequest;
import io.datawarehouse.fila.proto.FilaServiceGrpc;
import io.datawarehouse.fila.proto.FilaServiceGrpc.FilaServiceBlockingStub;
import io.datawarehouse.fila.proto.Message;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;

/**
 * The generated blocking stub, used as the official SDK uses it: headers and payload are
 * copied, each consumer has a thread of its own that handles and acks one message after
 * the other. Ten handlers are ten consumers.
 */
final class StubFilaClient implements FilaPeerClient {

	private final ManagedChannel channel;

	private final FilaServiceBlockingStub stub;

	private final String queue;

	StubFilaClient(String address, String queue) {
		this.channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
		this.stub = FilaServiceGrpc.newBlockingStub(this.channel);
		this.queue = queue;
	}

	@Override
	public void enqueue(byte[] payload) {
		this.stub
			.enqueue(EnqueueRequest.newBuilder()
				.setQueue(this.queue)
				.putAllHeaders(new HashMap<>(FilaWorker.HEADERS))
				.setPayload(ByteString.copyFrom(payload))
				.build())
			.getMessageId();
	}

	@Override
	public void enqueueMany(byte[] payload, int count) {
		for (int i = 0; i < count; i++) {
			enqueue(payload);
		}
	}

	@Override
	public void consume(int handlers, Consumer<byte[]> handler) {
		for (int i = 0; i < handlers; i++) {
			Thread thread = new Thread(() -> consume(handler), "stub-consumer-" + i);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void consume(Consumer<byte[]> handler) {
		try {
			Iterator<ConsumeResponse> responses = this.stub
				.consume(ConsumeRequest.newBuilder().setQueue(this.queue).build());
			while (responses.hasNext()) {
				Message message = responses.next().getMessage();
				Map<String, String> headers = new HashMap<>(message.getHeadersMap());
				byte[] payload = message.getPayload().toByteArray();
				if (headers.size() == FilaWorker.HEADERS.size()) {
					handler.accept(payload);
				}
				this.stub.ack(AckRequest.newBuilder().setQueue(this.queue).setMessageId(message.getId()).build());
			}
		}
		catch (StatusRuntimeException ex) {
			// The client was closed; the worker counts what was handled.
		}
	}

	@Override
	public void close() {
		try {
			this.channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
