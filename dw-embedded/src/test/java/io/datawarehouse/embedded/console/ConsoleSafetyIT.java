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

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Who may ask the console what, and what its pages are made of.
 */
class ConsoleSafetyIT {

	private static final Pattern REFERENCE = Pattern.compile("(?:from |import\\(|href=|src=)\"([^\"#]+)\"");

	private static final Pattern UNSAFE = Pattern
		.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|style=|onclick=");

	private final EmbeddedS3Server s3 = EmbeddedS3Server.builder().transientStore().start();

	private final EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().start();

	private final DataWarehouseTemplate storage = DataWarehouseTemplate.builder()
		.endpoint(this.s3.endpoint())
		.credentials(this.s3.accessKey(), this.s3.secretKey())
		.build();

	private final FilaAdmin fila = FilaAdmin.builder().address(this.broker.address()).build();

	private final DataWarehouseConsole console = DataWarehouseConsole.builder()
		.storage(this.storage, false)
		.fila(this.fila, false)
		.start();

	private final ConsoleHttp http = new ConsoleHttp(this.console);

	@AfterEach
	void stop() {
		this.console.close();
		this.fila.close();
		this.storage.close();
		this.broker.close();
		this.s3.close();
	}

	@Test
	void isReachedByItsOwnNamesOnly() throws Exception {
		int port = this.console.port();
		for (String host : List.of("127.0.0.1:" + port, "localhost:" + port, "LocalHost:" + port)) {
			assertThat(get("/api/info", "Host: " + host)).startsWith("HTTP/1.1 200");
		}
		for (String host : List.of("evil.example:" + port, "evil.example", "localhost", "localhost:" + (port ^ 1),
				"127.0.0.1.evil.example:" + port, "localhost:" + port + "@evil.example")) {
			assertThat(get("/api/info", "Host: " + host)).startsWith("HTTP/1.1 421").doesNotContain("application\"");
			assertThat(get("/", "Host: " + host)).startsWith("HTTP/1.1 421").doesNotContain("<html");
		}
		assertThat(get("/api/info", "Host: localhost:" + port + "\r\nHost: evil.example")).startsWith("HTTP/1.1 4");
		assertThat(get("http://evil.example/api/info", "Host: localhost:" + port)).startsWith("HTTP/1.1 421");
		assertThat(get("/api/info", "X-Nothing: 1")).startsWith("HTTP/1.1 4").doesNotContain("application\"");
	}

	private String get(String target, String headers) throws Exception {
		return this.http.raw("GET " + target + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
	}

	@Test
	void otherPagesMayNotChangeAnything() throws Exception {
		this.fila.createQueue("orders");
		String path = ConsoleHttp.path("queue/redrive", "queue", "orders.dlq", "count", 1);
		HttpRequest.Builder unmarked = this.http.request(path).POST(HttpRequest.BodyPublishers.noBody());
		assertThat(this.http.refused(403, unmarked)).contains("X-DW-Console");
		assertThat(this.http.refused(403, this.http.post(path).header("Origin", "http://evil.example")))
			.contains("origin");
		assertThat(this.http.refused(403, this.http.post(path).header("Origin", "null"))).contains("origin");
		assertThat(this.http.refused(403, this.http.post(path).header("Sec-Fetch-Site", "cross-site")))
			.contains("other sites");
		assertThat(this.http.refused(403, this.http.post(path).header("Sec-Fetch-Site", "none")))
			.contains("other sites");
		// Own pages get as far as to the rights of the console.
		assertThat(this.http.refused(403,
				this.http.post(path).header("Origin", "http://127.0.0.1:" + this.console.port())))
			.contains("dw.embedded.console.write");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cross-site", "same-site" })
	void otherPagesMayNotReadAnything(String site) throws Exception {
		assertThat(this.http.refused(403, this.http.request("/api/buckets").header("Sec-Fetch-Site", site)))
			.contains("other sites");
		// But they may link to the console.
		assertThat(this.http.send(this.http.request("/").header("Sec-Fetch-Site", site)).statusCode()).isEqualTo(200);
	}

	@Test
	void preflightOfOtherOriginsIsRefused() throws Exception {
		HttpResponse<byte[]> response = this.http.send(this.http.request("/api/object/link")
			.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
			.header("Origin", "http://evil.example"));
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.headers().map().keySet()).noneMatch((name) -> name.startsWith("access-control"));
	}

	@Test
	void readOnlyServersAreNotChanged() throws Exception {
		this.storage.createBucket("lake");
		this.storage.store("dw://lake/a", "old");
		String path = ConsoleHttp.path("object", "bucket", "lake", "key", "a", "replace", "true");
		assertThat(this.http.refused(403, this.http.put(path, new byte[] { 1 }))).contains("read-only")
			.contains("dw.embedded.console.write=true");
		assertThat(this.storage.retrieveString("dw://lake/a")).isEqualTo("old");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/console.css", "/js/app.js", "/lib/cytoscape.mjs", "/api/info", "/api/nothing",
			"/nothing", "/api/run?run=x" })
	void everyAnswerCarriesThePolicy(String path) throws Exception {
		HttpResponse<byte[]> response = this.http.send(this.http.request(path));
		Map<String, List<String>> headers = response.headers().map();
		assertThat(headers.get("Content-Security-Policy")).singleElement()
			.asString()
			.contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
					"form-action 'none'", "require-trusted-types-for 'script'")
			.doesNotContain("unsafe", "*", "http:", "https:", "data:");
		assertThat(headers).containsEntry("X-Content-Type-Options", List.of("nosniff"))
			.containsEntry("X-Frame-Options", List.of("DENY"))
			.containsEntry("Referrer-Policy", List.of("no-referrer"))
			.containsEntry("Cross-Origin-Resource-Policy", List.of("same-origin"))
			.containsKey("Cache-Control");
		assertThat(headers.keySet()).noneMatch((name) -> name.toLowerCase().startsWith("access-control"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/js/../index.html", "/js/..%2findex.html", "/../../etc/passwd", "/js/",
			"/console/package-info.class", "/js/app.js/", "/js/app.js%00", "/META-INF/MANIFEST.MF",
			"/lib/../lib/cytoscape.mjs" })
	void onlyThePagesAreServed(String path) throws Exception {
		assertThat(get(path, "Host: localhost:" + this.console.port())).startsWith("HTTP/1.1 404");
	}

