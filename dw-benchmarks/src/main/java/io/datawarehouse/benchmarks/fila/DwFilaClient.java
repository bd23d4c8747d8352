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

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

import io.datawarehouse.fila.AsyncFilaClient;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaMessage;
import org.jspecify.annotations.Nullable;

/**
 * Our clients: the blocking one to enqueue; the other one to consume, with a bounded
 * number of messages that are handled or whose ack is on its way.
 */
final class DwFilaClient implements FilaPeerClient {

	/**
	 * As many as may wait in the client, be handled or be acked at a time.
	 */
	private static final int IN_FLIGHT_PER_HANDLER = 32;

	static final int MOST_IN_FLIGHT = 128;

	private final FilaClient client;

	private final AsyncFilaClient async;

	private final String queue;

	DwFilaClient(String address, String queue) {
		this.client = FilaClient.builder().address(address).build();
		this.async = AsyncFilaClient.builder().address(address).build();
		this.queue = queue;
	}

	@Override
	public void enqueue(byte[] payload) {
		this.client.enqueue(this.queue, FilaWorker.HEADERS, payload);
	}

	@Override
	public void enqueueMany(byte[] payload, int count) {
		List<FilaMessage> messages = Collections.nCopies(count, new FilaMessage(FilaWorker.HEADERS, payload));
		this.client.enqueueAll(this.queue, messages).forEach((result) -> result.requireMessageId());
	}

	@Override
	public void consume(int handlers, Consumer<byte[]> handler) {
		ExecutorService threads = Executors.newFixedThreadPool(handlers, (task) -> {
			Thread thread = new Thread(task, "dw-handler");
			thread.setDaemon(true);
			return thread;
		});
		int inFlight = Math.min(handlers * IN_FLIGHT_PER_HANDLER, MOST_IN_FLIGHT);
		this.async.consume(this.queue).subscribe(new Handling(threads, handler, inFlight));
	}

	@Override
	public void close() {
		this.async.close();
		this.client.close();
	}

	private final class Handling implements Flow.Subscriber<ConsumeMessage> {

		private final ExecutorService threads;

		private final Consumer<byte[]> handler;

		private final int inFlight;

		private Flow.@Nullable Subscription subscription;

		Handling(ExecutorService threads, Consumer<byte[]> handler, int inFlight) {
			this.threads = threads;
			this.handler = handler;
			this.inFlight = inFlight;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(this.inFlight);
		}

		@Override
		public void onNext(ConsumeMessage message) {
			Flow.Subscription subscription = Objects.requireNonNull(this.subscription);
			this.threads.execute(() -> {
				this.handler.accept(message.payload());
				DwFilaClient.this.async.ack(DwFilaClient.this.queue, message.id())
					.whenComplete((done, failure) -> subscription.request(1));
			});
		}

		@Override
		public void onError(Throwable failure) {
			this.threads.shutdown();
		}

		@Override
		public void onComplete() {
			this.threads.shutdown();
		}

	}

}
