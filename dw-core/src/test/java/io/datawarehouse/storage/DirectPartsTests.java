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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DirectS3Client}: parts and ranges that go the short way.
 */
class DirectPartsTests extends AbstractDirectS3ClientTests {

	private static final int PART_SIZE = 5 * 1024 * 1024;

	private static final String EMPTY_PART_CRC32 = crc32(new byte[PART_SIZE]);

	private static final String CREATED = "<InitiateMultipartUploadResult><UploadId>%s</UploadId></InitiateMultipartUploadResult>";

	static Stream<StoreOptions> options() {
		StoreOptions defaults = StoreOptions.defaults();
		return Stream.of(defaults, defaults.withCreateOnly(),
				defaults.withContentType("text/css")
					.withMetadata(Map.of("origin", "a b"))
					.withTags(Map.of("k", "v w", "\u00e4", "&"))
					.withStorageClass("COLD")
					.withHeaders(new ContentHeaders("no-cache", "inline", "br", "de", null)));
	}

	@ParameterizedTest
	@MethodSource("options")
	void partsAreStoredAsTheSdkStoresThem(StoreOptions options) {
		assertSameParts(options, ChecksumMode.WHEN_SUPPORTED);
	}

	@Test
	void partsAreStoredAsTheSdkStoresThemWithoutChecksums() {
		assertSameParts(StoreOptions.defaults(), ChecksumMode.WHEN_REQUIRED);
	}

	private void assertSameParts(StoreOptions options, ChecksumMode checksums) {
		for (int i = 0; i < 2; i++) {
			this.store.answer(200, CREATED.formatted("a+b/c= d~"))
				.answer(200, "", "ETag", "\"1<'&\"", "x-amz-checksum-crc32", EMPTY_PART_CRC32)
				.answer(200, "", "ETag", "\"2\"")
				.answer(200,
						"<?xml version=\"1.0\"?>\n<CompleteMultipartUploadResult xmlns=\"s3\"><Key>a</Key>"
								+ "<ETag>&quot;e-2&quot;</ETag><ChecksumCRC32>abc-2</ChecksumCRC32>"
								+ "</CompleteMultipartUploadResult>\n",
						"x-amz-version-id", "v1");
		}
		List<StoredObject> stored = new ArrayList<>();
		for (boolean sdk : List.of(true, false)) {
			DataWarehouseTemplate template = inParts((builder) -> bySdk(builder, sdk).checksums(checksums));
			stored.add(template.store(URI_A, new byte[PART_SIZE + 3], options));
			assertThat(template.getStats().partsSent()).isEqualTo(2);
		}
		assertThat(stored.get(1)).isEqualTo(stored.get(0));
		assertThat(stored.get(1).etag()).isEqualTo("e-2");
		assertThat(stored.get(1).versionId()).isEqualTo("v1");
		assertThat(this.store.requests()).hasSize(8);
		assertPairs();
	}

	private DataWarehouseTemplate inParts(UnaryOperator<DataWarehouseTemplateBuilder> settings) {
		return template((builder) -> settings
			.apply(builder.multipartThreshold(PART_SIZE).partSize(PART_SIZE).transferConcurrency(1)));
	}

