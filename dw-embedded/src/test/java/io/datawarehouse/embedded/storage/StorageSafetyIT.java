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
import java.io.SequenceInputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.PresignedUrl;
import io.datawarehouse.storage.StorageException;
import io.datawarehouse.storage.StoreOptions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.AbstractResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Nothing is published or left behind that is not whole, and URLs open what they say.
 */
class StorageSafetyIT extends StorageServerTest {

	@ParameterizedTest
	@CsvSource({ "100, 1000", "100, -1", "20000000, 30000000", "20000000, -1" })
	void rule1StreamThatDiesPublishesNothingAndKeepsWhatWas(int diesAfter, int length) {
		DwUri uri = DwUri.of(BUCKET, "dying/" + diesAfter + "/" + length);
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.store(uri, dyingAfter(diesAfter), length))
			.withMessageContaining("nothing was stored")
			.withMessageContaining("the disk broke");
		assertThat(this.warehouse.exists(uri)).isFalse();
		this.warehouse.store(uri, "before");
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.store(uri, dyingAfter(diesAfter), length));
		assertThat(this.warehouse.retrieveString(uri)).isEqualTo("before");
		assertThat(uploads()).isZero();
	}

	@Test
	void rule1ResourceThatEndsEarlyPublishesNothing() {
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.store("dw://lake/short", new AbstractResource() {

				@Override
				public String getDescription() {
					return "short resource";
				}

				@Override
				public long contentLength() {
					return 10;
				}

				@Override
				public InputStream getInputStream() {
					return new ByteArrayInputStream(new byte[9]);
				}

			}))
			.withMessageContaining("Only 9 of 10 bytes");
		assertThat(this.warehouse.exists("dw://lake/short")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain.txt", "a^b=c d+e%f", "größe/日本/😀" })
	void rule3PresignedUrlsWorkForAnyoneWithAnyKey(String name) throws Exception {
		DwUri uri = DwUri.of(BUCKET, "shared/" + name);
		StoreOptions options = StoreOptions.defaults().withContentType("text/x-own").withMetadata(Map.of("by", "url"));
		assertThat(send(this.warehouse.presignPut(uri, Duration.ofMinutes(1), options), "shared").statusCode())
			.isEqualTo(200);
		assertThat(this.warehouse.retrieveString(uri)).isEqualTo("shared");
		assertThat(this.warehouse.head(uri).contentType()).isEqualTo("text/x-own");
		assertThat(this.warehouse.head(uri).metadata()).containsEntry("by", "url");
		Reply got = send(this.warehouse.presignGet(uri, Duration.ofMinutes(1)), null);
		assertThat(got.statusCode()).isEqualTo(200);
		assertThat(got.body()).isEqualTo("shared");
	}

	@Test
	void presignedUrlIsGoodForItsCallOnly() throws Exception {
		this.warehouse.store("dw://lake/shared/one", "1");
		PresignedUrl get = this.warehouse.presignGet("dw://lake/shared/one", Duration.ofMinutes(1));
		PresignedUrl forged = new PresignedUrl(URI.create(get.url().toString().replace("shared/one", "shared/two")),
				"GET", Map.of(), get.expiresAt());
		PresignedUrl misused = new PresignedUrl(get.url(), "PUT", Map.of(), get.expiresAt());
		assertThat(send(get, null).statusCode()).isEqualTo(200);
		assertThat(send(forged, null).statusCode()).isEqualTo(403);
		assertThat(send(misused, "2").statusCode()).isEqualTo(403);
		assertThat(this.warehouse.retrieveString("dw://lake/shared/one")).isEqualTo("1");
	}

	@Test
	void presignedUrlExpires() throws Exception {
		this.warehouse.store("dw://lake/shared/short", "1");
		PresignedUrl get = this.warehouse.presignGet("dw://lake/shared/short", Duration.ofSeconds(1));
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(send(get, null).statusCode()).isEqualTo(403));
		assertThat(get.expiresAt()).isBefore(Instant.now());
	}

	/**
	 * By a connection that is closed afterwards: the JDK's newer client keeps its own.
	 */
	private static Reply send(PresignedUrl url, @Nullable String body) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) url.url().toURL().openConnection();
		connection.setRequestMethod(url.method());
		connection.setRequestProperty("Connection", "close");
		url.headers().forEach((name, values) -> values.forEach((value) -> connection.addRequestProperty(name, value)));
		if (body != null) {
			connection.setDoOutput(true);
			connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
		}
		int status = connection.getResponseCode();
		try (InputStream answer = (status < 400) ? connection.getInputStream() : connection.getErrorStream()) {
			return new Reply(status, new String(answer.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

	private static InputStream dyingAfter(int length) {
		return new SequenceInputStream(new ByteArrayInputStream(new byte[length]), new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("the disk broke");
			}

		});
	}

	private long uploads() {
		return this.warehouse
			.execute((s3) -> s3.listMultipartUploads((request) -> request.bucket(BUCKET)).uploads().size());
	}

	private record Reply(int statusCode, String body) {

	}

}
