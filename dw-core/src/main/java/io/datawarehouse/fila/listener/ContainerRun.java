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

package io.datawarehouse.fila.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.datawarehouse.fila.AsyncFilaClient;
import org.jspecify.annotations.Nullable;

/**
 * One run of a container, from its start to its stop: its threads and subscriptions.
 */
final class ContainerRun {

	/**
	 * How long the nacks of unfinished messages may take, and threads to end.
	 */
	private static final Duration LAST_CALLS = Duration.ofSeconds(2);

	private final FilaListenerContainer container;

	private final FilaListenerSettings settings;

	private final InFlight inFlight = new InFlight();

	private final ScheduledThreadPoolExecutor timer;

	private final @Nullable ThreadPoolExecutor ownExecutor;

	private final List<Dispatcher> dispatchers = new ArrayList<>();

	private final List<QueueSubscription> subscriptions = new ArrayList<>();

	private final MessageHandling handling;

	private final LeaseWatch leases;

	private final IdleWatch idle;

	private final ThreadLocal<Boolean> listenerThread = new ThreadLocal<>();

	ContainerRun(FilaListenerContainer container, FilaListenerContainerBuilder spec, Counters counters) {
		this.container = container;
		this.settings = spec.settings;
		this.timer = new ScheduledThreadPoolExecutor(1, threads("fila-" + spec.id + "-timer-"));
		this.timer.setRemoveOnCancelPolicy(true);
		this.ownExecutor = (spec.executor == null) ? threadPool(spec) : null;
		Executor executor = (this.ownExecutor != null) ? this.ownExecutor : spec.executor;
		FilaErrorHandler errorHandler = (spec.errorHandler != null) ? spec.errorHandler
				: new DefaultFilaErrorHandler(this.settings.maxAttempts(),
						(spec.recoverer != null) ? spec.recoverer : new DeadLetterRecoverer(spec.client));
		this.handling = new MessageHandling(spec, spec.id, errorHandler, counters);
		this.leases = new LeaseWatch(this.inFlight, counters, this.settings.visibilityTimeout());
		this.idle = new IdleWatch(this.settings.idleInterval());
		AsyncFilaClient client = spec.client.async();
		Settler settler = new Settler(client.onTransportThreads(), this.inFlight, counters, this.timer,
				this.settings.visibilityTimeout());
		// Only of our own pool is it known that it never blocks who gives it work.
		AsyncFilaClient source = (this.ownExecutor != null) ? client.onTransportThreads() : client;
		for (String queue : spec.queues) {
			Dispatcher dispatcher = new Dispatcher(this.settings, this.inFlight, settler,
					(task) -> executor.execute(() -> asListener(task)), this.timer, this::handle);
			this.dispatchers.add(dispatcher);
			this.subscriptions.add(new QueueSubscription(spec.client, source, queue, dispatcher, this.timer,
					this.settings, counters, container::subscriptionFailed));
		}
	}

	private static ThreadPoolExecutor threadPool(FilaListenerContainerBuilder spec) {
		int threads = spec.settings.concurrency() * spec.queues.size();
		// Its queue holds no more than there are places.
		ThreadPoolExecutor executor = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads("fila-" + spec.id + "-"));
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static ThreadFactory threads(String prefix) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, prefix + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	void start(boolean paused) {
		if (!paused) {
			resume();
		}
		long interval = this.leases.intervalMillis();
		Duration idleInterval = this.settings.idleInterval();
		if (idleInterval != null) {
			interval = Math.max(20, Math.min(interval, idleInterval.toMillis() / 4));
		}
		this.timer.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
	}

	private void look() {
		this.leases.look();
		Duration idleFor = this.idle.becameIdle(this.inFlight.size());
		if (idleFor != null) {
			this.container.becameIdle(idleFor);
		}
	}

	private void handle(Delivery delivery) {
		if (this.idle.messageCame()) {
			this.container.noLongerIdle();
		}
		this.handling.handle(delivery);
	}

	private void asListener(Runnable task) {
		this.listenerThread.set(Boolean.TRUE);
		try {
			task.run();
		}
		finally {
			this.listenerThread.remove();
		}
	}

	boolean isListenerThread() {
		return Boolean.TRUE.equals(this.listenerThread.get());
	}

	void pause() {
		this.subscriptions.forEach(QueueSubscription::close);
	}

	void resume() {
		this.subscriptions.forEach(QueueSubscription::open);
	}

	boolean isSubscribed() {
		return this.subscriptions.stream().allMatch(QueueSubscription::isReady);
	}

	int inFlight() {
		return this.inFlight.size();
	}

	/**
	 * Stop, within the shutdown timeout and little more.
	 * @return how many messages were not finished
	 */
	int stop() {
		this.subscriptions.forEach(QueueSubscription::close);
		this.dispatchers.forEach(Dispatcher::close);
		boolean drained = this.inFlight.awaitEmpty(this.settings.shutdownTimeout());
		List<Delivery> unfinished = List.copyOf(this.inFlight.deliveries());
		if (!drained) {
			unfinished.forEach(this::abandon);
			if (this.ownExecutor != null) {
				this.ownExecutor.shutdownNow();
			}
			this.inFlight.awaitEmpty(LAST_CALLS);
		}
		if (this.ownExecutor != null) {
			this.ownExecutor.shutdown();
		}
		this.timer.shutdownNow();
		return unfinished.size();
	}

	private void abandon(Delivery delivery) {
		if (this.settings.unfinished() == UnfinishedAction.NACK) {
			delivery.nack("the listener stopped before the message was handled");
		}
		else {
			delivery.leave();
		}
	}

}
