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

package io.datawarehouse.sample.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.datawarehouse.embedded.console.DataWarehouseConsole;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.sample.SalesApplication;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The home page and what is sent by its form, through real HTTP.
 */
@SpringBootTest(classes = SalesApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
		"dw.embedded.in-memory=true", "sales.input=data/sales-2026-11-09.csv", "sales.visibility-timeout=60s" })
class HomePageIT {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

	private static final String CSV = """
			order_id,order_time,tenant,customer,sku,quantity,unit_price,currency,type
			O-1,2026-12-24T09:00:00,santa,C-1,SLED-0001,2,10.50,EUR,sale
			O-2,2026-12-24T09:30:00,santa,C-2,SLED-0001,none,10.50,EUR,sale
			""";

	@Value("${local.server.port}")
	private int port;

	@Test
	void pageTellsWhatToLookAt(@Autowired DataWarehouseConsole console) throws Exception {
		HttpResponse<String> page = get("/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'")
			.doesNotContain("unsafe");
		assertThat(page.body())
			.contains("sales-2026-11-09.csv", "acme", "http://127.0.0.1:" + this.port + "/api/uploads")
			.doesNotContain("<style", "style=", "onclick", "<script>");
		Matcher links = LINK.matcher(page.body());
		int count = 0;
		while (links.find()) {
			String link = links.group(1).replace("&#x3D;", "=");
			count++;
			if (link.startsWith("/")) {
				assertThat(get(link).statusCode()).as(link).isEqualTo(200);
			}
			else if (!link.startsWith("#")) {
				assertThat(link).startsWith(console.url() + "#/");
			}
		}
		assertThat(count).isGreaterThan(15);
	}

	@Test
	void fileThatIsSentIsInTheTotals() throws Exception {
		HttpResponse<String> sent = send("sales-2026-12-24.csv", CSV, "same-origin");
		assertThat(sent.statusCode()).isEqualTo(303);
		assertThat(sent.headers().firstValue("Location").orElse("")).endsWith("/?uploaded=sales-2026-12-24.csv");
		assertThat(get("/?uploaded=sales-2026-12-24.csv").body()).contains("sales-2026-12-24.csv is in the lake.");
		await().atMost(SOON).until(() -> get("/api/totals?tenant=santa").body().contains("\"net\":21.00"));
		await().atMost(SOON).until(() -> get("/").body().contains("1 rejected lines of sales-2026-12-24.csv"));
		Matcher rejects = Pattern.compile("/api/rejects/dt[^\"]+2026-12-24-[^\"]+").matcher(get("/").body());
		assertThat(rejects.find()).isTrue();
		assertThat(get(rejects.group().replace("&#x3D;", "=")).body()).contains("quantity 'none' cannot be read");
		assertThat(get("/api/uploads/sales-2026-12-24.csv").body()).isEqualTo(CSV);
	}

	@Test
	void brokenFileIsTriedAgainAndThenADeadLetterThatCanBeSentBack(@Autowired FilaAdmin admin,
			@Autowired EmbeddedDatlakeCatalog catalog) throws Exception {
		long before = failures(catalog);
		long letters = admin.stats("sales-files.dlq").depth() + 1;
		send("broken.csv", "<html>Service unavailable</html>\n", "same-origin");
		await().atMost(SOON).until(() -> get("/").body().contains("failed after 3 attempts: The header is"));
		await().atMost(SOON).until(() -> admin.stats("sales-files.dlq").depth() == letters);
		assertThat(failures(catalog) - before).isEqualTo(3);
		assertThat(admin.redrive("sales-files.dlq", letters)).isEqualTo(letters);
		await().atMost(SOON).until(() -> failures(catalog) - before == 6);
		await().atMost(SOON).until(() -> admin.stats("sales-files.dlq").depth() == letters);
	}

	private static long failures(EmbeddedDatlakeCatalog catalog) {
		return catalog.runs("daily_sales_etl").stream().filter((run) -> run.error() != null).count();
	}

	@Test
	void messageThatTellsOfNoFileIsADeadLetter(@Autowired FilaAdmin admin, @Autowired FilaClient fila) {
		long before = admin.stats("sales-files.dlq").depth();
		fila.enqueue("sales-files", "no JSON".getBytes(StandardCharsets.UTF_8));
		await().atMost(SOON).until(() -> admin.stats("sales-files.dlq").depth() == before + 1);
	}

	@Test
	void nameThatIsNoneIsRefusedOnThePage() throws Exception {
		HttpResponse<String> refused = send(".<b>hidden", CSV, "same-origin");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("role=\"alert\"", "begins with a letter or digit", "What the shops sold");
	}

	@Test
	void nameOfAFileThatIsNotThereIsNotRepeated() throws Exception {
		assertThat(get("/?uploaded=%3Cb%3Egone").body()).doesNotContain("gone");
	}

	@Test
	void otherWebSitesSendNothing() throws Exception {
		assertThat(send("foreign.csv", CSV, "cross-site").statusCode()).isEqualTo(403);
		assertThat(get("/api/uploads").body()).doesNotContain("foreign.csv");
	}

	@Test
	void reportOfTheShopsIsServedInRanges() throws Exception {
		HttpResponse<String> magic = get("/api/tenants.parquet", "Range", "bytes=0-3");
		assertThat(magic.statusCode()).isEqualTo(206);
		assertThat(magic.body()).isEqualTo("PAR1");
	}

	private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> send(String name, String content, String site) throws Exception {
		String body = """
				--limit\r
				Content-Disposition: form-data; name="file"; filename="%s"\r
				Content-Type: text/csv\r
				\r
				%s\r
				--limit--\r
				""".formatted(name, content);
		HttpRequest request = HttpRequest.newBuilder(uri("/"))
			.header("Content-Type", "multipart/form-data; boundary=limit")
			.header("Sec-Fetch-Site", site)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

}
