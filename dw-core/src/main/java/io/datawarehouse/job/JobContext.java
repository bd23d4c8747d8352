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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.datawarehouse.job.LineageFormat.Outcome;
import io.datawarehouse.spark.SparkSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;

/**
 * One run of a job, from its start until it is told how it ended. It notes what the run
 * reads and writes and tells it to the catalog at the end. Except for where it is
 * {@linkplain #current() current}, it may be used by many threads.
 * <p>
 * A run that is closed without {@link #complete()} has failed.
 *
 * @since 1.0.0
 * @see JobContextFactory
 */
public final class JobContext implements JobTables, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(JobContext.class);

	private final JobContextFactory factory;

	private final RunEntry entry;

	private final @Nullable JobContext parent;

	private final RunNotes notes = new RunNotes();

	private final RunTables tables;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final long startedAt = System.nanoTime();

	private final String runId;

	private final boolean degraded;

	private final @Nullable ParentRun remoteParent;

	private final ObservedRun observed;

	JobContext(JobContextFactory factory, RunEntry entry, @Nullable JobContext parent, @Nullable ParentRun remoteParent,
			ObservedRun observed) {
		this.factory = factory;
		this.observed = observed;
		this.tables = new RunTables(factory, this);
		this.remoteParent = remoteParent;
		this.entry = entry;
		this.parent = parent;
		String runId = entry.runId();
		this.degraded = runId == null;
		this.runId = (runId != null) ? runId : entry.ref();
		if (this.degraded) {
			this.notes.metadata("degraded", true);
		}
	}

	/**
	 * The run that the calling thread is in: the innermost one that has not ended.
	 * @return the run, or {@code null} if the thread is in none
	 */
	public static @Nullable JobContext current() {
		return CurrentJob.get();
	}

	/**
	 * The name of the job.
	 * @return the name
	 */
	public String jobName() {
		return this.entry.jobName();
	}

	/**
	 * The id of the run.
	 * @return the id that the catalog gave, or one of our own if the run is
	 * {@linkplain #isDegraded() degraded}
	 */
	public String runId() {
		return this.runId;
	}

	/**
	 * The run that this run was started in.
	 * @return the outer run, or {@code null} if there is none
	 */
	public @Nullable JobContext parent() {
		return this.parent;
	}

	/**
	 * The outermost run that this run is part of.
	 * @return the root, the run itself if it has no parent
	 */
	public JobContext root() {
		JobContext root = this;
		while (root.parent != null) {
			root = root.parent;
		}
		return root;
	}

	/**
	 * Whether the catalog was away when the run began.
	 * @return {@code true} if the catalog does not know the run yet
	 */
	public boolean isDegraded() {
		return this.degraded;
	}

	/**
	 * Whether the run has ended.
	 * @return {@code true} once the run was completed, has failed or was closed
	 */
	public boolean isEnded() {
		return this.ended.get();
	}

	@Override
	public TableSnapshot latestSnapshot(String table) {
		requireOpen();
		return this.tables.latest(table);
	}

	@Override
	public TableSnapshot registerSnapshot(String table, String uri, String format, @Nullable Map<String, ?> schema) {
		requireOpen();
		return this.tables.register(table, uri, format, schema);
	}

	@Override
	public InputStream read(String table) throws IOException {
		requireOpen();
		return this.tables.read(table);
	}

	@Override
	public TableSnapshot write(String table, String uri, String format, Resource content) throws IOException {
		requireOpen();
		return this.tables.write(table, uri, format, content);
	}

	@Override
	public TableSnapshot write(String table, String uri, String format, DataWriter content) throws IOException {
		requireOpen();
		return this.tables.write(table, uri, format, content);
	}

	/**
	 * Note an object that was read. Unlike with {@link #addInput(LineageDataset)}, many
	 * objects under one prefix become one input, objects of a noted table none, and after
	 * the end of the run nothing happens.
	 * @param uri the address of the object
	 */
	public void noteRead(String uri) {
		if (!isEnded()) {
			this.notes.read(uri);
		}
	}

	/**
	 * Note an object that was written. Unlike with {@link #addOutput(LineageDataset)},
	 * many objects under one prefix become one output, objects of a noted table none, and
	 * after the end of the run nothing happens.
	 * @param uri the address of the object
	 */
	public void noteWrite(String uri) {
		if (!isEnded()) {
			this.notes.written(uri);
		}
	}

	/**
	 * Note something that the run reads. It is told at the end of the run.
	 * @param dataset the dataset
	 */
	public void addInput(LineageDataset dataset) {
		requireOpen();
		this.notes.input(dataset);
	}

	/**
	 * Note something that the run writes. It is told at the end of the run.
	 * @param dataset the dataset
	 */
	public void addOutput(LineageDataset dataset) {
		requireOpen();
		this.notes.output(dataset);
	}

	/**
	 * Tell everyone who listens to the catalog of an event of this run. It is noted at
	 * once and delivered in the background, in the order of the events and before the end
	 * of the run, even if the catalog is away for a while. When too many wait it is
	 * dropped, and that is logged. If the factory was told to
	 * {@linkplain EventFailurePolicy#RAISE raise} failures, the event is sent by the
	 * calling thread instead.
	 * @param eventType the kind of event, such as {@code metrics}
	 * @param data what happened, written as JSON
	 * @throws DatlakeException if the event was sent by the calling thread and failed
	 */
	public void logEvent(String eventType, Map<String, ?> data) {
		requireOpen();
		Names.requireSegment("event type", eventType);
		this.factory.event(this, eventType, DatlakeJson.object("data", data));
	}

	/**
	 * Tell everyone who listens to the catalog how far the run is, as event
	 * {@code progress}.
	 * @param fraction how much is done, from 0 to 1
	 * @param message what is being done, or {@code null}
	 */
	public void progress(double fraction, @Nullable String message) {
		Assert.isTrue(fraction >= 0 && fraction <= 1, () -> "fraction must be from 0 to 1, was " + fraction);
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("fraction", fraction);
		if (message != null) {
			data.put("message", message);
		}
		logEvent("progress", data);
	}

	/**
	 * Upload a file that belongs to the run and note it. It is told at the end of the
	 * run.
	 * @param type the kind of artifact, such as {@code report}
	 * @param fileName the name of the file, may contain {@code /}
	 * @param content the content, such as a
	 * {@link org.springframework.core.io.FileSystemResource}
	 * @param contentType the type of the content, such as {@code text/html}
	 * @return where the artifact lies
	 * @throws DatlakeException if the catalog did not take the file
	 */
	public String attachArtifact(String type, String fileName, Resource content, String contentType) {
		requireOpen();
		String uri = this.factory.files().store(this, fileName, content, contentType);
		attachArtifact(type, uri);
		return uri;
	}

	/**
	 * Upload values as a file of JSON and note it as an artifact {@code metrics}.
	 * @param fileName the name of the file
	 * @param values the values
	 * @return where the artifact lies
	 * @throws DatlakeException if the catalog did not take the file
	 */
	public String attachMetrics(String fileName, Map<String, ?> values) {
		byte[] json = DatlakeJson.bytes(DatlakeJson.object("values", values));
		return attachArtifact("metrics", fileName, new ByteArrayResource(json), "application/json");
	}

	/**
	 * Upload a page of HTML and note it as an artifact {@code report}.
	 * @param fileName the name of the file
	 * @param html the page, written as UTF-8
	 * @return where the artifact lies
	 * @throws DatlakeException if the catalog did not take the file
	 */
	public String attachReport(String fileName, String html) {
		byte[] content = html.getBytes(StandardCharsets.UTF_8);
		return attachArtifact("report", fileName, new ByteArrayResource(content), "text/html;charset=UTF-8");
	}

	/**
	 * Upload a log and note it as an artifact {@code log}.
	 * @param file the log
	 * @return where the log lies
	 * @throws DatlakeException if the catalog did not take the file
	 */
	public String attachLog(Path file) {
		return attachArtifact("log", file.getFileName().toString(), new FileSystemResource(file), "text/plain");
	}

	/**
	 * Note a file that belongs to the run. It is told at the end of the run.
	 * @param type the kind of artifact, such as {@code report}
	 * @param uri where the artifact lies
	 */
	public void attachArtifact(String type, String uri) {
		requireOpen();
		this.notes.artifact(new RunArtifact(type, uri));
	}

	/**
	 * Note something worth knowing about the run. It is told at the end of the run.
	 * @param name the name, of which only the last value counts
	 * @param value the value as it is now, written as JSON
	 */
	public void putMetadata(String name, @Nullable Object value) {
		requireOpen();
		this.notes.metadata(name, value);
	}

	/**
	 * End the run as succeeded. If the catalog is away, this is told to it later.
	 * @throws IllegalStateException if the run has ended already
	 * @throws DatlakeException if the catalog refused the completion
	 */
	public void complete() {
		complete(Map.of());
	}

	/**
	 * End the run as succeeded. If the catalog is away, this is told to it later.
	 * @param metadata what else is worth knowing about the run, written as JSON
	 * @throws IllegalStateException if the run has ended already
	 * @throws DatlakeException if the catalog refused the completion
	 */
	public void complete(Map<String, ?> metadata) {
		requireOpen();
		metadata.forEach(this.notes::metadata);
		Assert.state(end(Outcome.COMPLETE, null, null), () -> this + " has ended already");
	}

	/**
	 * End the run as failed. Nothing is done if the run has ended already. A failure to
	 * tell the catalog is added to the given one as suppressed, and never thrown.
	 * @param failure why the run failed
	 */
	public void fail(Throwable failure) {
		try {
			String message = failure.getMessage();
			end(Outcome.FAIL, (message != null) ? message : failure.getClass().getName(), failure);
		}
		catch (RuntimeException ex) {
			logger.warn("Not all of the failure of {} was told: {}", this, ex.getMessage());
			failure.addSuppressed(ex);
		}
	}

	/**
	 * End the run as stopped before it was through. The catalog holds it as failed,
	 * OpenLineage as aborted. Nothing is done if the run has ended already.
	 * @param reason why it was stopped
	 * @throws DatlakeException if the catalog refused the completion
	 */
	public void abort(String reason) {
		end(Outcome.ABORT, "aborted: " + reason, null);
	}

	/**
	 * Leave the run. Unless it has ended already, it is ended as failed.
	 * @throws DatlakeException if the catalog refused the completion
	 */
	@Override
	public void close() {
		try {
			end(Outcome.FAIL, "closed without complete", null);
		}
		finally {
			CurrentJob.leave(this);
		}
	}

	void completeIfOpen() {
		end(Outcome.COMPLETE, null, null);
	}

	private boolean end(Outcome outcome, @Nullable String error, @Nullable Throwable failure) {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		try {
			return this.observed.part(() -> tellEnd(outcome, error, failure));
		}
		finally {
			this.observed.stop(outcome, failure);
		}
	}

	private boolean tellEnd(Outcome outcome, @Nullable String error, @Nullable Throwable failure) {
		RuntimeException logFault = null;
		try {
			logFault = this.factory.shipLog(this);
			this.factory.worked(this, outcome, error, failure);
			this.factory.complete(this, completion(error, (failure != null) ? failure.getClass().getName() : null));
		}
		catch (RuntimeException ex) {
			if (logFault != null) {
				ex.addSuppressed(logFault);
			}
			throw ex;
		}
		finally {
			CurrentJob.leave(this);
		}
		if (logFault != null) {
			// Only now: the run has to end whatever becomes of its log.
			throw logFault;
		}
		return true;
	}

	/**
	 * Take the end of the run from the calling thread, as nobody would deliver it there.
	 * @param error why it ended
	 * @return what is to be told to the catalog, or {@code null} if the run has ended
	 * already
	 */
	@Nullable ObjectNode endElsewhere(String error) {
		if (!this.ended.compareAndSet(false, true)) {
			return null;
		}
		this.factory.worked(this, Outcome.ABORT, error, null);
		this.observed.stop(Outcome.ABORT, null);
		return completion(error, null);
	}

	private ObjectNode completion(@Nullable String error, @Nullable String errorType) {
		return this.notes.completion(error, errorType, elapsed());
	}

	/**
	 * Do some work in this run on another thread.
	 * @param work the work
	 * @return the same work, in this run on whatever thread it is done
	 */
	@SuppressWarnings("try")
	public Runnable wrap(Runnable work) {
		return () -> {
			try (Scope scope = makeCurrent()) {
				work.run();
			}
		};
	}

	/**
	 * Be in this run in the calling thread, where it was not started.
	 * @return to be closed by the same thread, which then is in the run it was in before
	 */
	public Scope makeCurrent() {
		JobContext before = current();
		CurrentJob.replace(this);
		return () -> CurrentJob.replace(before);
	}

	/**
	 * What a Spark application has to be told to take part in this run: where the objects
	 * are and, by OpenLineage, which run it is part of and where to tell of its own.
	 * Spark needs {@code hadoop-aws} and {@code openlineage-spark} on its class path.
	 * <pre class="code">
	 * Path file = job.sparkConf().withSecrets().store(folder.resolve("spark.conf"));
	 * // spark-submit --properties-file ...
	 * </pre>
	 * @return the settings, with those that are secret kept aside
	 * @throws IllegalStateException if the run has ended
	 * @see ParentRun#toSparkConf()
	 */
	public SparkSettings sparkConf() {
		requireOpen();
		return this.factory.sparkConf().with(ParentRun.of(this).toSparkConf());
	}

	/**
	 * The observation of the run.
	 */
	ObservedRun observed() {
		return this.observed;
	}

	@Nullable ParentRun remoteParent() {
		return this.remoteParent;
	}

	/**
	 * The id of the run in OpenLineage: always an UUID of our own.
	 */
	String lineageRunId() {
		return this.entry.ref();
	}

	String namespace() {
		return this.factory.namespace();
	}

	RunNotes notes() {
		return this.notes;
	}

	/**
	 * How long the run has taken so far.
	 * @return the time since its start
	 */
	public Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.startedAt);
	}

	RunEntry entry() {
		return this.entry;
	}

	private void requireOpen() {
		Assert.state(!this.ended.get(), () -> this + " has ended already");
	}

	@Override
	public String toString() {
		return "run " + this.runId + " of job '" + jobName() + "'";
	}

	/**
	 * The time that a thread is in a run.
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		/**
		 * End it.
		 */
		@Override
		void close();

	}

}
