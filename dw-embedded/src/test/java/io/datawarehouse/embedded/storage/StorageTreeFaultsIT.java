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
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.embedded.storage.FaultProxy.Fault;
import io.datawarehouse.embedded.storage.FaultProxy.Request;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StorageException;
import io.datawarehouse.storage.SyncOptions;
import io.datawarehouse.storage.SyncResult;
import io.datawarehouse.storage.resource.DwResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Directories and Spring resources under faults, by both ways to call: a fault that
 * passes is not seen, one that stays is told and leaves nothing behind that is not whole.
 */
class StorageTreeFaultsIT extends StorageServerTest {

	private static final int PART = StorageFaultMatrixIT.PART;

	private static final int LARGE = 2 * PART + 1;

	private static final Predicate<Request> PART_2 = (request) -> request.is("PUT", "partNumber=2");

	private static final Predicate<Request> GET_LARGE = (request) -> request.is("GET", "/lake/tree/large");

	@TempDir
	private Path temp;

	private Path source;

	private Path target;

	private FaultProxy proxy;

	private DataWarehouseTemplate faulty;

	@BeforeEach
	void prepare() throws IOException {
		this.source = Files.createDirectories(this.temp.resolve("source/below")).getParent();
		this.target = Files.createDirectory(this.temp.resolve("target"));
		Files.write(this.source.resolve("large"), StorageFaultMatrixIT.random(LARGE));
		Files.writeString(this.source.resolve("below/a^b=c d+e%f größe"), "small");
		Files.writeString(this.source.resolve("below/empty"), "");
		this.warehouse.deleteAll("dw://lake/tree/");
		this.proxy = new FaultProxy(this.server.endpoint());
		this.faulty = template().endpoint(this.proxy.endpoint()).multipartThreshold(PART).partSize(PART).build();
	}

	@AfterEach
	void stopProxy() {
		this.faulty.close();
		this.proxy.close();
	}

	static Stream<Arguments> passing() {
		return Stream
			.of(Named.of("cut", Faults.cut()), Named.of("503", Faults.error(503, "SlowDown")),
					Named.of("reset", Faults.resetAfter(10_000)))
			.flatMap((fault) -> Stream.of(StorageCaller.values()).map((caller) -> Arguments.of(fault, caller)));
	}

	static Stream<Arguments> passingDownloads() {
		return Stream
			.of(Named.of("cut", Faults.cut()), Named.of("truncated", Faults.truncate(10_000)),
					Named.of("reset", Faults.resetAnswerAfter(PART + 1000)))
			.flatMap((fault) -> Stream.of(StorageCaller.values()).map((caller) -> Arguments.of(fault, caller)));
	}

	private SyncResult upload(StorageCaller caller, boolean sync) {
		Path from = this.source;
		if (sync) {
			SyncOptions options = SyncOptions.defaults();
			return caller.call(this.faulty, (template) -> template.sync(from, "dw://lake/tree", options),
					(async) -> async.sync(from, "dw://lake/tree", options));
		}
		return caller.call(this.faulty, (template) -> template.uploadDirectory("dw://lake/tree", from),
				(async) -> async.uploadDirectory("dw://lake/tree", from));
	}

	private SyncResult download(StorageCaller caller, boolean sync) {
		Path to = this.target;
		if (sync) {
			SyncOptions options = SyncOptions.defaults();
			return caller.call(this.faulty, (template) -> template.sync("dw://lake/tree", to, options),
					(async) -> async.sync("dw://lake/tree", to, options));
		}
		return caller.call(this.faulty, (template) -> template.downloadDirectory("dw://lake/tree", to),
				(async) -> async.downloadDirectory("dw://lake/tree", to));
	}

	private void requireSameTrees() throws IOException {
		for (Path file : files(this.source)) {
			assertThat(this.target.resolve(this.source.relativize(file))).hasSameBinaryContentAs(file);
		}
		assertThat(files(this.target)).hasSameSizeAs(files(this.source));
	}

	private static List<Path> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	private long uploads() {
		return this.warehouse.execute((s3) -> s3.listMultipartUploads((list) -> list.bucket(BUCKET))).uploads().size();
	}

