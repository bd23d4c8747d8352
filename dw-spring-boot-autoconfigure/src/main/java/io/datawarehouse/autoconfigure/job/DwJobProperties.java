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

package io.datawarehouse.autoconfigure.job;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.datawarehouse.autoconfigure.DwRetryProperties;
import io.datawarehouse.autoconfigure.DwSslProperties;
import io.datawarehouse.job.EventFailurePolicy;
import io.datawarehouse.job.StartFailurePolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the tracked jobs.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("dw.jobs")
public class DwJobProperties {

	/**
	 * Whether to configure the tracking of jobs.
	 */
	private boolean enabled = true;

	/**
	 * URL of the Datlake catalog.
	 */
	private @Nullable URI url;

	/**
	 * API key sent with each call.
	 */
	private @Nullable String apiKey;

	/**
	 * Name of the header that carries the API key.
	 */
	private String apiKeyHeader = "Authorization";

	/**
	 * Scheme before the API key in its header. Empty for the bare key.
	 */
	private String apiKeyScheme = "Bearer";

	/**
	 * Time within which a connection has to be made.
	 */
	private Duration connectTimeout = Duration.ofSeconds(5);

	/**
	 * Time within which the catalog has to answer.
	 */
	private Duration readTimeout = Duration.ofSeconds(30);

	/**
	 * What happens to a job when its run cannot be started in the catalog.
	 */
	private StartFailurePolicy startFailure = StartFailurePolicy.FAIL_FAST;

	/**
	 * Folder that remembers open runs and undelivered completions, so that they survive
	 * the end of the process. Below the data directory of the embedded servers, or
	 * .datawarehouse/jobs without them, unless set.
	 */
	private @Nullable Path stateDirectory;

	/**
	 * Whether to remember open runs and undelivered completions in the state directory.
	 */
	private boolean stateEnabled = true;

	/**
	 * What happens to a job when an event of its run cannot be sent or its log cannot be
	 * uploaded.
	 */
	private EventFailurePolicy eventFailure = EventFailurePolicy.LOG_ONLY;

	/**
	 * Time between the heartbeats of an open run. Zero for none.
	 */
	private Duration heartbeatInterval = Duration.ofSeconds(30);

	/**
	 * Time for which the latest snapshots of tables are remembered. They are asked for
	 * each time unless set.
	 */
	private @Nullable Duration snapshotCacheTtl;

	/**
	 * Bucket that the files of runs are uploaded to.
	 */
	private String artifactBucket = "artifacts";

	/**
	 * Namespace of the jobs in OpenLineage. The name of the application unless set.
	 */
	private @Nullable String namespace;

	/**
	 * Time within which what waits for the catalog is delivered at shutdown. What is left
	 * is delivered after the next start.
	 */
	private Duration shutdownTimeout = Duration.ofSeconds(10);

	/**
	 * Whether the tasks of the application's executors are in the run that submitted
	 * them.
	 */
	private boolean propagateContext = true;

	/**
	 * Whether what a run reads and writes through the storage template is noted as its
	 * inputs and outputs.
	 */
	private boolean noteStorageAccess = true;

	/**
	 * Whether a run that is started while a Fila message is handled notes its queue as an
	 * input, and is part of the run that sent it.
	 */
	private boolean noteMessages = true;

	/**
	 * Whether the executions of Spring Batch jobs and their steps are runs.
	 */
	private boolean trackBatch = true;

	@NestedConfigurationProperty
	private final DwJobOutboxProperties outbox = new DwJobOutboxProperties();

	private final LogShipping logShipping = new LogShipping();

	@NestedConfigurationProperty
	private final DwRetryProperties retry = new DwRetryProperties();

	@NestedConfigurationProperty
	private final DwSslProperties ssl = new DwSslProperties();

