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
package io.datawarehouse.autoconfigure.fila;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.datawarehouse.fila.FilaAdmin;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Asks the broker for the depths of queues, and never longer than those who gather
 * metrics can wait. While calls hang, no further ones are made.
 */
final class QueueDepths implements AutoCloseable {

	private static final long PATIENCE_MILLIS = 1000;

	private static final int MOST_CALLS = 2;

	private static final long IDLE_SECONDS = 30;

	private final FilaAdmin admin;

	private final ExecutorService executor;

	QueueDepths(FilaAdmin admin) {
		this.admin = admin;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("dw-fila-depth-");
		threads.setDaemon(true);
		this.executor = new ThreadPoolExecutor(0, MOST_CALLS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
				threads);
	}

	/**
	 * How many messages wait in a queue.
	 * @return the number, or not a number if the broker does not tell it in time
	 */
	double of(String queue) {
		try {
			return this.executor.submit(() -> this.admin.stats(queue).depth())
				.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Double.NaN;
		}
		catch (ExecutionException | TimeoutException | RejectedExecutionException ex) {
			// No reason to fail the other meters.
			return Double.NaN;
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
