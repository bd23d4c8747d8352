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

import io.datawarehouse.autoconfigure.ConditionalOnDwEndpoint;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeClientBuilder;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.observation.DwObservationConvention;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * {@link AutoConfiguration Auto-configuration} of tracked jobs.
 *
 * @since 1.0.0
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dw.jobs.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DwJobProperties.class)
public final class DwJobAutoConfiguration {

	@Bean
	@ConditionalOnBean(DwJobConnectionDetails.class)
	@ConditionalOnMissingBean
	DatlakeClient datlakeClient(DwJobConnectionDetails details, DwJobProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<DwObservationConvention> observationConvention,
			ObjectProvider<DatlakeClientCustomizer> customizers) {
		DatlakeClientBuilder builder = DatlakeClient.builder()
			.url(details.getUrl())
			.apiKey(details.getApiKey())
			.apiKeyHeader(properties.getApiKeyHeader())
			.apiKeyScheme(properties.getApiKeyScheme())
			.paths(properties.getPaths().toPaths())
			.connectTimeout(properties.getConnectTimeout())
			.readTimeout(properties.getReadTimeout())
			.retry(properties.getRetry().toSettings())
			.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
			.observationConvention(observationConvention.getIfUnique());
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	@Bean
	@ConditionalOnBean(DatlakeClient.class)
	@ConditionalOnMissingBean
	JobContextFactory jobContextFactory(DatlakeClient client, DwJobProperties properties,
			ObjectProvider<DwJobStateDirectory> stateDirectory) {
		return JobContextFactory.builder(client)
			.startFailurePolicy(properties.getStartFailure())
			.stateDirectory(stateDirectory(properties, stateDirectory))
			.build();
	}

	@Bean
	@ConditionalOnBean(JobContextFactory.class)
	JobRunRecovery jobRunRecovery(JobContextFactory jobs) {
		return new JobRunRecovery(jobs);
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
	@ConditionalOnDwEndpoint("dw.jobs.url")
	static class PropertiesConfiguration {

		@Bean
		@ConditionalOnMissingBean(DwJobConnectionDetails.class)
		PropertiesDwJobConnectionDetails dwJobConnectionDetails(DwJobProperties properties,
				ObjectProvider<SslBundles> sslBundles) {
			return new PropertiesDwJobConnectionDetails(properties, sslBundles.getIfAvailable());
		}

	}

	/**
	 * Builds on the application's {@link RestClient.Builder}, so that its customizers and
	 * observations apply. The request factory is the JDK's whatever else there is: it
	 * neither repeats calls nor follows redirects with the API key by itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ClientHttpRequestFactoryBuilder.class, RestClient.class })
	static class RestClientConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		DatlakeClientCustomizer restClientDatlakeClientCustomizer(ObjectProvider<RestClient.Builder> restClientBuilder,
				ObjectProvider<DwJobConnectionDetails> details, DwJobProperties properties) {
			return (builder) -> builder.restClientBuilder(restClientBuilder.getIfAvailable(RestClient::builder)
				.clone()
				.requestFactory(requestFactory(details.getObject(), properties)));
		}

		private static ClientHttpRequestFactory requestFactory(DwJobConnectionDetails details,
				DwJobProperties properties) {
			return ClientHttpRequestFactoryBuilder.jdk()
				.withHttpClientCustomizer((client) -> client.version(HttpClient.Version.HTTP_1_1))
				.build(HttpClientSettings.defaults()
					.withTimeouts(properties.getConnectTimeout(), properties.getReadTimeout())
					.withRedirects(HttpRedirects.DONT_FOLLOW)
					.withSslBundle(details.getSslBundle()));
		}

	}

}
