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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.BucketAlreadyExistsException;
import io.datawarehouse.storage.BucketInfo;
import io.datawarehouse.storage.BucketNotEmptyException;
import io.datawarehouse.storage.BucketNotFoundException;
import io.datawarehouse.storage.ByteRange;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.InvalidRangeException;
import io.datawarehouse.storage.ListOptions;
import io.datawarehouse.storage.ObjectContent;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.ObjectNotFoundException;
import io.datawarehouse.storage.PreconditionFailedException;
import io.datawarehouse.storage.StoreOptions;
import io.datawarehouse.storage.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Every operation of {@link DataWarehouseTemplate} on a real server.
 */
class StorageOperationsIT extends StorageServerTest {

	private static final int PART = 8 * 1024 * 1024;

	@Test
	void bytesAndTextAreStoredAndRetrieved() {
		byte[] bytes = { 0, 1, 2, -1 };
		StoredObject stored = this.warehouse.store("dw://lake/ops/bytes", bytes);
		assertThat(stored.uri()).isEqualTo(DwUri.parse("dw://lake/ops/bytes"));
		assertThat(stored.size()).isEqualTo(4);
		assertThat(stored.etag()).isNotEmpty().doesNotContain("\"");
		assertThat(this.warehouse.retrieve("dw://lake/ops/bytes")).isEqualTo(bytes);
		this.warehouse.store("s3://lake/ops/text", "Grüße, 日本");
		assertThat(this.warehouse.retrieveString("lake/ops/text")).isEqualTo("Grüße, 日本");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 1, 3 * PART + 1 })
	void contentOfAnySizeSurvivesEveryWay(int size, @TempDir Path directory) throws IOException {
		byte[] content = random(size);
		this.warehouse.store("dw://lake/size/bytes", content);
		this.warehouse.store("dw://lake/size/stream", new ByteArrayInputStream(content), size);
		this.warehouse.store("dw://lake/size/unknown", new ByteArrayInputStream(content), -1);
		this.warehouse.store("dw://lake/size/resource", new ByteArrayResource(content));
		Path file = Files.write(directory.resolve("in"), content);
		assertThat(this.warehouse.uploadFile("dw://lake/size/file", file).size()).isEqualTo(size);
		for (String name : List.of("bytes", "stream", "unknown", "resource", "file")) {
			DwUri uri = DwUri.of("lake", "size/" + name);
			assertThat(this.warehouse.head(uri).size()).as(name).isEqualTo(size);
			assertThat(this.warehouse.retrieve(uri)).as(name).isEqualTo(content);
			Path target = directory.resolve("out-" + name);
			assertThat(this.warehouse.downloadFile(uri, target).size()).isEqualTo(size);
			assertThat(target).hasBinaryContent(content);
		}
		try (var files = Files.list(directory)) {
			assertThat(files).hasSize(6);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a^b", "a=b", "a b", "a+b", "a%b", "a%20b", "größe/日本/😀", "dt=2026-11-21/part 1+2.csv",
			"~!@#$&*()_-|[]{};:'\",<>?`.txt", " lead", "a\tb" })
	void rule3OddKeysSurviveEveryOperation(String key) throws Exception {
		DwUri uri = DwUri.of("lake", "odd/" + key);
		DwUri copy = DwUri.of("lake", "copies/" + key);
		this.warehouse.store(uri, key);
		assertThat(this.warehouse.exists(uri)).isTrue();
		assertThat(this.warehouse.head(uri).uri()).isEqualTo(uri);
		assertThat(this.warehouse.retrieveString(uri)).isEqualTo(key);
		assertThat(this.warehouse.list("dw://lake/odd/").map(ObjectInfo::uri)).containsExactly(uri);
		assertThat(this.warehouse.list(uri).map(ObjectInfo::uri)).containsExactly(uri);
		assertThat(this.warehouse.copy(uri, copy).uri()).isEqualTo(copy);
		assertThat(this.warehouse.retrieveString(copy)).isEqualTo(key);
		assertThat(this.warehouse.delete(uri)).isTrue();
		assertThat(this.warehouse.delete(copy)).isTrue();
		assertThat(this.warehouse.exists(uri)).isFalse();
	}

	@Test
	void contentTypeIsGuessedUnlessGiven() {
		this.warehouse.store("dw://lake/type/a.csv", "a,b");
		this.warehouse.store("dw://lake/type/plain", "text");
		this.warehouse.store("dw://lake/type/blob", new byte[1]);
		this.warehouse.store("dw://lake/type/given.csv", "x", StoreOptions.defaults().withContentType("text/x-own"));
		assertThat(this.warehouse.head("dw://lake/type/a.csv").contentType()).isEqualTo("text/csv");
		assertThat(this.warehouse.head("dw://lake/type/plain").contentType())
			.isEqualToIgnoringCase("text/plain;charset=UTF-8");
		assertThat(this.warehouse.head("dw://lake/type/blob").contentType()).isEqualTo("application/octet-stream");
		assertThat(this.warehouse.head("dw://lake/type/given.csv").contentType()).isEqualTo("text/x-own");
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 2 * PART + 1 })
	void metadataTravels(int size) {
		StoreOptions options = StoreOptions.defaults().withMetadata(Map.of("Run-Id", "42", "owner", "a b"));
		StoredObject stored = this.warehouse.store("dw://lake/meta", new byte[size], options);
		ObjectInfo info = this.warehouse.head("dw://lake/meta");
		assertThat(info.metadata()).containsOnly(Map.entry("run-id", "42"), Map.entry("owner", "a b"));
		assertThat(info.etag()).isEqualTo(stored.etag());
		assertThat(info.lastModified()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 2 * PART + 1 })
	void createOnlyFailsWhenThereIsOne(int size) {
		DwUri uri = DwUri.of("lake", "create-only-" + size);
		StoreOptions options = StoreOptions.defaults().withCreateOnly();
		this.warehouse.store(uri, new byte[size], options);
		assertThatExceptionOfType(PreconditionFailedException.class)
			.isThrownBy(() -> this.warehouse.store(uri, new byte[size], options))
			.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(412));
	}

	@Test
	void ifMatchReplacesJustThatVersion() {
		StoredObject first = this.warehouse.store("dw://lake/if-match", "1");
		StoreOptions options = StoreOptions.defaults().withIfMatch(first.etag());
		this.warehouse.store("dw://lake/if-match", "2", options);
		assertThatExceptionOfType(PreconditionFailedException.class)
			.isThrownBy(() -> this.warehouse.store("dw://lake/if-match", "3", options));
		assertThat(this.warehouse.retrieveString("dw://lake/if-match")).isEqualTo("2");
	}

	@Test
	void filesAndResourcesAreStored(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("report.json"), "{}");
		this.warehouse.store("dw://lake/files/path.json", file);
		this.warehouse.store("dw://lake/files/resource.json", new FileSystemResource(file));
		assertThat(this.warehouse.retrieveString("dw://lake/files/path.json")).isEqualTo("{}");
		assertThat(this.warehouse.retrieveString("dw://lake/files/resource.json")).isEqualTo("{}");
		assertThat(this.warehouse.head("dw://lake/files/path.json").contentType()).isEqualTo("application/json");
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.store("dw://lake/x", directory))
			.withMessageContaining(directory.toString());
	}

	@Test
	void streamIsReadToItsEndOrClosedEarly() throws IOException {
		byte[] content = random(3 * PART);
		this.warehouse.store("dw://lake/stream", content);
		try (ObjectContent stream = this.warehouse.retrieveStream("dw://lake/stream")) {
			assertThat(stream.info().size()).isEqualTo(content.length);
			assertThat(stream.length()).isEqualTo(content.length);
			assertThat(stream.readAllBytes()).isEqualTo(content);
		}
		try (DataWarehouseTemplate one = template().maxConnections(1).build()) {
			for (int i = 0; i < 5; i++) {
				try (InputStream stream = one.retrieveStream("dw://lake/stream")) {
					assertThat(stream.readNBytes(10)).isEqualTo(Arrays.copyOf(content, 10));
				}
			}
		}
	}

	@Test
	void rangesAreRetrieved() throws IOException {
		this.warehouse.store("dw://lake/range", "0123456789");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.of(2, 3))).asString().isEqualTo("234");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.of(8, 30))).asString().isEqualTo("89");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.from(7))).asString().isEqualTo("789");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.last(2))).asString().isEqualTo("89");
		try (ObjectContent stream = this.warehouse.retrieveStream("dw://lake/range", ByteRange.of(1, 2))) {
			assertThat(stream.info().size()).isEqualTo(10);
			assertThat(stream.length()).isEqualTo(2);
			assertThat(new String(stream.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("12");
		}
		assertThatExceptionOfType(InvalidRangeException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://lake/range", ByteRange.from(10)))
			.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(416));
	}

	@Test
	void missingObjectIsTold() {
		DwUri uri = DwUri.of("lake", "missing");
		assertThat(this.warehouse.exists(uri)).isFalse();
		assertThat(this.warehouse.delete(uri)).isFalse();
		assertThat(this.warehouse.retrieveIfPresent(uri)).isEmpty();
		for (Runnable call : List.<Runnable>of(() -> this.warehouse.retrieve(uri), () -> this.warehouse.head(uri),
				() -> this.warehouse.retrieveStream(uri), () -> this.warehouse.copy(uri, uri.resolve("x")))) {
			assertThatExceptionOfType(ObjectNotFoundException.class).isThrownBy(call::run).satisfies((ex) -> {
				assertThat(ex.getUri()).isEqualTo(uri);
				assertThat(ex.getStatusCode()).isEqualTo(404);
				assertThat(ex.getAttempts()).isOne();
			}).withMessageContaining("dw://lake/missing").withMessageContaining("does not exist");
		}
	}

	@Test
	void presentObjectIsRetrievedIfPresent() {
		this.warehouse.store("dw://lake/present", "x");
		assertThat(this.warehouse.retrieveIfPresent("dw://lake/present"))
			.hasValueSatisfying((content) -> assertThat(content).asString().isEqualTo("x"));
	}

	@Test
	void missingBucketIsTold() {
		assertThatExceptionOfType(BucketNotFoundException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://no-such-lake/a"));
		assertThatExceptionOfType(BucketNotFoundException.class)
			.isThrownBy(() -> this.warehouse.store("dw://no-such-lake/a", "x"));
		assertThatExceptionOfType(BucketNotFoundException.class)
			.isThrownBy(() -> this.warehouse.list("dw://no-such-lake").toList());
		assertThatExceptionOfType(BucketNotFoundException.class)
			.isThrownBy(() -> this.warehouse.deleteBucket("no-such-lake"));
		assertThat(this.warehouse.exists("dw://no-such-lake/a")).isFalse();
	}

	@Test
	void moveLeavesNothingBehind() {
		this.warehouse.store("dw://lake/move/a.csv", "1", StoreOptions.defaults().withMetadata(Map.of("k", "v")));
		this.warehouse.ensureBucket("other-lake");
		StoredObject moved = this.warehouse.move("dw://lake/move/a.csv", "dw://other-lake/b.csv");
		assertThat(moved.size()).isOne();
		assertThat(this.warehouse.exists("dw://lake/move/a.csv")).isFalse();
		assertThat(this.warehouse.head(moved.uri()).metadata()).containsEntry("k", "v");
		assertThat(this.warehouse.head(moved.uri()).contentType()).isEqualTo("text/csv");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.warehouse.move("dw://other-lake/b.csv", "s3://other-lake/b.csv"));
		assertThat(this.warehouse.exists(moved.uri())).isTrue();
	}

	@Test
	void listingIsNarrowed() {
		for (String key : List.of("n/a", "n/b", "n/c/d", "n/e", "no")) {
			this.warehouse.store(DwUri.of("lake", "list/" + key), key);
		}
		assertThat(keys("dw://lake/list/n/", ListOptions.all())).containsExactly("list/n/a", "list/n/b", "list/n/c/d",
				"list/n/e");
		assertThat(keys("dw://lake/list/n", ListOptions.all())).hasSize(5);
		assertThat(keys("dw://lake/list/", ListOptions.all().withLimit(2))).containsExactly("list/n/a", "list/n/b");
		assertThat(keys("dw://lake/list/", ListOptions.all().withStartAfter("list/n/b").withLimit(2)))
			.containsExactly("list/n/c/d", "list/n/e");
		assertThat(keys("dw://lake/nothing/", ListOptions.all())).isEmpty();
		ObjectInfo info = this.warehouse.list("dw://lake/list/n/c").findFirst().orElseThrow();
		assertThat(info.size()).isEqualTo("n/c/d".length());
		assertThat(info.etag()).isEqualTo(this.warehouse.head(info.uri()).etag());
	}

	private List<String> keys(String prefix, ListOptions options) {
		return this.warehouse.list(prefix, options).map((info) -> info.uri().key()).toList();
	}

	@Test
	void rule4ListingGoesBeyondOnePage() {
		this.warehouse.ensureBucket("many");
		for (int i = 0; i < 1005; i++) {
			this.warehouse.store(DwUri.of("many", "%04d".formatted(i)), new byte[0]);
		}
		assertThat(this.warehouse.list("dw://many")).hasSize(1005)
			.isSortedAccordingTo(Comparator.comparing((info) -> info.uri().key()));
		assertThat(this.warehouse.list("dw://many", ListOptions.all().withLimit(1001))).hasSize(1001);
	}

	@Test
	void bucketsComeAndGo() {
		assertThat(this.warehouse.bucketExists("pond")).isFalse();
		this.warehouse.createBucket("pond");
		assertThat(this.warehouse.bucketExists("dw://pond")).isTrue();
		assertThat(this.warehouse.listBuckets()).extracting(BucketInfo::name).contains("pond", BUCKET);
		assertThatExceptionOfType(BucketAlreadyExistsException.class)
			.isThrownBy(() -> this.warehouse.createBucket("pond"))
			.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(409));
		assertThat(this.warehouse.ensureBucket("pond")).isFalse();
		this.warehouse.store("dw://pond/fish", "x");
		assertThatExceptionOfType(BucketNotEmptyException.class).isThrownBy(() -> this.warehouse.deleteBucket("pond"));
		this.warehouse.delete("dw://pond/fish");
		this.warehouse.deleteBucket("pond");
		assertThat(this.warehouse.bucketExists("pond")).isFalse();
		assertThat(this.warehouse.ensureBucket("pond")).isTrue();
	}

	@Test
	void defaultBucketTakesAddressesWithoutScheme() {
		try (DataWarehouseTemplate template = template().defaultBucket(BUCKET).build()) {
			template.store("default/a b.txt", "x");
			assertThat(template.retrieveString("default/a b.txt")).isEqualTo("x");
			assertThat(template.list("default/").map(ObjectInfo::uri))
				.containsExactly(DwUri.parse("dw://lake/default/a b.txt"));
			assertThat(template.list("")).isNotEmpty();
			template.probe();
		}
		this.warehouse.probe();
	}

	@Test
	void clientIsAtHandForTheRest() {
		this.warehouse.store("dw://lake/execute", "x");
		long size = this.warehouse
			.execute((s3) -> s3.headObject((request) -> request.bucket("lake").key("execute")).contentLength());
		assertThat(size).isOne();
		assertThatExceptionOfType(BucketNotFoundException.class).isThrownBy(
				() -> this.warehouse.execute((s3) -> s3.listObjectsV2((request) -> request.bucket("nope-nope"))));
	}

	private static byte[] random(int size) {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		return content;
	}

}
