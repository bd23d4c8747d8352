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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.datawarehouse.embedded.storage.FaultProxy.Fault;
import io.datawarehouse.embedded.storage.FaultProxy.Request;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StorageException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every fault in every size, by both ways to call: one fault is not seen, and one that
 * stays publishes nothing. Objects above one part are sent in parts.
 */
class StorageFaultMatrixIT extends StorageServerTest {

	static final int PART = 5 * 1024 * 1024;

	private static final List<Integer> SIZES = List.of(0, 1, PART - 1, PART, PART + 1, 3 * PART + 1);

	private FaultProxy proxy;

	private DataWarehouseTemplate faulty;

	@BeforeAll
	void startProxy() {
		this.proxy = new FaultProxy(this.server.endpoint());
		this.faulty = template().endpoint(this.proxy.endpoint()).multipartThreshold(PART).partSize(PART).build();
	}

	@BeforeEach
	void resetProxy() {
		this.proxy.reset();
	}

	@AfterAll
	void stopProxy() {
		this.faulty.close();
		this.proxy.close();
	}

	private static Map<String, Fault> faults() {
		Map<String, Fault> faults = new LinkedHashMap<>();
		faults.put("cut", Faults.cut());
		faults.put("delay", Faults.delay(Duration.ofMillis(100)));
		faults.put("500", Faults.error(500, "InternalError"));
		faults.put("503 with Retry-After", Faults.error(503, "SlowDown", "Retry-After", "0"));
		faults.put("clock skew", Faults.skewed());
		return faults;
	}

	static Stream<Arguments> uploads() {
		return SIZES.stream().flatMap((size) -> {
			Map<String, Fault> faults = faults();
			faults.put("lost answer", Faults.loseAnswer());
			faults.put("damaged on its way", Faults.error(400, "BadDigest"));
			if (size > 0) {
				int sent = (size > PART) ? Math.min(PART, size - PART) : size;
				faults.put("reset mid-part", Faults.resetAfter(sent / 2));
			}
			return arguments(size, faults);
		});
	}

	static Stream<Arguments> downloads() {
		return SIZES.stream().flatMap((size) -> {
			Map<String, Fault> faults = faults();
			if (size > 0) {
				faults.put("truncated body", Faults.truncate(size / 2));
				faults.put("reset mid-body", Faults.resetAnswerAfter(size / 2));
				faults.put("slow drip", Faults.drip(size / 4 + 1, Duration.ofMillis(20)));
			}
			// One in parts has neither a checksum nor an MD5 to find it out by.
			if (size > 0 && size <= PART) {
				faults.put("corrupted body", Faults.corrupt(size / 2));
			}
			return arguments(size, faults);
		});
	}

	private static Stream<Arguments> arguments(int size, Map<String, Fault> faults) {
		return faults.entrySet()
			.stream()
			.map((fault) -> Named.of(fault.getKey(), fault.getValue()))
			.flatMap((fault) -> Stream.of(StorageCaller.values())
				.map((caller) -> Arguments.arguments(size, fault, caller)));
	}

	private static Predicate<Request> content(String method, int size) {
		boolean parts = method.equals("PUT") && size > PART;
		return (request) -> request.is(method, parts ? "partNumber=2" : "/lake/matrix");
	}

	@ParameterizedTest
	@MethodSource("uploads")
	void uploadSurvives(int size, Fault fault, StorageCaller caller, @TempDir Path directory) throws IOException {
		byte[] content = random(size);
		this.proxy.once(content("PUT", size), fault);
		caller.store(this.faulty, "dw://lake/matrix", content);
		assertThat(this.proxy.isDone()).isTrue();
		assertThat(this.warehouse.retrieve("dw://lake/matrix")).isEqualTo(content);
		this.proxy.once(content("PUT", size), fault);
		caller.uploadFile(this.faulty, "dw://lake/matrix-file", Files.write(directory.resolve("in"), content));
		assertThat(this.proxy.isDone()).isTrue();
		assertThat(this.warehouse.retrieve("dw://lake/matrix-file")).isEqualTo(content);
	}

	@ParameterizedTest
	@MethodSource("downloads")
	void downloadSurvives(int size, Fault fault, StorageCaller caller, @TempDir Path directory) {
		byte[] content = random(size);
		this.warehouse.store("dw://lake/matrix-down", content);
		this.proxy.once(content("GET", size), fault);
		assertThat(caller.retrieve(this.faulty, "dw://lake/matrix-down")).isEqualTo(content);
		assertThat(this.proxy.isDone()).isTrue();
		this.proxy.once(content("GET", size), fault);
		caller.downloadFile(this.faulty, "dw://lake/matrix-down", directory.resolve("out"));
		assertThat(this.proxy.isDone()).isTrue();
		assertThat(directory.resolve("out")).hasBinaryContent(content);
		assertThat(directory).isDirectoryNotContaining((file) -> !file.endsWith("out"));
	}

	@ParameterizedTest
	@EnumSource
	void redirectIsToldAtOnceAndPublishesNothing(StorageCaller caller) {
		this.proxy.always((request) -> true, Faults.error(307, "TemporaryRedirect", "Location", "http://127.0.0.1:9/"));
		for (int size : SIZES) {
			assertThatExceptionOfType(StorageException.class)
				.isThrownBy(() -> caller.store(this.faulty, "dw://lake/redirected", random(size)))
				.satisfies((ex) -> assertThat(ex.getAttempts()).isOne())
				.withMessageContaining("status 307");
		}
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> caller.retrieve(this.faulty, "dw://lake/redirected"))
			.satisfies((ex) -> assertThat(ex.getAttempts()).isOne());
		assertThat(this.proxy.requests()).hasSize(SIZES.size() + 1);
		assertThat(this.warehouse.exists("dw://lake/redirected")).isFalse();
	}

	static Stream<Arguments> faultsThatStay() {
		Map<String, Fault> faults = faults();
		faults.remove("delay");
		faults.put("damaged on its way", Faults.error(400, "BadDigest"));
		faults.put("reset mid-part", Faults.resetAfter(100));
		return Stream.of(1000, 3 * PART + 1).flatMap((size) -> arguments(size, faults));
	}

	@ParameterizedTest
	@MethodSource("faultsThatStay")
	void faultThatStaysPublishesNothing(int size, Fault fault, StorageCaller caller) {
		this.warehouse.delete("dw://lake/matrix");
		this.proxy.always(content("PUT", size), fault);
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> caller.store(this.faulty, "dw://lake/matrix", random(size)))
			.satisfies((ex) -> assertThat(ex.getAttempts()).isBetween(2, 3));
		assertThat(this.warehouse.exists("dw://lake/matrix")).isFalse();
		assertThat(this.warehouse.execute((s3) -> s3.listMultipartUploads((list) -> list.bucket(BUCKET))).uploads())
			.isEmpty();
	}

	static byte[] random(int size) {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		return content;
	}

}
