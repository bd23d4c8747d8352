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

package io.datawarehouse.embedded.console;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.datawarehouse.DwUri;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.StoreOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects in the console, on the embedded S3 server.
 */
class ConsoleObjectsIT {

	private final EmbeddedS3Server s3 = EmbeddedS3Server.builder().transientStore().start();

	private final DataWarehouseTemplate storage = DataWarehouseTemplate.builder()
		.endpoint(this.s3.endpoint())
		.credentials(this.s3.accessKey(), this.s3.secretKey())
		.build();

	private final DataWarehouseConsole console = DataWarehouseConsole.builder().storage(this.storage, true).start();

	private final ConsoleHttp http = new ConsoleHttp(this.console);

	@TempDir
	private Path temp;

	@BeforeEach
	void createBucket() {
		this.storage.createBucket("lake");
	}

	@AfterEach
	void stop() {
		this.console.close();
		this.storage.close();
		this.s3.close();
	}

	private static List<String> texts(JsonNode list, String field) {
		List<String> texts = new ArrayList<>();
		list.forEach((item) -> texts.add(item.path(field).asString()));
		return texts;
	}

	private JsonNode preview(String key) throws Exception {
		return this.http.get("object/preview", "bucket", "lake", "key", key);
	}

	@Test
	void bucketsComeInPages() throws Exception {
		for (int i = 0; i < 4; i++) {
			this.storage.createBucket("bucket-" + i);
		}
		JsonNode first = this.http.get("buckets", "limit", 3);
		assertThat(texts(first.path("buckets"), "name")).containsExactly("bucket-0", "bucket-1", "bucket-2");
		JsonNode second = this.http.get("buckets", "limit", 3, "cursor", first.path("next").asString());
		assertThat(texts(second.path("buckets"), "name")).containsExactly("bucket-3", "lake");
		assertThat(second.path("next").isNull()).isTrue();
	}

	@Test
	void foldersAndObjectsComeInPagesWithoutGapsOrRepeats() throws Exception {
		List<String> expected = new ArrayList<>();
		for (char letter = 'a'; letter < 'h'; letter++) {
			this.storage.store("dw://lake/in/" + letter + "/1", "x");
			this.storage.store("dw://lake/in/" + letter + "/2", "x");
			this.storage.store("dw://lake/in/" + letter + ".txt", "x");
			expected.add("in/" + letter + ".txt");
			expected.add("in/" + letter + "/");
		}
		List<String> seen = new ArrayList<>();
		Object cursor = "";
		int pages = 0;
		do {
			JsonNode page = this.http.get("objects", "bucket", "lake", "prefix", "in/", "limit", 3, "cursor", cursor);
			assertThat(page.path("entries").size()).isLessThanOrEqualTo(3);
			seen.addAll(texts(page.path("entries"), "key"));
			cursor = page.path("next").isNull() ? null : page.path("next").asString();
			pages++;
		}
		while (cursor != null && pages < 20);
		assertThat(seen).containsExactlyElementsOf(expected);
		assertThat(pages).isEqualTo(5);
	}

	@Test
	void keysAreSearchedForTextInAnyCase() throws Exception {
		for (int i = 0; i < 30; i++) {
			this.storage.store("dw://lake/" + i + "/" + ((i % 3 == 0) ? "Sales" : "other") + ".csv", "x");
		}
		JsonNode first = this.http.get("objects", "bucket", "lake", "q", "sALES", "limit", 8);
		assertThat(first.path("entries").size()).isEqualTo(8);
		JsonNode second = this.http.get("objects", "bucket", "lake", "q", "sales", "limit", 8, "cursor",
				first.path("next").asString());
		List<String> found = texts(first.path("entries"), "key");
		found.addAll(texts(second.path("entries"), "key"));
		assertThat(found).hasSize(10).doesNotHaveDuplicates().allMatch((key) -> key.endsWith("/Sales.csv"));
		assertThat(second.path("next").isNull()).isTrue();
		assertThat(this.http.get("objects", "bucket", "lake", "q", "nowhere").path("entries").size()).isZero();
	}

