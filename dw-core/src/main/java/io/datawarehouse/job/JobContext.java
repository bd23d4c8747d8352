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
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

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
public final class JobContext implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(JobContext.class);

	private final JobContextFactory factory;

	private final RunEntry entry;

	private final @Nullable JobContext parent;

	private final RunNotes notes = new RunNotes();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final long startedAt = System.nanoTime();

	private final String runId;

	private final boolean degraded;

	JobContext(JobContextFactory factory, RunEntry entry, @Nullable JobContext parent) {
		this.factory = factory;
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

	/**
	 * Find out where the latest data of a table lies, and note the table as an input.
	 * @param table the name of the table
	 * @return the URI of its latest snapshot
	 * @throws DatlakeNotFoundException if the table is not known or has no snapshot
	 * @throws DatlakeException if the look-up failed
	 */
	public String latestTableUri(String table) {
		return latestSnapshot(table).uri();
	}

	/**
	 * Look up the latest snapshot of a table, and note the table as an input.
	 * @param table the name of the table
	 * @return its latest snapshot
	 * @throws DatlakeNotFoundException if the table is not known or has no snapshot
	 * @throws DatlakeException if the look-up failed
	 */
	public TableSnapshot latestSnapshot(String table) {
		requireOpen();
		TableSnapshot snapshot = this.factory.getClient().latestSnapshot(table, jobName(), this.runId);
		this.notes.input(LineageDataset.of(snapshot));
		return snapshot;
	}

	/**
	 * Register what the run wrote as the latest snapshot of a table, and note the table
	 * as an output.
	 * @param table the name of the table
	 * @param uri where the data lies
	 * @param format the format of the data, such as {@code parquet}
	 * @return the snapshot
	 * @throws DatlakeException if the catalog did not take the snapshot
	 */
	public TableSnapshot registerSnapshot(String table, String uri, String format) {
		return registerSnapshot(table, uri, format, null);
	}

	/**
	 * Register what the run wrote as the latest snapshot of a table, and note the table
	 * as an output.
	 * @param table the name of the table
	 * @param uri where the data lies
	 * @param format the format of the data, such as {@code parquet}
	 * @param schema the columns, written as JSON, or {@code null} if they are not known
	 * @return the snapshot
	 * @throws DatlakeException if the catalog did not take the snapshot
	 */
	public TableSnapshot registerSnapshot(String table, String uri, String format, @Nullable Map<String, ?> schema) {
		requireOpen();
		TableSnapshot snapshot = this.factory.getClient()
			.registerSnapshot(new SnapshotRegistration(table, uri, format, schema, jobName(), this.runId));
		this.notes.output(LineageDataset.of(snapshot));
		return snapshot;
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
		Assert.state(end(null, null), () -> this + " has ended already");
	}

	/**
	 * End the run as failed. Nothing is done if the run has ended already. A failure to
	 * tell the catalog is added to the given one as suppressed, and never thrown.
	 * @param failure why the run failed
	 */
	public void fail(Throwable failure) {
		try {
			String message = failure.getMessage();
			end((message != null) ? message : failure.getClass().getName(), failure.getClass().getName());
		}
		catch (RuntimeException ex) {
			logger.warn("The catalog was not told of the failure of {}: {}", this, ex.getMessage());
			failure.addSuppressed(ex);
		}
	}

	/**
	 * Leave the run. Unless it has ended already, it is ended as failed.
	 * @throws DatlakeException if the catalog refused the completion
	 */
	@Override
	public void close() {
		try {
			end("closed without complete", null);
		}
		finally {
			CurrentJob.leave(this);
		}
	}

	void completeIfOpen() {
		end(null, null);
	}

	private boolean end(@Nullable String error, @Nullable String errorType) {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		try {
			this.factory.complete(this, completion(error, errorType));
		}
		finally {
			CurrentJob.leave(this);
		}
		return true;
	}

	/**
	 * End the run from outside.
	 * @param error why
	 * @return what is to be told to the catalog, or {@code null} if the run has ended
	 * already
	 */
	@Nullable ObjectNode abort(String error) {
		return this.ended.compareAndSet(false, true) ? completion(error, null) : null;
	}

	private ObjectNode completion(@Nullable String error, @Nullable String errorType) {
		return this.notes.completion(error, errorType, Duration.ofNanos(System.nanoTime() - this.startedAt));
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

}