	@ParameterizedTest
	@MethodSource("passing")
	void uploadAndSyncSurviveAFailingPart(Fault fault, StorageCaller caller) throws IOException {
		this.proxy.once(PART_2, fault);
		assertThat(upload(caller, false).transferred()).isEqualTo(3);
		this.warehouse.downloadDirectory("dw://lake/tree", this.target);
		requireSameTrees();
		this.warehouse.delete("dw://lake/tree/large");
		this.proxy.once(PART_2, fault);
		assertThat(upload(caller, true)).isEqualTo(new SyncResult(1, LARGE, 2, 0));
		assertThat(this.proxy.isDone()).isTrue();
		assertThat(this.warehouse.head("dw://lake/tree/large").size()).isEqualTo(LARGE);
	}

	@ParameterizedTest
	@EnumSource
	void uploadAndSyncTellAPartThatAlwaysFails(StorageCaller caller) {
		this.proxy.always(PART_2, Faults.error(403, "AccessDenied"));
		for (boolean sync : List.of(false, true)) {
			assertThatExceptionOfType(StorageException.class).isThrownBy(() -> upload(caller, sync))
				.withMessageContaining("dw://lake/tree/large");
			assertThat(this.warehouse.exists("dw://lake/tree/large")).isFalse();
			assertThat(uploads()).isZero();
		}
	}

	@ParameterizedTest
	@MethodSource("passingDownloads")
	void downloadAndSyncSurviveACut(Fault fault, StorageCaller caller) throws IOException {
		this.warehouse.uploadDirectory("dw://lake/tree", this.source);
		this.proxy.once(GET_LARGE, fault);
		assertThat(download(caller, false).transferred()).isEqualTo(3);
		requireSameTrees();
		Files.delete(this.target.resolve("large"));
		this.proxy.once(GET_LARGE, fault);
		assertThat(download(caller, true)).isEqualTo(new SyncResult(1, LARGE, 2, 0));
		assertThat(this.proxy.isDone()).isTrue();
		requireSameTrees();
	}

	@ParameterizedTest
	@EnumSource
	void downloadAndSyncLeaveWholeFilesOnly(StorageCaller caller) throws IOException {
		this.warehouse.uploadDirectory("dw://lake/tree", this.source);
		// Were there any bytes, the download would go on after them.
		this.proxy.always(GET_LARGE, Faults.truncate(0));
		for (boolean sync : List.of(false, true)) {
			assertThatExceptionOfType(StorageException.class).isThrownBy(() -> download(caller, sync))
				.withMessageContaining("dw://lake/tree/large");
			assertThat(files(this.target)).allSatisfy((file) -> assertThat(file)
				.hasSameBinaryContentAs(this.source.resolve(this.target.relativize(file))));
			assertThat(this.target.resolve("large")).doesNotExist();
		}
	}

	@Test
	void resourceIsReadWholeOrFails() throws IOException {
		byte[] content = StorageFaultMatrixIT.random(LARGE);
		this.warehouse.store("dw://lake/tree/large", content);
		DwResource resource = new DwResource(DwUri.parse("dw://lake/tree/large"), () -> this.faulty);
		this.proxy.once(GET_LARGE, Faults.error(503, "SlowDown"));
		assertThat(resource.getContentAsByteArray()).isEqualTo(content);
		this.proxy.once(GET_LARGE, Faults.cut());
		try (InputStream stream = resource.getInputStream()) {
			assertThat(stream.readAllBytes()).isEqualTo(content);
		}
		this.proxy.once(GET_LARGE, Faults.truncate(PART));
		try (InputStream stream = resource.getInputStream()) {
			assertThatExceptionOfType(IOException.class).isThrownBy(stream::readAllBytes);
		}
		assertThat(this.proxy.isDone()).isTrue();
	}

	@Test
	void resourceIsWrittenWholeOrNotAtAll() throws IOException {
		byte[] content = StorageFaultMatrixIT.random(LARGE);
		DwResource resource = new DwResource(DwUri.parse("dw://lake/tree/written"), () -> this.faulty);
		this.proxy.once(PART_2, Faults.resetAfter(10_000));
		try (OutputStream stream = resource.getOutputStream()) {
			stream.write(content);
		}
		assertThat(this.warehouse.retrieve("dw://lake/tree/written")).isEqualTo(content);
		this.proxy.always(PART_2, Faults.error(403, "AccessDenied"));
		DwResource other = new DwResource(DwUri.parse("dw://lake/tree/never"), () -> this.faulty);
		assertThatExceptionOfType(StorageException.class).isThrownBy(() -> {
			try (OutputStream stream = other.getOutputStream()) {
				stream.write(content);
			}
		});
		assertThat(this.warehouse.exists("dw://lake/tree/never")).isFalse();
		assertThat(uploads()).isZero();
	}

}
