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

package io.datawarehouse.autoconfigure.storage;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.autoconfigure.DwRetryProperties;
import io.datawarehouse.autoconfigure.DwSslProperties;
import io.datawarehouse.storage.ChecksumMode;
import io.datawarehouse.storage.PayloadSigning;
import io.datawarehouse.storage.StorageDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Properties of one client of an object store.
 *
 * @since 1.0.0
 * @see DwStorageProperties
 */
public class DwStorageClientProperties {

	/**
	 * Whether to configure the client of the object store.
	 */
	private boolean enabled = true;

	/**
	 * Address of the S3-compatible store. Amazon S3 itself is meant when only the region
	 * is set.
	 */
	private @Nullable URI endpoint;

	/**
	 * Region to sign for.
	 */
	private @Nullable String region;

	/**
	 * Access key to sign with. Without one the default chain of the AWS SDK finds the
	 * credentials.
	 */
	private @Nullable String accessKey;

	/**
	 * Secret key to sign with.
	 */
	private @Nullable String secretKey;

	/**
	 * Session token of temporary keys.
	 */
	private @Nullable String sessionToken;

	/**
	 * Profile of the AWS configuration files that has the credentials.
	 */
	private @Nullable String profile;

	/**
	 * Whether to send requests unsigned.
	 */
	private boolean anonymous;

	/**
	 * Bucket of addresses that name none.
	 */
	private @Nullable String defaultBucket;

	/**
	 * Buckets to create when the application starts, unless they exist.
	 */
	private List<String> ensureBuckets = new ArrayList<>();

	/**
	 * Whether to put the bucket into the path instead of the host name. Done for every
	 * endpoint but Amazon's unless set.
	 */
	private @Nullable Boolean pathStyle;

	/**
	 * Time within which a connection has to be made.
	 */
	private Duration connectTimeout = Duration.ofSeconds(10);

	/**
	 * Longest pause between two packets of an answer.
	 */
	private Duration readTimeout = Duration.ofSeconds(30);

	/**
	 * Time within which one attempt has to end.
	 */
	private Duration attemptTimeout = Duration.ofMinutes(5);

	/**
	 * Time within which all attempts of one call have to end. Limited by the retry
	 * settings only unless set.
	 */
	private @Nullable Duration callTimeout;

	/**
	 * How many connections are open at the most.
	 */
	private int maxConnections = 64;

	/**
	 * Time to wait for a connection when all are in use. The connect timeout unless set.
	 */
	private @Nullable Duration acquireTimeout;

	/**
	 * Time after which a connection that is not in use is closed.
	 */
	private Duration maxIdleTime = Duration.ofSeconds(60);

	/**
	 * Time after which a connection is not used again. Unlimited unless set.
	 */
	private @Nullable Duration maxConnectionAge;

	/**
	 * Text to append to the User-Agent header.
	 */
	private @Nullable String userAgentSuffix;

	/**
	 * What kind of store is spoken to.
	 */
	private StorageDialect dialect = StorageDialect.S3;

	/**
	 * Whether to send Content-MD5 where S3 requires a checksum, for stores that know no
	 * other.
	 */
	private boolean legacyMd5;

	/**
	 * When the client adds checksums of its own.
	 */
	private ChecksumMode checksums = ChecksumMode.WHEN_SUPPORTED;

	/**
	 * Whether the signature covers the content. It does over plain HTTP to other machines
	 * unless set.
	 */
	private PayloadSigning payloadSigning = PayloadSigning.AUTO;

	private final Multipart multipart = new Multipart();

	private final Transfer transfer = new Transfer();

	@NestedConfigurationProperty
	private final DwStorageProxyProperties proxy = new DwStorageProxyProperties();

	@NestedConfigurationProperty
	private final DwRetryProperties retry = new DwRetryProperties();

	@NestedConfigurationProperty
	private final DwSslProperties ssl = new DwSslProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable URI getEndpoint() {
		return this.endpoint;
	}

	public void setEndpoint(@Nullable URI endpoint) {
		this.endpoint = endpoint;
	}

	public @Nullable String getRegion() {
		return this.region;
	}

	public void setRegion(@Nullable String region) {
		this.region = region;
	}

	public @Nullable String getAccessKey() {
		return this.accessKey;
	}

	public void setAccessKey(@Nullable String accessKey) {
		this.accessKey = accessKey;
	}

	public @Nullable String getSecretKey() {
		return this.secretKey;
	}

	public void setSecretKey(@Nullable String secretKey) {
		this.secretKey = secretKey;
	}

