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
import java.util.function.Supplier;

import io.datawarehouse.spark.SparkSettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Builds a {@link JobContextFactory}.
 *
 * @since 1.0.0
 */
public final class JobContextFactoryBuilder {

	final @Nullable DatlakeClient client;

	@Nullable Path stateDirectory;

	StartFailurePolicy startFailurePolicy = StartFailurePolicy.FAIL_FAST;

	EventFailurePolicy eventFailurePolicy = EventFailurePolicy.LOG_ONLY;

	Duration closeTimeout = Duration.ofSeconds(10);

	Duration redeliveryInterval = Duration.ofSeconds(1);

	Duration maxRedeliveryInterval = Duration.ofMinutes(1);

	int maxPendingCompletions = 10_000;

	int maxPendingEvents = 200_000;

	long maxPendingBytes = 256L * 1024 * 1024;

	@Nullable Duration heartbeatInterval = Duration.ofSeconds(30);

	@Nullable Duration snapshotCacheTtl;

	long maxLogSize;

	String artifactBucket = "artifacts";

	@Nullable ArtifactStore artifactStore;

	@Nullable JobData data;

	boolean trackRuns = true;

	@Nullable LineageFormat lineageFormat;

	@Nullable LineageTransport lineageTransport;

	String namespace = "default";

	Map<String, String> environment = System.getenv();

	private Supplier<SparkSettings> sparkConf = SparkSettings::none;

	boolean closeOnShutdown = true;

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	JobObservationContext.@Nullable Convention observationConvention;

	JobContextFactoryBuilder(@Nullable DatlakeClient client) {
		this.client = client;
	}

