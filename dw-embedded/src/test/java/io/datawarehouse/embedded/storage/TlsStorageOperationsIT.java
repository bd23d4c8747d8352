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

package io.datawarehouse.embedded.storage;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseTemplateBuilder;
import io.datawarehouse.storage.StorageDialect;
import io.datawarehouse.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every operation over TLS.
 */
class TlsStorageOperationsIT extends StorageOperationsIT {

	private Path certificate;

	@Override
	ContractServer start(Path dataDir) {
		try {
			this.certificate = TlsS3Server.certificate(dataDir, "store");
			TlsS3Server server = TlsS3Server.start(this.certificate);
			return new ContractServer("embedded over TLS", server.endpoint(), TlsS3Server.ACCESS_KEY,
					TlsS3Server.SECRET_KEY, StorageDialect.S3, Map.of(), server::close);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	DataWarehouseTemplateBuilder template() {
		return trusting(this.certificate);
	}

	private DataWarehouseTemplateBuilder trusting(Path trusted) {
		try {
			return super.template().trustManagers(TlsS3Server.trust(trusted));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void storeWithTheCertificateOfAStrangerIsRefusedAtOnce(@TempDir Path directory) throws Exception {
		Path stranger = TlsS3Server.certificate(directory, "stranger");
		try (DataWarehouseTemplate distrustful = trusting(stranger).build()) {
			assertThatExceptionOfType(StorageException.class).isThrownBy(() -> distrustful.exists("dw://lake/a"))
				.withMessageContaining("the certificate of the store is not trusted")
				.withMessageContaining("Trust the authority that issued it")
				.satisfies((ex) -> assertThat(ex.getAttempts()).isOne());
		}
	}

	@Test
	void certificateForAnotherHostIsRefusedAtOnce() {
		URI other = URI.create(this.server.endpoint().toString().replace("127.0.0.1", "localhost"));
		try (DataWarehouseTemplate distrustful = template().endpoint(other).build()) {
			assertThatExceptionOfType(StorageException.class).isThrownBy(() -> distrustful.exists("dw://lake/a"))
				.withMessageContaining("use a host name that it is for")
				.satisfies((ex) -> assertThat(ex.getAttempts()).isOne());
		}
	}

}
