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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaUnauthenticatedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Listens to queues: subscribes to them, keeps the subscriptions, hands the messages to a
 * {@link FilaMessageListener} and settles them.
 * <p>
 * It never ends silently. A subscription that is lost is made again, with growing pauses,
 * for as long as the container runs; only when the broker refuses the API key does it
 * stop by itself, with a {@link FilaListenerStoppedEvent}. A message is acked after it
 * was handled and never before, so it may be handled more than once and is never lost.
 *
 * @since 1.0.0
 */
public final class FilaListenerContainer implements SmartLifecycle {

	/**
	 * Listeners start after most else, and stop before the web server does.
	 */
	public static final int PHASE = DEFAULT_PHASE - 100;

	private static final Logger logger = LoggerFactory.getLogger(FilaListenerContainer.class);

	private final FilaListenerContainerBuilder spec;

	private final Counters counters = new Counters();

	private volatile @Nullable ContainerRun run;

	private volatile boolean paused;

	private volatile @Nullable FilaListenerFailure lastFailure;

	private @Nullable CompletableFuture<@Nullable Void> stopping;

	FilaListenerContainer(FilaListenerContainerBuilder spec) {
		this.spec = spec;
	}

	/**
	 * Start to build a container.
	 * @param client the client, which stays the caller's to close, after the container
	 * has stopped
	 * @return a new builder
	 */
	public static FilaListenerContainerBuilder builder(FilaClient client) {
		return new FilaListenerContainerBuilder(client);
	}

	/**
	 * Start listening. Returns at once: the subscriptions are made in the background,
	 * whether the broker can be reached or not.
	 */
	@Override
	public void start() {
		synchronized (this) {
			if (this.run != null) {
				return;
			}
			ContainerRun run = new ContainerRun(this, this.spec, this.counters);
			this.lastFailure = null;
			this.run = run;
			run.start(this.paused);
		}
		logger.info("Listener '{}' listens to {}", getId(), getQueues());
		publish(new FilaListenerStartedEvent(this));
	}

	/**
	 * Stop listening, and wait: no new message is taken, those in flight are finished
	 * within the shutdown timeout. Called by the listener itself it does not wait.
	 */
	@Override
	public void stop() {
		ContainerRun run = this.run;
		CompletableFuture<@Nullable Void> stopped = stop(FilaListenerStoppedEvent.Reason.REQUESTED, null);
		if (run != null && !run.isListenerThread()) {
			// Its own timeouts end it.
			stopped.join();
		}
	}

	/**
	 * Stop listening without waiting for it.
	 * @param callback told when the container has stopped
	 */
	@Override
	public void stop(Runnable callback) {
		stop(FilaListenerStoppedEvent.Reason.REQUESTED, null).thenRun(callback);
	}

	private CompletableFuture<@Nullable Void> stop(FilaListenerStoppedEvent.Reason reason,
			@Nullable Throwable failure) {
		CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
		ContainerRun run;
		synchronized (this) {
			run = this.run;
			if (this.stopping != null) {
				return this.stopping;
			}
			if (run == null) {
				done.complete(null);
				return done;
			}
			this.stopping = done;
		}
		Thread thread = new Thread(() -> finish(run, reason, failure, done), "fila-" + getId() + "-stop");
		thread.setDaemon(true);
		thread.start();
		return done;
	}

	private void finish(ContainerRun run, FilaListenerStoppedEvent.Reason reason, @Nullable Throwable failure,
			CompletableFuture<@Nullable Void> done) {
		int unfinished = 0;
		try {
			unfinished = run.stop();
		}
		finally {
			synchronized (this) {
				this.run = null;
				this.stopping = null;
			}
			logger.info("Listener '{}' has stopped: {}, {} messages not finished", getId(), reason, unfinished);
			publish(new FilaListenerStoppedEvent(this, reason, failure, unfinished));
			done.complete(null);
		}
	}

	/**
	 * Take no more messages until {@link #resume()}. Those in flight are finished. The
	 * subscriptions are given up meanwhile, so that the broker does not lease messages to
	 * this container which it would not handle.
	 */
	public synchronized void pause() {
		this.paused = true;
		ContainerRun run = this.run;
		if (run != null) {
			run.pause();
		}
	}

	/**
	 * Take messages again.
	 */
	public synchronized void resume() {
		this.paused = false;
		ContainerRun run = this.run;
		if (run != null && this.stopping == null) {
			run.resume();
		}
	}

	/**
	 * Whether the container is paused.
	 * @return {@code true} after {@link #pause()}
	 */
	public boolean isPaused() {
		return this.paused;
	}

	@Override
	public boolean isRunning() {
		return this.run != null;
	}

	/**
	 * Whether the broker has taken all subscriptions of the container.
	 * @return {@code true} if messages can come
	 */
	public boolean isSubscribed() {
		ContainerRun run = this.run;
		return run != null && run.isSubscribed();
	}

	@Override
	public boolean isAutoStartup() {
		return this.spec.settings.autoStartup();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * The name of the container.
	 * @return the id
	 */
	public String getId() {
		return this.spec.id;
	}

	/**
	 * The name of the containers that are started and stopped together.
	 * @return the group, empty for none
	 */
	public String getGroup() {
		return this.spec.group;
	}

	/**
	 * The queues that are listened to.
	 * @return the queues
	 */
	public List<String> getQueues() {
		return this.spec.queues;
	}

	/**
	 * How the container works.
	 * @return the settings
	 */
	public FilaListenerSettings getSettings() {
		return this.spec.settings;
	}

	/**
	 * Why the container could not listen when that last happened. It may listen again.
	 * @return the failure, or {@code null} if there was none since the last start
	 */
	public @Nullable FilaListenerFailure getLastFailure() {
		return this.lastFailure;
	}

	/**
	 * What the container has done and does.
	 * @return numbers of now
	 */
	public FilaListenerStats getStats() {
		ContainerRun run = this.run;
		return this.counters.snapshot((run != null) ? run.inFlight() : 0);
	}

	/**
	 * Describe the container by its id and queues.
	 */
	@Override
	public String toString() {
		return "FilaListenerContainer[" + getId() + ", queues=" + getQueues() + "]";
	}

	void subscriptionFailed(Throwable failure, boolean last) {
		this.lastFailure = new FilaListenerFailure(Instant.now(), failure, last);
		publish(new FilaListenerFailedEvent(this, failure, !last));
		if (last) {
			logger.error("Listener '{}' stops, because the broker refuses it: {}", getId(), failure.getMessage());
			stop((failure instanceof FilaUnauthenticatedException) ? FilaListenerStoppedEvent.Reason.UNAUTHENTICATED
					: FilaListenerStoppedEvent.Reason.PERMISSION_DENIED, failure);
		}
	}

	void becameIdle(Duration idleFor) {
		publish(new FilaListenerIdleEvent(this, idleFor));
	}

	void noLongerIdle() {
		publish(new FilaListenerNoLongerIdleEvent(this));
	}

	/**
	 * An observer that fails must not stop what it observes.
	 */
	private void publish(FilaListenerEvent event) {
		try {
			this.spec.eventPublisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("A receiver of {} failed", event, ex);
		}
	}

}
