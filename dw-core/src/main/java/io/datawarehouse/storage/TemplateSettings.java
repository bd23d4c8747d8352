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
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * What a {@link DataWarehouseTemplateBuilder} was told, and how a template is made of it.
 */
final class TemplateSettings {

	@Nullable URI endpoint;

	@Nullable String region;

	CredentialsSource credentials = CredentialsSource.DEFAULT_CHAIN;

	@Nullable DwUri defaultBucket;

	@Nullable Boolean pathStyle;

	final HttpSettings http = new HttpSettings();

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

	Supplier<JsonMapper> jsonMapper = JsonMapper::shared;

	final List<StorageAccessListener> accessListeners = new ArrayList<>();

	@Nullable Consumer<S3ClientBuilder> customizer;

	DataWarehouseTemplate createTemplate() {
		checkDialect();
		ClientSettings settings = settings();
		TransferMonitor monitor = new TransferMonitor();
		Consumer<S3ClientBuilder> customizer = this.customizer;
		Lazy<S3Client> client = new Lazy<>(() -> S3Clients.client(settings, monitor, customizer));
		Lazy<S3Presigner> presigner = this.credentials.anonymous() ? null
				: new Lazy<>(() -> S3Clients.presigner(settings));
		CredentialsSource credentials = this.credentials;
		return new DataWarehouseTemplate(settings, client, presigner, this.defaultBucket, executor(client),
				this.jsonMapper, monitor, this.transfers, () -> S3aSettings.of(settings, credentials));
	}

	private void checkDialect() {
		boolean ownServer = this.dialect == StorageDialect.DATAWAREHOUSE;
		Assert.isTrue(!ownServer || this.endpoint != null, "The dialect of the DataWarehouse server needs an endpoint");
		Assert.isTrue(!ownServer || !Boolean.FALSE.equals(this.pathStyle),
				"The DataWarehouse server needs the bucket in the path: pathStyle must not be false");
	}

	private ClientSettings settings() {
		boolean path = (this.pathStyle != null) ? this.pathStyle : this.endpoint != null;
		Duration attempt = this.attemptTimeout;
		if (this.callTimeout != null && this.callTimeout.compareTo(attempt) < 0) {
			attempt = this.callTimeout;
		}
		return new ClientSettings(this.endpoint, resolveRegion(), this.credentials.provider(), path, this.http, attempt,
				this.checksums, this.payloadSigning, this.legacyMd5, this.userAgentSuffix, Dialect.of(this.dialect),
				ClientSettings.newTimeouts(), new StorageTraffic());
	}

	private Region resolveRegion() {
		if (this.region != null) {
			return Region.of(this.region);
		}
		if (this.endpoint != null) {
			return Region.US_EAST_1;
		}
		try {
			// Without the last link of the SDK's chain, which asks the network.
			String profile = this.credentials.profile();
			return new AwsRegionProviderChain(new SystemSettingsRegionProvider(),
					new AwsProfileRegionProvider(null, profile))
				.getRegion();
		}
		catch (SdkClientException ex) {
			throw new IllegalArgumentException(
					"Neither an endpoint nor a region is set: set the endpoint of the store, or the region for AWS",
					ex);
		}
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
