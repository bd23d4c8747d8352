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

package io.datawarehouse.storage;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Future of a call that is made by running it, and is interrupted when somebody else
 * completes the future before.
 *
 * @param <T> what the call returns
 */
final class AsyncCall<T extends @Nullable Object> extends CompletableFuture<T> implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(AsyncCall.class);

	private final Supplier<T> call;

	private @Nullable Thread runner;

	private boolean begun;

	AsyncCall(Supplier<T> call) {
		this.call = call;
	}

	@Override
	public void run() {
		synchronized (this) {
			if (isDone()) {
				return;
			}
			this.begun = true;
			this.runner = Thread.currentThread();
		}
		try {
			finish(this.call.get(), null);
		}
		catch (Throwable ex) {
			finish(null, ex);
		}
	}

	private void finish(@Nullable T result, @Nullable Throwable failure) {
		synchronized (this) {
			this.runner = null;
			// Meant for the call, and not for the next one on this thread.
			Thread.interrupted();
		}
		boolean told = (failure != null) ? completeExceptionally(failure) : complete(result);
		if (!told) {
			discard(result);
		}
	}

	/**
	 * Interrupt the call if it is under way.
	 * @return {@code false} if it has never begun
	 */
	synchronized boolean stop() {
		if (this.runner != null) {
			this.runner.interrupt();
		}
		return this.begun;
	}

	private static void discard(@Nullable Object result) {
		try {
			if (result instanceof ObjectWriteStream stream) {
				stream.abort();
			}
			else if (result instanceof ObjectContent content) {
				content.close();
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("What a cancelled call opened could not be closed", ex);
		}
	}

}
