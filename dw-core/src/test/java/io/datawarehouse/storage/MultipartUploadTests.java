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

import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MultipartUpload} against a store that misbehaves.
 */
class MultipartUploadTests {

	private static final String CREATED = "<InitiateMultipartUploadResult><UploadId>up</UploadId>"
			+ "</InitiateMultipartUploadResult>";

	private static final String COMPLETED = "<CompleteMultipartUploadResult><ETag>\"e-3\"</ETag>"
			+ "</CompleteMultipartUploadResult>";

	private static final String MD5 = "900150983cd24fb0d6963f7d28e17f72";

	private static final int PART_SIZE = TransferSettings.defaults().partSize();

	private static final int SIZE = 2 * PART_SIZE + 1;

	private final ScriptedStore store = new ScriptedStore();

	private final DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
		.endpoint(this.store.endpoint())
		.credentials("access", "secret")
		.transferConcurrency(1)
		.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1)))
		.build();

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
	}

	private void part() {
		this.store.answer(200, "", "ETag", "\"" + MD5 + "\"");
	}

	@Test
	void partsAreSentInOrderAndCompleted() {
		this.store.answer(200, CREATED);
		part();
		part();
		part();
		this.store.answer(200, COMPLETED);
		StoredObject stored = this.warehouse.store("dw://lake/a", new byte[SIZE]);
		assertThat(stored.etag()).isEqualTo("e-3");
		assertThat(stored.size()).isEqualTo(SIZE);
		assertThat(this.store.calls()).containsExactly("POST /lake/a?uploads", "PUT /lake/a?partNumber=1&uploadId=up",
				"PUT /lake/a?partNumber=2&uploadId=up", "PUT /lake/a?partNumber=3&uploadId=up",
				"POST /lake/a?uploadId=up");
		List<Integer> sizes = this.store.requests().subList(1, 4).stream().map((part) -> part.body().length).toList();
		assertThat(sizes).containsExactly(PART_SIZE, PART_SIZE, 1);
	}

	@Test
	void partThatFailsInPassingIsSentAgainWhole() {
		this.store.answer(200, CREATED);
		part();
		this.store.error(503, "SlowDown");
		part();
		part();
		this.store.answer(200, COMPLETED);
		this.warehouse.store("dw://lake/a", DataWarehouseTemplateTests.dyingAfter(SIZE), SIZE);
		assertThat(this.store.calls()).filteredOn((call) -> call.contains("partNumber=2")).hasSize(2);
		assertThat(this.store.requests().get(3).body()).hasSize(PART_SIZE);
	}

	@Test
	void failedPartAbortsTheUpload() {
		this.store.answer(200, CREATED);
		part();
		this.store.error(403, "AccessDenied").answer(204, "");
		assertThatExceptionOfType(StorageAccessDeniedException.class)
			.isThrownBy(() -> this.warehouse.store("dw://lake/a", new byte[SIZE]));
		assertThat(this.store.calls()).hasSize(4).endsWith("DELETE /lake/a?uploadId=up");
	}

	@Test
	void sourceThatDiesAbortsTheUpload() {
		this.store.answer(200, CREATED);
		part();
		this.store.answer(204, "");
		assertThatExceptionOfType(StorageException.class).isThrownBy(
				() -> this.warehouse.store("dw://lake/a", DataWarehouseTemplateTests.dyingAfter(PART_SIZE + 1), SIZE))
			.withMessageContaining("nothing was stored");
		assertThat(this.store.calls()).containsExactly("POST /lake/a?uploads", "PUT /lake/a?partNumber=1&uploadId=up",
				"DELETE /lake/a?uploadId=up");
	}

	@Test
	void failureToAbortDoesNotHideTheFailure() {
		this.store.answer(200, CREATED).error(403, "AccessDenied").error(400, "Other");
		assertThatExceptionOfType(StorageAccessDeniedException.class)
			.isThrownBy(() -> this.warehouse.store("dw://lake/a", new byte[SIZE]))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
	}

	@Test
	void completionWhoseAnswerWasLostIsFound() {
		this.store.answer(200, CREATED);
		part();
		part();
		part();
		this.store.error(500, "InternalError").error(404, "NoSuchUpload");
		this.store.answerTruncated(new byte[0], SIZE, "ETag", "\"c956dab4ed207386e8f88803ff168159-3\"");
		assertThat(this.warehouse.store("dw://lake/a", new byte[SIZE]).etag())
			.isEqualTo("c956dab4ed207386e8f88803ff168159-3");
		assertThat(this.store.calls()).endsWith("POST /lake/a?uploadId=up", "POST /lake/a?uploadId=up", "HEAD /lake/a");
	}

	@Test
	void completionThatFailsIsNotTakenForDone() {
		this.store.answer(200, CREATED);
		part();
		part();
		part();
		this.store.error(500, "InternalError")
			.error(404, "NoSuchUpload")
			.answerTruncated(new byte[0], SIZE, "ETag", "\"another\"")
			.answer(204, "");
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.store("dw://lake/a", new byte[SIZE]))
			.satisfies((ex) -> assertThat(ex.getErrorCode()).isEqualTo("NoSuchUpload"));
	}

	@ParameterizedTest
	@CsvSource({ "0, 8388608", "16777217, 8388608", "83886080000, 8388608", "83886080001, 8388609",
			"5497558138880, 549755814" })
	void partsGrowSoThatTheyAreNotTooMany(long size, int partSize) {
		assertThat(TransferSettings.defaults().partSizeOf(size)).isEqualTo(partSize);
		assertThat((size + partSize - 1) / partSize).isLessThanOrEqualTo(10_000);
	}

}
