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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DirectS3Client}: what goes the short way is what the SDK would have
 * sent, and all else is sent by the SDK.
 */
class DirectS3ClientTests extends AbstractDirectS3ClientTests {

	@Test
	void smallObjectsGoTheShortWay() {
		this.store.answer(200, "", "ETag", "\"e\"").answer(200, "content", "ETag", '"' + MD5 + '"');
		this.warehouse.store(URI_A, "content");
		assertThat(this.warehouse.retrieveString(URI_A)).isEqualTo("content");
		assertThat(this.store.requests()).hasSize(2).allMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@ParameterizedTest
	@ValueSource(strings = { "key", "a/b/c.txt", "a^b=c d+e//f%g", "/slash/", "x..y/.z", "~-_.!*'()&$@:,;",
			"a\u00e4\u4e2d\ud83d\ude00" })
	void requestsAreThoseOfTheSdk(String key) {
		DwUri uri = DwUri.of("lake", key);
		StoreOptions options = StoreOptions.defaults()
			.withContentType("text/css")
			.withMetadata(Map.of("origin", "a b", "x_y", "=?"))
			.withTags(Map.of("k", "v w", "\u00e4", "&"))
			.withCreateOnly();
		assertSameRequests((template) -> template.retrieve(uri),
				(template) -> template.retrieve(uri, ByteRange.of(1, 3)), (template) -> template.store(uri, "content"),
				(template) -> template.store(uri, new byte[0], options),
				(template) -> template.store(uri, new byte[1024 * 1024 - 1]));
	}

	@Test
	void requestsAreThoseOfTheSdkWithoutChecksums() {
		this.store.answer(200, "content", "ETag", '"' + MD5 + '"');
		for (boolean sdk : List.of(true, false)) {
			DataWarehouseTemplate template = template(
					(builder) -> bySdk(builder, sdk).checksums(ChecksumMode.WHEN_REQUIRED));
			template.retrieve(URI_A);
			template.store(URI_A, "content");
		}
		assertPairs();
	}

	@SafeVarargs
	private void assertSameRequests(Consumer<DataWarehouseTemplate>... calls) {
		this.store.answer(200, "content", "ETag", '"' + MD5 + '"');
		for (boolean sdk : List.of(true, false)) {
			DataWarehouseTemplate template = template(
					(builder) -> bySdk(builder, sdk).credentials("access", "secret", "token"));
			Stream.of(calls).forEach((call) -> call.accept(template));
		}
		assertPairs();
	}

	@Test
	void answersAreReadAsTheSdkReadsThem() throws IOException {
		this.store.answer(200, "content", "ETag", '"' + MD5 + '"', "Last-Modified", "Sat, 21 Nov 2026 10:15:30 GMT",
				"Content-Type", "text/css", "x-amz-version-id", "v1", "x-amz-storage-class", "COLD",
				"X-Amz-Meta-Origin", "a b", "x-amz-checksum-crc32", crc32(), "x-amz-checksum-type", "FULL_OBJECT",
				"x-amz-delete-marker", "false", "x-amz-tagging-count", "2", "x-something", "else");
		List<Object> infos = new ArrayList<>();
		for (boolean sdk : List.of(true, false)) {
			DataWarehouseTemplate template = template((builder) -> bySdk(builder, sdk));
			try (ObjectContent content = template.retrieveStream(URI_A)) {
				infos.add(content.info());
				assertThat(content.readAllBytes()).asString().isEqualTo("content");
			}
			infos.add(template.store(URI_A, "content"));
		}
		assertThat(infos.subList(2, 4)).isEqualTo(infos.subList(0, 2));
		assertThat(((ObjectInfo) infos.get(0)).lastModified()).isEqualTo("2026-11-21T10:15:30Z");
		assertThat(this.store.requests().subList(2, 4)).allMatch(AbstractDirectS3ClientTests::isDirect);
	}

	static Stream<Way> ways() {
		return Stream.of(new Way("a customizer", (builder) -> builder.s3ClientCustomizer((client) -> {
		}), (template) -> template.retrieve(URI_A)),
				new Way("signed content", (builder) -> builder.payloadSigning(PayloadSigning.ALWAYS),
						(template) -> template.store(URI_A, "content")),
				new Way("anonymous", DataWarehouseTemplateBuilder::anonymous, (template) -> template.retrieve(URI_A)),
				new Way("Content-MD5", (builder) -> builder.legacyMd5(true),
						(template) -> template.store(URI_A, "content")),
				new Way("another dialect", (builder) -> builder.dialect(StorageDialect.DATAWAREHOUSE),
						(template) -> template.retrieve(URI_A)),
				new Way("a version", (builder) -> builder, (template) -> template.retrieveVersion(URI_A, "v1")),
				new Way("a date", (builder) -> builder,
						(template) -> template.store(URI_A, "content",
								StoreOptions.defaults()
									.withHeaders(new ContentHeaders(null, null, null, null, Instant.EPOCH)))),
				new Way("metadata that changes on its way", (builder) -> builder,
						(template) -> template.store(URI_A, "content",
								StoreOptions.defaults().withMetadata(Map.of("a", "b  c")))),
				new Way("another checksum", (builder) -> builder,
						(template) -> template.store(URI_A, "content",
								StoreOptions.defaults().withChecksum(ChecksumAlgorithm.SHA256))),
				new Way("too much content", (builder) -> builder,
						(template) -> template.store(URI_A, new byte[1024 * 1024])),
				new Way("somebody else's call", (builder) -> builder, (template) -> template
					.execute((s3) -> s3.getObjectAsBytes((get) -> get.bucket("lake").key("a")).asByteArray())));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void everythingElseIsSentByTheSdk(Way way) {
		this.store.answer(200, "content", "ETag", '"' + MD5 + '"');
		way.call().accept(template(way.settings()));
		assertThat(this.store.requests()).hasSize(1).noneMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@Test
	void pathOfAnEndpointIsLeftToTheSdk() {
		this.store.answer(200, "content", "ETag", '"' + MD5 + '"');
		template((builder) -> builder.endpoint(URI.create(this.store.endpoint() + "/s3"))).retrieve(URI_A);
		assertThat(this.store.calls()).containsExactly("GET /s3/lake/a");
		assertThat(this.store.requests()).noneMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@ParameterizedTest
	@ValueSource(strings = { "data--use1-az4--x-s3", "point-abc--op-s3" })
	void bucketsOfOtherKindsAreLeftToTheSdk(String bucket) {
		this.store.error(400, "InvalidRequest");
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.retrieve(DwUri.of(bucket, "a")));
		assertThat(this.store.requests()).noneMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@Test
	void interruptedThreadSendsNothing() {
		this.store.answer(200, "content");
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(StorageException.class).isThrownBy(() -> this.warehouse.retrieve(URI_A))
				.withMessageContaining("interrupted");
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		assertThat(this.store.requests()).isEmpty();
	}

	@Test
	void watchedTransfersAreSentByTheSdk(@TempDir Path directory) {
		this.store.answer(200, "content", "ETag", '"' + MD5 + '"');
		this.warehouse.downloadFile(URI_A, directory.resolve("a"), new TransferListener() {
		});
		assertThat(this.store.requests()).isNotEmpty().noneMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@Test
	void refusalIsToldByTheSdkWithoutAnotherRequest() {
		this.store.error(404, "NoSuchKey");
		assertThatExceptionOfType(ObjectNotFoundException.class).isThrownBy(() -> this.warehouse.retrieve(URI_A))
			.satisfies((ex) -> assertThat(ex.getFailure().errorCode()).isEqualTo("NoSuchKey"))
			.satisfies((ex) -> assertThat(ex.getFailure().requestId()).isEqualTo("req-1"));
		assertThat(this.store.requests()).hasSize(1).allMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@Test
	void failuresInPassingAreRetried() {
		this.store.error(503, "SlowDown")
			.answerTruncated("con".getBytes(), 7)
			.answer(200, "damaged", "ETag", '"' + MD5 + '"', "x-amz-checksum-crc32", crc32())
			.answer(200, "content", "ETag", '"' + MD5 + '"', "x-amz-checksum-crc32", crc32());
		DataWarehouseTemplate template = template((builder) -> builder
			.retry(RetrySettings.defaults().withMaxAttempts(4).withInitialInterval(Duration.ofMillis(1))));
		assertThat(template.retrieveString(URI_A)).isEqualTo("content");
		assertThat(this.store.requests()).hasSize(4).allMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@Test
	void damagedContentIsRefused() {
		this.store.answer(200, "damaged", "x-amz-checksum-crc32", crc32());
		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> this.warehouse.retrieve(URI_A))
			.withMessageContaining("different checksum than expected");
	}

	@Test
	void answerThatIsNotPlainIsReadByTheSdkWithoutAnotherRequest() {
		this.store.answer(200, "content", "Expires", "Thu, 01 Jan 1970 00:00:00 GMT", "x-amz-checksum-sha256",
				sha256());
		assertThat(this.warehouse.retrieveString(URI_A)).isEqualTo("content");
		this.store.answer(200, "damaged", "x-amz-checksum-sha256", sha256());
		assertThat(this.warehouse.retrieveString(URI_A)).isEqualTo("content");
		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> this.warehouse.retrieve(URI_A));
		assertThat(this.store.requests()).hasSizeGreaterThan(2).allMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@Test
	void onlyTheSdkKnowsTheTimeOfAStoreWhoseClockIsAnother() {
		this.store.error(403, "RequestTimeTooSkewed", "Date", "Sat, 21 Nov 2099 10:15:30 GMT")
			.answer(200, "content", "ETag", '"' + MD5 + '"');
		assertThat(this.warehouse.retrieveString(URI_A)).isEqualTo("content");
		this.warehouse.retrieve(URI_A);
		assertThat(this.store.requests()).extracting(AbstractDirectS3ClientTests::isDirect)
			.containsExactly(true, false, false);
	}

	@Test
	void onlyTheSdkKnowsTheTimeThatItCorrectedBefore() {
		this.store.answer(200, "content", "ETag", '"' + MD5 + '"');
		SdkGlobalTime.setGlobalTimeOffset(3600);
		this.warehouse.retrieve(URI_A);
		assertThat(this.store.requests()).hasSize(1).noneMatch(AbstractDirectS3ClientTests::isDirect);
	}

	@Test
	void storeThatIsNotThereIsToldByTheSdk() throws IOException {
		int port;
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = closed.getLocalPort();
		}
		DataWarehouseTemplate template = template(
				(builder) -> builder.endpoint(URI.create("http://127.0.0.1:" + port)).retry(RetrySettings.none()));
		assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> template.retrieve(URI_A))
			.withMessageContaining("cannot be reached")
			.withStackTraceContaining("Unable to execute HTTP request");
	}

	@Test
	void attemptHasItsTime() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			DataWarehouseTemplate template = template(
					(builder) -> builder.endpoint(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
						.attemptTimeout(Duration.ofMillis(200))
						.retry(RetrySettings.none()));
			assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> template.retrieve(URI_A))
				.withCauseInstanceOf(ApiCallAttemptTimeoutException.class);
		}
	}

	@Test
	void connectionIsUsedAgain() throws IOException {
		this.store.answer(200, "", "ETag", "\"e\"");
		for (int i = 0; i < 3; i++) {
			this.warehouse.store(URI_A, "content");
		}
		this.store.answer(200, "content");
		this.warehouse.store(URI_A, "content");
		try (InputStream content = this.warehouse.retrieveStream(URI_A)) {
			assertThat(content.read()).isEqualTo('c');
		}
		assertThat(this.warehouse.retrieveString(URI_A)).isEqualTo("content");
		assertThat(this.warehouse.getStats().bytesReceived()).isPositive();
	}

	private static String sha256() {
		Checksums sha256 = Checksums.of("SHA256");
		sha256.update("content".getBytes(), 7);
		return sha256.value();
	}

	record Way(String name, UnaryOperator<DataWarehouseTemplateBuilder> settings,
			Consumer<DataWarehouseTemplate> call) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
