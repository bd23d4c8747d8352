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

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.Assert;

/**
 * {@link AsyncDataWarehouseOperations} on a {@link DataWarehouseOperations} and a bounded
 * executor: so many calls run at a time, so many more wait, and what comes on top is
 * refused with a {@link RejectedExecutionException} in its future, so that memory stays
 * bounded and the caller can slow down. Observations of the calls have that of the caller
 * as their parent. Safe for use by many threads; it must be closed, which does not close
 * the operations that it calls.
 * <p>
 * A call that is cancelled while it waits for an answer on a platform thread ends when
 * the answer comes or the read timeout is over; its future is cancelled at once.
 *
 * @since 1.0.0
 */
public final class AsyncDataWarehouseTemplate implements AsyncDataWarehouseOperations, AutoCloseable {

	private static final long IDLE_SECONDS = 30;

	private static final long CLOSE_SECONDS = 10;

	private final DataWarehouseOperations operations;

	private final ObservationRegistry observationRegistry;

	private final TaskDecorator decorator;

	private final ThreadPoolExecutor executor;

	private final Set<AsyncCall<?>> open = ConcurrentHashMap.newKeySet();

	private AsyncDataWarehouseTemplate(Builder builder) {
		this.operations = builder.operations;
		this.observationRegistry = builder.observationRegistry;
		this.decorator = builder.decorator;
		this.executor = new ThreadPoolExecutor(builder.concurrency, builder.concurrency, IDLE_SECONDS, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(builder.queueCapacity), builder.threadFactory);
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * Begin to build a template.
	 * @param operations what is called
	 * @return a new builder
	 */
	public static Builder builder(DataWarehouseOperations operations) {
		return new Builder(operations);
	}

	@Override
	public <T extends @Nullable Object> CompletableFuture<T> submit(Function<DataWarehouseOperations, T> calls) {
		AsyncCall<T> call = new AsyncCall<>(() -> calls.apply(this.operations));
		Runnable task = this.decorator.decorate(propagating(call));
		this.open.add(call);
		try {
			this.executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			call.completeExceptionally(rejection(ex));
		}
		call.whenComplete((result, failure) -> {
			this.open.remove(call);
			if (!call.stop()) {
				this.executor.remove(task);
			}
		});
		return call;
	}

	private Runnable propagating(Runnable call) {
		Observation current = this.observationRegistry.getCurrentObservation();
		return (current != null) ? () -> current.scoped(call) : call;
	}

	private RuntimeException rejection(RejectedExecutionException cause) {
		if (this.executor.isShutdown()) {
			return closed(cause);
		}
		return new RejectedExecutionException(this.executor.getMaximumPoolSize() + " storage calls run and "
				+ this.executor.getQueue().size()
				+ " wait already: wait for some of their futures, or raise the concurrency or the queue capacity",
				cause);
	}

	private static IllegalStateException closed(@Nullable Throwable cause) {
		return new IllegalStateException("The AsyncDataWarehouseTemplate is closed", cause);
	}

	/**
	 * Interrupt the calls that are under way, and fail those that wait.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
		this.open.forEach((call) -> call.completeExceptionally(closed(null)));
		this.executor.shutdownNow();
		boolean interrupted = Thread.interrupted();
		try {
			this.executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public String toString() {
		return "AsyncDataWarehouseTemplate with " + this.executor.getMaximumPoolSize() + " threads on "
				+ this.operations;
	}

	/**
	 * Builds an {@link AsyncDataWarehouseTemplate}.
	 */
	public static final class Builder {

		private final DataWarehouseOperations operations;

		private int concurrency = 32;

		private int queueCapacity = 1000;

		private ThreadFactory threadFactory = daemonThreads();

		private TaskDecorator decorator = (task) -> task;

		private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

		private Builder(DataWarehouseOperations operations) {
			this.operations = operations;
		}

		private static ThreadFactory daemonThreads() {
			CustomizableThreadFactory threads = new CustomizableThreadFactory("dw-storage-");
			threads.setDaemon(true);
			return threads;
		}

		/**
		 * Set how many calls run at a time. 32 unless set; more than the connections of
		 * the template that is called are of no use.
		 * @param concurrency the number of calls
		 * @return this builder
		 */
		public Builder concurrency(int concurrency) {
			Assert.isTrue(concurrency > 0, () -> "concurrency must be positive, was " + concurrency);
			this.concurrency = concurrency;
			return this;
		}

		/**
		 * Set how many calls wait at the most. 1000 unless set.
		 * @param queueCapacity the number of calls
		 * @return this builder
		 */
		public Builder queueCapacity(int queueCapacity) {
			Assert.isTrue(queueCapacity > 0, () -> "queueCapacity must be positive, was " + queueCapacity);
			this.queueCapacity = queueCapacity;
			return this;
		}

		/**
		 * Set what makes the threads, such as one of virtual threads. They are daemon
		 * threads of the platform unless set.
		 * @param threadFactory makes the threads
		 * @return this builder
		 */
		public Builder threadFactory(ThreadFactory threadFactory) {
			this.threadFactory = threadFactory;
			return this;
		}

		/**
		 * Set what carries other things than observations from the caller to the threads.
		 * @param decorator wraps each call
		 * @return this builder
		 */
		public Builder taskDecorator(TaskDecorator decorator) {
			this.decorator = decorator;
			return this;
		}

		/**
		 * Set the registry whose current observation becomes the parent of the calls'
		 * own.
		 * @param observationRegistry the registry
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry) {
			this.observationRegistry = observationRegistry;
			return this;
		}

		/**
		 * Create the template.
		 * @return a new template, which must be closed
		 */
		public AsyncDataWarehouseTemplate build() {
			return new AsyncDataWarehouseTemplate(this);
		}

	}

}
