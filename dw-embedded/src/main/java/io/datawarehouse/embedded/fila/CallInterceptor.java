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

import io.datawarehouse.embedded.fila.ApiKeys.Principal;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Knows who calls before anything else is done, and lets a handler answer with the
 * response headers before the first message, as consumers rely on.
 */
final class CallInterceptor implements ServerInterceptor {

	private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
			Metadata.ASCII_STRING_MARSHALLER);

	private static final Context.Key<Principal> PRINCIPAL = Context.key("dw-fila-principal");

	private static final Context.Key<EagerCall<?, ?>> CALL = Context.key("dw-fila-call");

	private final ApiKeys keys;

	CallInterceptor(ApiKeys keys) {
		this.keys = keys;
	}

	static Principal caller() {
		return PRINCIPAL.get();
	}

	/**
	 * Send the response headers of the call at hand now.
	 */
	static void sendHeaders() {
		CALL.get().sendHeadersOnce(new Metadata());
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		Principal caller = this.keys.authenticate(headers.get(AUTHORIZATION));
		if (caller == null) {
			call.close(Status.UNAUTHENTICATED.withDescription("invalid or missing api key"), new Metadata());
			return new ServerCall.Listener<>() {
			};
		}
		EagerCall<Q, R> eager = new EagerCall<>(call);
		Context context = Context.current().withValue(PRINCIPAL, caller).withValue(CALL, eager);
		return Contexts.interceptCall(context, eager, headers, next);
	}

	/**
	 * {@link ServerCall} that sends its headers once, whoever asks first.
	 *
	 * @param <Q> the type of the requests
	 * @param <R> the type of the responses
	 */
	private static final class EagerCall<Q, R> extends SimpleForwardingServerCall<Q, R> {

		private boolean sent;

		EagerCall(ServerCall<Q, R> call) {
			super(call);
		}

		@Override
		public void sendHeaders(Metadata headers) {
			sendHeadersOnce(headers);
		}

		synchronized void sendHeadersOnce(Metadata headers) {
			if (!this.sent) {
				this.sent = true;
				super.sendHeaders(headers);
			}
		}

	}

}
