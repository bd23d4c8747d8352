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

package io.datawarehouse.embedded.fila;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.google.protobuf.ByteString;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaDeadlineExceededException;
import io.datawarehouse.fila.FilaException;
import io.datawarehouse.fila.FilaOverloadedException;
import io.datawarehouse.fila.FilaStreamEndedException;
import io.datawarehouse.fila.FilaUnavailableException;
import io.datawarehouse.fila.proto.AckRequest;
import io.datawarehouse.fila.proto.AckResponse;
import io.datawarehouse.fila.proto.ConsumeRequest;
import io.datawarehouse.fila.proto.ConsumeResponse;
import io.datawarehouse.fila.proto.EnqueueRequest;
import io.datawarehouse.fila.proto.EnqueueResponse;
import io.datawarehouse.fila.proto.FilaServiceGrpc;
import io.datawarehouse.fila.proto.Message;
import io.datawarehouse.fila.proto.MessageMetadata;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The client against a server that does what the embedded broker never does.
 */
@Timeout(60)
class FilaClientFaultsIT {

	private final AtomicInteger enqueues = new AtomicInteger();

	private volatile Consumer<ServerCallStreamObserver<ConsumeResponse>> script = (responses) -> {
	};

	private Server server;

	private FilaClient client;

	@BeforeEach
	void start() throws IOException {
		this.server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
			.addService(new ScriptedService())
			.build()
			.start();
		this.client = FilaClient.builder().address("127.0.0.1:" + this.server.getPort()).prefetch(2).build();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.shutdownNow();
	}

	@Test
	void keepAliveFramesAreSkippedHoweverMany() {
		this.script = (responses) -> {
			for (int i = 0; i < 50; i++) {
				responses.onNext(ConsumeResponse.getDefaultInstance());
				responses.onNext(ConsumeResponse.newBuilder().setMessage(Message.getDefaultInstance()).build());
			}
			responses.onNext(message("id-1"));
		};
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThat(consumer.next().id()).isEqualTo("id-1");
		}
	}

	@Test
	void missingMetadataIsMadeUpFor() {
		this.script = (responses) -> responses
			.onNext(ConsumeResponse.newBuilder().setMessage(Message.newBuilder().setId("id-1")).build());
		try (FilaConsumer consumer = this.client.consume("orders")) {
			ConsumeMessage message = consumer.next();
			assertThat(message.queue()).isEqualTo("orders");
			assertThat(message.payload()).isEmpty();
			assertThat(message.attemptCount()).isZero();
		}
	}

	@Test
	void theEndOfTheStreamInOrderIsToldAfterWhatCameBefore() {
		this.script = (responses) -> {
			responses.onNext(message("id-1"));
			responses.onCompleted();
		};
		FilaConsumer consumer = this.client.consume("orders");
		assertThat(consumer.next().id()).isEqualTo("id-1");
		assertThatExceptionOfType(FilaStreamEndedException.class).isThrownBy(consumer::hasNext)
			.withMessageContaining("Subscribe again")
			.satisfies((ex) -> assertThat(ex.getQueue()).isEqualTo("orders"));
		assertThatExceptionOfType(FilaStreamEndedException.class).isThrownBy(() -> consumer.poll(Duration.ZERO));
		consumer.close();
		assertThat(consumer.hasNext()).isFalse();
	}

	@Test
	void theLeaderIsToldWhenThisNodeIsNot() {
		this.script = (responses) -> {
			Metadata trailers = new Metadata();
			trailers.put(Metadata.Key.of("x-fila-leader-addr", Metadata.ASCII_STRING_MARSHALLER), "node-2:5555");
			responses.onError(Status.UNAVAILABLE.withDescription("not the leader").asRuntimeException(trailers));
		};
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThatExceptionOfType(FilaException.class).isThrownBy(consumer::next)
				.isInstanceOfSatisfying(FilaUnavailableException.class,
						(ex) -> assertThat(ex.getLeaderAddress()).isEqualTo("node-2:5555"));
		}
	}

	@Test
	void noMoreThanThePrefetchIsTakenFromTheTransport() {
		AtomicInteger sent = new AtomicInteger();
		byte[] payload = new byte[64 * 1024];
		this.script = (responses) -> responses.setOnReadyHandler(() -> {
			while (responses.isReady() && sent.get() < 1_000) {
				responses.onNext(message("id-" + sent.incrementAndGet(), payload));
			}
		});
		try (FilaConsumer consumer = this.client.consume("orders")) {
			assertThat(consumer.hasNext()).isTrue();
			// Two read ahead, and about two in the window and the buffer of the
			// transport.
			await().during(Duration.ofMillis(300))
				.atMost(Duration.ofSeconds(10))
				.until(sent::get, (count) -> count <= 6);
			for (int i = 1; i <= 1_000; i++) {
				assertThat(consumer.next().id()).isEqualTo("id-" + i);
			}
		}
	}

	@Test
	void aCallWithoutAnswerEndsByItsDeadlineAndIsNotMadeAgain() {
		try (FilaClient impatient = FilaClient.builder()
			.address("127.0.0.1:" + this.server.getPort())
			.deadline(Duration.ofSeconds(1))
			.build()) {
			// Connected first, so that the call is at the server when its time is over.
			await().until(() -> impatient.probe(Duration.ofSeconds(10)).ready());
			long start = System.nanoTime();
			assertThatExceptionOfType(FilaDeadlineExceededException.class)
				.isThrownBy(() -> impatient.enqueue("orders", new byte[0]))
				.withMessageContaining("unknown");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(990),
					Duration.ofSeconds(5));
			await().during(Duration.ofMillis(300)).until(() -> this.enqueues.get() == 1);
		}
	}

	@Test
	void anOverloadedBrokerIsToldApart() {
		assertThatExceptionOfType(FilaOverloadedException.class).isThrownBy(() -> this.client.ack("orders", "id-1"))
			.withMessageContaining("scheduler overloaded");
	}

	private static ConsumeResponse message(String id, byte... payload) {
		return ConsumeResponse.newBuilder()
			.setMessage(Message.newBuilder()
				.setId(id)
				.setPayload(ByteString.copyFrom(payload))
				.setMetadata(MessageMetadata.newBuilder().setQueueId("orders")))
			.build();
	}

	/**
	 * Consumes as the test says, never answers enqueues, is too busy to ack.
	 */
	private final class ScriptedService extends FilaServiceGrpc.FilaServiceImplBase {

		@Override
		public void consume(ConsumeRequest request, StreamObserver<ConsumeResponse> responses) {
			FilaClientFaultsIT.this.script.accept((ServerCallStreamObserver<ConsumeResponse>) responses);
		}

		@Override
		public void enqueue(EnqueueRequest request, StreamObserver<EnqueueResponse> response) {
			FilaClientFaultsIT.this.enqueues.incrementAndGet();
		}

		@Override
		public void ack(AckRequest request, StreamObserver<AckResponse> response) {
			response.onError(Status.RESOURCE_EXHAUSTED.withDescription("scheduler overloaded").asRuntimeException());
		}

	}

}
