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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.datawarehouse.DwUri;
import io.datawarehouse.observation.DwObservationContext;
import io.datawarehouse.retry.RetrySettings;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link DataWarehouseTemplate} against a store that misbehaves.
 */
class DataWarehouseTemplateTests {

	private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

	private final ScriptedStore store = new ScriptedStore();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final DataWarehouseTemplate warehouse = template().build();

	private DataWarehouseTemplateBuilder template() {
		return DataWarehouseTemplate.builder()
			.endpoint(this.store.endpoint())
			.credentials("access", "top-secret")
			.observationRegistry(this.registry)
			.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1)));
	}

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
	}

	@Test
	void contentIsSentAsItIsWithItsChecksumInHeader() {
		this.store.answer(200, "", "ETag", "\"\"abc\"\"");
		StoredObject stored = this.warehouse.store("dw://lake/a b+c", "123456789");
		ScriptedStore.Request request = this.store.requests().get(0);
		assertThat(request.uri()).isEqualTo("/lake/a%20b%2Bc");
		assertThat(request.body()).asString().isEqualTo("123456789");
		assertThat(request.header("x-amz-checksum-crc32")).isEqualTo("y/Q5Jg==");
		assertThat(request.header("Content-Encoding")).isEmpty();
		assertThat(request.header("Transfer-Encoding")).isEmpty();
		assertThat(stored.etag()).isEqualTo("abc");
	}

	@Test
	void checksumsAreLeftOutUnlessRequired() {
		this.store.answer(200, "", "ETag", "\"abc\"");
		try (DataWarehouseTemplate template = template().checksums(ChecksumMode.WHEN_REQUIRED).build()) {
			template.store("dw://lake/a", "x");
		}
		assertThat(this.store.requests().get(0).header("x-amz-checksum-crc32")).isEmpty();
	}

	@Test
	void jsonMapperIsMadeOnceByTheFirstValue() {
		AtomicInteger made = new AtomicInteger();
		this.store.answer(200, "", "ETag", "\"abc\"");
		try (DataWarehouseTemplate template = template().jsonMapper(() -> {
			made.incrementAndGet();
			return JsonMapper.builder().enable(SerializationFeature.WRAP_ROOT_VALUE).build();
		}).build()) {
			template.store("dw://lake/a", "x");
			assertThat(made).hasValue(0);
			template.storeJson("dw://lake/b", List.of(1));
			template.storeJson("dw://lake/c", List.of(1));
		}
		assertThat(made).hasValue(1);
		assertThat(this.store.requests().get(1).body()).asString().endsWith("\":[1]}");
	}

	@ParameterizedTest
	@CsvSource({ "AUTO, false", "NEVER, false", "ALWAYS, true" })
	void payloadIsSignedAsTold(PayloadSigning signing, boolean signed) throws Exception {
		this.store.answer(200, "", "ETag", "\"abc\"");
		try (DataWarehouseTemplate template = template().payloadSigning(signing).build()) {
			template.store("dw://lake/a", "x");
		}
		String sha256 = HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest("x".getBytes(StandardCharsets.UTF_8)));
		assertThat(this.store.requests().get(0).header("x-amz-content-sha256")).isEqualTo(signed ? sha256 : UNSIGNED);
		assertThat(this.store.requests().get(0).header("Authorization")).contains("Credential=access/")
			.contains("/us-east-1/s3/aws4_request");
	}

	@ParameterizedTest
	@CsvSource({ "500, InternalError", "502, BadGateway", "503, SlowDown", "504, Timeout", "429, TooMany",
			"408, RequestTimeout", "400, RequestTimeout" })
	void passingFailuresAreRetried(int status, String code) {
		this.store.error(status, code).error(status, code).answer(200, "content");
		assertThat(this.warehouse.retrieveString("dw://lake/a")).isEqualTo("content");
		assertThat(this.store.requests()).hasSize(3);
	}

	@Test
	void retryAfterIsHonoured() {
		this.store.error(503, "SlowDown", "Retry-After", "1").answer(200, "content");
		long start = System.nanoTime();
		this.warehouse.retrieve("dw://lake/a");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void retriesEndAndTellHowOften() {
		this.store.error(503, "SlowDown");
		assertThatExceptionOfType(StorageUnavailableException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://lake/a"))
			.satisfies((ex) -> assertThat(ex.getFailure()).isEqualTo(
					new StorageFailure("retrieve", DwUri.parse("dw://lake/a"), 503, "SlowDown", ex.getRequestId(), 3)))
			.withMessage("'retrieve' of dw://lake/a failed: the store could not serve the call (status 503, "
					+ "code SlowDown, request id req-3, 3 attempts). Try again later.");
		assertThat(this.store.requests()).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource({ "403, AccessDenied, StorageAccessDeniedException",
			"403, InvalidAccessKeyId, " + "StorageAccessDeniedException",
			"403, SignatureDoesNotMatch, StorageAccessDeniedException", "404, NoSuchKey, ObjectNotFoundException",
			"404, NoSuchBucket, BucketNotFoundException", "412, PreconditionFailed, PreconditionFailedException",
			"416, InvalidRange, InvalidRangeException", "400, EntityTooLarge, StorageException",
			"501, NotImplemented, StorageException" })
	void lastingFailuresAreThrownAtOnce(int status, String code, String type) {
		this.store.error(status, code);
		assertThatExceptionOfType(StorageException.class).isThrownBy(() -> this.warehouse.retrieve("dw://lake/a"))
			.satisfies((ex) -> {
				assertThat(ex.getClass().getSimpleName()).isEqualTo(type);
				assertThat(ex.getErrorCode()).isEqualTo(code);
				assertThat(ex.getStatusCode()).isEqualTo(status);
				assertThat(ex.getRequestId()).isEqualTo("req-1");
				assertThat(ex.getAttempts()).isOne();
				assertThat(ex).hasCauseInstanceOf(S3Exception.class).hasMessageNotContaining("top-secret");
			});
		assertThat(this.store.requests()).hasSize(1);
	}

	@Test
	void truncatedContentIsRetriedAndThenRefused() {
		byte[] part = "0123".getBytes(StandardCharsets.US_ASCII);
		this.store.answerTruncated(part, 10).answer(200, "0123456789");
		assertThat(this.warehouse.retrieveString("dw://lake/a")).isEqualTo("0123456789");
	}

	@Test
	void corruptContentIsRefused(@TempDir Path directory) {
		this.store.answer(200, "123456780", "x-amz-checksum-crc32", "y/Q5Jg==");
		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> this.warehouse.retrieve("dw://lake/a"))
			.satisfies((ex) -> assertThat(ex.getAttempts()).isEqualTo(3));
		assertThatExceptionOfType(IntegrityException.class)
			.isThrownBy(() -> this.warehouse.downloadFile("dw://lake/a", directory.resolve("a")))
			.satisfies((ex) -> assertThat(ex.getAttempts()).isEqualTo(3));
		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> {
			try (ObjectContent content = this.warehouse.retrieveStream("dw://lake/a")) {
				content.readAllBytes();
			}
		});
		assertThat(directory).isEmptyDirectory();
	}

	@Test
	void downloadIsComparedWithAnEtagThatIsItsMd5(@TempDir Path directory) throws IOException {
		this.store.answer(200, "corrupt", "ETag", "\"900150983cd24fb0d6963f7d28e17f72\"")
			.answer(200, "abc", "ETag", "\"900150983cd24fb0d6963f7d28e17f72\"")
			.answer(200, "encrypted", "ETag", "\"900150983cd24fb0d6963f7d28e17f72\"", "x-amz-server-side-encryption",
					"aws:kms");
		Path file = Files.writeString(directory.resolve("a"), "old");
		this.warehouse.downloadFile("dw://lake/a", file);
		assertThat(file).hasContent("abc");
		this.warehouse.downloadFile("dw://lake/a", file);
		assertThat(file).hasContent("encrypted");
		assertThat(this.store.requests()).hasSize(3);
	}

	@Test
	void failedDownloadLeavesTheFileAsItWas(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("a"), "old");
		this.store.answerTruncated("new".getBytes(StandardCharsets.US_ASCII), 10);
		assertThatExceptionOfType(StorageUnavailableException.class)
			.isThrownBy(() -> this.warehouse.downloadFile("dw://lake/a", file));
		assertThat(file).hasContent("old");
		assertThat(directory).isDirectoryNotContaining((other) -> !other.equals(file));
	}

	@Test
	void answersThatClaimUtf16AreRead() {
		this.store.answer(404, "<?xml version=\"1.0\" encoding=\"utf-16\"?>\n<Error><Code>NoSuchBucket</Code></Error>")
			.answer(200,
					"<?xml version=\"1.0\" encoding='UTF-16'?><ListBucketResult><Contents><Key>größe</Key>"
							+ "<Size>3</Size></Contents><IsTruncated>false</IsTruncated></ListBucketResult>")
			.answer(200, "<?xml version=\"1.0\" encoding=\"utf-16\"?><mine/>");
		assertThatExceptionOfType(BucketNotFoundException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://lake/a"));
		assertThat(this.warehouse.list("dw://lake").map(ObjectInfo::uri)).containsExactly(DwUri.of("lake", "größe"));
		assertThat(this.warehouse.retrieveString("dw://lake/a.xml")).contains("utf-16");
	}

	@ParameterizedTest
	@CsvSource({ "0, 3, 012", "2, 3, 234", "8, 100, 89", "-3, 9223372036854775807, 789",
			"-30, 9223372036854775807, 0123456789" })
	void rangeIsTakenOutOfTheWholeWhenTheStoreIgnoresIt(long offset, long length, String expected) throws IOException {
		this.store.answer(200, "0123456789", "ETag", "\"781e5e245d69b566979b86e28d23f2c7\"");
		ByteRange range = new ByteRange(offset, length);
		assertThat(this.warehouse.retrieve("dw://lake/a", range)).asString().isEqualTo(expected);
		try (ObjectContent content = this.warehouse.retrieveStream("dw://lake/a", range)) {
			assertThat(content.length()).isEqualTo(expected.length());
			assertThat(content.info().size()).isEqualTo(10);
			assertThat(content.readAllBytes()).asString().isEqualTo(expected);
		}
	}

	@Test
	void rangeBeyondTheWholeIsRefusedWhenTheStoreIgnoresIt() {
		this.store.answer(200, "0123456789");
		assertThatExceptionOfType(InvalidRangeException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://lake/a", ByteRange.from(10)));
		assertThatExceptionOfType(InvalidRangeException.class)
			.isThrownBy(() -> this.warehouse.retrieveStream("dw://lake/a", ByteRange.from(10)));
	}

	@Test
	void unreachableStoreIsToldAfterRetries() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		try (DataWarehouseTemplate template = template().endpoint(URI.create("http://127.0.0.1:" + port)).build()) {
			assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> template.head("dw://lake/a"))
				.satisfies((ex) -> assertThat(ex.getAttempts()).isEqualTo(3))
				.withMessageContaining("cannot be reached")
				.withMessageContaining("Check the endpoint");
		}
	}

	@Test
	void silentStoreIsLeftAfterTheReadTimeout() throws IOException {
		try (ServerSocket silent = new ServerSocket(0);
				DataWarehouseTemplate template = template().retry(RetrySettings.none())
					.endpoint(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
					.readTimeout(Duration.ofMillis(50))
					.build()) {
			assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> template.head("dw://lake/a"));
		}
	}

	@Test
	void attemptIsLimitedInTime() throws IOException {
		try (ServerSocket silent = new ServerSocket(0);
				DataWarehouseTemplate template = template().retry(RetrySettings.none())
					.endpoint(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
					.callTimeout(Duration.ofMillis(50))
					.build()) {
			assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> template.head("dw://lake/a"));
		}
	}

	@Test
	void interruptedCallIsNotRetried() {
		this.store.answer(200, "content");
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(StorageException.class).isThrownBy(() -> this.warehouse.retrieve("dw://lake/a"))
				.withMessageContaining("interrupted")
				.satisfies((ex) -> assertThat(ex.getAttempts()).isOne());
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void deleteAsksFirstAndSurvivesALostAnswer() {
		this.store.answer(200, "").error(500, "InternalError").error(404, "NoSuchKey").answer(204, "");
		assertThat(this.warehouse.delete("dw://lake/a")).isTrue();
		assertThat(this.store.calls()).containsExactly("HEAD /lake/a", "DELETE /lake/a", "HEAD /lake/a",
				"DELETE /lake/a");
	}

	@Test
	void deleteWorksForThoseWhoMayNotRead() {
		this.store.error(403, "AccessDenied").answer(204, "");
		assertThat(this.warehouse.delete("dw://lake/a")).isTrue();
	}

	@Test
	void operationsAreObserved() {
		this.store.answer(200, "content").error(404, "NoSuchKey");
		this.warehouse.retrieve("dw://lake/a");
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.storage")
			.that()
			.hasLowCardinalityKeyValue("operation", "retrieve")
			.hasLowCardinalityKeyValue("bucket", "lake")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasHighCardinalityKeyValue("uri", "dw://lake/a");
		this.registry.clear();
		assertThatExceptionOfType(ObjectNotFoundException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://lake/b"));
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsEqualTo(1)
			.hasObservationWithNameEqualTo("dw.storage")
			.that()
			.hasLowCardinalityKeyValue("outcome", "error")
			.hasError();
	}

	@Test
	void retriesAreEventsOfTheirOperation() {
		List<String> events = new CopyOnWriteArrayList<>();
		this.registry.observationConfig().observationHandler(new ObservationHandler<DwObservationContext>() {

			@Override
			public void onEvent(Observation.Event event, DwObservationContext context) {
				events.add(context.getOperation() + " " + event.getName());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof DwObservationContext;
			}

		});
		this.store.error(503, "SlowDown").error(503, "SlowDown").answer(200, "content").answer(200, "content");
		this.warehouse.retrieve("dw://lake/a");
		this.warehouse.retrieve("dw://lake/a");
		assertThat(events).containsExactly("retrieve retries", "retrieve retries");
	}

	@Test
	void templateTellsWhatItIsAndHasDone() {
		this.store.answer(200, "content", "Server", "MinIO");
		assertThat(this.warehouse.getServer()).isNull();
		this.warehouse.retrieve("dw://lake/a");
		assertThat(this.warehouse.getServer()).isEqualTo("MinIO");
		assertThat(this.warehouse.getEndpoint()).isEqualTo(this.store.endpoint());
		assertThat(this.warehouse.getRegion()).isEqualTo("us-east-1");
		assertThat(this.warehouse.getStats()).isEqualTo(new StorageStats(0, 7, 0, 0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dw://node@host/path", "dw://cluster:east/key", "dw://lake" })
	void addressesThatAreNoObjectsAreRefusedBeforeAnyCall(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.retrieve(address))
			.withMessageContaining(address);
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.store(address, "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.head(address));
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.delete(address));
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.copy("dw://lake/a", address));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.warehouse.presignGet(address, Duration.ofMinutes(1)));
		assertThat(this.store.requests()).isEmpty();
		TestObservationRegistryAssert.assertThat(this.registry).doesNotHaveAnyObservation();
	}

	@Test
	void bucketCallsRefuseObjects() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.createBucket("dw://lake/a"))
			.withMessageContaining("a bucket is needed");
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.list("dw://node@host/p"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "PT168H0.001S", "PT169H", "PT0.5S" })
	void expiryOfPresignedUrlsIsBounded(Duration expiry) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.presignGet("dw://lake/a", expiry))
			.withMessageContaining("1 second to 7 days, was " + expiry);
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.presignPut("dw://lake/a", expiry));
	}

	@Test
	void presignedUrlHidesItsSignature() {
		PresignedUrl url = this.warehouse.presignGet("dw://lake/a^b c", Duration.ofDays(7));
		assertThat(url.method()).isEqualTo("GET");
		assertThat(url.headers()).isEmpty();
		assertThat(url.url().toString()).startsWith(this.store.endpoint() + "/lake/a%5Eb%20c?")
			.contains("X-Amz-Expires=604800", "X-Amz-Signature=");
		assertThat(url.toString()).doesNotContain("Signature").contains("/lake/a%5Eb%20c?...");
	}

	@Test
	void anonymousTemplateSignsNothing() {
		this.store.answer(200, "content");
		try (DataWarehouseTemplate template = template().anonymous().build()) {
			template.retrieve("dw://lake/a");
			assertThatIllegalStateException()
				.isThrownBy(() -> template.presignGet("dw://lake/a", Duration.ofMinutes(1)))
				.withMessageContaining("without credentials");
		}
		assertThat(this.store.requests().get(0).header("Authorization")).isEmpty();
	}

	@Test
	void sessionTokenIsSent() {
		this.store.answer(200, "content");
		try (DataWarehouseTemplate template = template().credentials("access", "secret", "token").build()) {
			template.retrieve("dw://lake/a");
		}
		assertThat(this.store.requests().get(0).header("x-amz-security-token")).isEqualTo("token");
	}

	@Test
	void closedTemplateSaysSo() {
		this.warehouse.close();
		this.warehouse.close();
		assertThatIllegalStateException().isThrownBy(() -> this.warehouse.retrieve("dw://lake/a"))
			.withMessageContaining("closed");
	}

	@Test
	void textFormHasNoSecrets() {
		assertThat(this.warehouse.toString()).contains(this.store.endpoint().toString()).doesNotContain("top-secret");
	}

	@Test
	void customizerComesLast() {
		this.store.answer(200, "content");
		try (DataWarehouseTemplate template = template()
			.s3ClientCustomizer((builder) -> builder.region(Region.EU_WEST_1))
			.build()) {
			template.retrieve("dw://lake/a");
		}
		assertThat(this.store.requests().get(0).header("Authorization")).contains("/eu-west-1/s3/");
	}

	@Test
	void wrongSettingsAreRefused() {
		DataWarehouseTemplateBuilder builder = DataWarehouseTemplate.builder();
		for (String endpoint : new String[] { "ftp://host", "host:9000", "http://user:pw@host", "http://host/?a=b",
				"/path" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> builder.endpoint(URI.create(endpoint)))
				.withMessageNotContaining("pw");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> builder.credentials("", "secret"));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.credentials("access", " "));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.defaultBucket("dw://lake/key"));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.connectTimeout(Duration.ZERO))
			.withMessageContaining("PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnections(0));
	}

	@Test
	void sourceThatDiesPublishesNothing() {
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.store("dw://lake/a", dyingAfter(100), 1000))
			.withMessageContaining("nothing was stored")
			.withRootCauseInstanceOf(IOException.class);
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.store("dw://lake/a", new ByteArrayInputStream(new byte[5]), 6))
			.withMessageContaining("Only 5 of 6 bytes");
		assertThat(this.store.requests()).isEmpty();
	}

	static InputStream dyingAfter(int length) {
		return new InputStream() {

			private int left = length;

			@Override
			public int read() throws IOException {
				if (this.left == 0) {
					throw new IOException("the disk broke");
				}
				this.left--;
				return 'x';
			}

		};
	}

}
