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
import java.time.Duration;

import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DatlakeClientCustomizer;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeException;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseTemplateBuilder;
import io.datawarehouse.storage.StorageException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The three clients and an SSL bundle that changes while the application runs: new
 * connections use it, and nothing has to be started again.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class ClientTlsIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String UNUSABLE = "SSL bundle 'lake' was updated but cannot be used. "
			+ "The one before stays in use.";

	private static final String CLIENT = "spring.ssl.bundle.jks.lake.";

	private TestCertificate first;

	private TestCertificate second;

	private HttpsStub server;

	@BeforeAll
	void start(@TempDir Path directory) throws Exception {
		this.first = TestCertificate.create(directory, "first");
		this.second = TestCertificate.create(directory, "second");
		this.server = new HttpsStub(this.first.server(null), false);
	}

	@AfterAll
	void stop() {
		this.server.close();
	}

	private ApplicationContextRunner context() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DwStorageAutoConfiguration.class,
					DwJobAutoConfiguration.class, FilaAutoConfiguration.class))
			.withPropertyValues("dw.jobs.state-enabled=false", "dw.jobs.retry.max-attempts=1",
					"dw.storage.retry.max-attempts=1");
	}

	private ApplicationContextRunner trustingFirst(ApplicationContextRunner runner) {
		return runner.withPropertyValues(CLIENT + "truststore.location=" + this.first.file().toUri(),
				CLIENT + "truststore.password=" + TestCertificate.PASSWORD, CLIENT + "truststore.type=PKCS12");
	}

	private ApplicationContextRunner storage(HttpsStub stub) {
		return context().withPropertyValues("dw.storage.endpoint=" + stub.url(), "dw.storage.access-key=a",
				"dw.storage.secret-key=b", "dw.storage.ssl.bundle=lake");
	}

	@Test
	void storageFollowsARenewedCertificate() throws Exception {
		this.server.use(this.first.server(null), false);
		trustingFirst(storage(this.server)).run((context) -> {
			DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
			assertThat(template.bucketExists("lake")).isTrue();
			this.server.use(this.second.server(null), false);
			await().atMost(LIMIT).untilAsserted(() -> assertRefused(template));
			update(context.getBean(SslBundleRegistry.class), null, this.second);
			assertThat(template.bucketExists("lake")).isTrue();
		});
	}

	@Test
	void storageDoesNotResumeASessionWithWhomItTrustsNoMore() throws Exception {
		this.server.use(this.first.server(null), false);
		trustingFirst(storage(this.server)).run((context) -> {
			DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
			assertThat(template.bucketExists("lake")).isTrue();
			update(context.getBean(SslBundleRegistry.class), null, this.second);
			assertRefused(template);
		});
	}

	@Test
	void storageFollowsTheFileOfABundle(@TempDir Path directory) throws Exception {
		Path trusted = Files.writeString(directory.resolve("trusted.pem"), this.first.pem());
		this.server.use(this.first.server(null), false);
		storage(this.server).withPropertyValues("spring.ssl.bundle.pem.lake.truststore.certificate=" + trusted.toUri(),
				"spring.ssl.bundle.pem.lake.reload-on-update=true", "spring.ssl.bundle.watch.file.quiet-period=100ms")
			.run((context) -> {
				DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
				assertThat(template.bucketExists("lake")).isTrue();
				this.server.use(this.second.server(null), false);
				await().atMost(LIMIT).untilAsserted(() -> assertRefused(template));
				Files.writeString(trusted, this.second.pem());
				await().atMost(LIMIT).ignoreExceptions().until(() -> template.bucketExists("lake"));
			});
	}

	@Test
	void anUpdateThatCannotBeUsedChangesNothingAndIsToldOnce(CapturedOutput output) throws Exception {
		this.server.use(this.first.server(null), false);
		trustingFirst(storage(this.server))
			.withPropertyValues("dw.jobs.url=" + this.server.url(), "dw.jobs.ssl.bundle=lake",
					"dw.fila.addresses=127.0.0.1:1", "dw.fila.ssl.bundle=lake",
					"dw.storage.clients.archive.default-bucket=archive")
			.run((context) -> {
				DataWarehouseTemplate template = context.getBean("dataWarehouseTemplate", DataWarehouseTemplate.class);
				DataWarehouseTemplate archive = context.getBean("archiveDataWarehouseTemplate",
						DataWarehouseTemplate.class);
				context.getBean(SslBundleRegistry.class).updateBundle("lake", new BrokenSslBundle());
				assertThat(template.bucketExists("lake")).isTrue();
				assertThat(archive.bucketExists("lake")).isTrue();
				context.getBean(DatlakeClient.class).probe();
				assertThat(StringUtils.countOccurrencesOf(output.toString(), UNUSABLE)).isOne();
				assertThat(output).doesNotContain("was updated. New connections use it.");
			});
	}

	@Test
	void aBrokenFileChangesNothingUntilItIsMended(@TempDir Path directory, CapturedOutput output) throws Exception {
		Path trusted = Files.writeString(directory.resolve("trusted.pem"), this.first.pem());
		this.server.use(this.first.server(null), false);
		storage(this.server).withPropertyValues("spring.ssl.bundle.pem.lake.truststore.certificate=" + trusted.toUri(),
				"spring.ssl.bundle.pem.lake.reload-on-update=true", "spring.ssl.bundle.watch.file.quiet-period=100ms")
			.run((context) -> {
				DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
				assertThat(template.bucketExists("lake")).isTrue();
				Files.writeString(trusted, "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n");
				await().atMost(LIMIT).until(() -> output.toString().contains(UNUSABLE));
				assertThat(template.bucketExists("lake")).isTrue();
				this.server.use(this.second.server(null), false);
				await().atMost(LIMIT).untilAsserted(() -> assertRefused(template));
				Files.writeString(trusted, this.second.pem());
				await().atMost(LIMIT).ignoreExceptions().until(() -> template.bucketExists("lake"));
			});
	}

	@Test
	void storageShowsItsCertificate() throws Exception {
		try (HttpsStub mutual = new HttpsStub(this.first.server(this.second), true)) {
			trustingFirst(storage(mutual)).run((context) -> {
				DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
				assertRefused(template);
				update(context.getBean(SslBundleRegistry.class), this.second, this.first);
				assertThat(template.bucketExists("lake")).isTrue();
				// The server trusts another client from now on.
				mutual.use(this.first.server(this.first), true);
				await().atMost(LIMIT).untilAsserted(() -> assertRefused(template));
				update(context.getBean(SslBundleRegistry.class), this.first, this.first);
				assertThat(template.bucketExists("lake")).isTrue();
			});
			trustingFirst(storage(mutual))
				.withPropertyValues(CLIENT + "keystore.location=" + this.first.file().toUri(),
						CLIENT + "keystore.password=" + TestCertificate.PASSWORD, CLIENT + "keystore.type=PKCS12")
				.run((context) -> assertThat(context.getBean(DataWarehouseTemplate.class).bucketExists("lake"))
					.isTrue());
		}
	}

	@Test
	void templateWithoutSpringShowsItsCertificate() throws Exception {
		SslManagerBundle managers = TestCertificate.bundle(this.second, this.first).getManagers();
		try (HttpsStub mutual = new HttpsStub(this.first.server(this.second), true);
				DataWarehouseTemplate known = template(mutual).keyManagers(managers.getKeyManagers())
					.trustManagers(managers.getTrustManagers())
					.build();
				DataWarehouseTemplate unknown = template(mutual).trustManagers(managers.getTrustManagers()).build()) {
			assertThat(known.bucketExists("lake")).isTrue();
			assertRefused(unknown);
		}
	}

	private static DataWarehouseTemplateBuilder template(HttpsStub stub) {
		return DataWarehouseTemplate.builder()
			.endpoint(stub.url())
			.credentials("a", "b")
			.retry(new RetrySettings(1, Duration.ofMillis(1), 1, Duration.ofMillis(1), 0, Duration.ofSeconds(10)));
	}

	private static void assertRefused(DataWarehouseTemplate template) {
		assertThatExceptionOfType(StorageException.class).isThrownBy(() -> template.bucketExists("lake"));
	}

	@Test
	void protocolsOfTheBundleAreOffered() throws Exception {
		this.server.use(this.first.server(null), false);
		trustingFirst(storage(this.server)).withPropertyValues(CLIENT + "options.enabled-protocols=TLSv1.2")
			.run((context) -> assertThat(context.getBean(DataWarehouseTemplate.class).bucketExists("lake")).isTrue());
		trustingFirst(storage(this.server)).withPropertyValues(CLIENT + "options.enabled-protocols=TLSv1.4")
			.run((context) -> assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> context.getBean(DataWarehouseTemplate.class).bucketExists("lake"))
				.withStackTraceContaining("TLSv1.4"));
	}

	@Test
	void configurationIsImportedOverTls() throws Exception {
		this.server.use(this.first.server(null), false);
		String[] arguments = { "--dw.storage.endpoint=" + this.server.url(), "--dw.storage.access-key=a",
				"--dw.storage.secret-key=b", "--dw.storage.ssl.bundle=lake",
				"--spring.config.import=dw://config/app.properties",
				"--" + CLIENT + "truststore.password=" + TestCertificate.PASSWORD,
				"--" + CLIENT + "truststore.type=PKCS12" };
		start(this.first, arguments).close();
		assertThatExceptionOfType(StorageException.class).isThrownBy(() -> start(this.second, arguments))
			.withMessageContaining("is not trusted");
	}

	private static ConfigurableApplicationContext start(TestCertificate trusted, String... arguments) {
		return new SpringApplicationBuilder(Object.class).web(WebApplicationType.NONE)
			.properties(CLIENT + "truststore.location=" + trusted.file().toUri())
			.run(arguments);
	}

	@Test
	void jobsFollowARenewedCertificate() throws Exception {
		try (HttpsStub catalog = new HttpsStub(this.first.server(null), false)) {
			trustingFirst(context())
				.withPropertyValues("dw.jobs.url=" + catalog.url(), "dw.jobs.ssl.bundle=lake",
						"dw.storage.enabled=false")
				.run((context) -> {
					DatlakeClient client = context.getBean(DatlakeClient.class);
					client.probe();
					catalog.use(this.second.server(null), false);
					await().atMost(LIMIT)
						.untilAsserted(
								() -> assertThatExceptionOfType(DatlakeException.class).isThrownBy(client::probe));
					update(context.getBean(SslBundleRegistry.class), null, this.second);
					client.probe();
				});
		}
	}

	@Test
	void whoChangesTheHttpClientOfJobsLeavesTheBundle() throws Exception {
		try (HttpsStub catalog = new HttpsStub(this.first.server(null), false)) {
			trustingFirst(context())
				.withBean(DatlakeClientCustomizer.class,
						() -> (builder) -> builder.httpClientCustomizer((client) -> client.priority(1)))
				.withPropertyValues("dw.jobs.url=" + catalog.url(), "dw.jobs.ssl.bundle=lake",
						"dw.storage.enabled=false")
				.run((context) -> context.getBean(DatlakeClient.class).probe());
		}
	}

	@Test
	void jobsShowTheirCertificate() throws Exception {
		try (HttpsStub catalog = new HttpsStub(this.first.server(this.second), true)) {
			trustingFirst(context())
				.withPropertyValues("dw.jobs.url=" + catalog.url(), "dw.jobs.ssl.bundle=lake",
						"dw.storage.enabled=false")
				.run((context) -> {
					DatlakeClient client = context.getBean(DatlakeClient.class);
					assertThatExceptionOfType(DatlakeException.class).isThrownBy(client::probe);
					update(context.getBean(SslBundleRegistry.class), this.second, this.first);
					client.probe();
				});
		}
	}

	@Test
	void filaFollowsARenewedCertificate() throws Exception {
		EmbeddedFilaBroker before = broker(0, this.first, null);
		int port = before.port();
		trustingFirst(context())
			.withPropertyValues("dw.fila.addresses=127.0.0.1:" + port, "dw.fila.ssl.bundle=lake",
					"dw.storage.enabled=false")
			.run((context) -> {
				FilaClient client = context.getBean(FilaClient.class);
				assertThat(client.probe(LIMIT).ready()).isTrue();
				before.close();
				try (EmbeddedFilaBroker renewed = broker(port, this.second, null)) {
					await().atMost(LIMIT).until(() -> !client.probe(Duration.ofSeconds(2)).ready());
					update(context.getBean(SslBundleRegistry.class), null, this.second);
					await().atMost(LIMIT).until(() -> client.probe(Duration.ofSeconds(2)).ready());
					assertThat(renewed.port()).isEqualTo(port);
				}
			});
		before.close();
	}

	@Test
	void filaShowsItsCertificate() throws Exception {
		try (EmbeddedFilaBroker broker = broker(0, this.first, this.second)) {
			trustingFirst(context())
				.withPropertyValues("dw.fila.addresses=" + broker.address(), "dw.fila.ssl.bundle=lake",
						"dw.storage.enabled=false")
				.run((context) -> {
					FilaClient client = context.getBean(FilaClient.class);
					update(context.getBean(SslBundleRegistry.class), this.second, this.first);
					await().atMost(LIMIT).until(() -> client.probe(Duration.ofSeconds(2)).ready());
				});
		}
	}

	private static EmbeddedFilaBroker broker(int port, TestCertificate own, @Nullable TestCertificate client)
			throws Exception {
		return EmbeddedFilaBroker.builder()
			.inMemory()
			.port(port)
			.tls(own.pem(), own.keyPem())
			.clientCa((client != null) ? client.pem() : null)
			.start();
	}

	private static void update(SslBundleRegistry registry, @Nullable TestCertificate own, TestCertificate trusted)
			throws Exception {
		registry.updateBundle("lake", TestCertificate.bundle(own, trusted));
	}

}