	@Test
	void hostileNamesAreListedDescribedAndFetchedAsTheyAre() throws Exception {
		for (String name : HostileNames.ALL) {
			if (name.equals(HostileNames.PARENT)) {
				// The embedded server keeps objects as files and takes no such key.
				continue;
			}
			DwUri uri = DwUri.of("lake", "in/" + name);
			this.storage.store(uri, name);
			assertThat(texts(this.http.get("objects", "bucket", "lake", "prefix", "in/").path("entries"), "key"))
				.contains(name.contains("/") ? "in/" + name.substring(0, name.indexOf('/') + 1) : uri.key());
			JsonNode object = this.http.get("object", "bucket", "lake", "key", uri.key());
			assertThat(object.path("key").asString()).isEqualTo(uri.key());
			assertThat(preview(uri.key()).path("text").asString()).isEqualTo(name);
			assertThat(download(uri.key()).body()).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
		}
	}

	private HttpResponse<byte[]> download(String key) throws Exception {
		return this.http.send(this.http.request(ConsoleHttp.path("object/content", "bucket", "lake", "key", key)));
	}

	@Test
	void parentSegmentsAreAskedOfTheStoreAndLeadNowhere() throws Exception {
		for (String key : List.of("../secret", "a/../../secret", "..")) {
			HttpResponse<byte[]> response = this.http
				.send(this.http.request(ConsoleHttp.path("object", "bucket", "lake", "key", key)));
			assertThat(response.statusCode()).as(key).isBetween(400, 502);
		}
	}

	@Test
	void objectIsDescribed() throws Exception {
		this.storage.store("dw://lake/a.csv", "a,b",
				StoreOptions.defaults().withContentType("text/csv").withMetadata(Map.of("owner", "ada")));
		JsonNode object = this.http.get("object", "bucket", "lake", "key", "a.csv");
		assertThat(object.path("size").longValue()).isEqualTo(3);
		assertThat(object.path("contentType").asString()).isEqualTo("text/csv");
		assertThat(object.path("metadata").path("owner").asString()).isEqualTo("ada");
		assertThat(object.path("modified").asString()).startsWith("20").endsWith("Z");
		assertThat(object.path("etag").asString()).isNotEmpty();
	}

	@Test
	void previewsAreMadeOfWhatIsThere() throws Exception {
		this.storage.store("dw://lake/a.json", "{\"a\":1}");
		this.storage.store("dw://lake/a.csv", "day,amount\n2026-01-01,5\n");
		this.storage.store("dw://lake/a.txt", "hello");
		this.storage.store("dw://lake/a.bin", new byte[] { 0, 1, (byte) 0xff });
		this.storage.store("dw://lake/empty", new byte[0]);
		assertThat(preview("a.json").path("kind").asString()).isEqualTo("json");
		JsonNode table = preview("a.csv");
		assertThat(table.path("kind").asString()).isEqualTo("table");
		assertThat(table.path("rows").get(0).get(1).asString()).isEqualTo("5");
		assertThat(preview("a.txt").path("text").asString()).isEqualTo("hello");
		assertThat(preview("a.bin").path("text").asString()).isEqualTo("0001ff");
		assertThat(preview("empty").path("size").longValue()).isZero();
	}

	@Test
	void largeObjectIsPreviewedByItsBeginning() throws Exception {
		this.storage.store("dw://lake/large.txt", "x".repeat(1_000_000));
		JsonNode preview = preview("large.txt");
		assertThat(preview.path("text").asString()).hasSize(ObjectPreview.MOST_BYTES);
		assertThat(preview.path("truncated").booleanValue()).isTrue();
		assertThat(preview.path("size").longValue()).isEqualTo(1_000_000);
	}

