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

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.datawarehouse.spark.SparkSettings;
import io.micrometer.observation.ObservationRegistry;
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

	private final @Nullable DatlakeClient client;

	private final boolean trackRuns;

	private final RunLedger ledger;

	private final RunStarter starter;

	private final EventFailurePolicy eventFailurePolicy;

	private final Duration closeTimeout;

	private final Set<JobContext> open = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean recovered = new AtomicBoolean();

	private final Heartbeats heartbeats;

	private final SnapshotCache snapshots;

	private final RunFiles files;

	private final @Nullable JobData data;

	private final String namespace;

	private final Supplier<SparkSettings> sparkConf;

	private final ObservationRegistry observationRegistry;

	private final JobObservationContext.@Nullable Convention observationConvention;

	private final @Nullable ShutdownHook shutdownHook;

	private volatile boolean closed;

	JobContextFactory(JobContextFactoryBuilder builder) {
		this.client = builder.client;
		this.trackRuns = builder.trackRuns && builder.client != null;
		this.ledger = new RunLedger(builder.trackRuns ? builder.client : null, builder.outboxSettings(),
				builder.lineageFormat, builder.lineageTransport);
		this.starter = new RunStarter(this.ledger, builder.startFailurePolicy, builder.namespace,
				ParentRun.fromEnvironment(builder.environment));
		this.eventFailurePolicy = builder.eventFailurePolicy;
		this.closeTimeout = builder.closeTimeout;
		this.heartbeats = new Heartbeats(this.open, builder.heartbeatInterval, this::heartbeat);
		this.snapshots = new SnapshotCache(builder.snapshotCacheTtl);
		this.files = new RunFiles(artifactStore(builder), builder.maxLogSize);
		this.data = builder.data;
		this.namespace = builder.namespace;
		this.sparkConf = builder.sparkSettings();
		this.observationRegistry = builder.observationRegistry;
		this.observationConvention = builder.observationConvention;
		this.shutdownHook = builder.closeOnShutdown ? new ShutdownHook(this) : null;
	}

	private ArtifactStore artifactStore(JobContextFactoryBuilder builder) {
		String bucket = builder.artifactBucket;
		return (builder.artifactStore != null) ? builder.artifactStore
				: (object, content, type) -> getClient().uploadArtifact(bucket, object, content, type);
	}

	/**
	 * Start to build a factory.
	 * @param client the client of the catalog; it is not closed with the factory
	 * @return a builder with the default settings
	 */
	public static JobContextFactoryBuilder builder(DatlakeClient client) {
		return new JobContextFactoryBuilder(client);
	}

	/**
	 * Start to build a factory that works without a catalog. Its runs are told by
	 * {@linkplain JobContextFactoryBuilder#lineage lineage} only, and tables cannot be
	 * looked up.
	 * @return a builder with the default settings
	 */
	public static JobContextFactoryBuilder builder() {
		return new JobContextFactoryBuilder(null);
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
			T result = job.observed().checkedPart(() -> work.call(job));
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
		JobContext job = ObservedRun.start(
				JobObservation.run(this.observationRegistry, this.observationConvention, options.jobName()),
				(run) -> this.starter.start(this, options, json, run));
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
		this.files.open(job);
		if (this.shutdownHook != null) {
			this.shutdownHook.register();
		}
		this.heartbeats.start();
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
	 * The runs that were started here and have not ended.
	 * @return the runs of now, in no particular order
	 */
	public Collection<JobContext> openRuns() {
		return List.copyOf(this.open);
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
		if (this.trackRuns && this.eventFailurePolicy == EventFailurePolicy.RAISE && !job.isDegraded()) {
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
	 * Upload the log of a run that ends.
	 * @return the fault to be raised, or {@code null}
	 */
	@Nullable RuntimeException shipLog(JobContext job) {
		RuntimeException fault = this.files.shipLog(job);
		if (fault != null && this.eventFailurePolicy != EventFailurePolicy.RAISE) {
			logger.warn("The log of {} is not shipped: {}", job, fault.getMessage());
			return null;
		}
		return fault;
	}

	/**
	 * Tell besides the catalog how a run ended.
	 */
	void worked(JobContext job, LineageFormat.Outcome outcome, @Nullable String error, @Nullable Throwable failure) {
		this.ledger.worked(job.entry(), () -> new LineageFormat.End(Instant.now(), outcome, error,
				(failure != null) ? StackTraces.of(failure) : null, job.notes().inputs(), job.notes().outputs()));
	}

	SnapshotCache snapshots() {
		return this.snapshots;
	}

	RunFiles files() {
		return this.files;
	}

	String namespace() {
		return this.namespace;
	}

	SparkSettings sparkConf() {
		return this.sparkConf.get();
	}

	JobData data() {
		Assert.state(this.data != null,
				"There is nothing to read and write data with: give the builder of the JobContextFactory a JobData");
		return this.data;
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
		ObjectNode completion = job.endElsewhere("aborted: the application closed before the run completed");
		if (completion != null) {
			logger.warn("Closing while {} is open: it is marked as failed", job);
			this.ledger.abort(job.entry(), completion);
			this.files.dropLog(job);
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
		if (this.shutdownHook != null) {
			this.shutdownHook.unregister();
		}
		this.heartbeats.close();
		this.open.forEach(this::abort);
		this.ledger.close(this.closeTimeout);
	}

}
