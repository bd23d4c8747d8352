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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.AsyncDataWarehouseTemplate;
import io.datawarehouse.storage.BucketInfo;
import io.datawarehouse.storage.ByteRange;
import io.datawarehouse.storage.ChecksumAlgorithm;
import io.datawarehouse.storage.ContentHeaders;
import io.datawarehouse.storage.CopyOptions;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DeleteResult;
import io.datawarehouse.storage.Encryption;
import io.datawarehouse.storage.ListEntry;
import io.datawarehouse.storage.ListOptions;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.ObjectVersion;
import io.datawarehouse.storage.ObjectWriteStream;
import io.datawarehouse.storage.PresignedUrl;
import io.datawarehouse.storage.ProgressBar;
import io.datawarehouse.storage.ResponseOverrides;
import io.datawarehouse.storage.StoreOptions;
import io.datawarehouse.storage.StoredObject;
import io.datawarehouse.storage.SyncOptions;
import io.datawarehouse.storage.SyncResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import tools.jackson.core.type.TypeReference;

import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code docs/storage.md}.
 */
class StorageDocsIT extends StorageServerTest {

	private static final Path DOCS = Path.of("..", "docs", "storage.md");

	private static final Path SOURCE = Path.of("src/test/java/io/datawarehouse/embedded/storage/StorageDocsIT.java");

	@TempDir
	private Path directory;

	@BeforeEach
	void storeReport() throws IOException {
		this.warehouse.store("dw://lake/reports/2026/sales.csv", "a,b\n1,2\n");
		Files.writeString(this.directory.resolve("sales.csv"), "a,b\n1,2\n");
	}

