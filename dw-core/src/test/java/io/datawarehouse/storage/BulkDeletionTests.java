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

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.datawarehouse.DwUri;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BulkDeletion} against a store that misbehaves.
 */
class BulkDeletionTests {

	private static final String DONE = "<DeleteResult></DeleteResult>";

	private final ScriptedStore store = new ScriptedStore();

	private final DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
		.endpoint(this.store.endpoint())
		.credentials("access", "secret")
		.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1)))
		.build();

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
	}

	private static List<DwUri> uris(int count) {
		return IntStream.range(0, count).mapToObj((i) -> DwUri.of("lake", "key-" + i)).toList();
	}

	@Test
	void batchesHaveAThousandKeys() {
		this.store.answer(200, DONE);
		DeleteResult result = this.warehouse.deleteAll(uris(2001));
		assertThat(result).isEqualTo(new DeleteResult(2001, 0, List.of()));
		assertThat(this.store.calls()).hasSize(3).containsOnly("POST /lake?delete");
		assertThat(new String(this.store.requests().get(2).body())).contains("key-2000").doesNotContain("key-1999");
	}

	@Test
	void failuresAreToldPerKey() {
		this.store.answer(200, "<DeleteResult><Error><Key>key-1</Key><Code>AccessDenied</Code>"
				+ "<Message>no</Message></Error></DeleteResult>");
		DeleteResult result = this.warehouse.deleteAll(uris(3));
		assertThat(result.isComplete()).isFalse();
		assertThat(result.deleted()).isEqualTo(2);
		assertThat(result.failures())
			.containsExactly(new DeleteFailure(DwUri.parse("dw://lake/key-1"), null, "AccessDenied", "no"));
	}

	@Test
	void keyThatFailsInPassingIsDeletedByItself() {
		this.store
			.answer(200,
					"<DeleteResult><Error><Key>key-1</Key><Code>InternalError</Code>"
							+ "<Message>oops</Message></Error></DeleteResult>")
			.answer(204, "");
		assertThat(this.warehouse.deleteAll(uris(3))).isEqualTo(new DeleteResult(3, 0, List.of()));
		assertThat(this.store.calls()).containsExactly("POST /lake?delete", "DELETE /lake/key-1");
	}

	@ParameterizedTest
	@CsvSource({ "501, NotImplemented, 1", "405, MethodNotAllowed, 1", "400, InvalidRequest, 2", "404, NoSuchKey, 2" })
	void storeWithoutBatchesIsAskedOneByOne(int status, String code, int asked) {
		this.store.error(status, code).answer(204, "").answer(204, "").error(status, code).answer(204, "");
		if (asked == 1) {
			try (ScriptedStore once = new ScriptedStore().error(status, code).answer(204, "");
					DataWarehouseTemplate template = DataWarehouseTemplate.builder()
						.endpoint(once.endpoint())
						.credentials("access", "secret")
						.build()) {
				template.deleteAll(uris(2));
				template.deleteAll(uris(1));
				assertThat(once.calls()).containsExactly("POST /lake?delete", "DELETE /lake/key-0",
						"DELETE /lake/key-1", "DELETE /lake/key-0");
			}
			return;
		}
		assertThat(this.warehouse.deleteAll(uris(2)).deleted()).isEqualTo(2);
		assertThat(this.warehouse.deleteAll(uris(1)).deleted()).isEqualTo(1);
		assertThat(this.store.calls()).filteredOn((call) -> call.startsWith("POST")).hasSize(2);
	}

	@Test
	void missingBucketIsNotTakenForAStoreWithoutBatches() {
		this.store.error(404, "NoSuchBucket");
		assertThatExceptionOfType(BucketNotFoundException.class).isThrownBy(() -> this.warehouse.deleteAll(uris(2)));
		assertThat(this.store.requests()).hasSize(1);
	}

	@Test
	void unavailableStoreEndsTheDeletion() {
		this.store.error(501, "NotImplemented").error(503, "SlowDown");
		assertThatExceptionOfType(StorageUnavailableException.class)
			.isThrownBy(() -> this.warehouse.deleteAll(uris(100)));
		assertThat(this.store.requests()).hasSize(4);
	}

	@Test
	void wholeBucketIsNotDeletedByMistake() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.deleteAll("dw://lake"))
			.withMessageContaining("dw://lake");
		assertThat(this.store.requests()).isEmpty();
	}

	@Test
	void keysOfSeveralBucketsAreDeletedEachInItsOwn() {
		this.store.answer(200, DONE);
		this.warehouse.deleteAll(List.of(DwUri.parse("dw://one/a"), DwUri.parse("dw://two/b")));
		assertThat(this.store.calls()).containsExactly("POST /one?delete", "POST /two?delete");
	}

	@Test
	void emptyingFallsBackWithoutVersions() {
		this.store.error(501, "NotImplemented")
			.answer(200, "<ListBucketResult><Contents><Key>a</Key><Size>1</Size></Contents></ListBucketResult>")
			.answer(200, DONE);
		assertThat(this.warehouse.forceEmptyBucket("lake").deleted()).isEqualTo(1);
		assertThat(this.store.calls().get(0)).contains("versions");
	}

}
