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
import io.datawarehouse.job.DatlakePaths;
import io.datawarehouse.job.StartFailurePolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

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

	@NestedConfigurationProperty
	private final DwRetryProperties retry = new DwRetryProperties();

	@NestedConfigurationProperty
	private final DwSslProperties ssl = new DwSslProperties();

	private final Paths paths = new Paths();

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

	public DwRetryProperties getRetry() {
		return this.retry;
	}

	public DwSslProperties getSsl() {
		return this.ssl;
	}

	public Paths getPaths() {
		return this.paths;
	}

	/**
	 * Templates of the catalog's paths, for deployments that moved them.
	 */
	public static class Paths {

		/**
		 * Path that starts a run.
		 */
		private String startRun = DatlakePaths.defaults().startRun();

		/**
		 * Path that completes a run.
		 */
		private String completeRun = DatlakePaths.defaults().completeRun();

		/**
		 * Path that takes events.
		 */
		private String events = DatlakePaths.defaults().events();

		/**
		 * Path of the latest snapshot of a table.
		 */
		private String latestSnapshot = DatlakePaths.defaults().latestSnapshot();

		/**
		 * Path that registers a snapshot.
		 */
		private String registerSnapshot = DatlakePaths.defaults().registerSnapshot();

		/**
		 * Path that takes artifacts.
		 */
		private String uploadArtifact = DatlakePaths.defaults().uploadArtifact();

		/**
		 * Path that the health check asks for.
		 */
		private String probe = DatlakePaths.defaults().probe();

		public String getStartRun() {
			return this.startRun;
		}

		public void setStartRun(String startRun) {
			this.startRun = startRun;
		}

		public String getCompleteRun() {
			return this.completeRun;
		}

		public void setCompleteRun(String completeRun) {
			this.completeRun = completeRun;
		}

		public String getEvents() {
			return this.events;
		}

		public void setEvents(String events) {
			this.events = events;
		}

		public String getLatestSnapshot() {
			return this.latestSnapshot;
		}

		public void setLatestSnapshot(String latestSnapshot) {
			this.latestSnapshot = latestSnapshot;
		}

		public String getRegisterSnapshot() {
			return this.registerSnapshot;
		}

		public void setRegisterSnapshot(String registerSnapshot) {
			this.registerSnapshot = registerSnapshot;
		}

		public String getUploadArtifact() {
			return this.uploadArtifact;
		}

		public void setUploadArtifact(String uploadArtifact) {
			this.uploadArtifact = uploadArtifact;
		}

		public String getProbe() {
			return this.probe;
		}

		public void setProbe(String probe) {
			this.probe = probe;
		}

		DatlakePaths toPaths() {
			return DatlakePaths.defaults()
				.withStartRun(this.startRun)
				.withCompleteRun(this.completeRun)
				.withEvents(this.events)
				.withLatestSnapshot(this.latestSnapshot)
				.withRegisterSnapshot(this.registerSnapshot)
				.withUploadArtifact(this.uploadArtifact)
				.withProbe(this.probe);
		}

	}

}