	@Test
	void everyExampleIsOneOfThese() throws IOException {
		String source = Files.readString(SOURCE).replaceAll("\\s+", "").replace("this.", "");
		Matcher example = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCS));
		int count = 0;
		while (example.find()) {
			count++;
			assertThat(source).contains(example.group(1).replaceAll("\\s+", ""));
		}
		assertThat(count).isGreaterThanOrEqualTo(15);
	}

	@Test
	void create() {
		URI endpoint = this.server.endpoint();
		String accessKey = this.server.accessKey();
		String secretKey = this.server.secretKey();
		// doc: create
		try (DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
			.endpoint(endpoint)
			.credentials(accessKey, secretKey)
			.defaultBucket("lake")
			.build()) {
			warehouse.store("greeting.txt", "Hello");
			String greeting = warehouse.retrieveString("dw://lake/greeting.txt");
			assertThat(greeting).isEqualTo("Hello");
		}
		// end
	}

	@Test
	void store() {
		byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
		InputStream known = new ByteArrayInputStream(bytes);
		InputStream unknown = new ByteArrayInputStream(bytes);
		Path file = this.directory.resolve("sales.csv");
		// doc: store
		StoredObject stored = warehouse.store("dw://lake/a.bin", bytes);
		assertThat(stored.etag()).isNotEmpty();
		warehouse.store("dw://lake/b.txt", "text in UTF-8");
		warehouse.store("dw://lake/c.bin", known, 1);
		warehouse.store("dw://lake/d.bin", unknown, -1); // unknown length: bounded parts
		warehouse.store("dw://lake/e.csv", file);
		warehouse.store("dw://lake/f.bin", new ByteArrayResource(bytes));
		// end
		assertThat(this.warehouse.exists("dw://lake/f.bin")).isTrue();
	}

	@Test
	void options() {
		this.warehouse.delete("dw://lake/options.csv");
		// doc: options
		StoreOptions options = StoreOptions.defaults()
			.withContentType("text/csv")
			.withMetadata(Map.of("owner", "ada"))
			.withHeaders(ContentHeaders.none().withCacheControl("max-age=60").withContentLanguage("en"))
			.withChecksum(ChecksumAlgorithm.CRC32C)
			.withCreateOnly();
		warehouse.store("dw://lake/options.csv", "a,b", options);
		// end
		assertThat(this.warehouse.head("dw://lake/options.csv").metadata()).containsEntry("owner", "ada");
		StoreOptions more = StoreOptions.defaults();
		// doc: more-options
		more = more.withTags(Map.of("team", "sales"))
			.withStorageClass("STANDARD_IA")
			.withEncryption(Encryption.kms("alias/sales"));
		// end
		assertThat(more.tags()).containsEntry("team", "sales");
	}

	@Test
	void json() {
		Map<String, Integer> totals = Map.of("mon", 3, "tue", 4);
		// doc: json
		warehouse.storeJson("dw://lake/totals.json", totals);
		Map<String, Integer> read = warehouse.retrieveJson("dw://lake/totals.json", new TypeReference<>() {
		});
		Object plain = warehouse.retrieveJson("dw://lake/totals.json", Map.class);
		// end
		assertThat(read).isEqualTo(totals).isEqualTo(plain);
	}

	@Test
	void retrieve() throws IOException {
		// doc: retrieve
		byte[] bytes = warehouse.retrieve("dw://lake/reports/2026/sales.csv");
		String text = warehouse.retrieveString("dw://lake/reports/2026/sales.csv");
		Optional<byte[]> maybe = warehouse.retrieveIfPresent("dw://lake/no-such");
		byte[] head = warehouse.retrieve("dw://lake/reports/2026/sales.csv", ByteRange.of(0, 3));
		byte[] tail = warehouse.retrieve("dw://lake/reports/2026/sales.csv", ByteRange.last(4));
		try (InputStream stream = warehouse.retrieveStream("dw://lake/reports/2026/sales.csv")) {
			assertThat(stream.read()).isEqualTo('a'); // the rest is not read
		}
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		warehouse.retrieve("dw://lake/reports/2026/sales.csv", target);
		// end
		assertThat(target.toByteArray()).isEqualTo(bytes);
		assertThat(text).endsWith(new String(tail, StandardCharsets.UTF_8)).startsWith("a,b");
		assertThat(head).hasSize(3);
		assertThat(maybe).isEmpty();
	}

	@Test
	void streamOut() throws IOException {
		// doc: stream-out
		StoredObject written = warehouse.write("dw://lake/lines.txt", (output) -> {
			Writer lines = new OutputStreamWriter(output, StandardCharsets.UTF_8);
			lines.write("one\n");
			lines.flush();
		}); // nothing is stored when this throws
		ObjectWriteStream stream = warehouse.openWrite("dw://lake/more.txt");
		try (stream) {
			stream.write("two\n".getBytes(StandardCharsets.UTF_8));
			// stream.abort() would store nothing
		}
		assertThat(stream.stored().size()).isEqualTo(written.size());
		// end
	}

	@Test
	void files() {
		Path file = this.directory.resolve("sales.csv");
		Path copy = this.directory.resolve("copy.csv");
		// doc: files
		warehouse.uploadFile("dw://lake/sales.csv", file);
		warehouse.downloadFile("dw://lake/sales.csv", copy);
		warehouse.uploadFile("dw://lake/sales.csv", file, StoreOptions.defaults(), ProgressBar.onTerminal());
		// end
		assertThat(copy).hasSameBinaryContentAs(file);
	}

	@Test
	void directories() throws IOException {
		Path local = Files.createDirectory(this.directory.resolve("local"));
		// doc: directories
		warehouse.downloadDirectory("dw://lake/reports", local);
		warehouse.uploadDirectory("dw://lake/backup", local);
		SyncResult preview = warehouse.sync(local, "dw://lake/backup",
				SyncOptions.defaults().withDelete().withDryRun().withActions(System.out::println));
		SyncResult result = warehouse.sync("dw://lake/backup", local, SyncOptions.defaults());
		// end
		assertThat(preview.transferred()).isZero();
		assertThat(result.unchanged()).isEqualTo(1);
	}

	@Test
	void about() {
		// doc: about
		ObjectInfo info = warehouse.head("dw://lake/reports/2026/sales.csv");
		assertThat(info.size()).isEqualTo(8);
		assertThat(info.contentType()).isEqualTo("text/csv");
		boolean there = warehouse.exists("dw://lake/reports/2026/sales.csv");
		String sha256 = warehouse.sha256("dw://lake/reports/2026/sales.csv");
		// end
		assertThat(there).isTrue();
		assertThat(sha256).hasSize(64);
	}

	@Test
	void list() {
		// doc: list
		try (Stream<ObjectInfo> objects = warehouse.list("dw://lake/reports/")) {
			long size = objects.mapToLong(ObjectInfo::size).sum();
			assertThat(size).isPositive();
		}
		List<ObjectInfo> ten = warehouse.list("dw://lake", ListOptions.all().withLimit(10)).toList();
		List<ListEntry> folders = warehouse.listEntries("dw://lake/reports/").filter(ListEntry::isPrefix).toList();
		List<ObjectInfo> tables = warehouse.listMatching("dw://lake/reports/**/*.csv").toList();
		// end
		assertThat(ten).isNotEmpty();
		assertThat(folders).extracting((entry) -> entry.uri().key()).containsExactly("reports/2026/");
		assertThat(tables).isNotEmpty();
	}

	@Test
	void change() {
		this.warehouse.store("dw://lake/x/1", "x");
		// doc: change
		warehouse.copy("dw://lake/x/1", "dw://lake/x/2");
		warehouse.copy("dw://lake/x/2", "dw://lake/x/2",
				CopyOptions.defaults().withReplacement(StoreOptions.defaults().withContentType("text/plain")));
		warehouse.move("dw://lake/x/2", "dw://lake/x/3");
		boolean existed = warehouse.delete("dw://lake/x/3");
		DeleteResult some = warehouse.deleteAll(List.of(DwUri.of("lake", "x/1"), DwUri.of("lake", "x/2")));
		DeleteResult all = warehouse.deleteAll("dw://lake/x/");
		assertThat(all.failures()).isEmpty();
		// end
		assertThat(existed).isTrue();
		assertThat(some.deleted()).isEqualTo(2);
	}

	@Test
	void share() {
		Duration hour = Duration.ofHours(1);
		// doc: share
		PresignedUrl download = warehouse.presignGet("dw://lake/reports/2026/sales.csv", hour,
				ResponseOverrides.attachment("sales.csv"));
		PresignedUrl upload = warehouse.presignPut("dw://lake/inbox/1.csv", hour,
				StoreOptions.defaults().withContentType("text/csv"), 1_000);
		PresignedUrl head = warehouse.presignHead("dw://lake/reports/2026/sales.csv", hour);
		PresignedUrl delete = warehouse.presignDelete("dw://lake/inbox/1.csv", hour);
		URI open = warehouse.publicUrl("dw://lake/reports/2026/sales.csv");
		// end
		assertThat(List.of(download, upload, head, delete)).extracting(PresignedUrl::method)
			.containsExactly("GET", "PUT", "HEAD", "DELETE");
		assertThat(open).hasNoQuery();
	}

	@Test
	void buckets() {
		// doc: buckets
		boolean created = warehouse.ensureBucket("archive");
		warehouse.store("dw://archive/a", "x");
		List<BucketInfo> buckets = warehouse.listBuckets();
		warehouse.forceEmptyBucket("archive");
		warehouse.deleteBucket("archive");
		boolean there = warehouse.bucketExists("archive");
		// end
		assertThat(created).isTrue();
		assertThat(buckets).extracting(BucketInfo::name).contains("archive");
		assertThat(there).isFalse();
	}

	@Test
	void tagsAndVersions() {
		try (S3MockServer mock = S3MockServer.start();
				DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
					.endpoint(mock.endpoint())
					.credentials("any", "any")
					.build()) {
			warehouse.createBucket("lake");
			warehouse.execute((s3) -> s3.putBucketVersioning((request) -> request.bucket("lake")
				.versioningConfiguration((versioning) -> versioning.status(BucketVersioningStatus.ENABLED))));
			warehouse.store("dw://lake/doc.txt", "first");
			warehouse.store("dw://lake/doc.txt", "second");
			// doc: versions
			warehouse.setTags("dw://lake/doc.txt", Map.of("team", "sales"));
			Map<String, String> tags = warehouse.getTags("dw://lake/doc.txt");
			List<ObjectVersion> versions = warehouse.listVersions("dw://lake/doc.txt").toList();
			byte[] oldest = warehouse.retrieveVersion("dw://lake/doc.txt", versions.get(1).versionId());
			warehouse.deleteVersion("dw://lake/doc.txt", versions.get(0).versionId());
			// end
			assertThat(tags).containsEntry("team", "sales");
			assertThat(warehouse.retrieve("dw://lake/doc.txt")).isEqualTo(oldest);
		}
	}

	@Test
	void asynchronously() throws Exception {
		// doc: async
		try (AsyncDataWarehouseTemplate async = AsyncDataWarehouseTemplate.builder(warehouse)
			.concurrency(16)
			.queueCapacity(500)
			.build()) {
			CompletableFuture<String> text = async.store("dw://lake/async.txt", "x")
				.thenCompose((stored) -> async.retrieveString(stored.uri()));
			CompletableFuture<Long> listed = async.list("dw://lake/", (object) -> System.out.println(object.uri()));
			assertThat(text.get(10, TimeUnit.SECONDS)).isEqualTo("x");
			assertThat(listed.get(10, TimeUnit.SECONDS)).isPositive();
		}
		// end
	}

}
