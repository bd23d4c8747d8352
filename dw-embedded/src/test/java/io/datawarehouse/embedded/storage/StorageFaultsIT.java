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

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.embedded.storage.FaultProxy.Fault;
import io.datawarehouse.embedded.storage.FaultProxy.Request;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.storage.BucketNotFoundException;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseTemplateBuilder;
import io.datawarehouse.storage.IntegrityException;
import io.datawarehouse.storage.InvalidRangeException;
import io.datawarehouse.storage.ObjectContent;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.ObjectNotFoundException;
import io.datawarehouse.storage.PreconditionFailedException;
import io.datawarehouse.storage.StorageAccessDeniedException;
import io.datawarehouse.storage.StorageException;
import io.datawarehouse.storage.StorageUnavailableException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The rules of safe storage, each under faults of the network and of the store. What the
 * rules say without faults is in {@link StorageSafetyIT} and {@link StorageOperationsIT}.
 */
class StorageFaultsIT extends StorageServerTest {

	private static final int LARGE = 20_000_000;

	private static final Predicate<Request> GET = (request) -> request.is("GET", "/lake/f/");

	private static final Predicate<Request> PUT = (request) -> request.is("PUT", "/lake/f/");

	private static final Predicate<Request> PART_2 = (request) -> request.is("PUT", "partNumber=2");

	private FaultProxy proxy;

	private DataWarehouseTemplate faulty;

	@BeforeEach
	void startProxy() {
		this.proxy = new FaultProxy(this.server.endpoint());
		this.faulty = throughProxy().build();
	}

	private DataWarehouseTemplateBuilder throughProxy() {
		return template().endpoint(this.proxy.endpoint());
	}

	@AfterEach
	void stopProxy() {
		this.faulty.close();
		this.proxy.close();
	}

	static Stream<Arguments> faultsThatPass() {
		return Stream.of(named("500", Faults.error(500, "InternalError")), named("502", Faults.answer(502, "")),
				named("503", Faults.error(503, "SlowDown")), named("504", Faults.answer(504, "")),
				named("408", Faults.error(408, "RequestTimeout")), named("429", Faults.error(429, "TooManyRequests")),
				named("400 RequestTimeout", Faults.error(400, "RequestTimeout")), named("cut", Faults.cut()),
				named("lost answer", Faults.loseAnswer()));
	}

	static Stream<Arguments> failuresOfParts() {
		return Stream.of(
				arguments(Named.of("503", Faults.error(503, "SlowDown")), StorageUnavailableException.class, 3),
				arguments(Named.of("reset", Faults.resetAfter(1_000_000)), StorageUnavailableException.class, 3),
				arguments(Named.of("403", Faults.error(403, "AccessDenied")), StorageAccessDeniedException.class, 1));
	}

	private static Arguments named(String name, Fault fault) {
		return arguments(Named.of(name, fault));
	}

	private static DwUri uri(String name) {
		return DwUri.of(BUCKET, "f/" + name);
	}

	@ParameterizedTest
	@MethodSource("failuresOfParts")
	void rule2FailedPartPublishesNothingAndIsAborted(Fault fault, Class<? extends StorageException> type,
			int attempts) {
		this.proxy.always(PART_2, fault);
		assertThatExceptionOfType(type).isThrownBy(() -> this.faulty.store(uri("failed-part"), random(LARGE)))
			.satisfies((ex) -> assertThat(ex.getAttempts()).isEqualTo(attempts));
		assertThat(this.proxy.count(PART_2)).isEqualTo(attempts);
		assertThat(this.proxy.count((request) -> request.is("POST", "uploadId="))).isZero();
		assertThat(this.proxy.count((request) -> request.is("DELETE", "uploadId="))).isOne();
		assertThat(this.warehouse.exists(uri("failed-part"))).isFalse();
		assertThat(uploads()).isZero();
	}

	@Test
	void rule2AbortIsMadeAgainWhenItFails() {
		this.proxy.always(PART_2, Faults.error(403, "AccessDenied"))
			.once((request) -> request.method().equals("DELETE"), Faults.error(503, "SlowDown"));
		assertThatExceptionOfType(StorageAccessDeniedException.class)
			.isThrownBy(() -> this.faulty.store(uri("abort-again"), random(LARGE)));
		assertThat(uploads()).isZero();
	}

