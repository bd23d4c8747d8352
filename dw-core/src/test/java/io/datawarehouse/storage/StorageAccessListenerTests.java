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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.DwUri;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StorageAccessListener}.
 */
class StorageAccessListenerTests {

	private final ScriptedStore store = new ScriptedStore();

	private final List<String> accesses = new ArrayList<>();

	private final DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
		.endpoint(this.store.endpoint())
		.credentials("key", "secret")
		.retry(RetrySettings.none())
		.accessListener(new Failing())
		.accessListener(new Recording())
		.build();

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
	}

	@Test
	void readsAreTold(@TempDir Path directory) throws Exception {
		this.store.answer(200, "content", "ETag", "\"abc\"");
		this.warehouse.retrieve("dw://lake/a");
		this.warehouse.retrieveIfPresent("dw://lake/b");
		this.warehouse.retrieveStream("s3://lake/c").close();
		this.warehouse.downloadFile("dw://lake/d", directory.resolve("d"));
		assertThat(this.accesses).containsExactly("read dw://lake/a", "read dw://lake/b", "read s3://lake/c",
				"read dw://lake/d");
	}

	@Test
	void writesAreTold() {
		this.store.answer(200, "", "ETag", "\"abc\"");
		this.warehouse.store("dw://lake/a", "12345".getBytes(StandardCharsets.US_ASCII));
		assertThat(this.accesses).containsExactly("write dw://lake/a 5");
	}

	@Test
	void failuresAndQuestionsAreNotTold() {
		this.store.error(404, "NoSuchKey");
		assertThat(this.warehouse.retrieveIfPresent("dw://lake/a")).isEmpty();
		assertThat(this.warehouse.exists("dw://lake/a")).isFalse();
		assertThatExceptionOfType(StorageException.class).isThrownBy(() -> this.warehouse.retrieve("dw://lake/a"));
		assertThatExceptionOfType(StorageException.class).isThrownBy(() -> this.warehouse.store("dw://lake/a", "x"));
		assertThat(this.accesses).isEmpty();
	}

	private final class Recording implements StorageAccessListener {

		@Override
		public void onRead(DwUri uri) {
			StorageAccessListenerTests.this.accesses.add("read " + uri);
		}

		@Override
		public void onWrite(StoredObject stored) {
			StorageAccessListenerTests.this.accesses.add("write " + stored.uri() + " " + stored.size());
		}

	}

	private static final class Failing implements StorageAccessListener {

		@Override
		public void onRead(DwUri uri) {
			throw new IllegalStateException("read");
		}

		@Override
		public void onWrite(StoredObject stored) {
			throw new IllegalStateException("write");
		}

	}

}
