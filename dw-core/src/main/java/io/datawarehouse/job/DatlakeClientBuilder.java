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

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.datawarehouse.job.DatlakeTransport.Credentials;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.retry.RetrySettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;

/**
 * Builds a {@link DatlakeClient}. Only the address is required.
 *
 * @since 1.0.0
 */
public final class DatlakeClientBuilder {

	private @Nullable URI url;

	private @Nullable String apiKey;

	private String apiKeyHeader = HttpHeaders.AUTHORIZATION;

	private String apiKeyScheme = "Bearer";

	private DatlakePaths paths = DatlakePaths.defaults();

	private Supplier<RestClient.@Nullable Builder> restClientBuilder = () -> null;

	private @Nullable ClientHttpRequestFactory requestFactory;

	private Consumer<HttpClient.Builder> httpClientCustomizer = (builder) -> {
	};

	private Duration connectTimeout = Duration.ofSeconds(5);

	private Duration readTimeout = Duration.ofSeconds(30);

	private RetrySettings retry = RetrySettings.defaults();

	private Supplier<String> requestIds = DatlakeClientBuilder::requestId;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable DwObservationConvention observationConvention;

	DatlakeClientBuilder() {
	}

	/**
	 * Set the address of the catalog.
	 * @param url an address with scheme {@code http} or {@code https}, may have a path
	 * @return this builder
	 */
	public DatlakeClientBuilder url(URI url) {
		Assert.isTrue("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()),
				() -> "url must start with http:// or https://, scheme was '" + url.getScheme() + "'");
		Assert.isTrue(url.getRawUserInfo() == null, "url must not hold credentials; use the API key instead");
		Assert.isTrue(StringUtils.hasText(url.getHost()), () -> "url must name a host, was '" + url + "'");
		Assert.isTrue(url.getRawQuery() == null && url.getRawFragment() == null,
				"url must not hold a query or a fragment");
		this.url = url;
		return this;
	}

	/**
	 * Set the key that shows the catalog who calls.
	 * @param apiKey the key, or {@code null} to call without one
	 * @return this builder
	 */
	public DatlakeClientBuilder apiKey(@Nullable String apiKey) {
		Assert.isTrue(apiKey == null || apiKey.chars().noneMatch(Character::isISOControl),
				"apiKey must not contain control characters or line ends");
		this.apiKey = StringUtils.hasText(apiKey) ? apiKey.strip() : null;
		return this;
	}

	/**
	 * Set the header that carries the API key.
	 * @param apiKeyHeader the name of the header, {@code Authorization} by default
	 * @return this builder
	 */
	public DatlakeClientBuilder apiKeyHeader(String apiKeyHeader) {
		Assert.hasText(apiKeyHeader, "apiKeyHeader must not be empty");
		this.apiKeyHeader = apiKeyHeader;
		return this;
	}

	/**
	 * Set what stands before the API key in its header.
	 * @param apiKeyScheme the scheme, {@code Bearer} by default; empty for the bare key
	 * @return this builder
	 */
	public DatlakeClientBuilder apiKeyScheme(String apiKeyScheme) {
		this.apiKeyScheme = apiKeyScheme.strip();
		return this;
	}

	/**
	 * Set where the calls lie below the address.
	 * @param paths the templates of the paths
	 * @return this builder
	 */
	public DatlakeClientBuilder paths(DatlakePaths paths) {
		this.paths = paths;
		return this;
	}

	/**
	 * Set the builder of the {@link RestClient} to call with, so that its customizers
	 * apply: all of them but its request factory. The supplier is asked once, by the
	 * first call, and what it gives is copied.
	 * @param restClientBuilder gives the builder, or {@code null} for one of the client's
	 * own, which is observed
	 * @return this builder
	 */
	public DatlakeClientBuilder restClientBuilder(Supplier<RestClient.@Nullable Builder> restClientBuilder) {
		Assert.notNull(restClientBuilder, "restClientBuilder must not be null");
		this.restClientBuilder = restClientBuilder;
		return this;
	}

