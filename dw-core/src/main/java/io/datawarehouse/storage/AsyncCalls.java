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

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Makes calls of {@link DataWarehouseOperations} on other threads.
 *
 * @since 1.0.0
 */
public interface AsyncCalls {

	/**
	 * Make any calls, one after the other, on a thread of the executor. The future fails
	 * with what the calls throw, and with a
	 * {@link java.util.concurrent.RejectedExecutionException} at once when too many calls
	 * wait already.
	 * @param <T> what the calls return
	 * @param calls the calls
	 * @return a future of what they return; cancelling it interrupts them
	 */
	<T extends @Nullable Object> CompletableFuture<T> submit(Function<DataWarehouseOperations, T> calls);

	/**
	 * As {@link #submit} for calls that return nothing.
	 * @param calls the calls
	 * @return a future of their end; cancelling it interrupts them
	 */
	default CompletableFuture<@Nullable Void> run(Consumer<DataWarehouseOperations> calls) {
		return submit((sync) -> {
			calls.accept(sync);
			return null;
		});
	}

}
