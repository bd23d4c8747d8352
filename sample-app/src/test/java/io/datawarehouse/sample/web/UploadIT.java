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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import io.datawarehouse.sample.SalesApplication;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uploads and downloads through real HTTP.
 */
@SpringBootTest(classes = SalesApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
		"dw.embedded.in-memory=true", "sales.input=data/sales-2026-11-09.csv", "sales.visibility-timeout=60s" })
class UploadIT {

	private static final byte[] CONTENT = new byte[5_000_000];

	static {
		new Random(7).nextBytes(CONTENT);
	}

	@Value("${local.server.port}")
	private int port;

	@Autowired
	private DataWarehouseTemplate dw;

	private ResponseEntity<String> upload(String name, byte[] content) {
		MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
		form.add("file", new ByteArrayResource(content) {

			@Override
			public String getFilename() {
				return name;
			}

		});
		return RestClient.create("http://127.0.0.1:" + this.port)
			.post()
			.uri("/api/uploads")
			.contentType(MediaType.MULTIPART_FORM_DATA)
			.body(form)
			.retrieve()
			.onStatus((status) -> true, (request, response) -> {
			})
			.toEntity(String.class);
	}

	private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/api/uploads" + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
	}

	private static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	@Test
	void uploadIsAnObject() throws Exception {
		ResponseEntity<String> created = upload("plan 2027.bin", CONTENT);
		assertThat(created.getStatusCode().value()).isEqualTo(201);
		assertThat(created.getHeaders().getLocation()).hasToString("/api/uploads/plan%202027.bin");
		assertThat(created.getBody()).contains("\"size\":5000000");
		assertThat(this.dw.retrieve("dw://lake/uploads/plan 2027.bin")).isEqualTo(CONTENT);
		assertThat(new String(get("").body(), StandardCharsets.UTF_8)).contains("plan 2027.bin");
	}

	@Test
	void downloadIsTheWholeFile() throws Exception {
		upload("whole.bin", CONTENT);
		HttpResponse<byte[]> response = get("/whole.bin");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(CONTENT);
		assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
		assertThat(header(response, "Content-Disposition")).startsWith("attachment").contains("whole.bin");
	}

	@Test
	void rangesAreServed() throws Exception {
		upload("range.bin", CONTENT);
		HttpResponse<byte[]> middle = get("/range.bin", "Range", "bytes=3000000-3000099");
		assertThat(middle.statusCode()).isEqualTo(206);
		assertThat(header(middle, "Content-Range")).isEqualTo("bytes 3000000-3000099/5000000");
		assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 3_000_000, 3_000_100));
		HttpResponse<byte[]> last = get("/range.bin", "Range", "bytes=-5");
		assertThat(last.statusCode()).isEqualTo(206);
		assertThat(last.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 4_999_995, 5_000_000));
		HttpResponse<byte[]> rest = get("/range.bin", "Range", "bytes=4000000-");
		assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 4_000_000, 5_000_000));
	}

	@Test
	void severalRangesAreServedAtOnce() throws Exception {
		upload("ranges.bin", "0123456789".getBytes(StandardCharsets.US_ASCII));
		HttpResponse<byte[]> response = get("/ranges.bin", "Range", "bytes=0-1,8-9");
		assertThat(response.statusCode()).isEqualTo(206);
		assertThat(header(response, "Content-Type")).startsWith("multipart/byteranges");
		assertThat(new String(response.body(), StandardCharsets.US_ASCII)).contains("bytes 0-1/10")
			.contains("01")
			.contains("bytes 8-9/10")
			.contains("89");
	}

	@Test
	void rangeBeyondTheEndIsRefused() throws Exception {
		upload("short.bin", new byte[10]);
		assertThat(get("/short.bin", "Range", "bytes=10-").statusCode()).isEqualTo(416);
	}

	@Test
	void fileThatTheBrowserHasIsNotSentAgain() throws Exception {
		upload("cached.bin", new byte[10]);
		String etag = header(get("/cached.bin"), "ETag");
		assertThat(etag).startsWith("\"");
		HttpResponse<byte[]> again = get("/cached.bin", "If-None-Match", etag);
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	@Test
	void missingFileIsNotFound() throws Exception {
		HttpResponse<byte[]> response = get("/missing.bin");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
	}

	@Test
	void namesThatArePathsAreRefused() throws Exception {
		assertThat(upload("..", new byte[1]).getStatusCode().value()).isEqualTo(400);
		assertThat(upload(".hidden", new byte[1]).getStatusCode().value()).isEqualTo(400);
		assertThat(get("/..%5Cetc").statusCode()).isEqualTo(400);
	}

}
