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
import java.util.Map;

import io.datawarehouse.autoconfigure.FailureAnalyses;
import io.datawarehouse.storage.AsyncDataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the clients of {@code dw.storage.clients}.
 */
class DwStorageClientsTests {

	private static final String ARCHIVE = "dw.storage.clients.archive.";

	private static final String BACKUP = "dw.storage.clients.backup.";

	private final ApplicationContextRunner none = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(DwStorageAutoConfiguration.class, DwStorageAsyncAutoConfiguration.class, SslAutoConfiguration.class));

	private final ApplicationContextRunner plain = this.none.withPropertyValues(
			"dw.storage.endpoint=http://plain.example.com:9000", "dw.storage.access-key=alice",
			"dw.storage.secret-key=plain-secret");

	private static ApplicationContextRunner withArchive(ApplicationContextRunner runner) {
		return runner.withPropertyValues(ARCHIVE + "endpoint=http://archive.example.com:9000",
				ARCHIVE + "access-key=bob", ARCHIVE + "secret-key=archive-secret");
	}

	private static ApplicationContextRunner withBackup(ApplicationContextRunner runner) {
		return runner.withPropertyValues(BACKUP + "region=eu-west-7", BACKUP + "access-key=carol",
				BACKUP + "secret-key=backup-secret");
	}

	private static URI url(DataWarehouseOperations operations) {
		return operations.presignGet("dw://lake/a", Duration.ofMinutes(5)).url();
	}

	@Test
	void clientWithoutANameIsInjectedWhereNoneIsNamed() {
		withBackup(withArchive(this.plain)).withUserConfiguration(Users.class).run((context) -> {
			assertThat(url(context.getBean(DataWarehouseTemplate.class))).hasHost("plain.example.com");
			assertThat(url(context.getBean("unnamed", User.class).operations())).hasHost("plain.example.com");
			assertThat(context).hasSingleBean(AsyncDataWarehouseTemplate.class)
				.getBean(AsyncDataWarehouseTemplate.class)
				.asString()
				.contains("plain.example.com");
		});
	}

	@Test
	void clientsAreInjectedByTheirName() {
		withBackup(withArchive(this.plain)).withUserConfiguration(Users.class).run((context) -> {
			URI url = url(context.getBean("archivist", User.class).operations());
			assertThat(url).hasHost("archive.example.com");
			assertThat(url.getQuery()).contains("bob/");
			assertThat(context.getBeansOfType(DataWarehouseTemplate.class)).containsOnlyKeys("dataWarehouseTemplate",
					"archiveDataWarehouseTemplate", "backupDataWarehouseTemplate");
			assertThat(url(context.getBean("backupDataWarehouseTemplate", DataWarehouseTemplate.class)))
				.hasHost("lake.s3.eu-west-7.amazonaws.com");
		});
	}

	@Test
	void theOnlyClientNeedsNoName() {
		withArchive(this.none).run((context) -> {
			assertThat(url(context.getBean(DataWarehouseTemplate.class))).hasHost("archive.example.com");
			assertThat(context).hasSingleBean(AsyncDataWarehouseTemplate.class);
		});
	}

	@Test
	void noneOfSeveralIsMeantWithoutAName() {
		withBackup(withArchive(this.none)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanProvider(DataWarehouseTemplate.class).getIfUnique()).isNull();
			assertThat(context).doesNotHaveBean(AsyncDataWarehouseTemplate.class);
		});
	}

	@Test
	void primaryIsTheOneThatTheUserChooses() {
		withBackup(withArchive(this.plain)).withPropertyValues("dw.storage.primary=archive")
			.run((context) -> assertThat(url(context.getBean(DataWarehouseTemplate.class)))
				.hasHost("archive.example.com"));
		withBackup(withArchive(this.none)).withPropertyValues("dw.storage.primary=archive")
			.run((context) -> assertThat(url(context.getBean(DataWarehouseOperations.class)))
				.hasHost("archive.example.com"));
	}

	@Test
	void primaryThatDoesNotExistIsRefused() {
		withArchive(this.plain).withPropertyValues("dw.storage.primary=lake")
			.run((context) -> assertThat(FailureAnalyses.of(context.getStartupFailure()).getDescription())
				.contains("dw.storage.primary names 'lake', but there is no such client"));
	}

	@Test
	void theUsersOwnTemplateWins() {
		DataWarehouseTemplate own = DataWarehouseTemplate.builder()
			.endpoint(URI.create("http://own.example.com"))
			.credentials("a", "b")
			.build();
		withBackup(withArchive(this.plain)).withBean("own", DataWarehouseTemplate.class, () -> own).run((context) -> {
			assertThat(context).doesNotHaveBean("dataWarehouseTemplate");
			assertThat(context.getBean(DataWarehouseTemplate.class)).isSameAs(own);
			assertThat(context.getBean(DataWarehouseOperations.class)).isSameAs(own);
			assertThat(context).hasBean("archiveDataWarehouseTemplate");
		});
	}

	@Test
	void theUsersOwnClientOfANameWins() {
		withArchive(this.plain).withUserConfiguration(OwnArchive.class)
			.run((context) -> assertThat(url(context.getBean("archivist", User.class).operations()))
				.hasHost("own.example.com"));
	}

	@Test
	void clientsCanBeSwitchedOff() {
		withBackup(withArchive(this.plain)).withPropertyValues(ARCHIVE + "enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("archiveDataWarehouseTemplate")
				.hasBean("backupDataWarehouseTemplate"));
		withBackup(withArchive(this.plain)).withPropertyValues("dw.storage.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DataWarehouseOperations.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "coldArchive", "cold_archive", "-archive" })
	void namesThatCannotBeWrittenEverywhereAreRefused(String name) {
		this.plain.withPropertyValues("dw.storage.clients[" + name + "].endpoint=http://h")
			.run((context) -> assertThat(FailureAnalyses.of(context.getStartupFailure()).getDescription())
				.contains("the client '" + name + "' has a name that is not of lower-case letters"));
	}

	@Test
	void environmentVariablesConfigureClients() {
		Map<String, Object> variables = Map.of("DW_STORAGE_CLIENTS_ARCHIVE_ENDPOINT", "http://variable.example.com",
				"DW_STORAGE_CLIENTS_ARCHIVE_ACCESSKEY", "bob", "DW_STORAGE_CLIENTS_ARCHIVE_SECRETKEY", "hush");
		this.plain
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
			.run((context) -> assertThat(
					url(context.getBean("archiveDataWarehouseTemplate", DataWarehouseTemplate.class)))
				.hasHost("variable.example.com"));
	}

	@Test
	void clientWithoutAServerUsesThatOfTheClientWithoutAName() {
		this.plain
			.withPropertyValues(ARCHIVE + "default-bucket=archive", BACKUP + "access-key=carol",
					BACKUP + "secret-key=backup-secret")
			.run((context) -> {
				DataWarehouseTemplate archive = context.getBean("archiveDataWarehouseTemplate",
						DataWarehouseTemplate.class);
				URI url = archive.presignGet("a", Duration.ofMinutes(5)).url();
				assertThat(url).hasHost("plain.example.com").hasPath("/archive/a");
				assertThat(url.getQuery()).contains("alice/");
				URI other = url(context.getBean("backupDataWarehouseTemplate", DataWarehouseTemplate.class));
				assertThat(other).hasHost("plain.example.com");
				assertThat(other.getQuery()).contains("carol/").doesNotContain("alice");
			});
	}

	@Test
	void clientWithoutAServerUsesThatOfAContainer() {
		this.plain.withPropertyValues(ARCHIVE + "default-bucket=archive")
			.withBean(DwStorageConnectionDetails.class, ContainerDetails::new)
			.run((context) -> {
				URI url = context.getBean("archiveDataWarehouseTemplate", DataWarehouseTemplate.class)
					.presignGet("a", Duration.ofMinutes(5))
					.url();
				assertThat(url).hasHost("container.example.com").hasPath("/archive/a");
				assertThat(url.getQuery()).contains("container-key/");
			});
	}

	@Test
	void clientWithoutAnyServerIsRefused() {
		this.none.withPropertyValues(ARCHIVE + "default-bucket=archive")
			.run((context) -> assertThat(FailureAnalyses.of(context.getStartupFailure()).getDescription())
				.contains("dw.storage.clients.archive has neither an endpoint nor a region"));
	}

	@Test
	void problemsNameThePropertiesOfTheClient() {
		this.plain
			.withPropertyValues(ARCHIVE + "endpoint=http://archive.example.com", ARCHIVE + "access-key=bob",
					ARCHIVE + "ssl.bundle=missing")
			.run((context) -> assertThat(FailureAnalyses.of(context.getStartupFailure()).getDescription())
				.contains("dw.storage.clients.archive.access-key is set but "
						+ "dw.storage.clients.archive.secret-key is not"));
	}

	@Test
	void customizersApplyToAllClients() {
		withArchive(this.plain)
			.withBean(DataWarehouseTemplateCustomizer.class, () -> (builder) -> builder.defaultBucket("customized"))
			.run((context) -> assertThat(context.getBeansOfType(DataWarehouseTemplate.class).values()).hasSize(2)
				.allSatisfy((template) -> assertThat(template.presignGet("k", Duration.ofMinutes(5)).url())
					.hasPath("/customized/k")));
	}

	/**
	 * Someone who was given a client.
	 */
	record User(DataWarehouseOperations operations) {

	}

	/**
	 * Details as a container has them.
	 */
	static class ContainerDetails implements DwStorageConnectionDetails {

		@Override
		public URI getEndpoint() {
			return URI.create("http://container.example.com:4566");
		}

		@Override
		public Credentials getCredentials() {
			return Credentials.of("container-key", "container-secret");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		User unnamed(DataWarehouseTemplate template) {
			return new User(template);
		}

		@Bean
		User archivist(@Qualifier("archive") DataWarehouseTemplate template) {
			return new User(template);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Users.class)
	static class OwnArchive {

		@Bean
		DataWarehouseTemplate mine() {
			return DataWarehouseTemplate.builder()
				.endpoint(URI.create("http://mine.example.com"))
				.credentials("a", "b")
				.build();
		}

		@Bean(defaultCandidate = false)
		@Qualifier("archive")
		DataWarehouseTemplate ownArchive() {
			return DataWarehouseTemplate.builder()
				.endpoint(URI.create("http://own.example.com"))
				.credentials("a", "b")
				.build();
		}

	}

}