	/**
	 * Set what makes the requests. The timeouts and the
	 * {@linkplain #httpClientCustomizer(Consumer) customizers} of this builder are then
	 * not used, which include TLS, and closing the client does not close it. It should
	 * neither repeat requests nor follow redirects, which would carry the API key with
	 * them.
	 * @param requestFactory the factory, or {@code null} for the JDK's HTTP client
	 * @return this builder
	 */
	public DatlakeClientBuilder requestFactory(@Nullable ClientHttpRequestFactory requestFactory) {
		this.requestFactory = requestFactory;
		return this;
	}

	/**
	 * Add what changes the JDK's HTTP client before the first call makes it, such as its
	 * TLS context or its proxy. Those that were added before are asked first. Redirects
	 * are not followed whatever it says.
	 * @param httpClientCustomizer changes the client
	 * @return this builder
	 */
	public DatlakeClientBuilder httpClientCustomizer(Consumer<HttpClient.Builder> httpClientCustomizer) {
		this.httpClientCustomizer = this.httpClientCustomizer.andThen(httpClientCustomizer);
		return this;
	}

	/**
	 * Set how long to wait for a connection.
	 * @param connectTimeout the longest wait, 5 seconds by default
	 * @return this builder
	 */
	public DatlakeClientBuilder connectTimeout(Duration connectTimeout) {
		this.connectTimeout = requirePositive("connectTimeout", connectTimeout);
		return this;
	}

	/**
	 * Set how long to wait for an answer.
	 * @param readTimeout the longest wait, 30 seconds by default
	 * @return this builder
	 */
	public DatlakeClientBuilder readTimeout(Duration readTimeout) {
		this.readTimeout = requirePositive("readTimeout", readTimeout);
		return this;
	}

	/**
	 * Set how often and how patiently calls are made again.
	 * @param retry the settings
	 * @return this builder
	 */
	public DatlakeClientBuilder retry(RetrySettings retry) {
		this.retry = retry;
		return this;
	}

	/**
	 * Set where the value of each call's {@code X-Request-Id} comes from. By default it
	 * is made of the trace id in the MDC, if there is one, and a random part.
	 * @param requestIds gives a new id at each call
	 * @return this builder
	 */
	public DatlakeClientBuilder requestIds(Supplier<String> requestIds) {
		this.requestIds = requestIds;
		return this;
	}

	/**
	 * Set the registry that is told of every call.
	 * @param observationRegistry the registry
	 * @return this builder
	 */
	public DatlakeClientBuilder observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return this;
	}

	/**
	 * Set the convention by which calls are observed.
	 * @param observationConvention the convention, or {@code null} for the default
	 * @return this builder
	 */
	public DatlakeClientBuilder observationConvention(@Nullable DwObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
		return this;
	}

	/**
	 * Build the client. Nothing is sent.
	 * @return a new client
	 */
	public DatlakeClient build() {
		URI url = this.url;
		Assert.notNull(url, "url must be set");
		String baseUrl = StringUtils.trimTrailingCharacter(url.toString(), '/');
		DatlakeConnection connection = new DatlakeConnection(
				new DatlakeConnection.Settings(this.restClientBuilder, this.requestFactory, this.httpClientCustomizer,
						this.connectTimeout, this.readTimeout, this.observationRegistry));
		return new DatlakeClient(transport(connection, baseUrl), this.paths, baseUrl, connection::close);
	}

	private DatlakeTransport transport(DatlakeConnection connection, String baseUrl) {
		return new DatlakeTransport(connection::restClient, baseUrl,
				new Credentials(this.apiKeyHeader, this.apiKeyScheme, this.apiKey), this.retry, this.requestIds,
				this.observationRegistry, this.observationConvention);
	}

	private static String requestId() {
		String random = UUID.randomUUID().toString();
		String traceId = MDC.get("traceId");
		return StringUtils.hasText(traceId) ? traceId + "-" + random.substring(0, 8) : random;
	}

	private static Duration requirePositive(String name, Duration value) {
		Assert.isTrue(value.compareTo(Duration.ZERO) > 0, () -> name + " must be positive, was " + value);
		return value;
	}

}
