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

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import io.datawarehouse.autoconfigure.ConditionalOnDwEndpoint;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaConnectionDetails;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobConnectionDetails;
import io.datawarehouse.autoconfigure.job.DwJobStateDirectory;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails;
import io.datawarehouse.embedded.EmbeddedDataDirectory;
import io.datawarehouse.embedded.console.DataWarehouseConsole;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.fila.EmbeddedFilaRuntimeHints;
import io.datawarehouse.embedded.fila.FilaScriptLimits;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.embedded.storage.EmbeddedS3ServerBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} of embedded servers for the clients that
 * have no endpoint. The servers stop with the context, after the clients.
 *
 * @since 1.0.0
 */
@AutoConfiguration(
		before = { DwStorageAutoConfiguration.class, DwJobAutoConfiguration.class, FilaAutoConfiguration.class })
@ConditionalOnClass(EmbeddedDataDirectory.class)
@ConditionalOnBooleanProperty(name = "dw.embedded.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DwEmbeddedProperties.class)
@ImportRuntimeHints(EmbeddedFilaRuntimeHints.class)
public final class DwEmbeddedAutoConfiguration {

	@Bean
	EmbeddedServersStartup embeddedServersStartup(DwEmbeddedProperties properties, ObjectProvider<EmbeddedS3Server> s3,
			ObjectProvider<EmbeddedDatlakeCatalog> datlake, ObjectProvider<EmbeddedFilaBroker> fila,
			ObjectProvider<DataWarehouseConsole> console) {
		return new EmbeddedServersStartup(properties, s3, datlake, fila, console);
	}

	@Bean
	static EmbeddedServerProperties embeddedServerProperties() {
		return new EmbeddedServerProperties();
	}

	@Bean
	@Lazy
	@ConditionalOnBooleanProperty(name = "dw.embedded.in-memory", havingValue = false, matchIfMissing = true)
	EmbeddedDataDirectory embeddedDataDirectory(DwEmbeddedProperties properties) {
		return EmbeddedDataDirectory.open(properties.getDataDir());
	}

	private static void place(String name, ObjectProvider<EmbeddedDataDirectory> directory, Consumer<Path> onDisk,
			Runnable inMemory) {
		EmbeddedDataDirectory available = directory.getIfAvailable();
		if (available != null) {
			onDisk.accept(available.resolve(name));
		}
		else {
			inMemory.run();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "dw.storage.enabled", matchIfMissing = true)
	@ConditionalOnDwEndpoint(value = { "dw.storage.endpoint", "dw.storage.region" }, configured = false)
	@Conditional(OnEmbeddedStorageCondition.class)
	@ConditionalOnMissingBean(DwStorageConnectionDetails.class)
	static class S3Configuration {

		@Bean
		@ConditionalOnMissingBean
		EmbeddedS3Server embeddedS3Server(DwEmbeddedProperties properties,
				ObjectProvider<EmbeddedDataDirectory> directory) {
			DwEmbeddedProperties.S3 s3 = properties.getS3();
			EmbeddedS3ServerBuilder builder = EmbeddedS3Server.builder()
				.port(s3.getPort())
				.accessKey(s3.getAccessKey())
				.secretKey(s3.getSecretKey());
			place("s3", directory, builder::dataDir, builder::transientStore);
			return EmbeddedPortInUseException.tell("S3 server", s3.getPort(), "dw.embedded.s3.port", builder::start);
		}

		@Bean
		DwStorageConnectionDetails embeddedStorageConnectionDetails(EmbeddedS3Server server) {
			return new EmbeddedStorageConnectionDetails(server);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "dw.jobs.enabled", matchIfMissing = true)
	@ConditionalOnDwEndpoint(value = "dw.jobs.url", configured = false)
	@ConditionalOnMissingBean(DwJobConnectionDetails.class)
	static class DatlakeConfiguration {

		@Bean
		@ConditionalOnMissingBean
		EmbeddedDatlakeCatalog embeddedDatlakeCatalog(DwEmbeddedProperties properties,
				ObjectProvider<EmbeddedDataDirectory> directory) {
			DwEmbeddedProperties.Datlake datlake = properties.getDatlake();
			EmbeddedDatlakeCatalog.Builder builder = EmbeddedDatlakeCatalog.builder()
				.port(datlake.getPort())
				.apiKey(datlake.getApiKey());
			place("datlake", directory, builder::dataDir, builder::inMemory);
			return EmbeddedPortInUseException.tell("Datlake catalog", datlake.getPort(), "dw.embedded.datlake.port",
					builder::start);
		}

		@Bean
		@ConditionalOnMissingBean
		DwJobStateDirectory embeddedJobStateDirectory(ObjectProvider<EmbeddedDataDirectory> directory) {
			EmbeddedDataDirectory available = directory.getIfAvailable();
			return new DwJobStateDirectory((available != null) ? available.resolve("jobs") : null);
		}

		@Bean
		DwJobConnectionDetails embeddedJobConnectionDetails(EmbeddedDatlakeCatalog catalog,
				DwEmbeddedProperties properties) {
			return new EmbeddedJobConnectionDetails(catalog, properties.getDatlake().getApiKey());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "dw.fila.enabled", matchIfMissing = true)
	@ConditionalOnDwEndpoint(value = "dw.fila.addresses", configured = false)
	@ConditionalOnMissingBean(FilaConnectionDetails.class)
	static class FilaConfiguration {

		@Bean
		@ConditionalOnMissingBean
		EmbeddedFilaBroker embeddedFilaBroker(DwEmbeddedProperties properties,
				ObjectProvider<EmbeddedDataDirectory> directory) {
			DwEmbeddedProperties.Fila fila = properties.getFila();
			EmbeddedFilaBroker.Builder builder = EmbeddedFilaBroker.builder()
				.port(fila.getPort())
				.superadminKey(fila.getApiKey())
				.scriptLimits(new FilaScriptLimits(fila.getScriptMaxInstructions(), fila.getScriptMaxMemory().toBytes(),
						fila.getScriptMaxDuration()))
				// The consumers of an earlier start died with its broker.
				.releaseLeasesOnStart(true);
			place("fila", directory, builder::dataDir, builder::inMemory);
			return EmbeddedPortInUseException.tell("Fila broker", fila.getPort(), "dw.embedded.fila.port",
					builder::start);
		}

		@Bean
		FilaConnectionDetails embeddedFilaConnectionDetails(EmbeddedFilaBroker broker,
				DwEmbeddedProperties properties) {
			return new EmbeddedFilaConnectionDetails(broker, properties.getFila().getApiKey());
		}

	}

	private static final class EmbeddedStorageConnectionDetails implements DwStorageConnectionDetails {

		private final EmbeddedS3Server server;

		private EmbeddedStorageConnectionDetails(EmbeddedS3Server server) {
			this.server = server;
		}

		@Override
		public URI getEndpoint() {
			return this.server.endpoint();
		}

		@Override
		public Credentials getCredentials() {
			return Credentials.of(this.server.accessKey(), this.server.secretKey());
		}

	}

	private static final class EmbeddedJobConnectionDetails implements DwJobConnectionDetails {

		private final EmbeddedDatlakeCatalog catalog;

		private final @Nullable String apiKey;

		private EmbeddedJobConnectionDetails(EmbeddedDatlakeCatalog catalog, @Nullable String apiKey) {
			this.catalog = catalog;
			this.apiKey = apiKey;
		}

		@Override
		public URI getUrl() {
			return this.catalog.url();
		}

		@Override
		public URI getLineageUrl() {
			return this.catalog.url().resolve("/api/v1/lineage");
		}

		@Override
		public @Nullable String getApiKey() {
			return this.apiKey;
		}

	}

	private static final class EmbeddedFilaConnectionDetails implements FilaConnectionDetails {

		private final EmbeddedFilaBroker broker;

		private final @Nullable String apiKey;

		private EmbeddedFilaConnectionDetails(EmbeddedFilaBroker broker, @Nullable String apiKey) {
			this.broker = broker;
			this.apiKey = apiKey;
		}

		@Override
		public List<String> getAddresses() {
			return List.of(this.broker.address());
		}

		@Override
		public @Nullable String getApiKey() {
			return this.apiKey;
		}

	}

}
