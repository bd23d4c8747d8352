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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what retrieved content is verified by: the checksum of what was asked for, or
 * else the MD5 that is the ETag, and nothing that belongs to something else.
 */
class RetrievedContentTests {

	private static final String JSON = "{\"a\":1}";

	// printf '{"a":1}' | md5sum
	private static final String MD5 = "bb6cb5c68df4652941caf652a366f2d8";

	private static final String DAMAGED = "{\"a\":2}";

	private static final String CRC = "x-amz-checksum-crc32";

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

	static Stream<Named<Way>> ways() {
		return Stream.of(Named.of("bytes", (warehouse) -> new String(warehouse.retrieve("dw://lake/a"))),
				Named.of("String", (warehouse) -> warehouse.retrieveString("dw://lake/a")),
				Named.of("type",
						(warehouse) -> "{\"a\":" + warehouse.retrieveJson("dw://lake/a", Map.class).get("a") + "}"),
				Named.of("Optional", (warehouse) -> new String(warehouse.retrieveIfPresent("dw://lake/a").get())),
				Named.of("whole range",
						(warehouse) -> new String(warehouse.retrieve("dw://lake/a", ByteRange.from(0)))),
				Named.of("version", (warehouse) -> new String(warehouse.retrieveVersion("dw://lake/a", "v1"))));
	}

	static Stream<Named<Way>> streams() {
		return Stream.of(Named.of("stream", (warehouse) -> {
			try (ObjectContent content = warehouse.retrieveStream("dw://lake/a")) {
				return new String(content.readAllBytes());
			}
		}), Named.of("stream whose end is not read", (warehouse) -> {
			try (ObjectContent content = warehouse.retrieveStream("dw://lake/a")) {
				return new String(content.readNBytes(JSON.length()));
			}
		}), Named.of("OutputStream", (warehouse) -> {
			ByteArrayOutputStream target = new ByteArrayOutputStream();
			warehouse.retrieve("dw://lake/a", target);
			return target.toString(StandardCharsets.UTF_8);
		}));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void damagedContentWithoutChecksumIsCaughtByItsMd5AndRetrievedAgain(Way way) throws IOException {
		this.store.answer(200, DAMAGED, "ETag", '"' + MD5 + '"').answer(200, JSON, "ETag", '"' + MD5 + '"');
		assertThat(way.retrieve(this.warehouse)).isEqualTo(JSON);
		assertThat(this.store.requests()).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource({ "ways", "streams" })
	void contentThatStaysDamagedIsRefused(Way way) {
		this.store.answer(200, DAMAGED, "ETag", '"' + MD5 + '"');
		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> way.retrieve(this.warehouse))
			.withMessageContaining("the data has the MD5")
			.withMessageContaining(MD5);
	}

	@ParameterizedTest
	@MethodSource({ "ways", "streams" })
	void etagThatIsNoMd5IsNotCompared(Way way) throws IOException {
		this.store.answer(200, DAMAGED, "ETag", '"' + MD5 + "-1\"");
		assertThat(way.retrieve(this.warehouse)).isEqualTo(DAMAGED);
	}

	@ParameterizedTest
	@MethodSource({ "ways", "streams" })
	void etagOfContentEncryptedWithAKeyIsNotCompared(Way way) throws IOException {
		this.store.answer(200, DAMAGED, "ETag", '"' + MD5 + '"', "x-amz-server-side-encryption", "aws:kms");
		assertThat(way.retrieve(this.warehouse)).isEqualTo(DAMAGED);
	}

	@Test
	void checksumIsPreferredToTheMd5() {
		this.store.answer(200, JSON, "ETag", "\"00000000000000000000000000000000\"", CRC, crc32(JSON));
		assertThat(this.warehouse.retrieveString("dw://lake/a")).isEqualTo(JSON);
	}

	@Test
	void md5IsComparedWhereTheSdkVerifiesNoChecksum(@TempDir Path directory) {
		this.store.answer(200, DAMAGED, "ETag", '"' + MD5 + '"', CRC, crc32(JSON));
		try (DataWarehouseTemplate template = DataWarehouseTemplate.builder()
			.endpoint(this.store.endpoint())
			.credentials("access", "secret")
			.checksums(ChecksumMode.WHEN_REQUIRED)
			.retry(RetrySettings.none())
			.build()) {
			assertThatExceptionOfType(IntegrityException.class)
				.isThrownBy(() -> template.retrieveString("dw://lake/a"));
			assertThatExceptionOfType(IntegrityException.class)
				.isThrownBy(() -> template.downloadFile("dw://lake/a", directory.resolve("a")));
		}
	}

	@Test
	void partIsNotJudgedByTheChecksumOfTheWhole() throws IOException {
		this.store.answer(206, "345", "Content-Range", "bytes 3-5/10", "ETag", '"' + MD5 + '"', CRC,
				crc32("0123456789"));
		assertThat(this.warehouse.retrieve("dw://lake/a", ByteRange.of(3, 3))).asString().isEqualTo("345");
		try (ObjectContent content = this.warehouse.retrieveStream("dw://lake/a", ByteRange.of(3, 3))) {
			assertThat(content.readAllBytes()).asString().isEqualTo("345");
			assertThat(content.info().size()).isEqualTo(10);
			assertThat(content.info().checksum()).isNull();
		}
	}

	@ParameterizedTest
	@CsvSource({ "bytes 0-6/*", "bytes 0-6/8", "bytes 1-7/8", "nonsense" })
	void partOfUnknownPlaceIsNotJudgedByTheChecksumOfTheWhole(String contentRange) {
		this.store.answer(206, DAMAGED, "Content-Range", contentRange, "ETag", '"' + MD5 + '"', CRC, crc32(JSON));
		assertThat(this.warehouse.retrieve("dw://lake/a", ByteRange.of(0, 7))).asString().isEqualTo(DAMAGED);
	}

	@Test
	void rangeThatIsTheWholeIsJudgedByItsChecksum() {
		this.store.answer(206, DAMAGED, "Content-Range", "bytes 0-6/7", CRC, crc32(JSON))
			.answer(206, JSON, "Content-Range", "bytes 0-6/7", CRC, crc32(JSON));
		assertThat(this.warehouse.retrieve("dw://lake/a", ByteRange.from(0))).asString().isEqualTo(JSON);
		assertThat(this.store.requests()).hasSize(2);
	}

	@Test
	void rangeThatIsTheWholeIsJudgedByItsMd5() {
		this.store.answer(206, DAMAGED, "Content-Range", "bytes 0-6/7", "ETag", '"' + MD5 + '"');
		assertThatExceptionOfType(IntegrityException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://lake/a", ByteRange.from(0)));
	}

	private static String crc32(String content) {
		CRC32 checksum = new CRC32();
		checksum.update(content.getBytes(StandardCharsets.UTF_8));
		return Checksums.base64(checksum);
	}

	/**
	 * A way to retrieve an object.
	 */
	@FunctionalInterface
	interface Way {

		String retrieve(DataWarehouseTemplate warehouse) throws IOException;

	}

}
