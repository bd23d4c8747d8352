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

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the settings of a {@link DataWarehouseTemplateBuilder} do to the requests.
 */
class ClientSettingsTests {

	private final ScriptedStore store = new ScriptedStore();

	@AfterEach
	void close() {
		this.store.close();
	}

	private DataWarehouseTemplateBuilder builder() {
		return DataWarehouseTemplate.builder()
			.endpoint(this.store.endpoint())
			.credentials("key", "secret")
			.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1)));
	}

	private ScriptedStore.Request storeOne(DataWarehouseTemplateBuilder builder) {
		this.store.answer(200, "");
		try (DataWarehouseTemplate template = builder.build()) {
			template.store("dw://lake/a b", "content");
		}
		return this.store.requests().get(0);
	}

	@Test
	void requestsAreSignedForTheRegion() {
		assertThat(storeOne(builder()).header("Authorization")).contains("Credential=key/", "/us-east-1/s3/");
		this.store.answer(200, "");
		try (DataWarehouseTemplate template = builder().region("eu-west-7").build()) {
			template.delete("dw://lake/a");
		}
		assertThat(this.store.requests().get(1).header("Authorization")).contains("/eu-west-7/s3/");
	}

	@Test
	void sessionTokenIsSent() {
		ScriptedStore.Request request = storeOne(builder().credentials("key", "secret", "the-token"));
		assertThat(request.header("X-Amz-Security-Token")).isEqualTo("the-token");
	}

	@Test
	void anonymousRequestsAreNotSigned() {
		assertThat(storeOne(builder().anonymous()).header("Authorization")).isEmpty();
	}

	@Test
	void profileOfTheAwsFilesIsUsed(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("credentials"),
				"[lake]\naws_access_key_id = from-profile\naws_secret_access_key = hush\n");
		String before = System.setProperty("aws.sharedCredentialsFile", file.toString());
		try {
			assertThat(storeOne(builder().profile("lake")).header("Authorization"))
				.contains("Credential=from-profile/");
		}
		finally {
			restore("aws.sharedCredentialsFile", before);
		}
	}

	@Test
	void missingProfileIsToldAtFirstUse(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("credentials"), "");
		String before = System.setProperty("aws.sharedCredentialsFile", file.toString());
		try (DataWarehouseTemplate template = builder().profile("nobody").build()) {
			assertThatExceptionOfType(StorageException.class).isThrownBy(() -> template.retrieve("dw://lake/a"))
				.withMessageContaining("'retrieve' of dw://lake/a failed: no credentials were found")
				.withMessageContaining("Set an access key and a secret key")
				.satisfies((ex) -> assertThat(ex.getAttempts()).isOne());
			assertThat(this.store.requests()).isEmpty();
		}
		finally {
			restore("aws.sharedCredentialsFile", before);
		}
	}

	private static void restore(String name, String value) {
		if (value != null) {
			System.setProperty(name, value);
		}
		else {
			System.clearProperty(name);
		}
	}

	@Test
	void checksumTravelsInAHeader() {
		ScriptedStore.Request request = storeOne(builder());
		assertThat(request.header("x-amz-checksum-crc32")).isNotEmpty();
		assertThat(request.header("Content-Encoding")).doesNotContain("aws-chunked");
		assertThat(request.header("x-amz-trailer")).isEmpty();
		assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("content");
	}

	@Test
	void checksumsAreLeftOutUnlessRequired() {
		assertThat(storeOne(builder().checksums(ChecksumMode.WHEN_REQUIRED)).header("x-amz-checksum-crc32")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false" })
	void contentMd5IsSentForStoresThatNeedIt(boolean legacy, boolean expected) throws Exception {
		this.store.answer(200, "<DeleteResult/>");
		try (DataWarehouseTemplate template = builder().legacyMd5(legacy).build()) {
			template.execute((s3) -> s3.deleteObjects((request) -> request.bucket("lake")
				.delete((delete) -> delete.objects(ObjectIdentifier.builder().key("a").build()))));
		}
		ScriptedStore.Request request = this.store.requests().get(0);
		byte[] md5 = MessageDigest.getInstance("MD5").digest(request.body());
		assertThat(request.header("Content-MD5")).isEqualTo(expected ? Base64.getEncoder().encodeToString(md5) : "");
	}

	@ParameterizedTest
	@CsvSource({ "AUTO, UNSIGNED-PAYLOAD", "NEVER, UNSIGNED-PAYLOAD",
			"ALWAYS, ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73" })
	void payloadIsSignedAsTold(PayloadSigning signing, String expected) {
		assertThat(storeOne(builder().payloadSigning(signing)).header("x-amz-content-sha256")).isEqualTo(expected);
	}

	@Test
	void userAgentHasItsSuffix() {
		assertThat(storeOne(builder().userAgentSuffix("report-service/7")).header("User-Agent"))
			.startsWith("aws-sdk-java/")
			.endsWith(" report-service/7");
	}

	@Test
	void proxyIsUsedWithItsUser() {
		ProxySettings proxy = new ProxySettings("127.0.0.1", this.store.endpoint().getPort(), "guest", "pass",
				Set.of("*.internal"));
		DataWarehouseTemplateBuilder builder = builder().endpoint(URI.create("http://s3.example.invalid:9000"))
			.proxy(proxy);
		ScriptedStore.Request request = storeOne(builder);
		assertThat(request.uri()).isEqualTo("http://s3.example.invalid:9000/lake/a%20b");
		assertThat(request.header("Proxy-Authorization"))
			.isEqualTo("Basic " + Base64.getEncoder().encodeToString("guest:pass".getBytes(StandardCharsets.UTF_8)));
		assertThat(proxy.toString()).doesNotContain("pass");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.*", "*.0.1" })
	void hostsWithoutProxyAreReachedDirectly(String pattern) {
		ProxySettings nowhere = new ProxySettings("proxy.example.invalid", 3128, null, null, Set.of(pattern));
		assertThat(storeOne(builder().proxy(nowhere)).uri()).isEqualTo("/lake/a%20b");
	}

	@Test
	void otherHostsAreReachedByTheProxy() {
		ProxySettings nowhere = new ProxySettings("proxy.example.invalid", 3128, null, null, Set.of("127x0x0x1"));
		try (DataWarehouseTemplate template = builder().proxy(nowhere).retry(RetrySettings.none()).build()) {
			assertThatExceptionOfType(StorageUnavailableException.class)
				.isThrownBy(() -> template.retrieve("dw://lake/a"))
				.withMessageContaining("proxy.example.invalid");
		}
	}

	@Test
	void wrongClockIsGivenOneMoreAttempt() {
		this.store.error(403, "RequestTimeTooSkewed").answer(200, "x");
		try (DataWarehouseTemplate template = builder().build()) {
			assertThat(template.retrieveString("dw://lake/a")).isEqualTo("x");
		}
		assertThat(this.store.requests()).hasSize(2);
	}

	@Test
	void clockThatCannotBeCorrectedIsToldAfterTheSecondAttempt() {
		this.store.error(403, "RequestTimeTooSkewed");
		try (DataWarehouseTemplate template = builder().build()) {
			assertThatExceptionOfType(StorageAccessDeniedException.class)
				.isThrownBy(() -> template.retrieve("dw://lake/a"))
				.withMessageContaining("Set the clock of this machine")
				.satisfies((ex) -> assertThat(ex.getAttempts()).isEqualTo(2));
		}
		assertThat(this.store.requests()).hasSize(2);
	}

	@Test
	void callTimeoutBoundsAllAttempts() {
		this.store.error(503, "SlowDown", "Retry-After", "90");
		Instant start = Instant.now();
		try (DataWarehouseTemplate template = builder().callTimeout(Duration.ofSeconds(20)).build()) {
			assertThatExceptionOfType(StorageUnavailableException.class)
				.isThrownBy(() -> template.retrieve("dw://lake/a"));
		}
		assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
		assertThat(this.store.requests()).hasSize(1);
	}

	@Test
	void wrongSettingsAreRefused() {
		DataWarehouseTemplateBuilder builder = builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxIdleTime(Duration.ZERO))
			.withMessageContaining("PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnectionAge(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.acquireTimeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.profile(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.userAgentSuffix("a\r\nX-Evil: 1"));
		assertThatIllegalArgumentException().isThrownBy(() -> ProxySettings.of("http://proxy", 3128))
			.withMessageContaining("http://proxy");
		assertThatIllegalArgumentException().isThrownBy(() -> ProxySettings.of("proxy", 0)).withMessageContaining("0");
		assertThatIllegalArgumentException().isThrownBy(() -> new ProxySettings("proxy", 1, "user", null, Set.of()));
		assertThatIllegalArgumentException().isThrownBy(
				() -> DataWarehouseTemplate.builder().region("us-east-1").dialect(StorageDialect.DATAWAREHOUSE).build())
			.withMessageContaining("endpoint");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder().dialect(StorageDialect.DATAWAREHOUSE).pathStyle(false).build())
			.withMessageContaining("pathStyle");
	}

}
