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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.AsyncDataWarehouseTemplate;
import io.datawarehouse.storage.StoredObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AsyncDataWarehouseTemplate} on a real server.
 */
class StorageAsyncIT extends StorageServerTest {

	private static final int PART = 8 * 1024 * 1024;

	private AsyncDataWarehouseTemplate async;

	@BeforeAll
	void createAsync() {
		this.async = AsyncDataWarehouseTemplate.builder(this.warehouse).build();
	}

	@AfterAll
	void closeAsync() {
		this.async.close();
	}

	private static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(60, TimeUnit.SECONDS);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, PART - 1, PART, PART + 1, 3 * PART + 1 })
	void contentOfAnySizeSurvives(int size, @TempDir Path directory) throws Exception {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		DwUri uri = DwUri.of(BUCKET, "async/size");
		assertThat(get(this.async.store(uri, content)).size()).isEqualTo(size);
		assertThat(get(this.async.retrieve(uri))).isEqualTo(content);
		Path file = directory.resolve("file");
		get(this.async.downloadFile(uri, file));
		assertThat(file).hasBinaryContent(content);
		get(this.async.uploadFile("dw://lake/async/copy", file));
		assertThat(get(this.async.sha256("dw://lake/async/copy"))).isEqualTo(get(this.async.sha256(uri)));
		assertThat(Files.list(directory)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a^b", "a=b", "a b", "a+b", "a%b", "a%20b", "größe/日本/😀" })
	void oddKeysSurvive(String key) throws Exception {
		DwUri uri = DwUri.of(BUCKET, "async-odd/" + key);
		get(this.async.store(uri, key));
		assertThat(get(this.async.exists(uri))).isTrue();
		assertThat(get(this.async.retrieveString(uri))).isEqualTo(key);
		assertThat(get(this.async.copy(uri, DwUri.of(BUCKET, "async-copy/" + key))).size()).isPositive();
		List<DwUri> listed = Collections.synchronizedList(new ArrayList<>());
		assertThat(get(this.async.list("dw://lake/async-odd/", (object) -> listed.add(object.uri())))).isEqualTo(1);
		assertThat(listed).containsExactly(uri);
		assertThat(get(this.async.delete(uri))).isTrue();
	}

	@Test
	void manyCallsRunTogether() throws Exception {
		List<CompletableFuture<StoredObject>> stored = IntStream.range(0, 300)
			.mapToObj((i) -> this.async.store("dw://lake/async-many/" + i, "x"))
			.toList();
		get(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)));
		assertThat(get(this.async.deleteAll("dw://lake/async-many/")).deleted()).isEqualTo(300);
	}

}
