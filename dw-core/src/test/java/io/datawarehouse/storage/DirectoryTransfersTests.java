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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.datawarehouse.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DirectoryTransfers}: what must not get out of the directory.
 */
class DirectoryTransfersTests {

	private final ScriptedStore store = new ScriptedStore();

	private final DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
		.endpoint(this.store.endpoint())
		.credentials("access", "secret")
		.build();

	@TempDir
	private Path temp;

	private Path directory;

	@BeforeEach
	void createDirectory() throws IOException {
		this.directory = Files.createDirectory(this.temp.resolve("target"));
	}

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
	}

	private void list(String key) {
		this.store.answer(200,
				"<ListBucketResult><Contents><Key>" + key + "</Key><Size>1</Size></Contents></ListBucketResult>");
		this.store.answer(200, "x");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "p/../evil", "p/../../evil", "p/a/../../evil", "p//evil", "p/./evil", "p/a//evil", "p/.." })
	void keyThatLeadsOutOfTheDirectoryIsRefused(String key) throws IOException {
		list(key);
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.downloadDirectory("s3://lake/p", this.directory))
			.withMessageContaining("is refused");
		assertThat(this.temp.resolve("evil")).doesNotExist();
		assertThat(Files.list(this.directory)).isEmpty();
		assertThat(this.store.calls()).hasSize(1);
	}

	@Test
	void linkThatLeadsOutOfTheDirectoryIsNotFollowed() throws IOException {
		Path outside = Files.createDirectory(this.temp.resolve("outside"));
		Files.createSymbolicLink(this.directory.resolve("link"), outside);
		list("p/link/evil");
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.downloadDirectory("dw://lake/p/", this.directory))
			.withMessageContaining("leads out of");
		assertThat(Files.list(outside)).isEmpty();
	}

	@Test
	void firstFailureEndsTheTransfer() throws IOException {
		for (int i = 0; i < 500; i++) {
			Files.writeString(this.directory.resolve("file-" + i), "x");
		}
		this.store.error(403, "AccessDenied");
		assertThatExceptionOfType(StorageAccessDeniedException.class)
			.isThrownBy(() -> this.warehouse.uploadDirectory("dw://lake/p", this.directory));
		assertThat(this.store.requests()).hasSizeLessThan(100);
		Threads.assertNoneLeft("dw-storage-transfer-");
	}

	@Test
	void directoryMustExist() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.warehouse.uploadDirectory("dw://lake/p", this.temp.resolve("none")))
			.withMessageContaining("none");
		assertThat(this.store.requests()).isEmpty();
	}

}
