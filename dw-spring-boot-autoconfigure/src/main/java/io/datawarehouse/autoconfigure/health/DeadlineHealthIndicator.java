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

package io.datawarehouse.autoconfigure.health;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Health indicator whose probe is given up after a deadline, so that a server that does
 * not answer never holds the health endpoint. At most one probe runs at a time: while one
 * runs, the next waits for its turn within its own deadline.
 */
abstract class DeadlineHealthIndicator extends AbstractHealthIndicator implements AutoCloseable {

	private static final Duration IDLE = Duration.ofSeconds(30);

	private final Duration deadline;

	private final ExecutorService executor;

	DeadlineHealthIndicator(String name, Duration deadline) {
		super(name + " health check failed");
		this.deadline = deadline;
		this.executor = createExecutor(name);
	}

	private ExecutorService createExecutor(String name) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("dw-health-" + name + "-");
		threads.setDaemon(true);
		return new ThreadPoolExecutor(0, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), threads,
				this::awaitTurn);
	}

	/**
	 * Several may ask at the same time, such as the probes of readiness and of liveness.
	 */
	private void awaitTurn(Runnable probe, ThreadPoolExecutor executor) {
		try {
			boolean taken = !executor.isShutdown()
					&& executor.getQueue().offer(probe, this.deadline.toMillis(), TimeUnit.MILLISECONDS);
			if (!taken) {
				throw new RejectedExecutionException("The probe before this one has no answer yet");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RejectedExecutionException("Interrupted while another probe ran", ex);
		}
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		long start = System.nanoTime();
		try {
			builder.up().withDetails(probeWithinDeadline());
		}
		finally {
			builder.withDetail("latencyMs", (System.nanoTime() - start) / 1_000_000);
		}
	}

	private Map<String, Object> probeWithinDeadline() throws Exception {
		long end = System.nanoTime() + this.deadline.toNanos();
		Future<Map<String, Object>> probe = submit();
		try {
			return probe.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new TimeoutException("No answer within " + this.deadline.toMillis() + " ms");
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		finally {
			probe.cancel(true);
		}
	}

	private Future<Map<String, Object>> submit() throws TimeoutException {
		try {
			return this.executor.submit(this::probe);
		}
		catch (RejectedExecutionException ex) {
			throw new TimeoutException(ex.getMessage());
		}
	}

	/**
	 * Ask the server something cheap.
	 * @return details to show, never secrets
	 * @throws Exception if the server cannot do its work
	 */
	abstract Map<String, Object> probe() throws Exception;

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
