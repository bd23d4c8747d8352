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

package io.datawarehouse.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Starts runs of jobs that are tracked in the Datlake catalog. It is safe for use by many
 * threads. <pre class="code">
 * jobs.run("daily_sales_etl", (job) -&gt; {
 *     String source = job.latestTableUri("sales_raw");
 *     ...
 *     job.registerSnapshot("sales_curated", target, "parquet");
 * });
 * </pre>
 *
 * @since 1.0.0
 */
public class JobContextFactory implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(JobContextFactory.class);

	private final DatlakeClient client;

	private final RunLedger ledger;

	private final StartFailurePolicy startFailurePolicy;

	private final EventFailurePolicy eventFailurePolicy;

	private final Duration closeTimeout;

	private final Set<JobContext> open = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean recovered = new AtomicBoolean();

	private volatile boolean closed;

	JobContextFactory(Builder builder) {
		this.client = builder.client;
		this.ledger = new RunLedger(builder.client,
				new OutboxSettings(builder.stateDirectory, builder.maxPendingCompletions, builder.maxPendingEvents,
						builder.maxPendingBytes, builder.redeliveryInterval, builder.maxRedeliveryInterval,
						builder.closeTimeout));
		this.startFailurePolicy = builder.startFailurePolicy;
		this.eventFailurePolicy = builder.eventFailurePolicy;
		this.closeTimeout = builder.closeTimeout;
	}

	/**
	 * Start to build a factory.
	 * @param client the client of the catalog; it is not closed with the factory
	 * @return a builder with the default settings
	 */
	public static Builder builder(DatlakeClient client) {
		return new Builder(client);
	}

	/**
	 * Do some work in a run that ends as the work does.
	 * @param jobName the name of the job
	 * @param work the work
	 * @param <E> the checked exception that the work may throw
	 * @throws E if the work failed; a failure to tell the catalog is added as suppressed
	 * @throws DatlakeException if the run could not be started, or the catalog refused
	 * its completion
	 */
	public <E extends Exception> void run(String jobName, JobWork<E> work) throws E {
		run(jobName, Map.of(), work);
	}

	/**
	 * Do some work in a run that ends as the work does.
	 * @param jobName the name of the job
	 * @param metadata what is worth knowing about the run, written as JSON
	 * @param work the work
	 * @param <E> the checked exception that the work may throw
	 * @throws E if the work failed; a failure to tell the catalog is added as suppressed
	 * @throws DatlakeException if the run could not be started, or the catalog refused
	 * its completion
	 */
	public <E extends Exception> void run(String jobName, Map<String, ?> metadata, JobWork<E> work) throws E {
		call(jobName, metadata, (job) -> {
			work.run(job);
			return Boolean.TRUE;
		});
	}

	/**
	 * Compute a value in a run that ends as the work does.
	 * @param jobName the name of the job
	 * @param work the work
	 * @param <T> the type of the value
	 * @param <E> the checked exception that the work may throw
	 * @return the value
	 * @throws E if the work failed; a failure to tell the catalog is added as suppressed
	 * @throws DatlakeException if the run could not be started, or the catalog refused
	 * its completion
	 */
	public <T extends @Nullable Object, E extends Exception> T call(String jobName, JobCallable<T, E> work) throws E {
		return call(jobName, Map.of(), work);
	}

	/**
	 * Compute a value in a run that ends as the work does.
	 * @param jobName the name of the job
	 * @param metadata what is worth knowing about the run, written as JSON
	 * @param work the work
	 * @param <T> the type of the value
	 * @param <E> the checked exception that the work may throw
	 * @return the value
	 * @throws E if the work failed; a failure to tell the catalog is added as suppressed
	 * @throws DatlakeException if the run could not be started, or the catalog refused
	 * its completion
	 */
	public <T extends @Nullable Object, E extends Exception> T call(String jobName, Map<String, ?> metadata,
			JobCallable<T, E> work) throws E {
		JobContext job = start(jobName, metadata);
		try {
			T result = work.call(job);
			job.completeIfOpen();
			return result;
		}
		catch (Throwable ex) {
			job.fail(ex);
			throw ex;
		}
		finally {
			job.close();
		}
	}

	/**
	 * Start a run for {@code try} with resources. It must be told that it is
	 * {@linkplain JobContext#complete() complete}: closed without, it has failed.
	 * @param jobName the name of the job, not empty, without {@code /} and control
	 * characters
	 * @return the run, current in the calling thread until it ends
	 * @throws DatlakeException if the run could not be started
	 */
	public JobContext start(String jobName) {
		return start(jobName, Map.of());
	}

	/**
	 * Start a run for {@code try} with resources. It must be told that it is
	 * {@linkplain JobContext#complete() complete}: closed without, it has failed.
	 * @param jobName the name of the job, not empty, without {@code /} and control
	 * characters
	 * @param metadata what is worth knowing about the run, written as JSON
	 * @return the run, current in the calling thread until it ends
	 * @throws DatlakeException if the run could not be started
	 */
	public JobContext start(String jobName, Map<String, ?> metadata) {
		Names.requireJob(jobName);
		ObjectNode json = DatlakeJson.object("metadata", metadata);
		requireOpen();
		if (!this.recovered.get()) {
			recover();
		}
		JobContext parent = JobContext.current();
		RunEntry entry = startEntry(this.ledger.begin(entry(jobName, json, parent)));
		JobContext job = new JobContext(this, entry, parent);
		this.open.add(job);
		if (this.closed) {
			// Closed meanwhile: nobody else would end the run.
			abort(job);
			requireOpen();
		}
		CurrentJob.enter(job);
		return job;
	}

	private static RunEntry entry(String jobName, ObjectNode metadata, @Nullable JobContext parent) {
		String ref = UuidV7.next();
		metadata.put("client_run_id", ref);
		if (parent != null) {
			metadata.put("parent_run_id", parent.runId()).put("parent_job_name", parent.jobName());
			metadata.put("root_run_id", parent.root().runId()).put("root_job_name", parent.root().jobName());
		}
		return new RunEntry(ref, jobName, metadata, UuidV7.next());
	}

	private RunEntry startEntry(RunEntry entry) {
		try {
			this.ledger.start(entry);
		}
		catch (DatlakeTransientException ex) {
			if (this.startFailurePolicy == StartFailurePolicy.FAIL_FAST) {
				this.ledger.abandon(entry, ex);
				throw ex;
			}
			logger.warn("Job '{}' goes on without the catalog under run id {}: {}", entry.jobName(), entry.ref(),
					ex.getMessage());
			this.ledger.startLater(entry);
		}
		catch (RuntimeException ex) {
			this.ledger.abandon(entry, ex);
			throw ex;
		}
		return entry;
	}

	/**
	 * End as failed the runs that processes left open that died, as told by their
	 * journals in the state directory, and deliver the completions that they could not.
	 * That goes on in the background until the catalog takes them. It is also done by the
	 * first start of a run.
	 * @return how many runs were found
	 */
	public int recover() {
		requireOpen();
		this.recovered.set(true);
		return this.ledger.recover();
	}

	/**
	 * How many completions wait to be delivered because the catalog was away.
	 * @return the number of completions
	 */
	public int pendingCompletions() {
		return this.ledger.pendingCompletions();
	}

	/**
	 * What waits to be delivered, and what became of the rest.
	 * @return the present state of the outbox
	 */
	public OutboxStats outboxStats() {
		return this.ledger.stats();
	}

	/**
	 * The client of the catalog.
	 * @return the client
	 */
	public DatlakeClient getClient() {
		return this.client;
	}

	void event(JobContext job, String eventType, ObjectNode data) {
		if (this.eventFailurePolicy == EventFailurePolicy.RAISE) {
			this.client.broadcastEvent(eventType, job.jobName(), job.runId(), data, UuidV7.next(), true);
		}
		else {
			this.ledger.event(job.entry(), eventType, data);
		}
	}

	void complete(JobContext job, ObjectNode completion) {
		try {
			this.ledger.complete(job.entry(), completion);
		}
		finally {
			this.open.remove(job);
		}
	}

	private void abort(JobContext job) {
		ObjectNode completion = job.abort("aborted: the application closed before the run completed");
		if (completion != null) {
			logger.warn("Closing while {} is open: it is marked as failed", job);
			this.ledger.abort(job.entry(), completion);
		}
		this.open.remove(job);
	}

	private void requireOpen() {
		Assert.state(!this.closed, "The job context factory is closed");
	}

	/**
	 * End the open runs as failed, deliver what waits as far as the timeout allows, and
	 * stop all threads. What is still not delivered stays in the state directory.
	 */
	@Override
	public void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		this.open.forEach(this::abort);
		this.ledger.close(this.closeTimeout);
	}

	/**
	 * Builds a {@link JobContextFactory}.
	 *
	 * @since 1.0.0
	 */
	public static final class Builder {

		private final DatlakeClient client;

		private @Nullable Path stateDirectory;

		private StartFailurePolicy startFailurePolicy = StartFailurePolicy.FAIL_FAST;

		private EventFailurePolicy eventFailurePolicy = EventFailurePolicy.LOG_ONLY;

		private Duration closeTimeout = Duration.ofSeconds(10);

		private Duration redeliveryInterval = Duration.ofSeconds(1);

		private Duration maxRedeliveryInterval = Duration.ofMinutes(1);

		private int maxPendingCompletions = 10_000;

		private int maxPendingEvents = 200_000;

		private long maxPendingBytes = 256L * 1024 * 1024;

		private Builder(DatlakeClient client) {
			this.client = client;
		}

		/**
		 * Set where to remember open runs and completions that are not delivered beyond
		 * the end of the process. Many processes may share one directory.
		 * @param stateDirectory the directory, created when it is needed, or {@code null}
		 * to remember nothing
		 * @return this builder
		 */
		public Builder stateDirectory(@Nullable Path stateDirectory) {
			this.stateDirectory = stateDirectory;
			return this;
		}

		/**
		 * Set what happens to a job when its run cannot be started.
		 * @param startFailurePolicy the policy, {@link StartFailurePolicy#FAIL_FAST} by
		 * default
		 * @return this builder
		 */
		public Builder startFailurePolicy(StartFailurePolicy startFailurePolicy) {
			this.startFailurePolicy = startFailurePolicy;
			return this;
		}

		/**
		 * Set what happens to a job when an event cannot be sent.
		 * @param eventFailurePolicy the policy, {@link EventFailurePolicy#LOG_ONLY} by
		 * default
		 * @return this builder
		 */
		public Builder eventFailurePolicy(EventFailurePolicy eventFailurePolicy) {
			this.eventFailurePolicy = eventFailurePolicy;
			return this;
		}

		/**
		 * Set how long closing may take to deliver what waits.
		 * @param closeTimeout the longest wait, 10 seconds by default
		 * @return this builder
		 */
		public Builder closeTimeout(Duration closeTimeout) {
			Assert.isTrue(!closeTimeout.isNegative(), () -> "closeTimeout must not be negative, was " + closeTimeout);
			this.closeTimeout = closeTimeout;
			return this;
		}

		/**
		 * Set the pauses between attempts to deliver completions in the background. They
		 * grow twofold while the catalog is away.
		 * @param first the first pause, 1 second by default
		 * @param longest the longest pause, 1 minute by default
		 * @return this builder
		 */
		public Builder redeliveryInterval(Duration first, Duration longest) {
			Assert.isTrue(first.toMillis() > 0, () -> "first must be at least 1 ms, was " + first);
			Assert.isTrue(longest.compareTo(first) >= 0,
					() -> "longest " + longest + " must not be shorter than first " + first);
			this.redeliveryInterval = first;
			this.maxRedeliveryInterval = longest;
			return this;
		}

		/**
		 * Set how many completions may wait before no further run is started.
		 * @param maxPendingCompletions the number, 10,000 by default
		 * @return this builder
		 */
		public Builder maxPendingCompletions(int maxPendingCompletions) {
			Assert.isTrue(maxPendingCompletions > 0,
					() -> "maxPendingCompletions must be positive, was " + maxPendingCompletions);
			this.maxPendingCompletions = maxPendingCompletions;
			return this;
		}

		/**
		 * Set how many events may wait before further ones are dropped.
		 * @param count the number of events, 200,000 by default
		 * @param bytes the room that they take in the state directory, 256 MB by default;
		 * without a state directory, no more than 16 MB are kept in memory
		 * @return this builder
		 */
		public Builder maxPendingEvents(int count, long bytes) {
			Assert.isTrue(count > 0, () -> "count must be positive, was " + count);
			Assert.isTrue(bytes > 0, () -> "bytes must be positive, was " + bytes);
			this.maxPendingEvents = count;
			this.maxPendingBytes = bytes;
			return this;
		}

		/**
		 * Build the factory. Nothing is sent or written before its first run.
		 * @return a new factory
		 */
		public JobContextFactory build() {
			return new JobContextFactory(this);
		}

	}

}
