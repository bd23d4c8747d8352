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

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exception of a failed call from its gRPC status.
 */
final class FilaErrors {

	static final Metadata.Key<String> LEADER_ADDRESS = Metadata.Key.of("x-fila-leader-addr",
			Metadata.ASCII_STRING_MARSHALLER);

	private static final int LONGEST_DESCRIPTION = 500;

	private FilaErrors() {
	}

	static FilaException map(FilaCall call, String target, StatusRuntimeException failure) {
		return map(call, target, failure.getStatus(), failure.getTrailers(), failure);
	}

	static FilaException map(FilaCall call, String target, Status status, @Nullable Metadata trailers) {
		return map(call, target, status, trailers, new StatusRuntimeException(status, trailers));
	}

	private static FilaException map(FilaCall call, String target, Status status, @Nullable Metadata trailers,
			Throwable cause) {
		String queue = call.queue();
		String id = call.messageId();
		return switch (status.getCode()) {
			case NOT_FOUND -> notFound(call, target, status, cause);
			case UNAUTHENTICATED -> new FilaUnauthenticatedException(
					text(call, target, status, "Check the API key: it may be missing, wrong, expired or revoked."),
					queue, id, cause);
			case PERMISSION_DENIED -> new FilaPermissionDeniedException(
					text(call, target, status, "Grant the API key the permission that this operation needs."), queue,
					id, cause);
			case INVALID_ARGUMENT -> new FilaInvalidArgumentException(
					text(call, target, status, "Correct the argument that the broker names."), queue, id, cause);
			case RESOURCE_EXHAUSTED -> exhausted(call, target, status, cause);
			case DEADLINE_EXCEEDED -> new FilaDeadlineExceededException(
					text(call, target, status,
							"Whether the broker has done it is unknown. Check the broker or raise the deadline."),
					queue, id, cause);
			case UNAVAILABLE -> unavailable(call, target, status, trailers, cause);
			case CANCELLED -> isReset(status) ? unavailable(call, target, status, trailers, cause) : other(call, target,
					status, "The calling thread was interrupted or the client was closed.", cause);
			default -> isLost(status) ? unavailable(call, target, status, trailers, cause)
					: other(call, target, status, advice(status.getCode()), cause);
		};
	}

	private static FilaException notFound(FilaCall call, String target, Status status, Throwable cause) {
		if (call.messageId() != null) {
			return new FilaMessageNotFoundException(
					text(call, target, status, "It was settled before, or its lease has expired."), call.queue(),
					call.messageId(), cause);
		}
		if (call.queue() != null) {
			return new FilaQueueNotFoundException(
					text(call, target, status,
							"Declare the queue as a FilaQueue bean, create it with FilaAdmin, or check its name."),
					call.queue(), null, cause);
		}
		return other(call, target, status, "Check the identifier.", cause);
	}

	/**
	 * The client itself reports a message above its limit with the code of an overloaded
	 * broker: a retry would never help there.
	 */
	private static FilaException exhausted(FilaCall call, String target, Status status, Throwable cause) {
		String description = status.getDescription();
		if (description != null && description.contains("exceeds maximum size")) {
			return other(call, target, status, "Raise the maximum inbound message size of the client.", cause);
		}
		return new FilaOverloadedException(
				text(call, target, status, "Nothing was changed: make the call again after a pause."), call.queue(),
				call.messageId(), cause);
	}

	/**
	 * A broker that is stopped resets its streams, which looks like a cancelled call.
	 */
	private static boolean isReset(Status status) {
		return status.getDescription() != null && status.getDescription().startsWith("RST_STREAM");
	}

	/**
	 * A connection that was lost while the call was written fails it with an unknown
	 * status.
	 */
	private static boolean isLost(Status status) {
		return status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof IOException;
	}

	private static FilaException unavailable(FilaCall call, String target, Status status, @Nullable Metadata trailers,
			Throwable cause) {
		String advice = isWithoutTls(status)
				? "The broker does not speak TLS at this address: check the address, or switch TLS off."
				: "Check that the broker runs at this address and that TLS is set alike.";
		return new FilaUnavailableException(text(call, target, status, advice), call.queue(), call.messageId(),
				(trailers != null) ? trailers.get(LEADER_ADDRESS) : null, cause);
	}

	private static boolean isWithoutTls(Status status) {
		return status.getCause() != null
				&& rootOf(status.getCause()).getClass().getSimpleName().equals("NotSslRecordException");
	}

	private static FilaRpcException other(FilaCall call, String target, Status status, String advice, Throwable cause) {
		return new FilaRpcException(status.getCode().name(), text(call, target, status, advice), call.queue(),
				call.messageId(), cause);
	}

	private static String advice(Status.Code code) {
		return (code == Status.Code.OUT_OF_RANGE) ? "Send a smaller message: store large content and send its address."
				: "See the log of the broker.";
	}

	private static String text(FilaCall call, String target, Status status, String advice) {
		StringBuilder text = new StringBuilder("Fila ").append(call.describe())
			.append(" failed at ")
			.append(target)
			.append(": ")
			.append(status.getCode());
		String description = status.getDescription();
		if (description != null && !description.isEmpty()) {
			// The lines that follow tell of the insides of Netty.
			text.append(": ").append(shorten(description.lines().findFirst().orElse("")));
		}
		if (status.getCause() != null) {
			text.append(" (").append(shorten(String.valueOf(rootOf(status.getCause())))).append(')');
		}
		return text.append(". ").append(advice).toString();
	}

	private static Throwable rootOf(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return root;
	}

	private static String shorten(String text) {
		return (text.length() <= LONGEST_DESCRIPTION) ? text : text.substring(0, LONGEST_DESCRIPTION) + "...";
	}

}
