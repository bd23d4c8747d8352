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

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.datawarehouse.observation.DwObservationContext;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A call in progress as a future. Cancelling it cancels the call.
 *
 * @param <R> the answer of the wire
 * @param <T> what is made of it
 */
final class AsyncCall<R, T> extends CompletableFuture<T> {

	private final FilaConnection connection;

	private final FilaCall description;

	private final ClientCall<?, R> call;

	private final Function<R, T> answer;

	private final Observation observation;

	private final Limit limit = new Limit();

	private volatile boolean expired;

	/**
	 * Make a call that is to be started.
	 */
	AsyncCall(FilaConnection connection, FilaCall description, ClientCall<?, R> call, Function<R, T> answer,
			Observation observation) {
		this.connection = connection;
		this.description = description;
		this.call = call;
		this.answer = answer;
		this.observation = observation;
	}

	<Q> void start(ClientCall<Q, R> call, Q request) {
		this.observation.start();
		this.connection.deadlines().add(this.limit);
		call.start(new Answer(), new Metadata());
		call.request(2);
		call.sendMessage(request);
		call.halfClose();
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		this.call.cancel("cancelled by the caller", null);
		return cancelled;
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

	private void succeed(R response) {
		T value = this.answer.apply(response);
		if (value instanceof String id && this.observation.getContext() instanceof DwObservationContext context) {
			context.setDetail(id);
		}
		this.observation.stop();
		complete(value);
	}

	private void fail(Throwable failure) {
		this.observation.error(failure);
		this.observation.stop();
		completeExceptionally(failure);
	}

	/**
	 * Takes the one answer.
	 */
	private final class Answer extends ClientCall.Listener<R> {

		private @Nullable R response;

		@Override
		public void onMessage(R message) {
			this.response = message;
		}

		@Override
		public void onClose(Status status, Metadata trailers) {
			AsyncCall.this.connection.deadlines().remove(AsyncCall.this.limit);
			R response = this.response;
			if (status.isOk() && response != null) {
				succeed(response);
			}
			else {
				fail(AsyncCall.this.connection.failure(AsyncCall.this.description,
						AsyncCall.this.expired ? AsyncCall.this.connection.late() : FilaConnection.failureOf(status),
						trailers));
			}
		}

	}

	/**
	 * Ends the call if it takes too long.
	 */
	private final class Limit extends Deadlines.Timed {

		@Override
		void expire() {
			AsyncCall.this.expired = true;
			AsyncCall.this.call.cancel("no answer in time", null);
		}

	}

}
