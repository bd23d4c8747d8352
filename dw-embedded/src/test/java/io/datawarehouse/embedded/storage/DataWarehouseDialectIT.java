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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.BucketNotFoundException;
import io.datawarehouse.storage.ByteRange;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.InvalidRangeException;
import io.datawarehouse.storage.ObjectNotFoundException;
import io.datawarehouse.storage.PresignedUrl;
import io.datawarehouse.storage.StorageAccessDeniedException;
import io.datawarehouse.storage.StorageDialect;
import io.datawarehouse.storage.StoreOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Each way in which the DataWarehouse server differs from S3, against a double of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataWarehouseDialectIT {

	private DataWarehouseServerDouble server;

	private DataWarehouseTemplate warehouse;

	@BeforeAll
	void start() {
		this.server = new DataWarehouseServerDouble();
		this.warehouse = template(StorageDialect.DATAWAREHOUSE);
		this.warehouse.createBucket("lake");
	}

	private DataWarehouseTemplate template(StorageDialect dialect) {
		return DataWarehouseTemplate.builder()
			.endpoint(this.server.endpoint())
			.credentials(DataWarehouseServerDouble.ACCESS_KEY, DataWarehouseServerDouble.SECRET_KEY)
			.dialect(dialect)
			.retry(StorageServerTest.FAST_RETRIES)
			.build();
	}

	@AfterAll
	void stop() {
		this.warehouse.close();
		this.server.close();
		assertThat(this.server.uploads()).isZero();
	}

	@Test
	void keysThatNeedEncodingAreSignedEncodedTwice() {
		this.warehouse.store("dw://lake/a b+c", "x");
		assertThat(this.warehouse.retrieveString("dw://lake/a b+c")).isEqualTo("x");
		try (DataWarehouseTemplate plain = template(StorageDialect.S3)) {
			assertThat(plain.retrieveString(DwUri.of("lake", store("plain")))).isEqualTo("plain");
			assertThatExceptionOfType(StorageAccessDeniedException.class)
				.isThrownBy(() -> plain.retrieve("dw://lake/a b+c"))
				.satisfies((ex) -> assertThat(ex.getErrorCode()).isEqualTo("SignatureDoesNotMatch"));
		}
	}

	private String store(String text) {
		this.warehouse.store(DwUri.of("lake", text), text);
		return text;
	}

	@Test
	void bodiesAreStoredWithoutFraming() {
		byte[] large = new byte[17 * 1024 * 1024];
		this.warehouse.store("dw://lake/framing/small", "content");
		this.warehouse.store("dw://lake/framing/large", new ByteArrayInputStream(large), -1);
		assertThat(this.server.stored("lake", "framing/small")).asString(StandardCharsets.UTF_8).isEqualTo("content");
		assertThat(this.server.stored("lake", "framing/large")).isEqualTo(large);
		assertThat(this.server.uploads()).isZero();
	}

	@Test
	void bucketsAreProbedByListing() {
		assertThat(this.warehouse.bucketExists("lake")).isTrue();
		assertThat(this.warehouse.bucketExists("no-lake")).isFalse();
		assertThat(this.server.calls()).noneMatch((call) -> call.matches("HEAD /[^/]+"));
		assertThatExceptionOfType(BucketNotFoundException.class)
			.isThrownBy(() -> this.warehouse.store("dw://no-lake/a", "x"))
			.satisfies((ex) -> assertThat(ex.getErrorCode()).isEqualTo("NoSuchBucket"));
	}

	@Test
	void missingObjectIsNotTakenForAFailureOfTheServer() {
		assertThat(this.warehouse.exists("dw://lake/missing")).isFalse();
		assertThat(this.warehouse.retrieveIfPresent("dw://lake/missing")).isEmpty();
		this.warehouse.store("dw://lake/missing/below", "x");
		assertThatExceptionOfType(ObjectNotFoundException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://lake/missing"))
			.satisfies((ex) -> {
				assertThat(ex.getStatusCode()).isEqualTo(404);
				assertThat(ex.getRequestId()).startsWith("dw-");
				assertThat(ex.getAttempts()).isOne();
			});
	}

	@Test
	void rangesAreCutOutOfTheWhole() {
		this.warehouse.store("dw://lake/range", "0123456789");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.of(0, 1))).asString().isEqualTo("0");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.of(2, 4))).asString().isEqualTo("2345");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.of(8, 100))).asString().isEqualTo("89");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.from(3))).asString().isEqualTo("3456789");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.last(3))).asString().isEqualTo("789");
		assertThat(this.warehouse.retrieve("dw://lake/range", ByteRange.last(99))).hasSize(10);
		assertThatExceptionOfType(InvalidRangeException.class)
			.isThrownBy(() -> this.warehouse.retrieve("dw://lake/range", ByteRange.from(10)))
			.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(416));
	}

	@Test
	void echoedContentTypeIsNoMetadata() {
		StoreOptions options = StoreOptions.defaults()
			.withContentType("text/x-own")
			.withMetadata(Map.of("owner", "me"));
		this.warehouse.store("dw://lake/meta", "x", options);
		assertThat(this.warehouse.head("dw://lake/meta").metadata()).containsOnly(Map.entry("owner", "me"));
		assertThat(this.warehouse.head("dw://lake/meta").contentType()).isEqualTo("text/x-own");
	}

	@Test
	void etagsHaveNoQuotes() {
		String etag = this.warehouse.store("dw://lake/etag", "x").etag();
		assertThat(etag).matches("[0-9a-f]{32}");
		assertThat(this.warehouse.head("dw://lake/etag").etag()).isEqualTo(etag);
		assertThat(this.warehouse.copy("dw://lake/etag", "dw://lake/etag-copy").etag()).isEqualTo(etag);
		this.warehouse.store("dw://lake/etag", "y", StoreOptions.defaults().withIfMatch(etag));
	}

	@Test
	void objectsAreDeletedOneByOne() {
		store("bulk-1");
		DeleteObjectsResponse response = this.warehouse
			.execute((s3) -> s3.deleteObjects((request) -> request.bucket("lake")
				.delete((delete) -> delete.objects(ObjectIdentifier.builder().key("bulk-1").build(),
						ObjectIdentifier.builder().key("bulk-2").build()))));
		assertThat(response.deleted()).hasSize(2);
		assertThat(response.errors()).isEmpty();
		assertThat(this.warehouse.exists("dw://lake/bulk-1")).isFalse();
		assertThat(this.server.calls()).noneMatch((call) -> call.startsWith("POST") && call.contains("?delete"));
	}

	@Test
	void partsAreNeverCopied() {
		store("part-source");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.warehouse.execute((s3) -> s3.uploadPartCopy((request) -> request.sourceBucket("lake")
				.sourceKey("part-source")
				.destinationBucket("lake")
				.destinationKey("x")
				.uploadId("up")
				.partNumber(1))))
			.withMessageContaining("cannot copy parts of 'part-source'");
	}

	@Test
	void limitsOfMultipartUploadsAreToldBeforeTheServerFails() {
		int calls = this.server.calls().size();
		assertThatIllegalArgumentException().isThrownBy(() -> sendPart(1001, 1)).withMessageContaining("1000 parts");
		assertThatIllegalArgumentException().isThrownBy(() -> sendPart(257, 8 * 1024 * 1024))
			.withMessageContaining("less than 2 GiB");
		assertThat(this.server.calls()).hasSize(calls);
	}

	private void sendPart(int number, int length) {
		this.warehouse.execute(
				(s3) -> s3.uploadPart((request) -> request.bucket("lake").key("x").uploadId("up").partNumber(number),
						RequestBody.fromBytes(new byte[length])));
	}

	@Test
	void presignedUrlsLiveForFifteenMinutesAtTheMost() throws Exception {
		store("shared a+b");
		PresignedUrl url = this.warehouse.presignGet("dw://lake/shared a+b", Duration.ofMinutes(15));
		assertThat(get(url.url()).body()).isEqualTo("shared a+b");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.warehouse.presignGet("dw://lake/a", Duration.ofMinutes(15).plusSeconds(1)))
			.withMessageContaining("at most 15 minutes")
			.withMessageContaining("DataWarehouse server");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.warehouse.presignPut("dw://lake/a", Duration.ofHours(1)));
		try (DataWarehouseTemplate plain = template(StorageDialect.S3)) {
			assertThat(get(plain.presignGet("dw://lake/plain", Duration.ofHours(1)).url()).statusCode()).isEqualTo(403);
		}
	}

	private static HttpResponse<String> get(URI uri) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
	}

}