	@ParameterizedTest
	@CsvSource({ "DELETE, /api/object, PUT", "POST, /api/info, GET", "HEAD, /api/info, GET",
			"GET, /api/object/link, POST" })
	void methodsThatArePartOfNoPageAreRefused(String method, String path, String allowed) throws Exception {
		HttpResponse<byte[]> response = this.http.send(this.http.request(path)
			.method(method, HttpRequest.BodyPublishers.noBody())
			.header("X-DW-Console", "1"));
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow").orElse("")).contains(allowed);
	}

	@Test
	void headOfPageIsAnswered() throws Exception {
		HttpResponse<byte[]> response = this.http
			.send(this.http.request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/objects", "/api/objects?bucket=lake&limit=0", "/api/objects?bucket=lake&limit=x",
			"/api/objects?bucket=lake&cursor=%21", "/api/objects?bucket=..", "/api/object?bucket=lake",
			"/api/queue/messages" })
	void badParametersAreTold(String path) throws Exception {
		assertThat(this.http.refused(400, this.http.request(path))).isNotEmpty();
	}

	@Test
	void tooLongQueryIsRefused() throws Exception {
		assertThat(this.http.refused(414, "queues", "q", "x".repeat(20_000))).contains("longer");
	}

	/**
	 * Follow all references from the page on: each is served, none leads elsewhere, and
	 * nothing is made of HTML text.
	 */
	@Test
	void pagesAreWholeAndLeadNowhereElse() throws Exception {
		TreeSet<String> open = new TreeSet<>(List.of("/"));
		TreeSet<String> seen = new TreeSet<>();
		while (!open.isEmpty()) {
			String path = open.pollFirst();
			seen.add(path);
			HttpResponse<byte[]> response = this.http.send(this.http.request(path));
			assertThat(response.statusCode()).as(path).isEqualTo(200);
			if (path.startsWith("/lib/")) {
				continue;
			}
			String text = new String(response.body(), StandardCharsets.UTF_8);
			assertThat(text.replace("http://www.w3.org/2000/svg", "")).as(path).doesNotContain("http:", "https:");
			assertThat(UNSAFE.matcher(text).find()).as(path).isFalse();
			Matcher references = REFERENCE.matcher(text);
			while (references.find()) {
				String reference = references.group(1).replaceFirst("^\\./", "/js/");
				assertThat(reference).as(path).startsWith("/").doesNotStartWith("//");
				if (!seen.contains(reference)) {
					open.add(reference);
				}
			}
		}
		assertThat(seen).contains("/console.css", "/icon.svg", "/js/app.js", "/js/plot.js", "/lib/cytoscape.mjs");
	}

	@Test
	void whatIsNotThereIsTold() throws Exception {
		assertThat(this.http.refused(404, "runs")).contains("no catalog");
		assertThat(this.http.refused(404, "runs/stream")).contains("no catalog");
		assertThat(this.http.refused(404, "timings")).contains("no meters");
		assertThat(this.http.get("info").path("runs").booleanValue()).isFalse();
	}

	@Test
	void portThatIsInUseIsToldOrLeft() {
		int taken = this.console.port();
		assertThatIllegalStateException().isThrownBy(() -> DataWarehouseConsole.builder().port(taken).start())
			.withMessageContaining("127.0.0.1:" + taken);
		try (DataWarehouseConsole other = DataWarehouseConsole.builder().preferredPort(taken).start()) {
			assertThat(other.port()).isNotEqualTo(taken);
		}
	}

}