	@Test
	void refusalAfterTheStoreSaidYesIsToldByTheSdk() {
		this.store.answer(200, CREATED.formatted("u"))
			.answer(200, "", "ETag", "\"1\"")
			.answer(200, "", "ETag", "\"2\"")
			.answer(200, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>")
			.answer(204, "");
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> inParts((builder) -> builder).store(URI_A, new byte[PART_SIZE + 3]))
			.satisfies((ex) -> assertThat(ex.getFailure().errorCode()).isEqualTo("AccessDenied"));
		assertThat(this.store.calls()).hasSize(5).last().isEqualTo("DELETE /lake/a?uploadId=u");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"<s:InitiateMultipartUploadResult xmlns:s='s'><s:UploadId>u&amp;v</s:UploadId></s:InitiateMultipartUploadResult>",
			"<InitiateMultipartUploadResult><UploadId>u&amp;v</UploadId></InitiateMultipartUploadResult>",
			"<InitiateMultipartUploadResult><Key>&lt;</Key><UploadId><![CDATA[u&v]]></UploadId></InitiateMultipartUploadResult>" })
	void xmlThatIsNotPlainIsReadByTheSdkWithoutAnotherRequest(String created) {
		this.store.answer(200, created).error(403, "AccessDenied").answer(204, "");
		assertThatExceptionOfType(StorageAccessDeniedException.class)
			.isThrownBy(() -> inParts((builder) -> builder).store(URI_A, new byte[PART_SIZE + 3]));
		assertThat(this.store.calls()).containsExactly("POST /lake/a?uploads",
				"PUT /lake/a?partNumber=1&uploadId=u%26v", "DELETE /lake/a?uploadId=u%26v");
	}

	@Test
	void endlessXmlLeavesNoConnectionBehind() {
		this.store.answer(200, new byte[2 * 1024 * 1024]).answer(200, "content", "ETag", '"' + MD5 + '"');
		DataWarehouseTemplate template = inParts((builder) -> builder.maxConnections(1)
			.connectTimeout(Duration.ofSeconds(1))
			.retry(RetrySettings.none()));
		assertThatExceptionOfType(StorageUnavailableException.class)
			.isThrownBy(() -> template.store(URI_A, new byte[PART_SIZE + 3]))
			.withStackTraceContaining("more than 1048576 bytes");
		assertThat(template.retrieveString(URI_A)).isEqualTo("content");
	}

	@Test
	void xmlThatBreaksOffIsAskedForAgain() {
		this.store.answerTruncated("<InitiateMultipart".getBytes(), 99)
			.answer(200, CREATED.formatted("u"))
			.error(403, "AccessDenied")
			.answer(204, "");
		assertThatExceptionOfType(StorageAccessDeniedException.class)
			.isThrownBy(() -> inParts((builder) -> builder).store(URI_A, new byte[PART_SIZE + 3]));
		assertThat(this.store.calls()).startsWith("POST /lake/a?uploads", "POST /lake/a?uploads");
	}

	@ParameterizedTest
	@CsvSource({ "bytes 1-3/7, ont", "bytes 1-3/*, ont", "bytes 0-6/7, content" })
	void answersInPartAreReadAsTheSdkReadsThem(String range, String body) throws IOException {
		this.store.answer(206, body, "ETag", '"' + MD5 + '"', "Content-Range", range, "x-amz-checksum-crc32", crc32());
		List<Object> infos = new ArrayList<>();
		for (boolean sdk : List.of(true, false)) {
			DataWarehouseTemplate template = template((builder) -> bySdk(builder, sdk));
			try (ObjectContent content = template.retrieveStream(URI_A, ByteRange.from(0))) {
				infos.add(content.info());
				assertThat(content.readAllBytes()).asString().isEqualTo(body);
			}
		}
		assertThat(infos.get(1)).isEqualTo(infos.get(0));
		assertThat(this.store.requests()).extracting(AbstractDirectS3ClientTests::isDirect)
			.containsExactly(false, true);
	}

	@Test
	void damagedRangeOfAllIsRefused() {
		this.store.answer(206, "damaged", "Content-Range", "bytes 0-6/7", "x-amz-checksum-crc32", crc32());
		assertThatExceptionOfType(IntegrityException.class)
			.isThrownBy(() -> this.warehouse.retrieve(URI_A, ByteRange.from(0)))
			.withMessageContaining("different checksum than expected");
		assertThat(this.store.requests()).allMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@Test
	void refusedRangeIsToldByTheSdkWithoutAnotherRequest() {
		this.store.error(416, "InvalidRange");
		assertThatExceptionOfType(InvalidRangeException.class)
			.isThrownBy(() -> this.warehouse.retrieve(URI_A, ByteRange.from(8)))
			.satisfies((ex) -> assertThat(ex.getFailure().requestId()).isEqualTo("req-1"));
		assertThat(this.store.requests()).hasSize(1).allMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@Test
	void refusedPartIsToldByTheSdkWithoutAnotherRequest() {
		this.store.answer(200, CREATED.formatted("u")).error(403, "AccessDenied").answer(204, "");
		assertThatExceptionOfType(StorageAccessDeniedException.class)
			.isThrownBy(() -> inParts((builder) -> builder).store(URI_A, new byte[PART_SIZE + 3]))
			.satisfies((ex) -> assertThat(ex.getFailure().requestId()).isEqualTo("req-2"));
		assertThat(this.store.requests()).extracting(AbstractDirectS3ClientTests::isDirect)
			.containsExactly(true, true, false);
		assertThat(this.store.calls()).last().isEqualTo("DELETE /lake/a?uploadId=u");
	}

}
