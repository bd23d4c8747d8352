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

package io.datawarehouse.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.datawarehouse.DwUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the value types and the addresses of the template.
 */
class StorageValuesTests {

	@Test
	void rangesBecomeHeaders() {
		assertThat(ByteRange.of(0, 1).toHeader()).isEqualTo("bytes=0-0");
		assertThat(ByteRange.of(5, 10).toHeader()).isEqualTo("bytes=5-14");
		assertThat(ByteRange.from(7).toHeader()).isEqualTo("bytes=7-");
		assertThat(ByteRange.from(0).toHeader()).isEqualTo("bytes=0-");
		assertThat(ByteRange.last(3).toHeader()).isEqualTo("bytes=-3");
		assertThat(ByteRange.of(2, ByteRange.TO_END - 1).toHeader()).isEqualTo("bytes=2-");
	}

	@Test
	void wrongRangesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ByteRange.of(-1, 1)).withMessageContaining("-1");
		assertThatIllegalArgumentException().isThrownBy(() -> ByteRange.of(0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> ByteRange.last(0));
		assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(-5, 3));
	}

	@Test
	void metadataNamesAreLowered() {
		StoreOptions options = StoreOptions.defaults().withMetadata(Map.of("Run-Id", "42"));
		assertThat(options.metadata()).containsOnly(Map.entry("run-id", "42"));
	}

	@ParameterizedTest
	@CsvSource({ "a b, x", "größe, x", "'', x", "name, größe", "name, ' x'", "name, ''", "name, 'a\r\nb: c'" })
	void metadataThatCannotTravelIsRefused(String name, String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> StoreOptions.defaults().withMetadata(Map.of(name, value)))
			.withMessageContaining("metadata");
	}

	@Test
	void conditionsReplaceEachOther() {
		StoreOptions options = StoreOptions.defaults().withIfMatch("abc");
		assertThat(options.ifMatchHeader()).isEqualTo("\"abc\"");
		assertThat(options.withCreateOnly().ifMatchHeader()).isNull();
		assertThat(options.withCreateOnly().ifNoneMatchHeader()).isEqualTo("*");
		assertThatIllegalArgumentException().isThrownBy(
				() -> new StoreOptions(null, Map.of(), true, "abc", ContentHeaders.none(), Map.of(), null, null, null));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> StoreOptions.defaults().withContentType("text/plain\r\nx: y"));
	}

	@Test
	void limitOfListingIsPositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> ListOptions.all().withLimit(0))
			.withMessageContaining("was 0");
	}

	@ParameterizedTest
	@CsvSource({ "\"abc\", abc", "\"\"abc\"\", abc", "W/\"abc\", abc", "abc, abc", "\", ''" })
	void etagsLoseTheirQuotes(String etag, String expected) {
		assertThat(SdkResponses.etag(etag)).isEqualTo(expected);
	}

	@Test
	void missingEtagIsEmpty() {
		assertThat(SdkResponses.etag(null)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "a, dw://lake/a", "a/b, dw://lake/a/b", "'', dw://lake", "dw://other/a, dw://other/a",
			"s3://my.lake/a, s3://my.lake/a", "a/s3://b, dw://lake/a/s3://b" })
	void defaultBucketTakesTextWithoutScheme(String address, String expected) {
		try (DataWarehouseTemplate template = template("lake")) {
			assertThat(template.toUri(address)).hasToString(expected);
		}
	}

	@ParameterizedTest
	@CsvSource({ "my.lake, s3://my.lake/a", "s3://lake, s3://lake/a", "dw://lake, dw://lake/a" })
	void defaultBucketKeepsItsScheme(String bucket, String expected) {
		try (DataWarehouseTemplate template = template(bucket)) {
			assertThat(template.toUri("a")).hasToString(expected);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gs://lake/a", "../a" })
	void wrongAddressesAreRefusedInTheDefaultBucket(String address) {
		try (DataWarehouseTemplate template = template("lake")) {
			assertThatIllegalArgumentException().isThrownBy(() -> template.toUri(address));
		}
	}

	private static DataWarehouseTemplate template(String defaultBucket) {
		return DataWarehouseTemplate.builder()
			.region("eu-west-1")
			.credentials("access", "secret")
			.defaultBucket(defaultBucket)
			.build();
	}

	@Test
	void exceptionsSurviveSerialization() throws IOException, ClassNotFoundException {
		StorageFailure failure = new StorageFailure("head", DwUri.parse("dw://lake/a"), 404, "NoSuchKey", "r", 1);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
			output.writeObject(new ObjectNotFoundException("gone", failure, null));
		}
		try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			assertThat(((StorageException) input.readObject()).getFailure()).isEqualTo(failure);
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://host, AUTO,", "http://localhost:1, AUTO, false", "http://127.8.0.1, AUTO, false",
			"http://[::1]:9, AUTO, false", "http://127.evil.com, AUTO,", "http://store, AUTO,",
			"https://host, ALWAYS, true", "http://store, ALWAYS,", "https://host, NEVER,",
			"http://store, NEVER, false" })
	void payloadSigningIsToldWhereTheSdkDoesOtherwise(String endpoint, PayloadSigning signing, Boolean expected) {
		ClientSettings settings = new ClientSettings(URI.create(endpoint), Region.US_EAST_1,
				AnonymousCredentialsProvider.create(), true, new HttpSettings(), Duration.ofSeconds(1),
				ChecksumMode.WHEN_SUPPORTED, signing, false, null, Dialect.S3, ClientSettings.newTimeouts(),
				new StorageTraffic());
		assertThat(settings.explicitPayloadSigning()).isEqualTo(expected);
	}

}