	@Test
	void rule2LostAnswerOfTheCompletionIsFoundOut() {
		byte[] content = random(LARGE);
		this.proxy.once((request) -> request.is("POST", "uploadId="), Faults.loseAnswer());
		assertThat(this.faulty.store(uri("completed"), content).size()).isEqualTo(LARGE);
		assertThat(this.warehouse.retrieve(uri("completed"))).isEqualTo(content);
		assertThat(uploads()).isZero();
	}

	private long uploads() {
		return this.warehouse
			.execute((s3) -> s3.listMultipartUploads((request) -> request.bucket(BUCKET)).uploads().size());
	}

	@ParameterizedTest
	@MethodSource("faultsThatPass")
	void rule4ListingSurvivesFaultsBetweenItsPages(Fault fault) {
		Predicate<Request> second = (request) -> request.target().contains("continuation-token=next");
		this.proxy.once(second, fault)
			.always(second, Faults.answer(200, page(1000, 1500, false)))
			.always((request) -> request.target().contains("list-type=2"), Faults.answer(200, page(0, 1000, true)));
		List<String> keys = this.faulty.list("dw://lake/many/").map((info) -> info.uri().key()).toList();
		assertThat(keys).hasSize(1500).doesNotHaveDuplicates().isSorted();
	}

	private static String page(int from, int to, boolean more) {
		StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>").append(more).append("</IsTruncated>");
		xml.append(more ? "<NextContinuationToken>next</NextContinuationToken>" : "");
		for (int i = from; i < to; i++) {
			xml.append("<Contents><Key>many/%04d</Key><Size>1</Size></Contents>".formatted(i));
		}
		return xml.append("</ListBucketResult>").toString();
	}

