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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.datawarehouse.DwUri;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.spark.SparkSettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * What a {@link DataWarehouseTemplateBuilder} was told, and how a template is made of it.
 */
final class TemplateSettings implements Cloneable {

	private static final String DEFAULT_REGION = "us-east-1";

	@Nullable URI endpoint;

	@Nullable String region;

	CredentialsSource credentials = CredentialsSource.DEFAULT_CHAIN;

	@Nullable DwUri defaultBucket;

	@Nullable Boolean pathStyle;

	HttpSettings http = new HttpSettings();

	Duration attemptTimeout = Duration.ofMinutes(5);

	@Nullable Duration callTimeout;

	@Nullable String userAgentSuffix;

	StorageDialect dialect = StorageDialect.S3;

	boolean legacyMd5;

	TransferSettings transfers = TransferSettings.defaults();

	ChecksumMode checksums = ChecksumMode.WHEN_SUPPORTED;

	PayloadSigning payloadSigning = PayloadSigning.AUTO;

	RetrySettings retry = RetrySettings.defaults();

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	@Nullable DwObservationConvention observationConvention;

	// A reference to the method would load Jackson now.
	Supplier<JsonMapper> jsonMapper = () -> JsonMapper.shared();

	List<StorageAccessListener> accessListeners = new ArrayList<>();

	@Nullable Consumer<S3ClientBuilder> customizer;

	DataWarehouseTemplate createTemplate() {
		checkDialect();
		return new DataWarehouseTemplate(copy());
	}

	/**
	 * What is used later must not change with the builder.
	 */
	private TemplateSettings copy() {
		try {
			TemplateSettings copy = (TemplateSettings) clone();
			copy.http = this.http.copy();
			copy.accessListeners = List.copyOf(this.accessListeners);
			return copy;
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	TemplateParts createParts(DataWarehouseTemplate template, String region, StorageTraffic traffic) {
		ClientSettings settings = clientSettings(region, traffic);
		TransferMonitor monitor = new TransferMonitor();
		Lazy<S3Client> client = new Lazy<>(() -> S3Clients.client(settings, monitor, this.customizer));
		Lazy<S3Presigner> presigner = this.credentials.anonymous() ? null
				: new Lazy<>(() -> S3Clients.presigner(settings));
		return new TemplateParts(template, settings, client, presigner, executor(client), this.jsonMapper, monitor,
				this.transfers);
	}

	SparkSettings sparkConf(String region) {
		return S3aSettings.of(this.endpoint, region, hasPathStyle(), this.credentials);
	}

	private void checkDialect() {
		boolean ownServer = this.dialect == StorageDialect.DATAWAREHOUSE;
		Assert.isTrue(!ownServer || this.endpoint != null, "The dialect of the DataWarehouse server needs an endpoint");
		Assert.isTrue(!ownServer || !Boolean.FALSE.equals(this.pathStyle),
				"The DataWarehouse server needs the bucket in the path: pathStyle must not be false");
	}

	private boolean hasPathStyle() {
		return (this.pathStyle != null) ? this.pathStyle : this.endpoint != null;
	}

	private ClientSettings clientSettings(String region, StorageTraffic traffic) {
		Duration attempt = this.attemptTimeout;
		if (this.callTimeout != null && this.callTimeout.compareTo(attempt) < 0) {
			attempt = this.callTimeout;
		}
		return new ClientSettings(this.endpoint, Region.of(region), this.credentials.provider(), hasPathStyle(),
				this.http, attempt, this.checksums, this.payloadSigning, this.legacyMd5, this.userAgentSuffix,
				Dialect.of(this.dialect), ClientSettings.newTimeouts(), traffic);
	}

	/**
	 * The region to sign for.
	 * @return its name
	 * @throws IllegalArgumentException if AWS is to be reached and nobody says in which
	 * region
	 */
	String resolveRegion() {
		if (this.region != null) {
			return this.region;
		}
		return (this.endpoint != null) ? DEFAULT_REGION : AwsRegion.find(this.credentials.profile());
	}

	private StorageExecutor executor(Lazy<S3Client> client) {
		RetrySettings settings = this.retry;
		if (this.callTimeout != null && this.callTimeout.compareTo(settings.maxDuration()) < 0) {
			settings = new RetrySettings(settings.maxAttempts(), settings.initialInterval(), settings.multiplier(),
					settings.maxInterval(), settings.jitter(), this.callTimeout);
		}
		return new StorageExecutor(client, settings, this.observationRegistry, this.observationConvention,
				new AccessReporter(this.accessListeners));
	}

}