	/**
	 * Set who is told of the runs.
	 * @param observationRegistry the registry, by default none
	 * @return this builder
	 */
	public JobContextFactoryBuilder observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return this;
	}

	/**
	 * Set how the observations of runs are named.
	 * @param observationConvention the convention, or {@code null} for the default
	 * @return this builder
	 */
	public JobContextFactoryBuilder observationConvention(
			JobObservationContext.@Nullable Convention observationConvention) {
		this.observationConvention = observationConvention;
		return this;
	}

	/**
	 * Set where to remember open runs and completions that are not delivered beyond the
	 * end of the process. Many processes may share one directory.
	 * @param stateDirectory the directory, created when it is needed, or {@code null} to
	 * remember nothing
	 * @return this builder
	 */
	public JobContextFactoryBuilder stateDirectory(@Nullable Path stateDirectory) {
		this.stateDirectory = stateDirectory;
		return this;
	}

	/**
	 * Set what happens to a job when its run cannot be started.
	 * @param startFailurePolicy the policy, {@link StartFailurePolicy#FAIL_FAST} by
	 * default
	 * @return this builder
	 */
	public JobContextFactoryBuilder startFailurePolicy(StartFailurePolicy startFailurePolicy) {
		this.startFailurePolicy = startFailurePolicy;
		return this;
	}

	/**
	 * Set what happens to a job when an event cannot be sent.
	 * @param eventFailurePolicy the policy, {@link EventFailurePolicy#LOG_ONLY} by
	 * default
	 * @return this builder
	 */
	public JobContextFactoryBuilder eventFailurePolicy(EventFailurePolicy eventFailurePolicy) {
		this.eventFailurePolicy = eventFailurePolicy;
		return this;
	}

	/**
	 * Set how long closing may take to deliver what waits.
	 * @param closeTimeout the longest wait, 10 seconds by default
	 * @return this builder
	 */
	public JobContextFactoryBuilder closeTimeout(Duration closeTimeout) {
		Assert.isTrue(!closeTimeout.isNegative(), () -> "closeTimeout must not be negative, was " + closeTimeout);
		this.closeTimeout = closeTimeout;
		return this;
	}

	/**
	 * Set the pauses between attempts to deliver completions in the background. They grow
	 * twofold while the catalog is away.
	 * @param first the first pause, 1 second by default
	 * @param longest the longest pause, 1 minute by default
	 * @return this builder
	 */
	public JobContextFactoryBuilder redeliveryInterval(Duration first, Duration longest) {
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
	public JobContextFactoryBuilder maxPendingCompletions(int maxPendingCompletions) {
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
	public JobContextFactoryBuilder maxPendingEvents(int count, long bytes) {
		Assert.isTrue(count > 0, () -> "count must be positive, was " + count);
		Assert.isTrue(bytes > 0, () -> "bytes must be positive, was " + bytes);
		this.maxPendingEvents = count;
		this.maxPendingBytes = bytes;
		return this;
	}

	/**
	 * Set how often open runs tell that they are alive, as event {@code heartbeat}.
	 * @param heartbeatInterval the interval, 30 seconds by default, or {@code null} for
	 * none
	 * @return this builder
	 */
	public JobContextFactoryBuilder heartbeatInterval(@Nullable Duration heartbeatInterval) {
		Assert.isTrue(heartbeatInterval == null || heartbeatInterval.toMillis() > 0,
				() -> "heartbeatInterval must be at least 1 ms, was " + heartbeatInterval);
		this.heartbeatInterval = heartbeatInterval;
		return this;
	}

	/**
	 * Set for how long the latest snapshots of tables are remembered. A snapshot that is
	 * registered here is known at once.
	 * @param snapshotCacheTtl the time, or {@code null}, the default, to ask the catalog
	 * each time
	 * @return this builder
	 */
	public JobContextFactoryBuilder snapshotCacheTtl(@Nullable Duration snapshotCacheTtl) {
		this.snapshotCacheTtl = snapshotCacheTtl;
		return this;
	}

	/**
	 * Keep what is logged in each run, by a {@link RunLogAppender}, and upload it as
	 * {@code run.log} when the run ends.
	 * @param maxSize the number of bytes at which a log is cut; 0, the default, ships no
	 * logs
	 * @return this builder
	 */
	public JobContextFactoryBuilder logShipping(long maxSize) {
		Assert.isTrue(maxSize >= 0, () -> "maxSize must not be negative, was " + maxSize);
		this.maxLogSize = maxSize;
		return this;
	}

	/**
	 * Set the bucket that artifacts are uploaded to through the catalog.
	 * @param artifactBucket the bucket, {@code artifacts} by default
	 * @return this builder
	 */
	public JobContextFactoryBuilder artifactBucket(String artifactBucket) {
		Names.requireSegment("bucket", artifactBucket);
		this.artifactBucket = artifactBucket;
		return this;
	}

	/**
	 * Set where artifacts are uploaded to.
	 * @param artifactStore the store, or {@code null} to upload through the catalog
	 * @return this builder
	 */
	public JobContextFactoryBuilder artifactStore(@Nullable ArtifactStore artifactStore) {
		this.artifactStore = artifactStore;
		return this;
	}

	/**
	 * Set what {@link JobContext#read(String)} and its likes read and write data with.
	 * @param data reads and writes data, or {@code null} for nothing
	 * @return this builder
	 */
	public JobContextFactoryBuilder data(@Nullable JobData data) {
		this.data = data;
		return this;
	}

	/**
	 * Set whether the catalog is told of runs, their events and their ends. Tables are
	 * looked up and registered in any case.
	 * @param trackRuns whether to do so, {@code true} by default
	 * @return this builder
	 */
	public JobContextFactoryBuilder trackRuns(boolean trackRuns) {
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
	public JobContextFactoryBuilder lineage(LineageFormat format, LineageTransport transport) {
		this.lineageFormat = format;
		this.lineageTransport = transport;
		return this;
	}

	/**
	 * Set the namespace of the jobs in OpenLineage.
	 * @param namespace the namespace, {@code default} unless set
	 * @return this builder
	 */
	public JobContextFactoryBuilder namespace(String namespace) {
		Assert.hasText(namespace, "namespace must not be empty");
		this.namespace = namespace;
		return this;
	}

	/**
	 * Set what all Spark applications of the runs are told, such as where the objects
	 * are.
	 * @param sparkConf gives the settings when they are needed, such as
	 * {@code template::sparkConf}; none unless set
	 * @return this builder
	 * @see JobContext#sparkConf()
	 */
	public JobContextFactoryBuilder sparkConf(Supplier<SparkSettings> sparkConf) {
		this.sparkConf = sparkConf;
		return this;
	}

	/**
	 * Set the environment that may tell a parent of all runs.
	 * @param environment the variables, those of the process by default
	 * @return this builder
	 */
	public JobContextFactoryBuilder environment(Map<String, String> environment) {
		this.environment = Map.copyOf(environment);
		return this;
	}

	/**
	 * Set whether the factory is closed when the JVM is shut down, so that runs that are
	 * open then end as failed.
	 * @param closeOnShutdown whether to do so, {@code true} by default; better not when
	 * something else closes it in its order, as Spring does
	 * @return this builder
	 */
	public JobContextFactoryBuilder closeOnShutdown(boolean closeOnShutdown) {
		this.closeOnShutdown = closeOnShutdown;
		return this;
	}

	/**
	 * What Spark is told besides the run that it is part of.
	 */
	Supplier<SparkSettings> sparkSettings() {
		Supplier<SparkSettings> common = this.sparkConf;
		LineageTransport transport = this.lineageTransport;
		return (transport != null) ? () -> common.get().with(transport.sparkConf()) : common;
	}

	OutboxSettings outboxSettings() {
		return new OutboxSettings(this.stateDirectory, this.maxPendingCompletions, this.maxPendingEvents,
				this.maxPendingBytes, this.redeliveryInterval, this.maxRedeliveryInterval, this.closeTimeout);
	}

	/**
	 * Build the factory. Nothing is sent or written before its first run.
	 * @return a new factory
	 */
	public JobContextFactory build() {
		return new JobContextFactory(this);
	}

}