	@NestedConfigurationProperty
	private final DwJobPathProperties paths = new DwJobPathProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable URI getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable URI url) {
		this.url = url;
	}

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public String getApiKeyHeader() {
		return this.apiKeyHeader;
	}

	public void setApiKeyHeader(String apiKeyHeader) {
		this.apiKeyHeader = apiKeyHeader;
	}

	public String getApiKeyScheme() {
		return this.apiKeyScheme;
	}

	public void setApiKeyScheme(String apiKeyScheme) {
		this.apiKeyScheme = apiKeyScheme;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public Duration getReadTimeout() {
		return this.readTimeout;
	}

	public void setReadTimeout(Duration readTimeout) {
		this.readTimeout = readTimeout;
	}

	public StartFailurePolicy getStartFailure() {
		return this.startFailure;
	}

	public void setStartFailure(StartFailurePolicy startFailure) {
		this.startFailure = startFailure;
	}

	public @Nullable Path getStateDirectory() {
		return this.stateDirectory;
	}

	public void setStateDirectory(@Nullable Path stateDirectory) {
		this.stateDirectory = stateDirectory;
	}

	public boolean isStateEnabled() {
		return this.stateEnabled;
	}

	public void setStateEnabled(boolean stateEnabled) {
		this.stateEnabled = stateEnabled;
	}

	public EventFailurePolicy getEventFailure() {
		return this.eventFailure;
	}

	public void setEventFailure(EventFailurePolicy eventFailure) {
		this.eventFailure = eventFailure;
	}

	public Duration getHeartbeatInterval() {
		return this.heartbeatInterval;
	}

	public void setHeartbeatInterval(Duration heartbeatInterval) {
		this.heartbeatInterval = heartbeatInterval;
	}

	public @Nullable Duration getSnapshotCacheTtl() {
		return this.snapshotCacheTtl;
	}

	public void setSnapshotCacheTtl(@Nullable Duration snapshotCacheTtl) {
		this.snapshotCacheTtl = snapshotCacheTtl;
	}

	public String getArtifactBucket() {
		return this.artifactBucket;
	}

	public void setArtifactBucket(String artifactBucket) {
		this.artifactBucket = artifactBucket;
	}

	public @Nullable String getNamespace() {
		return this.namespace;
	}

	public void setNamespace(@Nullable String namespace) {
		this.namespace = namespace;
	}

	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
	}

	public boolean isPropagateContext() {
		return this.propagateContext;
	}

	public void setPropagateContext(boolean propagateContext) {
		this.propagateContext = propagateContext;
	}

	public boolean isNoteStorageAccess() {
		return this.noteStorageAccess;
	}

	public void setNoteStorageAccess(boolean noteStorageAccess) {
		this.noteStorageAccess = noteStorageAccess;
	}

	public boolean isNoteMessages() {
		return this.noteMessages;
	}

	public void setNoteMessages(boolean noteMessages) {
		this.noteMessages = noteMessages;
	}

	public boolean isTrackBatch() {
		return this.trackBatch;
	}

	public void setTrackBatch(boolean trackBatch) {
		this.trackBatch = trackBatch;
	}

	public DwJobOutboxProperties getOutbox() {
		return this.outbox;
	}

	public LogShipping getLogShipping() {
		return this.logShipping;
	}

	public DwRetryProperties getRetry() {
		return this.retry;
	}

	public DwSslProperties getSsl() {
		return this.ssl;
	}

	public DwJobPathProperties getPaths() {
		return this.paths;
	}

	/**
	 * Upload of what is logged in each run.
	 */
	public static class LogShipping {

		/**
		 * Whether to upload what is logged in each run when it ends.
		 */
		private boolean enabled;

		/**
		 * Size at which the log of a run is cut.
		 */
		private DataSize maxSize = DataSize.ofMegabytes(10);

		/**
		 * Where the files of runs are uploaded through.
		 */
		private Via via = Via.DATLAKE;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public DataSize getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(DataSize maxSize) {
			this.maxSize = maxSize;
		}

		public Via getVia() {
			return this.via;
		}

		public void setVia(Via via) {
			this.via = via;
		}

		/**
		 * Ways to upload the files of runs.
		 */
		public enum Via {

			/**
			 * The Datlake catalog.
			 */
			DATLAKE,

			/**
			 * The storage template.
			 */
			STORAGE

		}

	}

}
