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

package io.datawarehouse.job;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.job.DatlakeValidationException.Violation;
import io.datawarehouse.retry.RetryAfter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Turns what went wrong with a call into the exception of its kind.
 */
final class DatlakeErrors {

	private static final int MAX_DETAIL = 2000;

	private final @Nullable String secret;

	DatlakeErrors(@Nullable String secret) {
		this.secret = secret;
	}

	DatlakeException ofStatus(DatlakeRequest request, int status, HttpHeaders headers, byte[] body) {
		ObjectNode error = DatlakeJson.parseObject(body);
		List<Violation> violations = violations(error);
		String message = message(request, status, detail(error, violations, body));
		return switch (status) {
			case 401, 403 -> new DatlakeAuthException(message + ". Check the API key.", request, status, null);
			case 404 -> new DatlakeNotFoundException(message, request, status, null);
			case 409 -> new DatlakeConflictException(message, request, status, null);
			case 400, 422 -> new DatlakeValidationException(message, request, status, null, violations);
			case 408, 425, 429, 502, 503, 504 -> new DatlakeTransientException(message, request, status, null, false,
					RetryAfter.parse(headers.getFirst(HttpHeaders.RETRY_AFTER)));
			default ->
				(status >= 500) ? new DatlakeServerException(message, request, status, null) : new DatlakeException(
						message + ". Check the address and the paths of the catalog.", request, status, null);
		};
	}

	DatlakeException ofFault(DatlakeRequest request, Throwable fault) {
		Throwable cause = (fault instanceof IOException) ? fault : rootIo(fault);
		boolean refused = isRefused(cause);
		String message = "%s failed: %s %s (%s; request id %s). Check that the catalog is up and reachable.".formatted(
				request.describe(), request.endpoint(), refused ? "could not be reached" : "gave no answer",
				mask(describe(cause)), request.requestId());
		return new DatlakeTransientException(message, request, null, cause, refused, null);
	}

	DatlakeServerException notUnderstood(DatlakeRequest request, int status, String what) {
		return new DatlakeServerException(message(request, status, what), request, status, null);
	}

	private String message(DatlakeRequest request, int status, String detail) {
		HttpStatus known = HttpStatus.resolve(status);
		String reason = (known != null) ? status + " " + known.getReasonPhrase() : String.valueOf(status);
		return "%s failed: %s answered %s%s (request id %s)".formatted(request.describe(), request.endpoint(), reason,
				detail.isEmpty() ? "" : ": " + mask(detail), request.requestId());
	}

	private String mask(String text) {
		return (this.secret != null && !this.secret.isEmpty()) ? text.replace(this.secret, "******") : text;
	}

	private static String detail(@Nullable ObjectNode error, List<Violation> violations, byte[] body) {
		if (!violations.isEmpty()) {
			return cut(String.join("; ",
					violations.stream()
						.map((violation) -> violation.location() + ": " + violation.message())
						.toList()));
		}
		String text = (error != null) ? DatlakeJson.text(error, "detail", "message", "error") : null;
		return cut((text != null) ? text : new String(body, StandardCharsets.UTF_8).strip());
	}

	private static List<Violation> violations(@Nullable ObjectNode error) {
		List<Violation> violations = new ArrayList<>();
		if (error != null && error.path("detail").isArray()) {
			error.path("detail").forEach((item) -> violations.add(violation(item)));
		}
		return violations;
	}

	private static Violation violation(JsonNode item) {
		List<String> location = new ArrayList<>();
		item.path("loc").forEach((step) -> location.add(step.asString()));
		String message = DatlakeJson.text(item, "msg");
		String type = DatlakeJson.text(item, "type");
		return new Violation(location.isEmpty() ? "request" : String.join(".", location),
				(message != null) ? message : item.toString(), (type != null) ? type : "unknown");
	}

	/**
	 * Whether the fault arose before a connection stood, so that nothing can have been
	 * sent.
	 */
	private static boolean isRefused(Throwable fault) {
		return fault instanceof ConnectException || fault instanceof HttpConnectTimeoutException
				|| fault instanceof UnknownHostException || fault instanceof NoRouteToHostException;
	}

	private static Throwable rootIo(Throwable fault) {
		for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
			if (cause instanceof IOException) {
				return cause;
			}
		}
		return fault;
	}

	private static String describe(Throwable fault) {
		String message = fault.getMessage();
		return fault.getClass().getSimpleName() + ((message != null) ? ": " + cut(message) : "");
	}

	private static String cut(String text) {
		return (text.length() <= MAX_DETAIL) ? text : text.substring(0, MAX_DETAIL) + "...";
	}

}
