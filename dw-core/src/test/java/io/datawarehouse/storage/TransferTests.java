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
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.datawarehouse.Threads;
import io.datawarehouse.retry.RetrySettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of large transfers, against a store that serves many connections.
 */
class TransferTests {

	private static final int PART = TransferSettings.LEAST_PART_SIZE;

	private static final long SLOW = 20_000_000;

	private static final String URI = "dw://lake/large";

	private final PartStore store = new PartStore();

	private DataWarehouseTemplate warehouse = template().build();

	@TempDir
	private Path directory;

	private DataWarehouseTemplateBuilder template() {
		return DataWarehouseTemplate.builder()
			.endpoint(this.store.endpoint())
			.credentials("access", "secret")
			.multipartThreshold(PART)
			.partSize(PART)
			.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1)));
	}

	@AfterEach
	void nothingIsLeftBehind() throws IOException {
		assertThat(this.store.uploads()).isEmpty();
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files.map((file) -> file.getFileName().toString())).noneMatch((name) -> name.endsWith(".part"));
		}
		this.warehouse.close();
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(this.store.connections()).isZero());
		this.store.close();
		Threads.assertNoneLeft("dw-transfer-");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void connectionsAreSeenWhileTheTemplateIsOpen() {
		this.warehouse.store(URI, content(3 * PART));
		assertThat(this.store.connections()).isPositive();
	}

	private static byte[] content(int size) {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		return content;
	}

	private byte[] stored() {
		return this.store.objects().get("/lake/large");
	}

	private void put(byte[] content) {
		this.store.objects().put("/lake/large", content);
	}

	private Path file(byte[] content) throws IOException {
		return Files.write(this.directory.resolve("source"), content);
	}

	private Path target() {
		return this.directory.resolve("target");
	}

	static Stream<Arguments> sizesAndSources() {
		return Stream.of(0, 1, PART - 1, PART, PART + 1, 3 * PART + 1)
			.flatMap((size) -> Stream.of("bytes", "file", "stream", "unknown", "slow file", "slow stream")
				.map((source) -> Arguments.of(size, source)));
	}

	@ParameterizedTest
	@MethodSource("sizesAndSources")
	void everySizeGoesUpAndDownUnchanged(int size, String source) throws IOException {
		byte[] content = content(size);
		this.store.bytesPerSecond = source.startsWith("slow") ? SLOW * 4 : 0;
		StoredObject stored = switch (source) {
			case "bytes" -> this.warehouse.store(URI, content);
			case "file", "slow file" -> this.warehouse.uploadFile(URI, file(content));
			case "stream", "slow stream" -> this.warehouse.store(URI, new ByteArrayInputStream(content), size);
			default -> this.warehouse.store(URI, new ByteArrayInputStream(content), -1);
		};
		assertThat(stored.size()).isEqualTo(size);
		assertThat(stored()).isEqualTo(content);
		assertThat(this.warehouse.downloadFile(URI, target()).size()).isEqualTo(size);
		assertThat(target()).hasBinaryContent(content);
	}

	@Test
	void slowLinkGetsManyConnectionsForAnUpload() throws IOException {
		byte[] content = content(12 * PART);
		Path file = file(content);
		this.store.bytesPerSecond = SLOW;
		assertThat(mostMoving(6, () -> this.warehouse.uploadFile(URI, file))).isBetween(6, 16);
		assertThat(stored()).isEqualTo(content);
	}

	@Test
	void slowLinkGetsManyConnectionsForADownload() {
		byte[] content = content(12 * PART);
		put(content);
		this.store.bytesPerSecond = SLOW;
		assertThat(mostMoving(6, () -> this.warehouse.downloadFile(URI, target()))).isBetween(6, 16);
		assertThat(target()).hasBinaryContent(content);
	}

	@Test
	void slowLinkGetsManyConnectionsForAStream() {
		byte[] content = content(12 * PART);
		this.store.bytesPerSecond = SLOW;
		Thread owner = Thread.currentThread();
		Supplier<InputStream> stream = () -> new FilterInputStream(new ByteArrayInputStream(content)) {

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				assertThat(Thread.currentThread()).isSameAs(owner);
				return super.read(bytes, offset, length);
			}

		};
		assertThat(mostMoving(3, () -> this.warehouse.store(URI, stream.get(), -1))).isBetween(3, 16);
		assertThat(stored()).isEqualTo(content);
	}

	/**
	 * How many connections moved data at a time, in the first of a few rounds in which
	 * they were enough: on a machine under load, threads that get no processor make few
	 * connections look like all that pay off.
	 */
	private int mostMoving(int enough, Runnable transfer) {
		int most = 0;
		for (int round = 0; round < 8 && most < enough; round++) {
			this.store.forgetMostMoving();
			transfer.run();
			most = this.store.mostMoving();
		}
		return most;
	}

	@Test
	void concurrencyIsBoundedByTheConnections() throws IOException {
		this.warehouse.close();
		this.warehouse = template().maxConnections(3).build();
		this.store.bytesPerSecond = SLOW;
		byte[] content = content(8 * PART);
		Path file = file(content);
		assertThat(mostMoving(3, () -> this.warehouse.uploadFile(URI, file))).isEqualTo(3);
		assertThat(stored()).isEqualTo(content);
	}

	@Test
	void failedPartAmongManyEndsAllAndAborts() throws IOException {
		this.store.bytesPerSecond = SLOW / 2;
		CountDownLatch failed = new CountDownLatch(1);
		this.store.fault = (exchange, call) -> {
			boolean fifth = call.contains("partNumber=5&");
			if (fifth) {
				this.store.error(exchange, 403, "AccessDenied");
				failed.countDown();
			}
			else if (call.matches(".*partNumber=([6-9]|\\d\\d)&.*")) {
				awaitQuietly(failed);
			}
			return fifth;
		};
		Path file = file(content(40 * PART));
		try (DataWarehouseTemplate eight = template().transferConcurrency(8).build()) {
			assertThatExceptionOfType(StorageAccessDeniedException.class).isThrownBy(() -> eight.uploadFile(URI, file));
		}
		assertThat(stored()).isNull();
		assertThat(this.store.calls()).noneMatch((call) -> call.startsWith("POST /lake/large?uploadId"))
			.filteredOn((call) -> call.startsWith("DELETE"))
			.hasSize(1);
		assertThat(this.store.calls()).filteredOn((call) -> call.startsWith("PUT")).hasSizeLessThan(25);
		assertThat(this.store.calls().get(this.store.calls().size() - 1)).startsWith("DELETE");
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void partsThatFailInPassingAreSentAgain() throws IOException {
		AtomicInteger failures = new AtomicInteger();
		this.store.bytesPerSecond = SLOW * 2;
		this.store.fault = (exchange, call) -> {
			boolean fails = call.contains("partNumber=") && failures.getAndIncrement() % 3 == 0;
			if (fails) {
				this.store.error(exchange, 503, "SlowDown");
			}
			return fails;
		};
		this.warehouse.close();
		this.warehouse = template()
			.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1)).withMaxAttempts(10))
			.build();
		byte[] content = content(6 * PART + 1);
		this.warehouse.uploadFile(URI, file(content));
		assertThat(stored()).isEqualTo(content);
		assertThat(failures).hasValueGreaterThan(7);
	}

	@Test
	void streamThatDiesWhileHelpersSendPublishesNothing() {
		this.store.bytesPerSecond = SLOW;
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.store(URI, DataWarehouseTemplateTests.dyingAfter(10 * PART + 7), -1))
			.withMessageContaining("nothing was stored");
		assertThat(stored()).isNull();
	}

	@Test
	void interruptedCallerEndsAllAndAborts() throws Exception {
		this.store.bytesPerSecond = SLOW / 4;
		Path file = file(content(40 * PART));
		AtomicInteger failed = new AtomicInteger();
		Thread caller = new Thread(() -> {
			try {
				this.warehouse.uploadFile(URI, file);
			}
			catch (StorageException ex) {
				failed.incrementAndGet();
			}
		});
		caller.start();
		Awaitility.await().until(() -> this.store.mostMoving() > 4);
		caller.interrupt();
		caller.join(20_000);
		assertThat(failed).hasValue(1);
		assertThat(stored()).isNull();
	}

	@Test
	void partThatWasDamagedOnItsWayIsRefused() throws IOException {
		this.store.fault = (exchange, call) -> {
			if (call.contains("partNumber=2&")) {
				this.store.error(exchange, 400, "BadDigest");
				return true;
			}
			return false;
		};
		Path file = file(content(3 * PART));
		assertThatExceptionOfType(StorageException.class).isThrownBy(() -> this.warehouse.uploadFile(URI, file))
			.satisfies((ex) -> assertThat(ex.getErrorCode()).isEqualTo("BadDigest"));
		assertThat(stored()).isNull();
	}

	@Test
	void damagedRangeIsDetected() {
		byte[] content = content(8 * PART);
		put(content);
		this.store.bytesPerSecond = SLOW;
		this.store.corruptsRanges = true;
		this.store.answersChecksums = true;
		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> this.warehouse.downloadFile(URI, target()))
			.withMessageContaining("CRC32");
		assertThat(target()).doesNotExist();
	}

	@Test
	void objectThatIsOverwrittenDuringItsDownloadFails() {
		put(content(8 * PART));
		this.store.bytesPerSecond = SLOW;
		this.store.fault = (exchange, call) -> {
			if (exchange.getRequestHeaders().containsKey("Range")) {
				put(content(8 * PART + 1));
			}
			return false;
		};
		assertThatExceptionOfType(PreconditionFailedException.class)
			.isThrownBy(() -> this.warehouse.downloadFile(URI, target()))
			.withMessageContaining("changed the object");
		assertThat(target()).doesNotExist();
	}

	@Test
	void storeThatIgnoresRangesServesOneConnection() {
		byte[] content = content(8 * PART);
		put(content);
		this.store.bytesPerSecond = SLOW * 2;
		this.store.ignoresRanges = true;
		// More connections may all ask before the first answer tells.
		try (DataWarehouseTemplate three = template().transferConcurrency(3).build()) {
			three.downloadFile(URI, target());
		}
		assertThat(target()).hasBinaryContent(content);
		assertThat(this.store.calls()).filteredOn((call) -> call.contains("bytes="))
			.hasSizeBetween(1, 4)
			.doesNotHaveDuplicates();
	}

	@Test
	void brokenAnswerIsContinuedByRanges() {
		byte[] content = content(4 * PART);
		put(content);
		AtomicInteger breaks = new AtomicInteger();
		this.store.fault = (exchange, call) -> {
			if (exchange.getRequestHeaders().containsKey("Range") || breaks.getAndIncrement() > 0) {
				return false;
			}
			exchange.getResponseHeaders()
				.set("ETag", "\"" + PartStore.crc32(content, content.length).replace("=", "") + "\"");
			exchange.sendResponseHeaders(200, content.length);
			exchange.getResponseBody().write(content, 0, PART + PART / 2);
			exchange.getResponseBody().flush();
			return true;
		};
		this.warehouse.downloadFile(URI, target());
		assertThat(target()).hasBinaryContent(content);
		assertThat(this.store.calls()).filteredOn((call) -> call.endsWith("null")).hasSize(1);
	}

	@Test
	void templateCanBeClosedWhileHelpersWork() throws Exception {
		this.store.bytesPerSecond = SLOW / 4;
		put(content(20 * PART));
		AtomicInteger failed = new AtomicInteger();
		Thread caller = new Thread(() -> {
			try {
				this.warehouse.downloadFile(URI, target());
			}
			catch (RuntimeException ex) {
				failed.incrementAndGet();
			}
		});
		caller.start();
		Awaitility.await().until(() -> this.store.mostMoving() > 4);
		this.warehouse.close();
		caller.join(20_000);
		assertThat(failed).hasValue(1);
		assertThat(target()).doesNotExist();
	}

}
