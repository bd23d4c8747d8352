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

package io.datawarehouse.fila;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link FilaTls}.
 */
class FilaTlsTests {

	private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----";

	private static final String KEY = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";

	@Test
	void aCertificateWithoutKeyIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> FilaTls.builder().certificate(CERTIFICATE).build())
			.withMessageContaining("no private key");
	}

	@Test
	void aKeyWithoutCertificateIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> FilaTls.builder().privateKey(KEY).build())
			.withMessageContaining("no client certificate");
	}

	@Test
	void theSameThingInTwoWaysIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FilaTls.builder()
				.certificate(CERTIFICATE)
				.privateKey(KEY)
				.keyManagers(mock(KeyManager.class))
				.build())
			.withMessageContaining("not both");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FilaTls.builder()
				.trustedCertificates(CERTIFICATE)
				.trustManagers(mock(TrustManager.class))
				.build())
			.withMessageContaining("not both");
	}

	@Test
	void aFileNameIsNoPem() {
		assertThatIllegalArgumentException().isThrownBy(() -> FilaTls.builder().trustedCertificates("/etc/ca.pem"))
			.withMessageContaining("file name");
		assertThatIllegalArgumentException().isThrownBy(() -> FilaTls.builder().privateKey(CERTIFICATE));
	}

	@Test
	void nullsLeaveTheDefaults() {
		FilaTls tls = FilaTls.builder()
			.trustedCertificates(null)
			.certificate(null)
			.privateKey(null)
			.keyManagers((KeyManager[]) null)
			.trustManagers((TrustManager[]) null)
			.build();
		assertThat(tls).hasToString("FilaTls[trust=system, clientCertificate=false]");
	}

	@Test
	void secretsAreNotInText() {
		FilaTls tls = FilaTls.builder().certificate(CERTIFICATE).privateKey(KEY).build();
		assertThat(tls).hasToString("FilaTls[trust=system, clientCertificate=true]");
	}

}
