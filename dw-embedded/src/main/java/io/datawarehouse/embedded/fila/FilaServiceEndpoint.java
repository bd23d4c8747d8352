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

import java.util.concurrent.Executor;

import io.datawarehouse.fila.proto.AckRequest;
import io.datawarehouse.fila.proto.AckResponse;
import io.datawarehouse.fila.proto.ConsumeRequest;
import io.datawarehouse.fila.proto.ConsumeResponse;
import io.datawarehouse.fila.proto.EnqueueRequest;
import io.datawarehouse.fila.proto.EnqueueResponse;
import io.datawarehouse.fila.proto.FilaServiceGrpc;
import io.datawarehouse.fila.proto.NackRequest;
import io.datawarehouse.fila.proto.NackResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * The calls of producers and consumers. Runs on the threads of the transport, so it hands
 * what may block, the hooks of the user, to their own.
 */
final class FilaServiceEndpoint extends FilaServiceGrpc.FilaServiceImplBase {

	private static final int LARGEST_REQUEST = 4 * 1024 * 1024;

	private final BrokerCore core;

	FilaServiceEndpoint(BrokerCore core) {
		this.core = core;
	}

	@Override
	public void enqueue(EnqueueRequest request, StreamObserver<EnqueueResponse> observer) {
		Answers.attempt(observer, () -> {
			requireQueue(request.getQueue());
			int size = request.getSerializedSize();
			if (size > LARGEST_REQUEST) {
				throw Status.OUT_OF_RANGE
					.withDescription("decoded message length too large: found " + size + " bytes, the limit is: "
							+ LARGEST_REQUEST + " bytes")
					.asRuntimeException();
			}
			CallInterceptor.caller().require("produce", request.getQueue());
			run(this.core.hooks().enqueueLane(request.getQueue()), observer, () -> store(request, observer));
		});
	}

	private void store(EnqueueRequest request, StreamObserver<EnqueueResponse> observer) {
		this.core.enqueue(request.getQueue(), request.getHeadersMap(), request.getPayload(),
				(id) -> Answers.when(observer, () -> EnqueueResponse.newBuilder().setMessageId(id).build()));
	}

	@Override
	public void consume(ConsumeRequest request, StreamObserver<ConsumeResponse> responses) {
		String queue = request.getQueue();
		Answers.attempt(responses, () -> {
			requireQueue(queue);
			CallInterceptor.caller().require("consume", queue);
			ServerCallStreamObserver<ConsumeResponse> observer = (ServerCallStreamObserver<ConsumeResponse>) responses;
			Subscription subscription = this.core.subscribe(queue, observer);
			observer.setOnCancelHandler(() -> this.core.unsubscribe(queue, subscription));
			observer.setOnReadyHandler(subscription::drainSoon);
			CallInterceptor.sendHeaders();
			subscription.start();
		});
	}

	@Override
	public void ack(AckRequest request, StreamObserver<AckResponse> observer) {
		Answers.attempt(observer, () -> {
			requireQueue(request.getQueue());
			CallInterceptor.caller().require("consume", request.getQueue());
			this.core.ack(request.getQueue(), request.getMessageId(),
					Answers.when(observer, AckResponse::getDefaultInstance));
		});
	}

	@Override
	public void nack(NackRequest request, StreamObserver<NackResponse> observer) {
		Answers.attempt(observer, () -> {
			requireQueue(request.getQueue());
			CallInterceptor.caller().require("consume", request.getQueue());
			run(this.core.hooks().failureLane(request.getQueue()), observer,
					() -> this.core.nack(request.getQueue(), request.getMessageId(), request.getError(),
							Answers.when(observer, NackResponse::getDefaultInstance)));
		});
	}

	private static void run(@Nullable Executor lane, StreamObserver<?> observer, Runnable work) {
		if (lane == null) {
			work.run();
		}
		else {
			lane.execute(() -> Answers.attempt(observer, work));
		}
	}

	private static void requireQueue(String queue) {
		if (queue.isEmpty()) {
			throw Failures.invalid("queue name must not be empty");
		}
	}

}