	@Test
	void parquetIsShownByItsColumnsAndFirstRows() throws Exception {
		Path file = this.temp.resolve("sales.parquet");
		try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
				Statement statement = connection.createStatement()) {
			statement.execute("COPY (SELECT range AS id, '<b>' || range AS label, [range] AS list, "
					+ "CASE WHEN range = 1 THEN NULL ELSE 1.5 END AS amount FROM range(60)) TO '" + file
					+ "' (FORMAT parquet)");
		}
		this.storage.uploadFile("dw://lake/sales.parquet", file);
		JsonNode preview = preview("sales.parquet");
		assertThat(preview.path("kind").asString()).as(preview.toString()).isEqualTo("table");
		assertThat(preview.path("columns").toString()).isEqualTo("[\"id\",\"label\",\"list\",\"amount\"]");
		assertThat(preview.path("types").get(0).asString()).isEqualTo("BIGINT");
		assertThat(preview.path("rows").size()).isEqualTo(50);
		assertThat(preview.path("rows").get(1).toString()).isEqualTo("[\"1\",\"<b>1\",\"[1]\",\"\"]");
		assertThat(preview.path("total").longValue()).isEqualTo(60);
		assertThat(preview.path("truncated").booleanValue()).isTrue();
	}

	@Test
	void fileThatOnlyBeginsLikeParquetIsTold() throws Exception {
		this.storage.store("dw://lake/broken.parquet", "PAR1 and nothing else");
		JsonNode preview = preview("broken.parquet");
		assertThat(preview.path("kind").asString()).isEqualTo("note");
		assertThat(preview.path("text").asString()).contains("DuckDB cannot read");
		try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			assertThat(left.filter((file) -> file.getFileName().toString().startsWith("dw-console-"))).isEmpty();
		}
	}

	@Test
	void downloadIsAFileAndNeverAPage() throws Exception {
		this.storage.store("dw://lake/in/p\u00e4ge\".html", "<script>alert(1)</script>",
				StoreOptions.defaults().withContentType("text/html"));
		HttpResponse<byte[]> response = download("in/p\u00e4ge\".html");
		assertThat(response.statusCode()).isEqualTo(200);
		Map<String, List<String>> headers = response.headers().map();
		assertThat(headers).containsEntry("Content-Type", List.of("application/octet-stream"))
			.containsEntry("Content-Disposition",
					List.of("attachment; filename=\"object\"; filename*=UTF-8''p%C3%A4ge%22.html"))
			.containsEntry("X-Content-Type-Options", List.of("nosniff"))
			.containsEntry("Content-Security-Policy", List.of("default-src 'none'; sandbox"));
	}

	@Test
	void uploadIsStoredOnceUnlessItMayReplace() throws Exception {
		String path = ConsoleHttp.path("object", "bucket", "lake", "key", "in/new file.csv");
		byte[] body = "a,b\n1,2\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
		JsonNode stored = ConsoleHttp.json(201,
				this.http.send(this.http.put(path, body).header("Content-Type", "text/csv")));
		assertThat(stored.path("size").longValue()).isEqualTo(body.length);
		assertThat(this.storage.retrieve("dw://lake/in/new file.csv")).isEqualTo(body);
		assertThat(this.storage.head("dw://lake/in/new file.csv")).extracting(ObjectInfo::contentType)
			.isEqualTo("text/csv");
		assertThat(this.http.refused(412, this.http.put(path, new byte[] { 1 }))).contains("already");
		ConsoleHttp.json(201, this.http.send(this.http.put(path + "&replace=true", new byte[0])));
		assertThat(this.storage.retrieve("dw://lake/in/new file.csv")).isEmpty();
	}

	@Test
	void uploadOfUnknownLengthIsRefused() throws Exception {
		HttpRequest.Builder request = this.http.request(ConsoleHttp.path("object", "bucket", "lake", "key", "a"))
			.PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10])))
			.header("X-DW-Console", "1");
		assertThat(this.http.refused(411, request)).contains("length");
	}

	@Test
	void linkFetchesTheObjectForAWhile() throws Exception {
		this.storage.store("dw://lake/a b.txt", "content");
		JsonNode link = this.http.post("object/link", "bucket", "lake", "key", "a b.txt", "minutes", 5);
		HttpResponse<String> fetched = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(link.path("url").asString())).build(),
					HttpResponse.BodyHandlers.ofString());
		assertThat(fetched.body()).isEqualTo("content");
		assertThat(link.path("url").asString()).doesNotContain(this.s3.secretKey());
		assertThat(this.http.refused(400,
				this.http.post(ConsoleHttp.path("object/link", "bucket", "lake", "key", "a", "minutes", 10_000))))
			.contains("60");
	}

	@Test
	void whatIsMissingIsTold() throws Exception {
		assertThat(this.http.refused(404, "object", "bucket", "lake", "key", "none")).contains("none");
		assertThat(this.http.refused(404, "object/preview", "bucket", "lake", "key", "none")).contains("none");
		assertThat(this.http.refused(404, "object/content", "bucket", "lake", "key", "none")).contains("none");
		assertThat(this.http.refused(404, "objects", "bucket", "nowhere")).contains("nowhere");
	}

	@Test
	void storeThatIsAwayIsTold() throws Exception {
		try (DataWarehouseTemplate away = DataWarehouseTemplate.builder()
			.endpoint(URI.create("http://127.0.0.1:1"))
			.credentials("a", "b")
			.build(); DataWarehouseConsole other = DataWarehouseConsole.builder().storage(away, true).start()) {
			assertThat(new ConsoleHttp(other).refused(502, "buckets")).contains("127.0.0.1:1").doesNotContain("\tat ");
		}
	}

}
