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

import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link FilaErrors}.
 */
class FilaErrorsTests {

	private static final FilaCall ENQUEUE = FilaCall.of("enqueue", "orders");

	private static final FilaCall ACK = new FilaCall("ack", "orders", "id-1");

	@ParameterizedTest
	@MethodSource
	void everyCodeHasItsException(FilaCall call, Status status, Class<?> type) {
		FilaException exception = map(call, status);
		assertThat(exception).isExactlyInstanceOf(type).hasCauseInstanceOf(StatusRuntimeException.class);
		assertThat(exception.getQueue()).isEqualTo(call.queue());
		assertThat(exception.getMessageId()).isEqualTo(call.messageId());
	}

	static Stream<Arguments> everyCodeHasItsException() {
		return Stream.of(arguments(ENQUEUE, Status.NOT_FOUND, FilaQueueNotFoundException.class),
				arguments(ACK, Status.NOT_FOUND, FilaMessageNotFoundException.class),
				arguments(FilaCall.of("revoke-api-key"), Status.NOT_FOUND, FilaRpcException.class),
				arguments(ACK, Status.UNAUTHENTICATED, FilaUnauthenticatedException.class),
				arguments(ACK, Status.PERMISSION_DENIED, FilaPermissionDeniedException.class),
				arguments(ACK, Status.INVALID_ARGUMENT, FilaInvalidArgumentException.class),
				arguments(ENQUEUE, Status.RESOURCE_EXHAUSTED.withDescription("scheduler overloaded"),
						FilaOverloadedException.class),
				arguments(ENQUEUE,
						Status.RESOURCE_EXHAUSTED.withDescription("gRPC message exceeds maximum size 10: 20"),
						FilaRpcException.class),
				arguments(ENQUEUE, Status.DEADLINE_EXCEEDED, FilaDeadlineExceededException.class),
				arguments(ENQUEUE, Status.UNAVAILABLE, FilaUnavailableException.class),
				arguments(ENQUEUE,
						Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException()),
						FilaUnavailableException.class),
				arguments(ENQUEUE, Status.CANCELLED.withDescription("RST_STREAM closed stream."),
						FilaUnavailableException.class),
				arguments(ENQUEUE, Status.CANCELLED.withDescription("Thread interrupted"), FilaRpcException.class),
				arguments(ENQUEUE, Status.OUT_OF_RANGE, FilaRpcException.class),
				arguments(ENQUEUE, Status.INTERNAL, FilaRpcException.class));
	}

	@Test
	void theMessageSaysWhatWasAskedWhereAndWhatHappened() {
		assertThat(map(ACK, Status.NOT_FOUND.withDescription("no lease")))
			.hasMessageStartingWith("Fila ack of message 'id-1' on queue 'orders' failed at broker:5555: NOT_FOUND: "
					+ "no lease. It was settled before");
	}

	@Test
	void theWaysToMakeAMissingQueueAreTold() {
		assertThat(map(ENQUEUE, Status.NOT_FOUND.withDescription("orders")))
			.hasMessageEndingWith("NOT_FOUND: orders. Declare the queue as a FilaQueue bean, create it with FilaAdmin, "
					+ "or check its name.");
	}

	@Test
	void theRootOfATransportFailureIsTold() {
		Status status = Status.UNAVAILABLE.withDescription("io exception")
			.withCause(new IllegalStateException("outer", new ConnectException("Connection refused")));
		assertThat(map(ENQUEUE, status))
			.hasMessageContaining("io exception (java.net.ConnectException: Connection refused)");
	}

	@Test
	void theLeaderIsTold() {
		Metadata trailers = new Metadata();
		trailers.put(FilaErrors.LEADER_ADDRESS, "node-2:5555");
		FilaException exception = FilaErrors.map(FilaCall.of("consume", "orders"), "broker:5555", Status.UNAVAILABLE,
				trailers);
		assertThat(exception).isInstanceOfSatisfying(FilaUnavailableException.class,
				(unavailable) -> assertThat(unavailable.getLeaderAddress()).isEqualTo("node-2:5555"));
		assertThat(((FilaUnavailableException) map(ENQUEUE, Status.UNAVAILABLE)).getLeaderAddress()).isNull();
	}

	@Test
	void longDescriptionsAreShortened() {
		assertThat(map(ENQUEUE, Status.INTERNAL.withDescription("x".repeat(10_000))).getMessage()).hasSizeLessThan(800);
	}

	private static FilaException map(FilaCall call, Status status) {
		return FilaErrors.map(call, "broker:5555", status, null);
	}

}