	@ParameterizedTest
	@ValueSource(ints = { 100_000, LARGE })
	void rule5StreamsAreCopiedInBlocks(int size) {
		byte[] content = random(size);
		try (BlockStream known = new BlockStream(content); BlockStream unknown = new BlockStream(content)) {
			this.faulty.store(uri("known"), known, size);
			this.faulty.store(uri("unknown"), unknown, -1);
			assertThat(known.reads).isLessThan(200);
			assertThat(unknown.reads).isLessThan(200);
		}
		assertThat(this.warehouse.retrieve(uri("known"))).isEqualTo(content);
		assertThat(this.warehouse.retrieve(uri("unknown"))).isEqualTo(content);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 70_000 })
	void rule6TruncatedAnswerIsFetchedAgain(int bytes, @TempDir Path directory) {
		byte[] content = random(100_000);
		this.warehouse.store(uri("truncated"), content);
		this.proxy.once(GET, Faults.truncate(bytes));
		assertThat(this.faulty.retrieve(uri("truncated"))).isEqualTo(content);
		this.proxy.once(GET, Faults.truncate(bytes));
		this.faulty.downloadFile(uri("truncated"), directory.resolve("file"));
		assertThat(directory.resolve("file")).hasBinaryContent(content);
		assertThat(this.proxy.count(GET)).isEqualTo(4);
	}

	@Test
	void rule6FileAppearsWholeOrNotAtAll(@TempDir Path directory) throws IOException {
		this.warehouse.store(uri("never-whole"), random(100_000));
		Path present = Files.writeString(directory.resolve("present"), "before");
		this.proxy.always(GET, Faults.truncate(50_000));
		for (Path target : List.of(present, directory.resolve("absent"))) {
			assertThatExceptionOfType(StorageUnavailableException.class)
				.isThrownBy(() -> this.faulty.downloadFile(uri("never-whole"), target))
				.satisfies((ex) -> assertThat(ex.getAttempts()).isEqualTo(3));
		}
		assertThat(present).hasContent("before");
		assertThat(directory).isDirectoryNotContaining((file) -> !file.equals(present));
	}

	@Test
	void rule6DamagedFileIsFetchedAgainOrRefused(@TempDir Path directory) {
		byte[] content = random(100_000);
		this.warehouse.store(uri("damaged"), content);
		this.proxy.once(GET, Faults.corrupt(60_000));
		this.faulty.downloadFile(uri("damaged"), directory.resolve("file"));
		assertThat(directory.resolve("file")).hasBinaryContent(content);
		this.proxy.always(GET, Faults.corrupt(60_000));
		assertThatExceptionOfType(IntegrityException.class)
			.isThrownBy(() -> this.faulty.downloadFile(uri("damaged"), directory.resolve("other")));
		assertThat(directory).isDirectoryNotContaining((file) -> !file.endsWith("file"));
	}

	@Test
	void rule6DamagedContentIsRetrievedAgainOrRefused() {
		this.warehouse.store(uri("damaged.json"), "{\"sum\":12345}");
		List<Supplier<Object>> ways = List.of(() -> new String(this.faulty.retrieve(uri("damaged.json"))),
				() -> this.faulty.retrieveString(uri("damaged.json")),
				() -> this.faulty.retrieveIfPresent(uri("damaged.json")).map(String::new).orElse(""),
				() -> "{\"sum\":" + this.faulty.retrieveJson(uri("damaged.json"), Map.class).get("sum") + "}");
		for (Supplier<Object> way : ways) {
			this.proxy.reset();
			// Still a number, so that nothing but the MD5 tells.
			this.proxy.once(GET, Faults.corrupt(8));
			assertThat(way.get()).isEqualTo("{\"sum\":12345}");
			assertThat(this.proxy.count(GET)).isEqualTo(2);
			this.proxy.always(GET, Faults.corrupt(8));
			assertThatExceptionOfType(IntegrityException.class).isThrownBy(way::get)
				.satisfies((ex) -> assertThat(ex.getAttempts()).isEqualTo(3));
		}
	}

	@Test
	void rule6StreamThatBreaksOffDoesNotLookWhole() throws IOException {
		this.warehouse.store(uri("stream"), random(100_000));
		this.proxy.once(GET, Faults.truncate(60_000));
		try (ObjectContent stream = this.faulty.retrieveStream(uri("stream"))) {
			assertThatExceptionOfType(Exception.class).isThrownBy(stream::readAllBytes);
		}
	}

	@ParameterizedTest
	@MethodSource("faultsThatPass")
	void rule7FaultThatPassesIsNotSeen(Fault fault) {
		this.proxy.once(PUT, fault);
		this.faulty.store(uri("passes"), "content");
		assertThat(this.proxy.count(PUT)).isEqualTo(2);
		this.proxy.once(GET, fault);
		assertThat(this.faulty.retrieveString(uri("passes"))).isEqualTo("content");
		assertThat(this.proxy.count(GET)).isEqualTo(2);
	}

	@Test
	void rule7OneLayerOfRetriesMakesThreeAttempts() {
		this.proxy.always(GET, Faults.error(503, "SlowDown"));
		assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> this.faulty.retrieve(uri("down")))
			.satisfies((ex) -> assertThat(ex.getAttempts()).isEqualTo(3));
		assertThat(this.proxy.count(GET)).isEqualTo(3);
	}

	@Test
	void rule7BodyThatWasHalfSentIsSentWholeAgain() {
		byte[] content = random(3_000_000);
		this.proxy.once(PUT, Faults.resetAfter(1_000_000));
		this.faulty.store(uri("half-sent"), new ByteArrayInputStream(content), content.length);
		assertThat(this.warehouse.retrieve(uri("half-sent"))).isEqualTo(content);
		assertThat(this.proxy.count(PUT)).isEqualTo(2);
	}

	@Test
	void rule7OnlyThePartThatFailedIsSentAgain() {
		byte[] content = random(LARGE);
		this.proxy.once(PART_2, Faults.resetAfter(1_000_000));
		this.faulty.store(uri("part-again"), new ByteArrayInputStream(content), -1);
		assertThat(this.warehouse.retrieve(uri("part-again"))).isEqualTo(content);
		assertThat(this.proxy.count(PART_2)).isEqualTo(2);
		assertThat(this.proxy.count((request) -> request.is("PUT", "partNumber=1"))).isOne();
	}

	@Test
	void rule7RetryAfterIsHonoured() {
		this.warehouse.store(uri("later"), "x");
		this.proxy.once(GET, Faults.error(503, "SlowDown", "Retry-After", "1"));
		Instant start = Instant.now();
		assertThat(this.faulty.retrieveString(uri("later"))).isEqualTo("x");
		assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void rule7SlowAnswerIsAwaitedAndSilenceIsNot() {
		byte[] content = random(1000);
		this.warehouse.store(uri("slow"), content);
		try (DataWarehouseTemplate impatient = throughProxy().readTimeout(Duration.ofSeconds(2)).build()) {
			this.proxy.once(GET, Faults.drip(100, Duration.ofMillis(300)));
			assertThat(impatient.retrieve(uri("slow"))).isEqualTo(content);
			assertThat(this.proxy.count(GET)).isOne();
			this.proxy.once(GET, Faults.drip(100, Duration.ofSeconds(10)));
			assertThat(impatient.retrieve(uri("slow"))).isEqualTo(content);
			assertThat(this.proxy.count(GET)).isEqualTo(3);
		}
	}

	@Test
	void rule7TotalTimeIsBound() {
		this.proxy.always(GET, Faults.delay(Duration.ofSeconds(20)));
		Instant start = Instant.now();
		try (DataWarehouseTemplate bound = throughProxy().callTimeout(Duration.ofSeconds(1)).build()) {
			assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> bound.retrieve(uri("slow")));
		}
		assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void rule7WrongClockIsCorrectedOnce() {
		this.proxy.always(GET, Faults.skewedClock(Duration.ofHours(3), "x"));
		assertThat(this.faulty.retrieveString(uri("skewed"))).isEqualTo("x");
		assertThat(this.proxy.count(GET)).isEqualTo(2);
		assertThat(this.faulty.retrieveString(uri("skewed"))).isEqualTo("x");
		assertThat(this.proxy.count(GET)).isEqualTo(3);
		// And back, by what the real server says: templates that are built later begin
		// with
		// the last correction.
		this.proxy.reset();
		this.faulty.store(uri("skewed"), "real");
		assertThat(this.faulty.retrieveString(uri("skewed"))).isEqualTo("real");
	}

	@Test
	void rule7WrongClockOfOneStoreDoesNotDisturbTheTemplateOfAnother() {
		try (FaultProxy right = new FaultProxy(this.server.endpoint());
				DataWarehouseTemplate other = template().endpoint(right.endpoint()).build()) {
			other.store(uri("right"), "x");
			this.proxy.always(GET, Faults.skewedClock(Duration.ofHours(3), "x"));
			assertThat(this.faulty.retrieveString(uri("skewed"))).isEqualTo("x");
			other.store(uri("right"), "x");
			assertThat(right.requests()).hasSize(2);
			assertThat(this.faulty.retrieveString(uri("skewed"))).isEqualTo("x");
			assertThat(this.proxy.count(GET)).isEqualTo(3);
		}
		// Templates that make their first call later begin with the last correction.
		this.proxy.reset();
		this.faulty.store(uri("skewed"), "real");
	}

	@Test
	void rule7RedirectIsToldAtOnceAndSendsNothingElsewhere() {
		this.proxy.always(PUT,
				Faults.error(307, "TemporaryRedirect", "Location", this.proxy.endpoint() + "/elsewhere/a"));
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.faulty.store(uri("redirected"), "content"))
			.withMessageContaining("status 307")
			.withMessageContaining("Check the region and the endpoint")
			.satisfies((ex) -> assertThat(ex.getAttempts()).isOne());
		assertThat(this.proxy.requests()).hasSize(1);
	}

	static Stream<Arguments> failures() {
		return Stream.of(arguments(404, "NoSuchKey", ObjectNotFoundException.class),
				arguments(404, "NoSuchBucket", BucketNotFoundException.class),
				arguments(403, "AccessDenied", StorageAccessDeniedException.class),
				arguments(403, "InvalidAccessKeyId", StorageAccessDeniedException.class),
				arguments(403, "SignatureDoesNotMatch", StorageAccessDeniedException.class),
				arguments(412, "PreconditionFailed", PreconditionFailedException.class),
				arguments(416, "InvalidRange", InvalidRangeException.class),
				arguments(400, "InvalidArgument", StorageException.class),
				arguments(501, "NotImplemented", StorageException.class));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void rule8FailureThatStaysIsToldAtOnceWithItsFacts(int status, String code,
			Class<? extends StorageException> type) {
		this.proxy.always(GET, Faults.error(status, code));
		assertThatExceptionOfType(StorageException.class).isThrownBy(() -> this.faulty.retrieve(uri("told")))
			.satisfies((ex) -> {
				assertThat(ex).isExactlyInstanceOf(type);
				assertThat(ex.getOperation()).isEqualTo("retrieve");
				assertThat(ex.getUri()).isEqualTo(uri("told"));
				assertThat(ex.getStatusCode()).isEqualTo(status);
				assertThat(ex.getErrorCode()).isEqualTo(code);
				assertThat(ex.getRequestId()).isEqualTo("told-by-proxy");
				assertThat(ex.getAttempts()).isOne();
			});
		assertThat(this.proxy.count(GET)).isOne();
	}

	@Test
	void rule8ExhaustedRetriesAreToldWithTheirFacts() {
		this.proxy.always(GET, Faults.error(503, "SlowDown"));
		assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> this.faulty.retrieve(uri("told")))
			.satisfies((ex) -> {
				assertThat(ex.getStatusCode()).isEqualTo(503);
				assertThat(ex.getErrorCode()).isEqualTo("SlowDown");
				assertThat(ex.getRequestId()).isEqualTo("told-by-proxy");
				assertThat(ex.getAttempts()).isEqualTo(3);
			})
			.withMessageContaining("'retrieve' of dw://lake/f/told failed");
	}

	@Test
	void rule9ClosingEndsWhatIsUnderWay() throws Exception {
		Leftovers before = new Leftovers();
		this.proxy.always(GET, Faults.delay(Duration.ofMinutes(1)));
		DataWarehouseTemplate closing = throughProxy().retry(RetrySettings.none()).build();
		CompletableFuture<Object> call = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				call.complete(closing.retrieve(uri("hangs")));
			}
			catch (RuntimeException ex) {
				call.completeExceptionally(ex);
			}
		});
		caller.start();
		Awaitility.await().untilAsserted(() -> assertThat(this.proxy.count(GET)).isOne());
		closing.close();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> call.get(20, TimeUnit.SECONDS))
			.withCauseInstanceOf(StorageException.class);
		caller.join(20_000);
		assertThatIllegalStateException().isThrownBy(() -> closing.retrieve(uri("hangs")))
			.withMessageContaining("closed");
		this.faulty.close();
		this.proxy.close();
		before.assertNone();
	}

	@Test
	void rule9FailedCallsLeaveNoConnection() {
		this.warehouse.store(uri("pool"), random(200_000));
		this.proxy.always(GET, Faults.truncate(1000));
		try (DataWarehouseTemplate one = throughProxy().maxConnections(1)
			.connectTimeout(Duration.ofSeconds(2))
			.retry(RetrySettings.none())
			.build()) {
			for (int i = 0; i < 5; i++) {
				assertThatExceptionOfType(StorageUnavailableException.class)
					.isThrownBy(() -> one.retrieve(uri("pool")));
			}
			this.proxy.reset();
			assertThat(one.retrieve(uri("pool"))).hasSize(200_000);
			assertThat(one.list("dw://lake/f/pool").map(ObjectInfo::size)).containsExactly(200_000L);
		}
	}

	private static byte[] random(int size) {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		return content;
	}

	/**
	 * Cannot be read byte by byte.
	 */
	private static final class BlockStream extends FilterInputStream {

		private int reads;

		private BlockStream(byte[] content) {
			super(new ByteArrayInputStream(content));
		}

		@Override
		public int read() {
			throw new AssertionError("read byte by byte");
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			this.reads++;
			return super.read(buffer, offset, length);
		}

		@Override
		public void close() {
			// Nothing to close.
		}

	}

}
