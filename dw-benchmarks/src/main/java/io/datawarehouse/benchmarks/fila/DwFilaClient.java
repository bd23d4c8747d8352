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
import java.util.function.Consumer;

import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaMessage;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerSettings;
import org.jspecify.annotations.Nullable;

/**
 * Our client, and the listener container with its defaults to consume.
 */
final class DwFilaClient implements FilaPeerClient {

	private final FilaClient client;

	private final String queue;

	private @Nullable FilaListenerContainer container;

	DwFilaClient(String address, String queue) {
		this.client = FilaClient.builder().address(address).build();
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
		FilaListenerContainer started = FilaListenerContainer.builder(this.client)
			.queues(this.queue)
			.settings(FilaListenerSettings.defaults().withConcurrency(handlers))
			.listener((message, acknowledgment) -> handler.accept(message.payload()))
			.build();
		started.start();
		this.container = started;
	}

	@Override
	public void close() {
		if (this.container != null) {
			this.container.stop();
		}
		this.client.close();
	}

}
