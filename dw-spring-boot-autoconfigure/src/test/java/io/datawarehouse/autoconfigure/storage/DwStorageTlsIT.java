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

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import io.datawarehouse.DwUri;
import io.datawarehouse.autoconfigure.TestCertificate;
import io.datawarehouse.storage.ByteRange;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StorageException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A store behind TLS, trusted by an SSL bundle or not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DwStorageTlsIT {

	private TestCertificate certificate;

	private TestCertificate stranger;

	private TlsS3Server server;

	@BeforeAll
	void start(@TempDir Path directory) throws Exception {
		this.certificate = TestCertificate.create(directory, "store");
		this.stranger = TestCertificate.create(directory, "stranger");
		this.server = TlsS3Server.start(this.certificate);
	}

	@AfterAll
	void stop() {
		this.server.close();
	}

	private ApplicationContextRunner context() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DwStorageAutoConfiguration.class))
			.withPropertyValues("dw.storage.endpoint=" + this.server.endpoint(),
					"dw.storage.access-key=" + TlsS3Server.ACCESS_KEY,
					"dw.storage.secret-key=" + TlsS3Server.SECRET_KEY);
	}

	private ApplicationContextRunner trusting(TestCertificate certificate) {
		String store = "spring.ssl.bundle.jks.lake.truststore.";
		return context().withPropertyValues("dw.storage.ssl.bundle=lake",
				store + "location=" + certificate.file().toUri(), store + "password=" + TestCertificate.PASSWORD,
				store + "type=PKCS12");
	}

	@Test
	void bundleThatTrustsTheStoreIsUsed(@TempDir Path directory) {
		byte[] content = new byte[20_000_000];
		new Random(1).nextBytes(content);
		trusting(this.certificate).run((context) -> {
			DataWarehouseTemplate warehouse = context.getBean(DataWarehouseTemplate.class);
			warehouse.createBucket("lake");
			warehouse.store("dw://lake/large", content);
			assertThat(warehouse.retrieve("dw://lake/large")).isEqualTo(content);
			assertThat(warehouse.retrieve("dw://lake/large", ByteRange.of(5, 1))).containsExactly(content[5]);
			warehouse.downloadFile("dw://lake/large", directory.resolve("large"));
			assertThat(directory.resolve("large")).hasBinaryContent(content);
			warehouse.copy("dw://lake/large", "dw://lake/a^b=c d+e");
			assertThat(warehouse.list("dw://lake").map((object) -> object.uri().key())).containsExactly("a^b=c d+e",
					"large");
			assertThat(warehouse.deleteAll(List.of(DwUri.of("lake", "large"), DwUri.of("lake", "a^b=c d+e"))).deleted())
				.isEqualTo(2);
			warehouse.deleteBucket("lake");
		});
	}

	@Test
	void bundleThatTrustsSomebodyElseIsToldWhatToDo() {
		trusting(this.stranger).run((context) -> assertRefused(context.getBean(DataWarehouseTemplate.class)));
	}

	@Test
	void certificateThatThePlatformDoesNotTrustIsToldWhatToDo() {
		context().run((context) -> assertRefused(context.getBean(DataWarehouseTemplate.class)));
	}

	private static void assertRefused(DataWarehouseTemplate warehouse) {
		assertThatExceptionOfType(StorageException.class).isThrownBy(() -> warehouse.exists("dw://lake/a"))
			.withMessageContaining("the certificate of the store is not trusted")
			.withMessageContaining("SSL bundle")
			.satisfies((ex) -> assertThat(ex.getAttempts()).isOne());
	}

}
