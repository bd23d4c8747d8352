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
package io.datawarehouse.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;

import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said when the settings of a client are wrong: what it is, what to do, and no
 * secret.
 */
class ClientFailureAnalysisTests {

	private static final String[] STORAGE = { "dw.storage.endpoint=https://s3.example.com", "dw.storage.access-key=a",
			"dw.storage.secret-key=hush" };

	private static final String[] JOBS = { "dw.jobs.url=https://datlake.example.com", "dw.jobs.api-key=hush",
			"dw.jobs.state-enabled=false" };

	private static final String[] FILA = { "dw.fila.addresses=fila.example.com:5555", "dw.fila.api-key=hush" };

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DwStorageAutoConfiguration.class,
				DwJobAutoConfiguration.class, FilaAutoConfiguration.class));

	private static String[] server(String client) {
		return switch (client) {
			case "storage" -> STORAGE;
			case "jobs" -> JOBS;
			default -> FILA;
		};
	}

	private static FailureAnalysis analyze(ApplicationContextRunner runner) {
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		runner.run((context) -> analysis[0] = FailureAnalyses.of(context.getStartupFailure()));
		assertThat(analysis[0].getDescription()).doesNotContain("hush");
		assertThat(analysis[0].getAction()).isNotBlank().doesNotContain("hush");
		return analysis[0];
	}

	@ParameterizedTest
	@CsvSource({ "storage", "jobs", "fila" })
	void unknownBundle(String client) {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues(server(client))
			.withPropertyValues("dw.%s.ssl.bundle=missing".formatted(client),
					"spring.ssl.bundle.jks.lake.protocol=TLSv1.3"));
		assertThat(analysis.getDescription())
			.contains("dw.%s.ssl.bundle names 'missing', but there is no such SSL bundle".formatted(client));
		assertThat(analysis.getAction()).contains("Define the bundle under spring.ssl.bundle")
			.contains("Defined are: lake.");
	}

	@ParameterizedTest
	@CsvSource({ "storage", "jobs", "fila" })
	void certificateWithoutKey(String client, @TempDir Path directory) throws Exception {
		TestCertificate certificate = TestCertificate.create(directory, "client");
		Path pem = Files.writeString(directory.resolve("client.pem"), certificate.pem());
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues(server(client))
			.withPropertyValues("dw.%s.ssl.bundle=lake".formatted(client),
					"spring.ssl.bundle.pem.lake.keystore.certificate=" + pem.toUri()));
		assertThat(analysis.getDescription()).contains("dw.%s.ssl.bundle".formatted(client))
			.contains("'lake'")
			.contains("has a certificate but no private key");
		assertThat(analysis.getAction()).contains("keystore.private-key").contains("truststore.certificate");
	}

	@Test
	void certificateWithItsKeyIsFine(@TempDir Path directory) throws Exception {
		TestCertificate certificate = TestCertificate.create(directory, "client");
		Path pem = Files.writeString(directory.resolve("client.pem"), certificate.pem());
		Path key = Files.writeString(directory.resolve("client.key"), certificate.keyPem());
		this.runner.withPropertyValues(STORAGE)
			.withPropertyValues(JOBS)
			.withPropertyValues(FILA)
			.withPropertyValues("dw.storage.ssl.bundle=lake", "dw.jobs.ssl.bundle=lake", "dw.fila.ssl.bundle=lake",
					"spring.ssl.bundle.pem.lake.keystore.certificate=" + pem.toUri(),
					"spring.ssl.bundle.pem.lake.keystore.private-key=" + key.toUri())
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void bundleThatCannotBeLoaded() {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues(STORAGE)
			.withPropertyValues("dw.storage.ssl.bundle=lake",
					"spring.ssl.bundle.jks.lake.truststore.location=file:/no/such/store.p12",
					"spring.ssl.bundle.jks.lake.truststore.password=hush"));
		assertThat(analysis.getDescription()).contains("'lake'").contains("cannot be loaded").contains("store.p12");
		assertThat(analysis.getAction()).contains("Correct the bundle 'lake' under spring.ssl.bundle.");
	}

	@ParameterizedTest
	@CsvSource({ "localhost:8080, url must start with http:// or https://", "ftp://datlake, url must start with http",
			"http://user:hush@datlake, must not hold credentials", "http:///path, url must name a host",
			"http://datlake/?a=b, must not hold a query" })
	void badUrlOfTheCatalog(String url, String reason) {
		FailureAnalysis analysis = analyze(
				this.runner.withPropertyValues("dw.jobs.url=" + url, "dw.jobs.state-enabled=false"));
		assertThat(analysis.getDescription()).contains("The settings of dw.jobs are not valid").contains(reason);
		assertThat(analysis.getAction()).contains("dw.jobs");
	}

	@ParameterizedTest
	@CsvSource({ "fila.example.com, must be host:port", "fila.example.com:0, must be from 1 to 65535",
			"http://fila:5555, must be host:port", "user:hush@fila:5555, must be host:port" })
	void badAddressOfTheBroker(String address, String reason) {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues("dw.fila.addresses=" + address));
		assertThat(analysis.getDescription()).contains("The settings of dw.fila are not valid").contains(reason);
		assertThat(analysis.getAction()).contains("dw.fila");
	}

	@ParameterizedTest
	@CsvSource({ "storage, access-key", "storage, secret-key", "storage, session-token", "storage, default-bucket",
			"jobs, api-key", "fila, api-key", "fila, addresses" })
	void placeholderThatNothingDefines(String client, String property) {
		String name = "dw.%s.%s".formatted(client, property);
		FailureAnalysis analysis = analyze(
				this.runner.withPropertyValues(server(client)).withPropertyValues(name + "=hush${NO_SUCH_VARIABLE}"));
		assertThat(analysis.getDescription()).contains("The settings of dw." + client + " are not valid")
			.contains(name + " is set to ${NO_SUCH_VARIABLE}, but nothing defines NO_SUCH_VARIABLE");
		assertThat(analysis.getAction())
			.contains("Set the environment variable or the property NO_SUCH_VARIABLE, or write a value into " + name);
	}

	@Test
	void placeholderOfANamedClient() {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues(STORAGE)
			.withPropertyValues("dw.storage.clients.archive.access-key=b",
					"dw.storage.clients.archive.secret-key=${NO_SUCH_VARIABLE}"));
		assertThat(analysis.getDescription())
			.contains("dw.storage.clients.archive.secret-key is set to ${NO_SUCH_VARIABLE}, but nothing defines");
	}

	@Test
	void severalClientsAndNoneIsMeant() {
		FailureAnalysis analysis = analyze(this.runner
			.withPropertyValues("dw.storage.clients.archive.region=eu-west-7",
					"dw.storage.clients.backup.region=eu-west-7")
			.withUserConfiguration(NeedsTemplate.class));
		assertThat(analysis.getDescription()).contains(DataWarehouseOperations.class.getName())
			.contains("there are several clients: archive, backup");
		assertThat(analysis.getAction()).contains("@Qualifier(\"archive\")")
			.contains("dw.storage.primary=archive")
			.contains("dw.storage.endpoint");
	}

	@Test
	void clientOfANameThatDoesNotExist() {
		FailureAnalysis analysis = analyze(
				this.runner.withPropertyValues(STORAGE).withUserConfiguration(NeedsArchive.class));
		assertThat(analysis.getDescription()).contains(DataWarehouseTemplate.class.getName())
			.contains("with the qualifier 'archive' is required, but there is no such client");
		assertThat(analysis.getAction()).contains("dw.storage.clients.archive.endpoint")
			.contains("correct the qualifier");
	}

	@Test
	void otherFailuresAreLeftToOthers() {
		assertThat(FailureAnalyses.find(new IllegalStateException("something else"))).isNull();
	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsTemplate {

		@Bean
		String needsTemplate(DataWarehouseOperations operations) {
			return operations.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsArchive {

		@Bean
		String needsArchive(@Qualifier("archive") DataWarehouseTemplate template) {
			return template.toString();
		}

	}

}
