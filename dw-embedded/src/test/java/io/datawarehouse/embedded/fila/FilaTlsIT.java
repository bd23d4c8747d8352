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

package io.datawarehouse.embedded.fila;

import java.nio.file.Path;
import java.time.Duration;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.FilaTls;
import io.datawarehouse.fila.FilaUnauthenticatedException;
import io.datawarehouse.fila.FilaUnavailableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * TLS and mutual TLS, with certificates made for the test.
 */
@Timeout(60)
class FilaTlsIT {

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	private @Nullable EmbeddedFilaBroker broker;

	@BeforeAll
	static void createCertificates() throws Exception {
		certificates = TestCertificates.create(folder);
	}

	@AfterEach
	void stop() {
		if (this.broker != null) {
			this.broker.close();
		}
	}

	@Test
	void aClientThatTrustsTheAuthorityIsServed() throws Exception {
		String address = start(false, null);
		assertWorks(address, FilaTls.builder().trustedCertificates(certificates.certificate("ca")).build(), null);
		assertWorks(address, FilaTls.builder().trustManagers(certificates.trustManagers("ca")).build(), null);
	}

	@Test
	void theNameOfEachOfSeveralAddressesIsChecked() throws Exception {
		String address = start(false, null);
		FilaTls tls = FilaTls.builder().trustedCertificates(certificates.certificate("ca")).build();
		try (FilaClient client = FilaClient.builder().addresses("127.0.0.1:1", address).tls(tls).build();
				FilaClient other = FilaClient.builder()
					.addresses("127.0.0.2:1", address.replace("127.0.0.1", "127.0.0.2"))
					.tls(tls)
					.build()) {
			assertThat(client.probe(Duration.ofSeconds(10)).ready()).isTrue();
			assertThat(other.probe(Duration.ofSeconds(10)).ready()).isFalse();
		}
	}

	@Test
	void aClientThatTrustsOthersIsRefused() throws Exception {
		String address = start(false, null);
		assertUnavailable(address, FilaTls.builder().trustedCertificates(certificates.certificate("stranger")).build());
		assertUnavailable(address, FilaTls.systemTrust());
	}

	@Test
	void plaintextIsRefused() throws Exception {
		assertUnavailable(start(false, null), null);
	}

	@Test
	void aBrokerWithoutTlsIsToldSo() throws Exception {
		try (EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().inMemory().start();
				FilaClient client = FilaClient.builder().address(broker.address()).tls(FilaTls.systemTrust()).build()) {
			assertThatExceptionOfType(FilaUnavailableException.class)
				.isThrownBy(() -> client.enqueue("orders", new byte[1]))
				.withMessageContaining("The broker does not speak TLS at this address")
				.withMessageNotContaining("\n");
		}
	}

	@Test
	void mutualTlsNeedsACertificateOfTheAuthority() throws Exception {
		String address = start(true, null);
		String ca = certificates.certificate("ca");
		assertWorks(address,
				FilaTls.builder()
					.trustedCertificates(ca)
					.certificate(certificates.chain("client"))
					.privateKey(certificates.key("client"))
					.build(),
				null);
		assertWorks(address,
				FilaTls.builder().trustedCertificates(ca).keyManagers(certificates.keyManagers("client")).build(),
				null);
		assertUnavailable(address, FilaTls.builder().trustedCertificates(ca).build());
		assertUnavailable(address,
				FilaTls.builder()
					.trustedCertificates(ca)
					.certificate(certificates.chain("stranger"))
					.privateKey(certificates.key("stranger"))
					.build());
	}

	@Test
	void mutualTlsAndApiKeyAreBothAsked() throws Exception {
		String address = start(true, "boot-key");
		FilaTls tls = FilaTls.builder()
			.trustedCertificates(certificates.certificate("ca"))
			.certificate(certificates.chain("client"))
			.privateKey(certificates.key("client"))
			.build();
		assertWorks(address, tls, "boot-key");
		try (FilaClient client = FilaClient.builder().address(address).tls(tls).build()) {
			assertThatExceptionOfType(FilaUnauthenticatedException.class)
				.isThrownBy(() -> client.enqueue("orders", new byte[0]));
		}
	}

	private String start(boolean mutual, @Nullable String superadminKey) throws Exception {
		EmbeddedFilaBroker started = EmbeddedFilaBroker.builder()
			.inMemory()
			.tls(certificates.chain("server"), certificates.key("server"))
			.clientCa(mutual ? certificates.certificate("ca") : null)
			.superadminKey(superadminKey)
			.start();
		this.broker = started;
		return started.address();
	}

	private static void assertWorks(String address, FilaTls tls, @Nullable String apiKey) {
		try (FilaAdmin admin = FilaAdmin.builder().address(address).tls(tls).apiKey(apiKey).build();
				FilaClient client = FilaClient.builder().address(address).tls(tls).apiKey(apiKey).build()) {
			admin.ensureQueue("orders", FilaQueueSettings.defaults());
			assertThat(client.enqueue("orders", new byte[0])).isNotEmpty();
		}
	}

	private static void assertUnavailable(String address, @Nullable FilaTls tls) {
		try (FilaClient client = FilaClient.builder().address(address).tls(tls).build()) {
			assertThatExceptionOfType(FilaUnavailableException.class)
				.isThrownBy(() -> client.enqueue("orders", new byte[0]))
				.withMessageContaining(address);
		}
	}

}