	public @Nullable String getSessionToken() {
		return this.sessionToken;
	}

	public void setSessionToken(@Nullable String sessionToken) {
		this.sessionToken = sessionToken;
	}

	public boolean isAnonymous() {
		return this.anonymous;
	}

	public void setAnonymous(boolean anonymous) {
		this.anonymous = anonymous;
	}

	public @Nullable String getDefaultBucket() {
		return this.defaultBucket;
	}

	public void setDefaultBucket(@Nullable String defaultBucket) {
		this.defaultBucket = defaultBucket;
	}

	public List<String> getEnsureBuckets() {
		return this.ensureBuckets;
	}

	public void setEnsureBuckets(List<String> ensureBuckets) {
		this.ensureBuckets = ensureBuckets;
	}

	public @Nullable Boolean getPathStyle() {
		return this.pathStyle;
	}

	public void setPathStyle(@Nullable Boolean pathStyle) {
		this.pathStyle = pathStyle;
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

	public Duration getAttemptTimeout() {
		return this.attemptTimeout;
	}

	public void setAttemptTimeout(Duration attemptTimeout) {
		this.attemptTimeout = attemptTimeout;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public ChecksumMode getChecksums() {
		return this.checksums;
	}

	public void setChecksums(ChecksumMode checksums) {
		this.checksums = checksums;
	}

	public PayloadSigning getPayloadSigning() {
		return this.payloadSigning;
	}

	public void setPayloadSigning(PayloadSigning payloadSigning) {
		this.payloadSigning = payloadSigning;
	}

	public Multipart getMultipart() {
		return this.multipart;
	}

	public Transfer getTransfer() {
		return this.transfer;
	}

	public @Nullable String getProfile() {
		return this.profile;
	}

	public void setProfile(@Nullable String profile) {
		this.profile = profile;
	}

	public @Nullable Duration getCallTimeout() {
		return this.callTimeout;
	}

	public void setCallTimeout(@Nullable Duration callTimeout) {
		this.callTimeout = callTimeout;
	}

	public @Nullable Duration getAcquireTimeout() {
		return this.acquireTimeout;
	}

	public void setAcquireTimeout(@Nullable Duration acquireTimeout) {
		this.acquireTimeout = acquireTimeout;
	}

	public Duration getMaxIdleTime() {
		return this.maxIdleTime;
	}

	public void setMaxIdleTime(Duration maxIdleTime) {
		this.maxIdleTime = maxIdleTime;
	}

	public @Nullable Duration getMaxConnectionAge() {
		return this.maxConnectionAge;
	}

	public void setMaxConnectionAge(@Nullable Duration maxConnectionAge) {
		this.maxConnectionAge = maxConnectionAge;
	}

	public @Nullable String getUserAgentSuffix() {
		return this.userAgentSuffix;
	}

	public void setUserAgentSuffix(@Nullable String userAgentSuffix) {
		this.userAgentSuffix = userAgentSuffix;
	}

	public StorageDialect getDialect() {
		return this.dialect;
	}

	public void setDialect(StorageDialect dialect) {
		this.dialect = dialect;
	}

	public boolean isLegacyMd5() {
		return this.legacyMd5;
	}

	public void setLegacyMd5(boolean legacyMd5) {
		this.legacyMd5 = legacyMd5;
	}

	public DwStorageProxyProperties getProxy() {
		return this.proxy;
	}

	public DwRetryProperties getRetry() {
		return this.retry;
	}

	public DwSslProperties getSsl() {
		return this.ssl;
	}

	/**
	 * Properties of objects that are moved in parts.
	 */
	public static class Multipart {

		/**
		 * Size above which objects are moved in parts.
		 */
		private DataSize threshold = DataSize.ofMegabytes(16);

		/**
		 * Size of the parts, unless an object would then have too many of them.
		 */
		private DataSize partSize = DataSize.ofMegabytes(8);

		public DataSize getThreshold() {
			return this.threshold;
		}

		public void setThreshold(DataSize threshold) {
			this.threshold = threshold;
		}

		public DataSize getPartSize() {
			return this.partSize;
		}

		public void setPartSize(DataSize partSize) {
			this.partSize = partSize;
		}

	}

	/**
	 * Properties of the transfer of large objects.
	 */
	public static class Transfer {

		/**
		 * How many parts of one object are moved at once at the most.
		 */
		private int concurrency = 24;

		public int getConcurrency() {
			return this.concurrency;
		}

		public void setConcurrency(int concurrency) {
			this.concurrency = concurrency;
		}

	}

}
