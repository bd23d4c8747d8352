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

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLParameters;

import io.datawarehouse.autoconfigure.ConditionalOnDwEndpoint;
import io.datawarehouse.autoconfigure.InvalidDwSettingsException;
import io.datawarehouse.autoconfigure.storage.DataWarehouseTemplateCustomizer;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.duckdb.DuckDbTables;
import io.datawarehouse.job.ArtifactStore;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeClientBuilder;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.JobContextFactoryBuilder;
import io.datawarehouse.job.JobData;
import io.datawarehouse.job.LineageFormat;
import io.datawarehouse.job.LineageJobBeanPostProcessor;
import io.datawarehouse.job.LineageTransport;
import io.datawarehouse.job.batch.BatchRunListener;
import io.datawarehouse.observation.DwObservationConvention;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;

/**
 * {@link AutoConfiguration Auto-configuration} of tracked jobs.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = DwStorageAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dw.jobs.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ DwJobProperties.class, DwLineageProperties.class })
public final class DwJobAutoConfiguration {

	@Bean
	@ConditionalOnDwEndpoint("dw.jobs.url")
	@ConditionalOnMissingBean(DwJobConnectionDetails.class)
	PropertiesDwJobConnectionDetails dwJobConnectionDetails(DwJobProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		InvalidDwSettingsException.requireResolved("dw.jobs", "dw.jobs.api-key", properties.getApiKey());
		return new PropertiesDwJobConnectionDetails(properties, sslBundles.getIfAvailable());
	}

	@Bean
	@ConditionalOnBean(DwJobConnectionDetails.class)
	@ConditionalOnMissingBean
	DatlakeClient datlakeClient(DwJobConnectionDetails details, DwJobProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<DwObservationConvention> observationConvention,
			ObjectProvider<RestClient.Builder> restClientBuilder, ObjectProvider<DatlakeClientCustomizer> customizers) {
		// Before the first call: one that cannot be used keeps the application from
		// starting.
		SslBundle bundle = details.getSslBundle();
		try {
			DatlakeClientBuilder builder = DatlakeClient.builder()
				.url(details.getUrl())
				.apiKey(details.getApiKey())
				.apiKeyHeader(properties.getApiKeyHeader())
				.apiKeyScheme(properties.getApiKeyScheme())
				.paths(properties.getPaths().toPaths())
				.connectTimeout(properties.getConnectTimeout())
				.readTimeout(properties.getReadTimeout())
				.retry(properties.getRetry().toSettings())
				.restClientBuilder(restClientBuilder::getIfAvailable)
				.httpClientCustomizer((client) -> applyBundle(client, bundle))
				.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
				.observationConvention(observationConvention.getIfUnique());
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			throw InvalidDwSettingsException.refused("dw.jobs", ex);
		}
	}

	private static void applyBundle(HttpClient.Builder client, @Nullable SslBundle bundle) {
		if (bundle == null) {
			return;
		}
		client.sslContext(bundle.createSslContext());
		SSLParameters parameters = new SSLParameters();
		parameters.setCipherSuites(bundle.getOptions().getCiphers());
		parameters.setProtocols(bundle.getOptions().getEnabledProtocols());
		client.sslParameters(parameters);
	}

	@Bean
	@Conditional(OnJobTransportCondition.class)
	@ConditionalOnMissingBean
	JobContextFactory jobContextFactory(ObjectProvider<DatlakeClient> clients, DwJobProperties properties,
			Environment environment, LineageConfigurer lineage, ObjectProvider<DwJobStateDirectory> stateDirectory,
			ObjectProvider<JobData> data, ObjectProvider<ArtifactStore> artifactStore, JobSparkConf sparkConf,
			ObjectProvider<JobContextFactoryCustomizer> customizers) {
		DwJobOutboxProperties outbox = properties.getOutbox();
		DwJobProperties.LogShipping logShipping = properties.getLogShipping();
		Duration heartbeat = properties.getHeartbeatInterval();
		DatlakeClient client = clients.getIfUnique();
		JobContextFactoryBuilder builder = ((client != null) ? JobContextFactory.builder(client)
				: JobContextFactory.builder())
			.startFailurePolicy(properties.getStartFailure())
			.eventFailurePolicy(properties.getEventFailure())
			.stateDirectory(stateDirectory(properties, stateDirectory))
			.closeTimeout(properties.getShutdownTimeout())
			.heartbeatInterval(heartbeat.isZero() ? null : heartbeat)
			.snapshotCacheTtl(properties.getSnapshotCacheTtl())
			.maxPendingCompletions(outbox.getMaxCompletions())
			.maxPendingEvents(outbox.getMaxEvents(), outbox.getMaxSize().toBytes())
			.redeliveryInterval(outbox.getFirstPause(), outbox.getLongestPause())
			.logShipping(logShipping.isEnabled() ? logShipping.getMaxSize().toBytes() : 0)
			.artifactBucket(properties.getArtifactBucket())
			.artifactStore(artifactStore.getIfUnique())
			.data(data.getIfUnique())
			.sparkConf(sparkConf)
			.namespace(namespace(properties, environment))
			// Spring closes it, when the beans that use it are closed.
			.closeOnShutdown(false);
		lineage.configure(builder);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	@Bean
	JobSparkConf jobSparkConf(ObjectProvider<DataWarehouseTemplate> template,
			ObjectProvider<DwJobConnectionDetails> catalog, DwLineageProperties lineage) {
		return new JobSparkConf(template, catalog, lineage);
	}

	@Bean
	LineageConfigurer lineageConfigurer(DwLineageProperties properties, DwJobProperties jobProperties,
			ObjectProvider<LineageFormat> format, ObjectProvider<LineageTransport> transport,
			ObjectProvider<GitProperties> git) {
		return new LineageConfigurer(properties, jobProperties, format, transport, git);
	}

	private static String namespace(DwJobProperties properties, Environment environment) {
		String namespace = properties.getNamespace();
		if (!StringUtils.hasText(namespace)) {
			namespace = environment.getProperty("spring.application.name");
		}
		return StringUtils.hasText(namespace) ? namespace : "default";
	}

	@Bean
	@ConditionalOnMissingBean
	static LineageJobBeanPostProcessor lineageJobBeanPostProcessor(ObjectProvider<JobContextFactory> jobs) {
		return new LineageJobBeanPostProcessor(jobs::getObject);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "dw.jobs.propagate-context", matchIfMissing = true)
	JobContextTaskDecorator jobContextTaskDecorator() {
		return new JobContextTaskDecorator();
	}

	@Bean
	JobRunRecovery jobRunRecovery(ObjectProvider<JobContextFactory> jobs) {
		return new JobRunRecovery(jobs);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "dw.jobs.note-messages", matchIfMissing = true)
	JobMessageInterceptor jobMessageInterceptor() {
		return new JobMessageInterceptor();
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "dw.jobs.note-storage-access", matchIfMissing = true)
	DataWarehouseTemplateCustomizer jobDataWarehouseTemplateCustomizer() {
		return (builder) -> builder.accessListener(new JobStorageAccessListener());
	}

	@Bean
	@ConditionalOnSingleCandidate(DataWarehouseTemplate.class)
	@ConditionalOnMissingBean(JobData.class)
	StorageJobData storageJobData(DataWarehouseTemplate template) {
		return new StorageJobData(template);
	}

	@Bean
	@ConditionalOnSingleCandidate(DataWarehouseTemplate.class)
	@ConditionalOnMissingBean(ArtifactStore.class)
	@ConditionalOnProperty(name = "dw.jobs.log-shipping.via", havingValue = "storage")
	StorageArtifactStore storageArtifactStore(DataWarehouseTemplate template, DwJobProperties properties) {
		return new StorageArtifactStore(template, properties.getArtifactBucket());
	}

	@Bean
	@ConditionalOnClass(name = "org.duckdb.DuckDBConnection")
	@ConditionalOnBean(JobData.class)
	@ConditionalOnMissingBean
	DuckDbTables duckDbTables(JobData data) {
		return new DuckDbTables(data);
	}

	private static @Nullable Path stateDirectory(DwJobProperties properties,
			ObjectProvider<DwJobStateDirectory> provider) {
		if (!properties.isStateEnabled()) {
			return null;
		}
		if (properties.getStateDirectory() != null) {
			return properties.getStateDirectory();
		}
		return provider.getIfAvailable(() -> DwJobStateDirectory.DEFAULT).path();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean
		JobOutboxMetrics jobOutboxMetrics(ObjectProvider<JobContextFactory> jobs) {
			return new JobOutboxMetrics(jobs);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "ch.qos.logback.classic.LoggerContext")
	@ConditionalOnBooleanProperty("dw.jobs.log-shipping.enabled")
	static class LogShippingConfiguration {

		@Bean
		RunLogShipping runLogShipping(ObjectProvider<JobContextFactory> jobs) {
			return new RunLogShipping(jobs);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JobExecutionListener.class)
	@ConditionalOnBooleanProperty(name = "dw.jobs.track-batch", matchIfMissing = true)
	static class BatchConfiguration {

		@Bean
		static BatchRunBeanPostProcessor batchRunBeanPostProcessor(ObjectProvider<JobContextFactory> jobs) {
			return new BatchRunBeanPostProcessor(new BatchRunListener(jobs::getIfUnique));
		}

	}

}
