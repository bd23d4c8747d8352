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
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StoreOptions}: how they travel.
 */
class StoreOptionsTests {

	private static final StoreOptions ALL = StoreOptions.defaults()
		.withTags(Map.of("team", "a b&c", "year", "2026"))
		.withHeaders(ContentHeaders.none()
			.withCacheControl("no-cache")
			.withContentDisposition("inline")
			.withContentEncoding("gzip")
			.withContentLanguage("de")
			.withExpires(Instant.parse("2027-01-01T00:00:00Z")))
		.withStorageClass("STANDARD_IA")
		.withEncryption(Encryption.kms("key-1"))
		.withChecksum(ChecksumAlgorithm.SHA256);

	private final ScriptedStore store = new ScriptedStore();

	private final DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
		.endpoint(this.store.endpoint())
		.credentials("access", "secret")
		.build();

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
	}

	private static void assertAllSent(ScriptedStore.Request request) {
		assertThat(request.header("x-amz-tagging")).isEqualTo("team=a%20b%26c&year=2026");
		assertThat(request.header("Cache-Control")).isEqualTo("no-cache");
		assertThat(request.header("Content-Disposition")).isEqualTo("inline");
		assertThat(request.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(request.header("Content-Language")).isEqualTo("de");
		assertThat(request.header("Expires")).isEqualTo("Fri, 01 Jan 2027 00:00:00 GMT");
		assertThat(request.header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
		assertThat(request.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
		assertThat(request.header("x-amz-server-side-encryption-aws-kms-key-id")).isEqualTo("key-1");
	}

	@Test
	void areSentWithAnObject() {
		this.store.answer(200, "", "ETag", "\"e\"");
		this.warehouse.store("dw://lake/a", "x", ALL);
		ScriptedStore.Request request = this.store.requests().get(0);
		assertAllSent(request);
		assertThat(request.header("x-amz-checksum-sha256")).isEqualTo("LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=");
	}

	@Test
	void areSentWithAnUploadInParts() {
		this.store.answer(200, "<InitiateMultipartUploadResult><UploadId>up</UploadId></InitiateMultipartUploadResult>")
			.answer(200, "", "ETag", "\"e\"", "x-amz-checksum-sha256", "c")
			.answer(200, "", "ETag", "\"e\"", "x-amz-checksum-sha256", "c")
			.answer(200, "", "ETag", "\"e\"", "x-amz-checksum-sha256", "c")
			.answer(200, "<CompleteMultipartUploadResult><ETag>\"e-3\"</ETag></CompleteMultipartUploadResult>");
		this.warehouse.store("dw://lake/a", new byte[16 * 1024 * 1024 + 1], ALL);
		assertAllSent(this.store.requests().get(0));
		assertThat(this.store.requests().get(0).header("x-amz-checksum-algorithm")).isEqualTo("SHA256");
		assertThat(this.store.requests().get(1).header("x-amz-checksum-sha256")).isNotEmpty();
		assertThat(new String(this.store.requests().get(4).body())).contains("<ChecksumSHA256>c</ChecksumSHA256>");
	}

	@Test
	void areBoundIntoAPresignedUrl() {
		PresignedUrl url = this.warehouse.presignPut("dw://lake/a", Duration.ofMinutes(1),
				ALL.withContentType("text/plain"), 42);
		assertThat(url.headers()).containsKeys("x-amz-tagging", "Cache-Control", "Content-Type",
				"x-amz-server-side-encryption");
		assertThat(url.url().getQuery()).contains("content-length").contains("content-type").contains("x-amz-tagging");
		assertThat(url.headers().get("Content-Length")).containsExactly("42");
	}

	@Test
	void tagsHaveBounds() {
		Map<String, String> eleven = IntStream.range(0, 11)
			.boxed()
			.collect(Collectors.toMap((i) -> "t" + i, (i) -> ""));
		assertThatIllegalArgumentException().isThrownBy(() -> ALL.withTags(eleven)).withMessageContaining("11");
		assertThatIllegalArgumentException().isThrownBy(() -> ALL.withTags(Map.of("", "x")));
		assertThatIllegalArgumentException().isThrownBy(() -> ALL.withTags(Map.of("x".repeat(129), "x")));
		assertThatIllegalArgumentException().isThrownBy(() -> ALL.withTags(Map.of("x", "x".repeat(257))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a\nb", "ü", "a " })
	void headersMustBePrintable(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> ContentHeaders.none().withCacheControl(value));
		assertThatIllegalArgumentException().isThrownBy(() -> ResponseOverrides.none().withContentType(value));
		assertThatIllegalArgumentException().isThrownBy(() -> ALL.withStorageClass(value));
	}

	@Test
	void onlyKmsHasKeys() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Encryption("AES256", "key"));
		assertThatIllegalArgumentException().isThrownBy(() -> new Encryption("DES", null));
	}

	@Test
	void withersKeepTheRest() {
		assertThat(ALL.withContentType("a/b").withMetadata(Map.of("a", "b")).withCreateOnly()).satisfies((options) -> {
			assertThat(options.tags()).isEqualTo(ALL.tags());
			assertThat(options.headers()).isEqualTo(ALL.headers());
			assertThat(options.storageClass()).isEqualTo("STANDARD_IA");
			assertThat(options.encryption()).isEqualTo(ALL.encryption());
			assertThat(options.checksum()).isEqualTo(ChecksumAlgorithm.SHA256);
			assertThat(options.metadata()).containsEntry("a", "b");
		});
	}

}
