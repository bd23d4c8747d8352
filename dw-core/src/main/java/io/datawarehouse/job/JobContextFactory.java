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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
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

	private static final int MAX_STACK_TRACE = 20_000;

	private final @Nullable DatlakeClient client;

	private final boolean trackRuns;

	private final RunLedger ledger;

	private final StartFailurePolicy startFailurePolicy;

	private final EventFailurePolicy eventFailurePolicy;

	private final Duration closeTimeout;

	private final Set<JobContext> open = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean recovered = new AtomicBoolean();

	private final Heartbeats heartbeats;

	private final SnapshotCache snapshots;

	private final @Nullable RunLogFiles logs;

	private final ArtifactStore artifacts;

	private final @Nullable JobData data;

	private final String namespace;

	private final @Nullable ParentRun environmentParent;

	private final @Nullable ShutdownHook shutdownHook;

	private volatile boolean closed;

	JobContextFactory(Builder builder) {
		this.heartbeats = new Heartbeats(this.open, builder.heartbeatInterval, this::heartbeat);
		this.snapshots = new SnapshotCache(builder.snapshotCacheTtl);
		this.logs = (builder.maxLogSize > 0) ? new RunLogFiles(builder.maxLogSize) : null;
		this.artifacts = (builder.artifactStore != null) ? builder.artifactStore : (object, content,
				type) -> builder.client.uploadArtifact(builder.artifactBucket, object, content, type);
		this.data = builder.data;
		this.namespace = builder.namespace;
		this.environmentParent = ParentRun.fromEnvironment(builder.environment);
		this.shutdownHook = builder.closeOnShutdown ? new ShutdownHook(this) : null;
		this.client = builder.client;
		this.trackRuns = builder.trackRuns && builder.client != null;
		this.ledger = new RunLedger(builder.trackRuns ? builder.client : null,
				new OutboxSettings(builder.stateDirectory, builder.maxPendingCompletions, builder.maxPendingEvents,
						builder.maxPendingBytes, builder.redeliveryInterval, builder.maxRedeliveryInterval,
						builder.closeTimeout),
				builder.lineageFormat, builder.lineageTransport);
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
	 * Start to build a factory that works without a catalog. Its runs are told by
	 * {@linkplain Builder#lineage lineage} only, and tables cannot be looked up.
	 * @return a builder with the default settings
	 */
	public static Builder builder() {
		return new Builder(null);
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
		return call(RunOptions.of(jobName).withMetadata(metadata), work);
	}

	/**
	 * Do some work in a run that ends as the work does.
	 * @param options what is told of the run
	 * @param work the work
	 * @param <E> the checked exception that the work may throw
	 * @throws E if the work failed; a failure to tell the catalog is added as suppressed
	 * @throws DatlakeException if the run could not be started, or the catalog refused
	 * its completion
	 */
	public <E extends Exception> void run(RunOptions options, JobWork<E> work) throws E {
		call(options, (job) -> {
			work.run(job);
			return Boolean.TRUE;
		});
	}

	/**
	 * Compute a value in a run that ends as the work does.
	 * @param options what is told of the run
	 * @param work the work
	 * @param <T> the type of the value
	 * @param <E> the checked exception that the work may throw
	 * @return the value
	 * @throws E if the work failed; a failure to tell the catalog is added as suppressed
	 * @throws DatlakeException if the run could not be started, or the catalog refused
	 * its completion
	 */
	public <T extends @Nullable Object, E extends Exception> T call(RunOptions options, JobCallable<T, E> work)
			throws E {
		JobContext job = start(options);
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
		return start(RunOptions.of(jobName).withMetadata(metadata));
	}

	/**
	 * Start a run for {@code try} with resources. It must be told that it is
	 * {@linkplain JobContext#complete() complete}: closed without, it has failed.
	 * @param options what is told of the run
	 * @return the run, current in the calling thread until it ends
	 * @throws DatlakeException if the run could not be started
	 */
	public JobContext start(RunOptions options) {
		ObjectNode json = DatlakeJson.object("metadata", options.metadata());
		requireOpen();
		if (!this.recovered.get()) {
			recover();
		}
		JobContext parent = (options.parent() == null) ? JobContext.current() : null;
		ParentRun remoteParent = (options.parent() == null && parent == null) ? this.environmentParent
				: options.parent();
		RunEntry entry = entry(options, json, parent, remoteParent);
		ParentRun told = (parent != null) ? ParentRun.of(parent) : remoteParent;
		this.ledger.begin(entry, new LineageFormat.Start(entry.ref(), this.namespace, options.jobName(), Instant.now(),
				told, options.nominalStart(), options.nominalEnd()));
		startEntry(entry);
		this.ledger.working(entry);
		JobContext job = new JobContext(this, entry, parent, remoteParent);
		open(job);
		CurrentJob.enter(job);
		return job;
	}

	private void open(JobContext job) {
		this.open.add(job);
		if (this.closed) {
			// Closed meanwhile: nobody else would end the run.
			abort(job);
			requireOpen();
		}
		if (this.logs != null) {
			this.logs.open(job.runId());
		}
		if (this.shutdownHook != null) {
			this.shutdownHook.register();
		}
		this.heartbeats.start();
	}

	private static RunEntry entry(RunOptions options, ObjectNode metadata, @Nullable JobContext parent,
			@Nullable ParentRun remoteParent) {
		String ref = UuidV7.next();
		metadata.put("client_run_id", ref);
		if (parent != null) {
			JobContext root = parent.root();
			metadata.put("parent_run_id", parent.runId()).put("parent_job_name", parent.jobName());
			metadata.put("root_run_id", root.runId()).put("root_job_name", root.jobName());
		}
		else if (remoteParent != null) {
			ParentRun root = remoteParent.rootOrSelf();
			metadata.put("parent_run_id", remoteParent.runId()).put("parent_job_name", remoteParent.jobName());
			metadata.put("root_run_id", root.runId()).put("root_job_name", root.jobName());
		}
		if (options.nominalStart() != null) {
			metadata.put("nominal_start_time", options.nominalStart().toString());
		}
		return new RunEntry(ref, options.jobName(), metadata, UuidV7.next());
	}

	private void startEntry(RunEntry entry) {
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
	 * @throws IllegalStateException if the factory works without a catalog
	 */
	public DatlakeClient getClient() {
		Assert.state(this.client != null, "There is no Datlake catalog: give the JobContextFactory a DatlakeClient");
		return this.client;
	}

	void event(JobContext job, String eventType, ObjectNode data) {
		if (this.trackRuns && this.eventFailurePolicy == EventFailurePolicy.RAISE) {
			getClient().broadcastEvent(eventType, job.jobName(), job.runId(), data, UuidV7.next(), true);
		}
		else {
			this.ledger.event(job.entry(), eventType, data);
		}
	}

	/**
	 * A heartbeat is worth nothing behind what waits already.
	 */
	private void heartbeat(JobContext job) {
		RunEntry entry = job.entry();
		if (entry.completion() == null && entry.peek(OutboxTarget.DATLAKE) == null) {
			this.ledger.event(entry, "heartbeat", DatlakeJson.object().put("elapsed_ms", job.elapsed().toMillis()));
		}
	}

	/**
	 * Tell besides the catalog how a run ended.
	 */
	void worked(JobContext job, LineageFormat.Outcome outcome, @Nullable String error, @Nullable Throwable failure) {
		this.ledger.worked(job.entry(), new LineageFormat.End(Instant.now(), outcome, error, stackTrace(failure),
				job.notes().inputs(), job.notes().outputs()));
	}

	private static @Nullable String stackTrace(@Nullable Throwable failure) {
		if (failure == null) {
			return null;
		}
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return (text.getBuffer().length() <= MAX_STACK_TRACE) ? text.toString()
				: text.getBuffer().substring(0, MAX_STACK_TRACE);
	}

	SnapshotCache snapshots() {
		return this.snapshots;
	}

	@Nullable RunLogFiles logs() {
		return this.logs;
	}

	String namespace() {
		return this.namespace;
	}

	JobData data() {
		Assert.state(this.data != null,
				"There is nothing to read and write data with: give the builder of the JobContextFactory a JobData");
		return this.data;
	}

	String store(JobContext job, String fileName, Resource content, String contentType) {
		JobContext before = JobContext.current();
		// What is stored here is no output of any run.
		CurrentJob.replace(null);
		try {
			return this.artifacts.store("jobs/" + job.jobName() + "/" + job.runId() + "/" + fileName, content,
					contentType);
		}
		finally {
			CurrentJob.replace(before);
		}
	}

	/**
	 * Upload the log of a run that ends. A fault there is no fault of the run.
	 */
	void shipLog(JobContext job, RunNotes notes) {
		if (this.logs == null) {
			return;
		}
		try {
			Path file = this.logs.close(job.runId());
			if (file != null) {
				try {
					notes.artifact(new RunArtifact("log",
							store(job, "run.log", new FileSystemResource(file), "text/plain;charset=UTF-8")));
				}
				finally {
					Files.deleteIfExists(file);
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.warn("The log of {} is not shipped: {}", job, ex.getMessage());
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
			dropLog(job);
		}
		this.open.remove(job);
	}

	private void dropLog(JobContext job) {
		try {
			Path file = (this.logs != null) ? this.logs.close(job.runId()) : null;
			if (file != null) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			logger.debug("Cannot delete the log of {}", job, ex);
		}
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
		if (this.shutdownHook != null) {
			this.shutdownHook.unregister();
		}
		this.heartbeats.close();
		this.open.forEach(this::abort);
		this.ledger.close(this.closeTimeout);
	}

	/**
	 * Builds a {@link JobContextFactory}.
	 *
	 * @since 1.0.0
	 */
	public static final class Builder {

		private final @Nullable DatlakeClient client;

		private @Nullable Path stateDirectory;

		private StartFailurePolicy startFailurePolicy = StartFailurePolicy.FAIL_FAST;

		private EventFailurePolicy eventFailurePolicy = EventFailurePolicy.LOG_ONLY;

		private Duration closeTimeout = Duration.ofSeconds(10);

		private Duration redeliveryInterval = Duration.ofSeconds(1);

		private Duration maxRedeliveryInterval = Duration.ofMinutes(1);

		private int maxPendingCompletions = 10_000;

		private int maxPendingEvents = 200_000;

		private long maxPendingBytes = 256L * 1024 * 1024;

		private @Nullable Duration heartbeatInterval = Duration.ofSeconds(30);

		private @Nullable Duration snapshotCacheTtl;

		private long maxLogSize;

		private String artifactBucket = "artifacts";

		private @Nullable ArtifactStore artifactStore;

		private @Nullable JobData data;

		private boolean trackRuns = true;

		private @Nullable LineageFormat lineageFormat;

		private @Nullable LineageTransport lineageTransport;

		private String namespace = "default";

		private Map<String, String> environment = System.getenv();

		private boolean closeOnShutdown = true;

		private Builder(@Nullable DatlakeClient client) {
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
		 * Set how often open runs tell that they are alive, as event {@code heartbeat}.
		 * @param heartbeatInterval the interval, 30 seconds by default, or {@code null}
		 * for none
		 * @return this builder
		 */
		public Builder heartbeatInterval(@Nullable Duration heartbeatInterval) {
			Assert.isTrue(heartbeatInterval == null || heartbeatInterval.toMillis() > 0,
					() -> "heartbeatInterval must be at least 1 ms, was " + heartbeatInterval);
			this.heartbeatInterval = heartbeatInterval;
			return this;
		}

		/**
		 * Set for how long the latest snapshots of tables are remembered. A snapshot that
		 * is registered here is known at once.
		 * @param snapshotCacheTtl the time, or {@code null}, the default, to ask the
		 * catalog each time
		 * @return this builder
		 */
		public Builder snapshotCacheTtl(@Nullable Duration snapshotCacheTtl) {
			this.snapshotCacheTtl = snapshotCacheTtl;
			return this;
		}

		/**
		 * Keep what is logged in each run, by a {@link RunLogAppender}, and upload it as
		 * {@code run.log} when the run ends.
		 * @param maxSize the number of bytes at which a log is cut; 0, the default, ships
		 * no logs
		 * @return this builder
		 */
		public Builder logShipping(long maxSize) {
			Assert.isTrue(maxSize >= 0, () -> "maxSize must not be negative, was " + maxSize);
			this.maxLogSize = maxSize;
			return this;
		}

		/**
		 * Set the bucket that artifacts are uploaded to through the catalog.
		 * @param artifactBucket the bucket, {@code artifacts} by default
		 * @return this builder
		 */
		public Builder artifactBucket(String artifactBucket) {
			Names.requireSegment("bucket", artifactBucket);
			this.artifactBucket = artifactBucket;
			return this;
		}

		/**
		 * Set where artifacts are uploaded to.
		 * @param artifactStore the store, or {@code null} to upload through the catalog
		 * @return this builder
		 */
		public Builder artifactStore(@Nullable ArtifactStore artifactStore) {
			this.artifactStore = artifactStore;
			return this;
		}

		/**
		 * Set what {@link JobContext#read(String)} and its likes read and write data
		 * with.
		 * @param data reads and writes data, or {@code null} for nothing
		 * @return this builder
		 */
		public Builder data(@Nullable JobData data) {
			this.data = data;
			return this;
		}

		/**
		 * Set whether the catalog is told of runs, their events and their ends. Tables
		 * are looked up and registered in any case.
		 * @param trackRuns whether to do so, {@code true} by default
		 * @return this builder
		 */
		public Builder trackRuns(boolean trackRuns) {
			this.trackRuns = trackRuns;
			return this;
		}

		/**
		 * Set who is told of runs besides the catalog, or instead of it.
		 * @param format what is told, such as an
		 * {@link io.datawarehouse.job.openlineage.OpenLineageFormat}
		 * @param transport takes it; it is closed with the factory
		 * @return this builder
		 */
		public Builder lineage(LineageFormat format, LineageTransport transport) {
			this.lineageFormat = format;
			this.lineageTransport = transport;
			return this;
		}

		/**
		 * Set the namespace of the jobs in OpenLineage.
		 * @param namespace the namespace, {@code default} unless set
		 * @return this builder
		 */
		public Builder namespace(String namespace) {
			Assert.hasText(namespace, "namespace must not be empty");
			this.namespace = namespace;
			return this;
		}

		/**
		 * Set the environment that may tell a parent of all runs.
		 * @param environment the variables, those of the process by default
		 * @return this builder
		 */
		public Builder environment(Map<String, String> environment) {
			this.environment = Map.copyOf(environment);
			return this;
		}

		/**
		 * Set whether the factory is closed when the JVM is shut down, so that runs that
		 * are open then end as failed.
		 * @param closeOnShutdown whether to do so, {@code true} by default; better not
		 * when something else closes it in its order, as Spring does
		 * @return this builder
		 */
		public Builder closeOnShutdown(boolean closeOnShutdown) {
			this.closeOnShutdown = closeOnShutdown;
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
