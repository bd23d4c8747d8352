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

package io.datawarehouse.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.datawarehouse.DwUri;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of what a store refuses of an upload: a body that was damaged on its way is sent
 * again, one that the store can never take is not sent at all.
 */
class DamagedUploadTests {

	private static final long TWO_GIB = 2L * 1024 * 1024 * 1024;

	private final ScriptedStore store = new ScriptedStore();

	private final DataWarehouseTemplate warehouse = template(StorageDialect.S3);

	private DataWarehouseTemplate template(StorageDialect dialect) {
		return DataWarehouseTemplate.builder()
			.endpoint(this.store.endpoint())
			.credentials("access", "secret")
			.dialect(dialect)
			.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1)))
			.build();
	}

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "IncompleteBody" })
	void bodyThatWasDamagedOnItsWayIsSentAgain(String code) {
		byte[] content = "content".getBytes(StandardCharsets.UTF_8);
		this.store.error(400, code).error(400, code).answer(200, "", "ETag", "\"e\"");
		this.warehouse.store("dw://lake/a", new ByteArrayInputStream(content), content.length);
		assertThat(this.store.requests()).hasSize(3).allSatisfy((put) -> assertThat(put.body()).isEqualTo(content));
	}

	@Test
	void bodyThatIsDamagedEveryTimeIsTold() {
		this.store.error(400, "BadDigest");
		assertThatExceptionOfType(IntegrityException.class)
			.isThrownBy(() -> this.warehouse.store("dw://lake/a", "content"))
			.withMessageContaining("damaged on its way to the store")
			.satisfies((ex) -> assertThat(ex.getAttempts()).isEqualTo(3))
			.satisfies((ex) -> assertThat(ex.getErrorCode()).isEqualTo("BadDigest"));
	}

	@Test
	void digestThatIsNoneIsNotSentAgain() {
		this.store.error(400, "InvalidDigest");
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.store("dw://lake/a", "content"))
			.satisfies((ex) -> assertThat(ex.getAttempts()).isOne());
	}

	@Test
	void whatTheDataWarehouseServerCannotTakeIsRefusedBeforeAnyRequest(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("large");
		try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
			sparse.setLength(TWO_GIB);
		}
		InputStream stream = InputStream.nullInputStream();
		try (DataWarehouseTemplate dialect = template(StorageDialect.DATAWAREHOUSE)) {
			assertThatIllegalArgumentException().isThrownBy(() -> dialect.store("dw://lake/a", stream, TWO_GIB + 5))
				.withMessageContaining("less than 2 GiB")
				.withMessageContaining("dw://lake/a")
				.withMessageContaining(Long.toString(TWO_GIB + 5));
			assertThatIllegalArgumentException().isThrownBy(() -> dialect.uploadFile("dw://lake/a", file))
				.withMessageContaining(Long.toString(TWO_GIB));
		}
		assertThat(this.store.requests()).isEmpty();
	}

	@Test
	void whatTheDataWarehouseServerCanTakeHasFewEnoughParts() {
		new DataWarehouseDialect().requireUploadable(DwUri.parse("dw://lake/a"), TWO_GIB - 1);
		TransferSettings settings = TransferSettings.defaults()
			.withPartSize(TransferSettings.LEAST_PART_SIZE)
			.withMaxParts(new DataWarehouseDialect().maxParts());
		assertThat((TWO_GIB - 1) / settings.partSizeOf(TWO_GIB - 1) + 1).isLessThan(DataWarehouseDialect.PARTS_LIMIT);
	}

}
