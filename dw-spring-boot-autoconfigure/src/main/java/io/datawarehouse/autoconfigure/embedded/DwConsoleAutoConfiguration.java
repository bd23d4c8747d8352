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

package io.datawarehouse.autoconfigure.embedded;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedProperties.Console;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobConnectionDetails;
import io.datawarehouse.autoconfigure.job.DwJobProperties;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.embedded.console.ConsoleRuntimeHints;
import io.datawarehouse.embedded.console.DataWarehouseConsole;
import io.datawarehouse.embedded.console.MeterTimings;
import io.datawarehouse.embedded.console.TimingSource;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.observation.ObservationPredicate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of the console of {@code dw-embedded}, which shows the embedded
 * servers, or by {@code dw.embedded.console.target} those that the clients are configured
 * for.
 *
 * @since 1.0.0
 */
@AutoConfiguration(
		after = { DwEmbeddedAutoConfiguration.class, DwStorageAutoConfiguration.class, DwJobAutoConfiguration.class,
				FilaAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(DataWarehouseConsole.class)
@ConditionalOnBooleanProperty(name = { "dw.embedded.enabled", "dw.embedded.console.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(DwEmbeddedProperties.class)
@ImportRuntimeHints(ConsoleRuntimeHints.class)
public final class DwConsoleAutoConfiguration {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

	@Bean
	@Conditional(OnSomethingToShow.class)
	@ConditionalOnMissingBean
	DataWarehouseConsole dataWarehouseConsole(DwEmbeddedProperties properties, Environment environment,
			ObjectProvider<DataWarehouseOperations> storage, ObjectProvider<EmbeddedS3Server> s3,
			ObjectProvider<DwJobConnectionDetails> jobs, ObjectProvider<DwJobProperties> jobProperties,
			ObjectProvider<EmbeddedDatlakeCatalog> catalog, ObjectProvider<FilaAdmin> fila,
			ObjectProvider<EmbeddedFilaBroker> broker, ObjectProvider<TimingSource> timings) {
		Console console = properties.getConsole();
		boolean all = console.getTarget() == Console.Target.CONFIGURED;
		DataWarehouseConsole.Builder builder = DataWarehouseConsole.builder()
			.applicationName(environment.getProperty("spring.application.name", ""));
		listen(builder, console);
		boolean embeddedStorage = s3.getIfAvailable() != null;
		if (all || embeddedStorage) {
			storage.ifUnique((client) -> builder.storage(client, embeddedStorage || console.isWrite()));
		}
		if (all || catalog.getIfAvailable() != null) {
			jobs.ifUnique((details) -> connect(builder, details, jobProperties.getIfAvailable(DwJobProperties::new)));
		}
		boolean embeddedFila = broker.getIfAvailable() != null;
		if (all || embeddedFila) {
			fila.ifUnique((client) -> builder.fila(client, embeddedFila || console.isWrite()));
		}
		broker.ifAvailable(builder::broker);
		timings.ifUnique(builder::timings);
		return builder.start();
	}

	private static void listen(DataWarehouseConsole.Builder builder, Console console) {
		if (console.getPort() == Console.DEFAULT_PORT) {
			builder.preferredPort(console.getPort());
		}
		else {
			builder.port(console.getPort());
		}
	}

	private static void connect(DataWarehouseConsole.Builder builder, DwJobConnectionDetails details,
			DwJobProperties properties) {
		String key = details.getApiKey();
		String scheme = properties.getApiKeyScheme().strip();
		builder.catalog(details.getUrl(), !StringUtils.hasText(key) ? Map.of()
				: Map.of(properties.getApiKeyHeader(), scheme.isEmpty() ? key : scheme + " " + key));
		SslBundle bundle = details.getSslBundle();
		if (bundle != null) {
			builder.catalogClient(HttpClient.newBuilder()
				.version(HttpClient.Version.HTTP_1_1)
				.connectTimeout(CONNECT_TIMEOUT)
				.sslContext(bundle.createSslContext())
				.build());
		}
	}

	/**
	 * What somebody looks at in the console is no operation of the application.
	 */
	@Bean
	static ObservationPredicate consoleObservationPredicate() {
		return (name, context) -> !DataWarehouseConsole.isServing();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class TimingsConfiguration {

		private static final String PREFIX = "dw.";

		/**
		 * Lets the timers of the clients tell the percentiles that the console plots.
		 */
		@Bean
		static MeterFilter consolePercentilesMeterFilter() {
			DistributionStatisticConfig percentiles = DistributionStatisticConfig.builder()
				.percentiles(0.5, 0.95, 0.99)
				.build();
			return new MeterFilter() {

				@Override
				public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
					return id.getName().startsWith(PREFIX) ? config.merge(percentiles) : config;
				}

			};
		}

		@Bean
		@ConditionalOnSingleCandidate(MeterRegistry.class)
		@ConditionalOnMissingBean(TimingSource.class)
		MeterTimings consoleTimings(MeterRegistry registry) {
			return new MeterTimings(registry, PREFIX);
		}

	}

	/**
	 * Whether there is an embedded server, or the console is to show the others.
	 */
	static class OnSomethingToShow extends AnyNestedCondition {

		OnSomethingToShow() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnProperty(name = "dw.embedded.console.target", havingValue = "configured")
		static class Configured {

		}

		@ConditionalOnBean(EmbeddedS3Server.class)
		static class Storage {

		}

		@ConditionalOnBean(EmbeddedDatlakeCatalog.class)
		static class Catalog {

		}

		@ConditionalOnBean(EmbeddedFilaBroker.class)
		static class Broker {

		}

	}

}
