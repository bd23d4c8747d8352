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

package io.datawarehouse.storage;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import io.datawarehouse.DwUri;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.retry.RetrySettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;

/**
 * Builds a {@link DataWarehouseTemplate}. Values that cannot be right are refused where
 * they are given.
 *
 * @since 1.0.0
 */
public final class DataWarehouseTemplateBuilder {

	private final TemplateSettings settings = new TemplateSettings();

	DataWarehouseTemplateBuilder() {
	}

	/**
	 * Set the endpoint of the store. Without one, it is that of AWS in the region.
	 * @param endpoint an {@code http} or {@code https} URI
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder endpoint(URI endpoint) {
		Assert.isTrue(
				isHttp(endpoint.getScheme()) && endpoint.getHost() != null && endpoint.getRawUserInfo() == null
						&& endpoint.getRawQuery() == null && endpoint.getRawFragment() == null,
				() -> "endpoint must be like http://host:port or https://host, was '"
						+ ((endpoint.getRawUserInfo() != null) ? "(with user info)" : endpoint) + "'");
		this.settings.endpoint = endpoint;
		return this;
	}

	private static boolean isHttp(@Nullable String scheme) {
		return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
	}

	/**
	 * Set the region for which requests are signed. Without one, it is {@code us-east-1}
	 * for an endpoint of the user's, and for AWS what its environment variables, system
	 * properties and profile say.
	 * @param region the region
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder region(String region) {
		Assert.hasText(region, "region must not be empty");
		this.settings.region = region;
		return this;
	}

	/**
	 * Use fixed credentials. Without credentials, AWS's default chain looks for them when
	 * they are first needed.
	 * @param accessKey the access key
	 * @param secretKey the secret key
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder credentials(String accessKey, String secretKey) {
		this.settings.credentials = CredentialsSource.ofKeys(accessKey, secretKey);
		return this;
	}

	/**
	 * Use fixed credentials of a session.
	 * @param accessKey the access key
	 * @param secretKey the secret key
	 * @param sessionToken the token of the session
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder credentials(String accessKey, String secretKey, String sessionToken) {
		this.settings.credentials = CredentialsSource.ofSession(accessKey, secretKey, sessionToken);
		return this;
	}

	/**
	 * Use the credentials of a profile in the AWS configuration files. They are looked
	 * for when they are first needed.
	 * @param profile the name of the profile
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder profile(String profile) {
		this.settings.credentials = CredentialsSource.ofProfile(profile);
		return this;
	}

	/**
	 * Use no credentials, for objects that anyone may read.
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder anonymous() {
		this.settings.credentials = CredentialsSource.ANONYMOUS;
		return this;
	}

	/**
	 * Set the bucket of addresses that have no scheme.
	 * @param defaultBucket the name or address of the bucket
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder defaultBucket(String defaultBucket) {
		boolean dotted = defaultBucket.indexOf('.') >= 0 && !defaultBucket.contains("://");
		this.settings.defaultBucket = Addresses
			.requireBucket(DwUri.parse(dotted ? "s3://" + defaultBucket : defaultBucket));
		return this;
	}

	/**
	 * Set whether the bucket is part of the path instead of the host. Without, it is so
	 * for an endpoint of the user's, and not for AWS.
	 * @param pathStyle whether it is part of the path
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder pathStyle(boolean pathStyle) {
		this.settings.pathStyle = pathStyle;
		return this;
	}

	/**
	 * Set how long a connection may take to open. 10 seconds unless set.
	 * @param connectTimeout the limit
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder connectTimeout(Duration connectTimeout) {
		this.settings.http.connectTimeout = HttpSettings.positive("connectTimeout", connectTimeout);
		return this;
	}

	/**
	 * Set how long the store may be silent in an answer. 30 seconds unless set.
	 * @param readTimeout the limit
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder readTimeout(Duration readTimeout) {
		this.settings.http.readTimeout = HttpSettings.positive("readTimeout", readTimeout);
		return this;
	}

	/**
	 * Set how long one attempt may take, with the content that it sends and the content
	 * that it retrieves into memory. Streams and downloads are limited by the read
	 * timeout instead. 5 minutes unless set.
	 * @param attemptTimeout the limit
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder attemptTimeout(Duration attemptTimeout) {
		this.settings.attemptTimeout = HttpSettings.positive("attemptTimeout", attemptTimeout);
		return this;
	}

	/**
	 * Set how long all attempts of one call may take: none begins later, and none lasts
	 * longer by itself.
	 * @param callTimeout the limit
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder callTimeout(Duration callTimeout) {
		this.settings.callTimeout = HttpSettings.positive("callTimeout", callTimeout);
		return this;
	}

	/**
	 * Set how long a call waits for a connection when all are in use. As long as one may
	 * take to open unless set.
	 * @param acquireTimeout the limit
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder acquireTimeout(Duration acquireTimeout) {
		this.settings.http.acquireTimeout = HttpSettings.positive("acquireTimeout", acquireTimeout);
		return this;
	}

	/**
	 * Set how long a connection is kept that is not in use. 60 seconds unless set.
	 * @param maxIdleTime the limit
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder maxIdleTime(Duration maxIdleTime) {
		this.settings.http.maxIdleTime = HttpSettings.positive("maxIdleTime", maxIdleTime);
		return this;
	}

	/**
	 * Set how long a connection is kept at all, so that changes of the DNS are seen.
	 * Without a limit unless set.
	 * @param maxConnectionAge the limit
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder maxConnectionAge(Duration maxConnectionAge) {
		this.settings.http.maxAge = HttpSettings.positive("maxConnectionAge", maxConnectionAge);
		return this;
	}

	/**
	 * Set the proxy through which the store is reached, instead of what system properties
	 * and environment variables say.
	 * @param proxy the proxy
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder proxy(ProxySettings proxy) {
		this.settings.http.proxy = proxy;
		return this;
	}

	/**
	 * Set what is appended to the {@code User-Agent} header of every request.
	 * @param userAgentSuffix the text
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder userAgentSuffix(String userAgentSuffix) {
		Assert.isTrue(userAgentSuffix.chars().allMatch((c) -> c >= ' ' && c <= '~'),
				"userAgentSuffix must be printable ASCII text");
		this.settings.userAgentSuffix = userAgentSuffix;
		return this;
	}

	/**
	 * Set what kind of store is spoken to. S3 unless set.
	 * @param dialect the kind of store
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder dialect(StorageDialect dialect) {
		this.settings.dialect = dialect;
		return this;
	}

	/**
	 * Set whether requests that need a checksum also carry a {@code Content-MD5} header,
	 * for stores that know no other. They do not unless set.
	 * @param legacyMd5 whether they do
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder legacyMd5(boolean legacyMd5) {
		this.settings.legacyMd5 = legacyMd5;
		return this;
	}

	/**
	 * Set how many connections there are at the most. 64 unless set.
	 * @param maxConnections the number of connections
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder maxConnections(int maxConnections) {
		Assert.isTrue(maxConnections > 0, () -> "maxConnections must be positive, was " + maxConnections);
		this.settings.http.maxConnections = maxConnections;
		return this;
	}

	/**
	 * Set the size above which objects are stored in parts, and retrieved into files by
	 * several connections when that is faster. 16 MiB unless set.
	 * @param multipartThreshold a size in bytes, 1 GiB at the most
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder multipartThreshold(long multipartThreshold) {
		this.settings.transfers = this.settings.transfers.withThreshold(multipartThreshold);
		return this;
	}

	/**
	 * Set the size of parts, which is greater for objects that would have too many of
	 * them. 8 MiB unless set.
	 * @param partSize a size in bytes, from 5 MiB to 1 GiB
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder partSize(long partSize) {
		this.settings.transfers = this.settings.transfers.withPartSize(partSize);
		return this;
	}

	/**
	 * Set how many parts of one object are moved at once at the most. How many it are is
	 * found out while they are moved. 16 unless set, and no more than there are
	 * connections.
	 * @param transferConcurrency the number of parts, 1 to move one after the other
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder transferConcurrency(int transferConcurrency) {
		this.settings.transfers = this.settings.transfers.withConcurrency(transferConcurrency);
		return this;
	}

	/**
	 * Set when checksums are used. Whenever supported unless set.
	 * @param checksums when
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder checksums(ChecksumMode checksums) {
		this.settings.checksums = checksums;
		return this;
	}

	/**
	 * Set whether content is part of the signature of a request. Automatic unless set.
	 * @param payloadSigning whether
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder payloadSigning(PayloadSigning payloadSigning) {
		this.settings.payloadSigning = payloadSigning;
		return this;
	}

	/**
	 * Set the keys with which the client identifies itself over TLS.
	 * @param keyManagers the key managers
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder keyManagers(KeyManager... keyManagers) {
		this.settings.http.keyManagers = keyManagers.clone();
		return this;
	}

	/**
	 * Set whom the client trusts over TLS, instead of whom the platform trusts.
	 * @param trustManagers the trust managers
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder trustManagers(TrustManager... trustManagers) {
		this.settings.http.trustManagers = trustManagers.clone();
		return this;
	}

	/**
	 * Set how TLS is spoken: whom the client trusts, how it identifies itself, and which
	 * versions and ciphers it offers. Instead of trust managers and key managers.
	 * @param sslContext makes the connections
	 * @param protocols the versions of TLS, or {@code null} for the usual ones
	 * @param ciphers the cipher suites, or {@code null} for the usual ones
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder tls(SSLContext sslContext, String @Nullable [] protocols,
			String @Nullable [] ciphers) {
		this.settings.http.sslContext = sslContext;
		this.settings.http.protocols = (protocols != null) ? protocols.clone() : null;
		this.settings.http.ciphers = (ciphers != null) ? ciphers.clone() : null;
		return this;
	}

	/**
	 * Set how often and how patiently failed calls are made again.
	 * @param retry the settings
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder retry(RetrySettings retry) {
		this.settings.retry = retry;
		return this;
	}

	/**
	 * Set the registry that is told of every operation.
	 * @param observationRegistry the registry
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder observationRegistry(ObservationRegistry observationRegistry) {
		this.settings.observationRegistry = observationRegistry;
		return this;
	}

	/**
	 * Set how observations are named.
	 * @param observationConvention the convention, or {@code null} for the default
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder observationConvention(@Nullable DwObservationConvention observationConvention) {
		this.settings.observationConvention = observationConvention;
		return this;
	}

	/**
	 * Set what turns values into JSON and back.
	 * @param jsonMapper the mapper
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder jsonMapper(JsonMapper jsonMapper) {
		return jsonMapper(() -> jsonMapper);
	}

	/**
	 * Set what turns values into JSON and back, and is made when it is needed first.
	 * @param jsonMapper gives the mapper, and is asked once
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder jsonMapper(Supplier<JsonMapper> jsonMapper) {
		this.settings.jsonMapper = SingletonSupplier.of(jsonMapper);
		return this;
	}

	/**
	 * Add a listener that is told of what was read and written.
	 * @param accessListener the listener
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder accessListener(StorageAccessListener accessListener) {
		this.settings.accessListeners.add(accessListener);
		return this;
	}

	/**
	 * Change the builder of the SDK's client after all settings were applied to it: the
	 * way out for what this builder does not have. The SDK's own retries must stay off.
	 * Without any customizer, small objects and parts of large ones may be moved past the
	 * SDK, which is faster; with one, every request is made by it.
	 * @param customizer changes the builder when the first call needs the client; called
	 * after those given before
	 * @return this builder
	 */
	public DataWarehouseTemplateBuilder s3ClientCustomizer(Consumer<S3ClientBuilder> customizer) {
		Consumer<S3ClientBuilder> others = this.settings.customizer;
		this.settings.customizer = (others != null) ? others.andThen(customizer) : customizer;
		return this;
	}

	/**
	 * Create the template. The store is not asked for anything.
	 * @return a new template, which must be closed
	 * @throws IllegalArgumentException if there is neither an endpoint nor a region
	 */
	public DataWarehouseTemplate build() {
		return this.settings.createTemplate();
	}

}
