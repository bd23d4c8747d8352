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
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CompletedPart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ObjectCopier} and {@link MultipartCopy} against a store that
 * misbehaves.
 */
class ObjectCopierTests {

	private static final int MIB = 1024 * 1024;

	private static final String CREATED = "<InitiateMultipartUploadResult><UploadId>up</UploadId>"
			+ "</InitiateMultipartUploadResult>";

	private static final String PART = "<CopyPartResult><ETag>\"900150983cd24fb0d6963f7d28e17f72\"</ETag>"
			+ "</CopyPartResult>";

	private static final String COMPLETED = "<CompleteMultipartUploadResult><ETag>\"e-3\"</ETag>"
			+ "</CompleteMultipartUploadResult>";

	private final ScriptedStore store = new ScriptedStore();

	private final DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
		.endpoint(this.store.endpoint())
		.credentials("access", "secret")
		.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1)))
		.build();

	private final CopyOptions inParts = CopyOptions.defaults().withMultipartThreshold(5 * MIB);

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
	}

	private void head(int size) {
		this.store.answerTruncated(new byte[0], size, "ETag", "\"src\"", "Content-Type", "text/csv", "Cache-Control",
				"no-store", "x-amz-meta-owner", "ada");
	}

	@Test
	void objectAboveTheThresholdIsCopiedInParts() {
		head(10 * MIB + 1);
		this.store.answer(200, CREATED).answer(200, PART).answer(200, PART).answer(200, PART).answer(200, COMPLETED);
		StoredObject copy = this.warehouse.copy("dw://lake/a", "dw://pond/b", this.inParts);
		assertThat(copy.etag()).isEqualTo("e-3");
		assertThat(copy.size()).isEqualTo(10 * MIB + 1);
		assertThat(this.store.calls()).startsWith("HEAD /lake/a", "POST /pond/b?uploads")
			.endsWith("POST /pond/b?uploadId=up")
			.containsExactlyInAnyOrder("HEAD /lake/a", "POST /pond/b?uploads", "PUT /pond/b?partNumber=1&uploadId=up",
					"PUT /pond/b?partNumber=2&uploadId=up", "PUT /pond/b?partNumber=3&uploadId=up",
					"POST /pond/b?uploadId=up");
		ScriptedStore.Request create = this.store.requests().get(1);
		assertThat(create.header("Content-Type")).isEqualTo("text/csv");
		assertThat(create.header("Cache-Control")).isEqualTo("no-store");
		assertThat(create.header("x-amz-meta-owner")).isEqualTo("ada");
		ScriptedStore.Request last = this.store.requests()
			.get(this.store.calls().indexOf("PUT /pond/b?partNumber=3&uploadId=up"));
		assertThat(last.header("x-amz-copy-source")).isEqualTo("lake/a");
		assertThat(last.header("x-amz-copy-source-if-match")).isEqualTo("\"src\"");
		assertThat(last.header("x-amz-copy-source-range")).isEqualTo("bytes=10485760-10485760");
	}

	@Test
	void objectAtTheThresholdIsCopiedAtOnce() {
		head(5 * MIB);
		this.store.answer(200, "<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>");
		assertThat(this.warehouse.copy("dw://lake/a", "dw://lake/b", this.inParts).etag()).isEqualTo("e");
		assertThat(this.store.calls()).containsExactly("HEAD /lake/a", "PUT /lake/b");
	}

	@Test
	void partsAreCopiedSideBySideButNotTooManyAtOnce() {
		byte[] content = new byte[25 * MIB + 3];
		new Random(25).nextBytes(content);
		CountDownLatch together = new CountDownLatch(3);
		try (PartStore parts = new PartStore();
				DataWarehouseTemplate template = DataWarehouseTemplate.builder()
					.endpoint(parts.endpoint())
					.credentials("access", "secret")
					.transferConcurrency(3)
					.build()) {
			parts.objects().put("/lake/a", content);
			parts.fault = (exchange, call) -> {
				if (call.contains("partNumber=")) {
					together.countDown();
					awaitOrFail(together);
				}
				return false;
			};
			assertThat(template.copy("dw://lake/a", "dw://lake/b", this.inParts).size()).isEqualTo(content.length);
			assertThat(parts.mostMoving()).isEqualTo(3);
			assertThat(parts.objects().get("/lake/b")).isEqualTo(content);
			assertThat(parts.uploads()).isEmpty();
		}
	}

	private static void awaitOrFail(CountDownLatch latch) throws IOException {
		try {
			if (!latch.await(20, TimeUnit.SECONDS)) {
				throw new IOException("The parts came one after another");
			}
		}
		catch (InterruptedException ex) {
			throw new InterruptedIOException();
		}
	}

	@Test
	void lostAnswerOfTheCompletionIsFoundOut() {
		head(10 * MIB);
		this.store.answer(200, CREATED)
			.answer(200, PART)
			.answer(200, PART)
			.error(500, "InternalError")
			.error(404, "NoSuchUpload")
			.answerTruncated(new byte[0], 10 * MIB, "ETag", "\"" + MultipartEtag.of(List.of(part(1), part(2))) + "\"");
		assertThat(this.warehouse.copy("dw://lake/a", "dw://lake/b", this.inParts).size()).isEqualTo(10 * MIB);
		assertThat(this.store.calls()).endsWith("HEAD /lake/b");
	}

	private static CompletedPart part(int number) {
		return CompletedPart.builder().partNumber(number).eTag("900150983cd24fb0d6963f7d28e17f72").build();
	}

	@Test
	void failedPartAbortsTheCopy() {
		head(10 * MIB);
		this.store.answer(200, CREATED).answer(200, PART).error(412, "PreconditionFailed").answer(204, "");
		assertThatExceptionOfType(PreconditionFailedException.class)
			.isThrownBy(() -> this.warehouse.copy("dw://lake/a", "dw://lake/b", this.inParts));
		assertThat(this.store.calls()).hasSize(5).endsWith("DELETE /lake/b?uploadId=up");
	}

	@Test
	void partThatFailsInPassingIsCopiedAgain() {
		head(10 * MIB);
		this.store.answer(200, CREATED).error(503, "SlowDown").answer(200, PART).answer(200, PART);
		this.store.answer(200, COMPLETED);
		this.warehouse.copy("dw://lake/a", "dw://lake/b", this.inParts);
		assertThat(this.store.calls()).filteredOn((call) -> call.contains("partNumber=")).hasSize(3);
	}

	@Test
	void sourceIsKeptWhenTheCopyFails() {
		head(10 * MIB);
		this.store.error(403, "AccessDenied");
		assertThatExceptionOfType(StorageAccessDeniedException.class)
			.isThrownBy(() -> this.warehouse.move("dw://lake/a", "dw://lake/b", this.inParts));
		assertThat(this.store.calls()).noneMatch((call) -> call.startsWith("DELETE"));
	}

	@Test
	void replacementIsSentInsteadOfWhatTheSourceHas() {
		head(1);
		this.store.answer(200, "<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>");
		this.warehouse.copy("dw://lake/a.csv", "dw://lake/a.csv",
				CopyOptions.defaults()
					.withReplacement(StoreOptions.defaults()
						.withHeaders(ContentHeaders.none().withCacheControl("max-age=60"))
						.withTags(Map.of("b", "2"))
						.withStorageClass("STANDARD_IA")
						.withEncryption(Encryption.kms("key-1"))));
		ScriptedStore.Request copy = this.store.requests().get(1);
		assertThat(copy.header("x-amz-metadata-directive")).isEqualTo("REPLACE");
		assertThat(copy.header("x-amz-tagging-directive")).isEqualTo("REPLACE");
		assertThat(copy.header("x-amz-tagging")).isEqualTo("b=2");
		assertThat(copy.header("Content-Type")).isEqualTo("text/csv");
		assertThat(copy.header("Cache-Control")).isEqualTo("max-age=60");
		assertThat(copy.header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
		assertThat(copy.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
		assertThat(copy.header("x-amz-server-side-encryption-aws-kms-key-id")).isEqualTo("key-1");
	}

	@Test
	void doubleSlashesStayDouble() {
		head(1);
		this.store.answer(200, "<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>");
		this.warehouse.copy("dw://lake/a//b", "dw://lake/c//d//");
		assertThat(this.store.calls()).containsExactly("HEAD /lake/a//b", "PUT /lake/c//d//");
		assertThat(this.store.requests().get(1).header("x-amz-copy-source")).isEqualTo("lake/a//b");
	}

	@Test
	void storeThatCannotCopyPartsCopiesAtOnce() {
		head(10 * MIB);
		this.store.answer(200, "<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>");
		try (DataWarehouseTemplate template = DataWarehouseTemplate.builder()
			.endpoint(this.store.endpoint())
			.credentials("access", "secret")
			.dialect(StorageDialect.DATAWAREHOUSE)
			.build()) {
			template.copy("dw://lake/a", "dw://lake/b", this.inParts);
		}
		assertThat(this.store.calls()).containsExactly("HEAD /lake/a", "PUT /lake/b");
	}

	@Test
	void objectIsNotCopiedOntoItself() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.copy("dw://lake/a", "s3://lake/a"));
		assertThat(this.store.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 5 * MIB - 1, CopyOptions.MAX_SINGLE_COPY + 1 })
	void thresholdHasBounds(long threshold) {
		assertThatIllegalArgumentException().isThrownBy(() -> CopyOptions.defaults().withMultipartThreshold(threshold))
			.withMessageContaining(Long.toString(threshold));
	}

	@Test
	void partsOfTheLargestObjectAreNotTooMany() {
		long largest = 5L * 1024 * 1024 * MIB;
		long part = MultipartCopy.partSize(largest, CopyOptions.MAX_SINGLE_COPY);
		assertThat((largest + part - 1) / part).isLessThanOrEqualTo(10_000);
	}

}
