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
