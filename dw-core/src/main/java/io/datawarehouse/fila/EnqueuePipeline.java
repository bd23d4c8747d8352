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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Stores many messages with a bounded number of calls in progress. When the broker cannot
 * be reached or does not answer, no further message is sent: each would wait for its
 * deadline, and the caller knows for sure which ones were never sent.
 */
final class EnqueuePipeline {

	private final FilaConnection connection;

	private final FilaCall call;

	private final List<WireRequest> requests;

	private final int window;

	private final FilaEnqueueResult[] results;

	private final AtomicInteger completions = new AtomicInteger();

	private final CompletableFuture<List<FilaEnqueueResult>> done = new CompletableFuture<>();

	private final Observation observation;

	/**
	 * Written by the one thread that pumps.
	 */
	private int sent;

	private volatile @Nullable FilaException broken;

	private volatile @Nullable FilaException firstFailure;

	private final AtomicInteger finished = new AtomicInteger();

	private EnqueuePipeline(FilaConnection connection, String queue, List<WireRequest> requests, int window) {
		this.connection = connection;
		this.call = FilaCall.of("enqueue", queue);
		this.requests = requests;
		this.window = window;
		this.results = new FilaEnqueueResult[requests.size()];
		this.observation = connection.observation(FilaCall.of("enqueue-all", queue));
	}

	static CompletableFuture<List<FilaEnqueueResult>> run(FilaConnection connection, String queue,
			Collection<FilaMessage> messages, int window) {
		Messages.requireQueue(queue);
		List<WireRequest> requests = new ArrayList<>(messages.size());
		for (FilaMessage message : messages) {
			requests.add(Messages.enqueueRequest(queue, message.headers(), message.payload()));
		}
		if (requests.isEmpty()) {
			return CompletableFuture.completedFuture(List.of());
		}
		EnqueuePipeline pipeline = new EnqueuePipeline(connection, queue, requests, window);
		pipeline.observation.start();
		pipeline.pump();
		return pipeline.done;
	}

	/**
	 * Send what the window allows. A call may end while it is started, on this thread:
	 * whoever comes meanwhile only leaves a note, so this neither recurses nor overlaps.
	 */
	private void pump() {
		if (this.completions.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			sendMore();
			seen = this.completions.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private void sendMore() {
		while (this.sent < this.requests.size() && this.sent - this.finished.get() < this.window) {
			FilaException broken = this.broken;
			if (broken != null) {
				giveUp(broken);
				return;
			}
			send(this.sent++);
		}
	}

	private void send(int index) {
		this.connection.callAsync(null, this.call, Wire.ENQUEUE, this.requests.get(index), (id) -> id, true)
			.whenComplete((id, failure) -> {
				finish(index, id, failure);
				pump();
			});
	}

	private void giveUp(FilaException broken) {
		int first = this.sent;
		this.sent = this.requests.size();
		FilaException notSent = new FilaUnavailableException(
				"The message was not sent to queue '" + this.call.queue() + "', because an earlier one of "
						+ "the same call found the broker out of reach. Send it again later.",
				this.call.queue(), null, null, broken);
		for (int i = first; i < this.results.length; i++) {
			finish(i, null, notSent);
		}
	}

	private void finish(int index, @Nullable String id, @Nullable Throwable failure) {
		FilaException reason = (failure != null) ? reason(failure) : null;
		this.results[index] = new FilaEnqueueResult(id, reason);
		if (reason != null) {
			if (this.firstFailure == null) {
				this.firstFailure = reason;
			}
			if (reason instanceof FilaUnavailableException || reason instanceof FilaDeadlineExceededException) {
				this.broken = reason;
			}
		}
		if (this.finished.incrementAndGet() == this.results.length) {
			end();
		}
	}

	private FilaException reason(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof FilaException known) {
			return known;
		}
		return new FilaUnavailableException("The message was not sent to queue '" + this.call.queue() + "': " + cause,
				this.call.queue(), null, null, cause);
	}

	private void end() {
		FilaException failure = this.firstFailure;
		if (failure != null) {
			this.observation.error(failure);
		}
		this.observation.stop();
		this.done.complete(List.copyOf(Arrays.asList(this.results)));
	}

}
