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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.ContentHeaders;
import io.datawarehouse.storage.CopyOptions;
import io.datawarehouse.storage.DeleteResult;
import io.datawarehouse.storage.ListEntry;
import io.datawarehouse.storage.ListOptions;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.ObjectNotFoundException;
import io.datawarehouse.storage.ObjectWriteStream;
import io.datawarehouse.storage.PresignedUrl;
import io.datawarehouse.storage.ResponseOverrides;
import io.datawarehouse.storage.StorageException;
import io.datawarehouse.storage.StoreOptions;
import io.datawarehouse.storage.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * JSON, streams, patterns, bulk deletions, copies in parts and presigned URLs on a real
 * server.
 */
class StorageExtrasIT extends StorageServerTest {

	private static final int MIB = 1024 * 1024;

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static byte[] random(int size) {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		return content;
	}

	@Test
	void valuesAreStoredAsJson() {
		Sale sale = new Sale("größe", 3, List.of("a", "b"));
		this.warehouse.storeJson("dw://lake/json/sale", sale);
		assertThat(this.warehouse.retrieveJson("dw://lake/json/sale", Sale.class)).isEqualTo(sale);
		assertThat(this.warehouse.head("dw://lake/json/sale").contentType()).isEqualTo("application/json");
		this.warehouse.storeJson("dw://lake/json/sales", Map.of("x", List.of(sale)),
				StoreOptions.defaults().withContentType("application/vnd.sales+json"));
		Map<String, List<Sale>> sales = this.warehouse.retrieveJson("dw://lake/json/sales", new TypeReference<>() {
		});
		assertThat(sales).isEqualTo(Map.of("x", List.of(sale)));
		assertThat(this.warehouse.head("dw://lake/json/sales").contentType()).isEqualTo("application/vnd.sales+json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no json", "null", "{\"amount\":\"many\"}", "" })
	void contentThatIsNotTheJsonSaysSo(String content) {
		this.warehouse.store("dw://lake/json/bad", content);
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.retrieveJson("dw://lake/json/bad", Sale.class))
			.withMessageContaining("dw://lake/json/bad")
			.withMessageContaining("Sale");
	}

	@Test
	void valueThatIsNoJsonIsRefusedBeforeAnythingIsStored() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.warehouse.storeJson("dw://lake/json/self", new Self()));
		assertThat(this.warehouse.exists("dw://lake/json/self")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, MIB, MIB + 1, 16 * MIB, 16 * MIB + 1, 20 * MIB })
	void contentOfAnySizeGoesThroughStreams(int size) throws Exception {
		byte[] content = random(size);
		ObjectWriteStream stream = this.warehouse.openWrite("dw://lake/stream");
		try (stream) {
			for (int start = 0; start < size; start += 100_000) {
				stream.write(content, start, Math.min(100_000, size - start));
			}
		}
		assertThat(stream.stored().size()).isEqualTo(size);
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		assertThat(this.warehouse.retrieve("dw://lake/stream", target).size()).isEqualTo(size);
		assertThat(target.toByteArray()).isEqualTo(content);
		assertThat(this.warehouse.sha256("dw://lake/stream"))
			.isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
	}

	@Test
	void writersMayWrapTheStream() throws IOException {
		StoredObject stored = this.warehouse.write("dw://lake/words.gz", (output) -> {
			try (GZIPOutputStream gzip = new GZIPOutputStream(output)) {
				gzip.write("words".getBytes(StandardCharsets.UTF_8));
			}
		});
		assertThat(stored.size()).isPositive();
		try (GZIPInputStream gzip = new GZIPInputStream(this.warehouse.retrieveStream("dw://lake/words.gz"))) {
			assertThat(gzip.readAllBytes()).asString().isEqualTo("words");
		}
	}

	@Test
	void failedWriterLeavesTheOldObject() {
		this.warehouse.store("dw://lake/kept", "old");
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.write("dw://lake/kept", (output) -> {
				output.write(new byte[20 * MIB]);
				throw new IOException("source gone");
			}));
		assertThat(this.warehouse.retrieveString("dw://lake/kept")).isEqualTo("old");
		int uploads = this.warehouse.execute((s3) -> s3.listMultipartUploads((request) -> request.bucket(BUCKET)))
			.uploads()
			.size();
		assertThat(uploads).isZero();
	}

	@Test
	void missingObjectIsNotWrittenToAStream() {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		assertThatExceptionOfType(ObjectNotFoundException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://lake/no-such", target));
		assertThat(target.size()).isZero();
	}

	@Test
	void foldersAreListedOneLevelAtATime() {
		for (String key : List.of("lvl/a.csv", "lvl/b/x.csv", "lvl/b/y.csv", "lvl/c d/z.csv", "lvl/e.csv")) {
			this.warehouse.store(DwUri.of(BUCKET, key), "x");
		}
		List<ListEntry> entries = this.warehouse.listEntries("dw://lake/lvl/").toList();
		assertThat(entries).extracting((entry) -> entry.uri().key())
			.containsExactly("lvl/a.csv", "lvl/b/", "lvl/c d/", "lvl/e.csv");
		assertThat(entries).extracting(ListEntry::isPrefix).containsExactly(false, true, true, false);
		assertThat(this.warehouse.list("dw://lake/lvl/", ListOptions.all().withDelimiter("/")))
			.extracting((object) -> object.uri().key())
			.containsExactly("lvl/a.csv", "lvl/e.csv");
		assertThat(this.warehouse.listMatching("dw://lake/lvl/**/*.csv")).hasSize(5);
		assertThat(this.warehouse.listMatching("dw://lake/lvl/*.csv")).hasSize(2);
		assertThat(this.warehouse.listMatching("dw://lake/lvl/?/?.csv")).hasSize(2);
		assertThat(this.warehouse.listMatching("dw://lake/lvl/c d/z.csv")).hasSize(1);
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.listMatching("dw://lake"));
	}

	@Test
	void manyObjectsAreDeletedByPrefix() {
		IntStream.range(0, 1203).parallel().forEach((i) -> this.warehouse.store("dw://lake/many/" + i, "x"));
		this.warehouse.store("dw://lake/many-others", "x");
		assertThat(this.warehouse.deleteAll("dw://lake/many/")).isEqualTo(new DeleteResult(1203, 0, List.of()));
		assertThat(this.warehouse.list("dw://lake/many").map((object) -> object.uri().key()))
			.containsExactly("many-others");
	}

	@Test
	void objectsAreDeletedByAddress() {
		List<DwUri> uris = List.of(DwUri.of(BUCKET, "some/a^b"), DwUri.of(BUCKET, "some/c = d+e%"),
				DwUri.of(BUCKET, "some/<ü>&"));
		uris.forEach((uri) -> this.warehouse.store(uri, "x"));
		assertThat(this.warehouse.deleteAll(uris).deleted()).isEqualTo(3);
		assertThat(this.warehouse.list("dw://lake/some/")).isEmpty();
		assertThat(this.warehouse.deleteAll(List.of())).isEqualTo(new DeleteResult(0, 0, List.of()));
	}

	@Test
	void bucketIsEmptiedByForce() {
		this.warehouse.createBucket("full");
		this.warehouse.store("dw://full/a", "x");
		this.warehouse.store("dw://full/b/c", "x");
		assertThat(this.warehouse.forceEmptyBucket("full").deleted()).isEqualTo(2);
		this.warehouse.deleteBucket("full");
	}

	@Test
	void largeObjectIsCopiedInPartsAcrossBuckets() {
		this.warehouse.createBucket("other");
		byte[] content = random(11 * MIB);
		this.warehouse.store("dw://lake/big one.csv", content,
				StoreOptions.defaults().withMetadata(Map.of("owner", "ada")).withContentType("text/csv"));
		StoredObject copy = this.warehouse.copy("dw://lake/big one.csv", "dw://other/copy^1",
				CopyOptions.defaults().withMultipartThreshold(5 * MIB));
		assertThat(copy.size()).isEqualTo(11 * MIB);
		assertThat(this.warehouse.retrieve("dw://other/copy^1")).isEqualTo(content);
		ObjectInfo info = this.warehouse.head("dw://other/copy^1");
		assertThat(info.metadata()).containsEntry("owner", "ada");
		assertThat(info.contentType()).isEqualTo("text/csv");
		this.warehouse.move("dw://lake/big one.csv", "dw://other/moved",
				CopyOptions.defaults()
					.withMultipartThreshold(5 * MIB)
					.withReplacement(StoreOptions.defaults().withMetadata(Map.of("owner", "bob"))));
		assertThat(this.warehouse.exists("dw://lake/big one.csv")).isFalse();
		assertThat(this.warehouse.head("dw://other/moved").metadata()).containsEntry("owner", "bob");
	}

	@Test
	void metadataOfAnObjectIsReplacedInPlace() {
		this.warehouse.store("dw://lake/meta.txt", "x", StoreOptions.defaults().withMetadata(Map.of("a", "1")));
		this.warehouse.copy("dw://lake/meta.txt", "dw://lake/meta.txt",
				CopyOptions.defaults().withReplacement(StoreOptions.defaults().withMetadata(Map.of("b", "2"))));
		assertThat(this.warehouse.head("dw://lake/meta.txt").metadata()).isEqualTo(Map.of("b", "2"));
	}

	@Test
	void headersAreKeptAndOverridden() throws Exception {
		this.warehouse.store("dw://lake/headers.txt", "x",
				StoreOptions.defaults()
					.withHeaders(ContentHeaders.none()
						.withCacheControl("max-age=60")
						.withContentDisposition("inline")
						.withContentLanguage("de")));
		Duration minute = Duration.ofMinutes(1);
		HttpResponse<String> kept = send(this.warehouse.presignGet("dw://lake/headers.txt", minute), "");
		assertThat(kept.headers().firstValue("Cache-Control")).contains("max-age=60");
		assertThat(kept.headers().firstValue("Content-Disposition")).contains("inline");
		assertThat(kept.headers().firstValue("Content-Language")).contains("de");
		HttpResponse<String> overridden = send(this.warehouse.presignGet("dw://lake/headers.txt", minute,
				ResponseOverrides.attachment("my \"file\".csv").withContentType("text/csv")), "");
		assertThat(overridden.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
		assertThat(overridden.headers().firstValue("Content-Disposition"))
			.contains("attachment; filename=\"my \\\"file\\\".csv\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "share/a", "share/a^b = c+d%/ü" })
	void presignedUrlsHeadAndDelete(String key) throws Exception {
		DwUri uri = DwUri.of(BUCKET, key);
		this.warehouse.store(uri, "12345");
		Duration minute = Duration.ofMinutes(1);
		HttpResponse<String> head = send(this.warehouse.presignHead(uri, minute), "");
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.headers().firstValue("Content-Length")).contains("5");
		assertThat(send(this.warehouse.presignDelete(uri, minute), "").statusCode()).isEqualTo(204);
		assertThat(this.warehouse.exists(uri)).isFalse();
	}

	@Test
	void presignedPutTakesOnlyTheLengthAndTypeThatAreBoundIn() throws Exception {
		PresignedUrl url = this.warehouse.presignPut("dw://lake/bound", Duration.ofMinutes(1),
				StoreOptions.defaults().withContentType("text/csv"), 3);
		assertThat(send(url, "abcd").statusCode()).isEqualTo(403);
		assertThat(this.warehouse.exists("dw://lake/bound")).isFalse();
		assertThat(send(url, "abc").statusCode()).isEqualTo(200);
		assertThat(this.warehouse.head("dw://lake/bound").contentType()).isEqualTo("text/csv");
	}

	@Test
	void publicUrlNamesTheObjectWithoutASignature() {
		URI url = this.warehouse.publicUrl("dw://lake/a b^c/d");
		assertThat(url.toString()).isEqualTo(this.server.endpoint() + "/lake/a%20b%5Ec/d");
	}

	private static HttpResponse<String> send(PresignedUrl url, String body) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(url.url())
			.method(url.method(),
					body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
		url.headers()
			.forEach((name, values) -> values.stream()
				.filter((value) -> !name.equalsIgnoreCase("Content-Length"))
				.forEach((value) -> request.header(name, value)));
		return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	record Sale(String product, int amount, List<String> tags) {

	}

	static final class Self {

		public Self getSelf() {
			return this;
		}

	}

}
