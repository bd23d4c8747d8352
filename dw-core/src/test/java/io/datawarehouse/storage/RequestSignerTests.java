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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestSigner}: signatures are those of the SDK's signer.
 */
class RequestSignerTests {

	private static final AwsCredentials BASIC = AwsBasicCredentials.create("access", "secret");

	private static final AwsCredentials SESSION = AwsSessionCredentials.create("access", "other+/secret", "token==");

	private static final Instant TIME = Instant.parse("2026-11-21T23:59:58.900Z");

	@ParameterizedTest
	@ValueSource(strings = { "key", "a/b/c.txt", "a^b=c d+e//f%g", "/slash/", "../x", "~-_.!*'()&$@:,;",
			"a\u00e4\u4e2d\ud83d\ude00" })
	void signatureIsThatOfTheSdk(String key) {
		for (AwsCredentials credentials : List.of(BASIC, SESSION)) {
			for (String method : List.of("GET", "PUT")) {
				Map<String, String> headers = Map.of("Host", "127.0.0.1:9000", "Content-Type",
						"text/plain;charset=UTF-8", "x-amz-meta-a_b", "1 2", "x-amz-meta-a-b", "3", "If-None-Match",
						"*", "x-amz-checksum-crc32", "AAAAAA==");
				assertSigned(signer(TIME), TIME, method, key, headers, credentials);
			}
		}
	}

	@Test
	void signaturesFollowTheClockAndTheCredentials() {
		AdjustableClock clock = new AdjustableClock(TIME);
		RequestSigner signer = new RequestSigner("eu-west-1", clock);
		for (Duration later : List.of(Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofDays(1),
				Duration.ofSeconds(-5))) {
			clock.now = clock.now.plus(later);
			for (AwsCredentials credentials : List.of(BASIC, SESSION, BASIC)) {
				assertSigned(signer, clock.now, "GET", "key", Map.of("Host", "store"), credentials);
			}
		}
	}

	private static RequestSigner signer(Instant time) {
		return new RequestSigner("eu-west-1", Clock.fixed(time, ZoneOffset.UTC));
	}

	@ParameterizedTest
	@ValueSource(strings = { "partNumber=1&uploadId=abc", "partNumber=10000&uploadId=a%2Bb%2Fc%3D%20d~" })
	void queriesAreSignedAsTheSdkSignsThem(String query) {
		assertSigned(signer(TIME), TIME, "PUT", "key", query, Map.of("Host", "127.0.0.1:9000"), SESSION);
	}

	private static void assertSigned(RequestSigner signer, Instant time, String method, String key,
			Map<String, String> headers, AwsCredentials credentials) {
		assertSigned(signer, time, method, key, "", headers, credentials);
	}

	private static void assertSigned(RequestSigner signer, Instant time, String method, String key, String query,
			Map<String, String> headers, AwsCredentials credentials) {
		SortedMap<String, String> signed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		signed.putAll(headers);
		String path = "/lake/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
		signer.sign(method, path, query, signed, credentials);
		SdkHttpRequest expected = bySdk(time, method, path, query, headers, credentials);
		for (String name : List.of("Authorization", "X-Amz-Date", "x-amz-content-sha256", "X-Amz-Security-Token")) {
			assertThat(signed.get(name)).as(name).isEqualTo(expected.firstMatchingHeader(name).orElse(null));
		}
	}

	private static SdkHttpRequest bySdk(Instant time, String method, String path, String query,
			Map<String, String> headers, AwsCredentials credentials) {
		// Over TLS, which the SDK trusts to protect content that is not signed.
		SdkHttpRequest.Builder request = SdkHttpRequest.builder()
			.method(SdkHttpMethod.fromValue(method))
			.protocol("https")
			.host("127.0.0.1")
			.port(9000)
			.encodedPath(path);
		for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
			String[] parts = parameter.split("=");
			request.putRawQueryParameter(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
		}
		headers.forEach(request::putHeader);
		if (headers.get("Host").equals("store")) {
			request.host("store").port(443);
		}
		return AwsV4HttpSigner.create()
			.sign(SignRequest.builder(credentials)
				.request(request.build())
				.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
				.putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
				.putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
				.putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
				.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
				.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC))
				.build())
			.request();
	}

	private static final class AdjustableClock extends Clock {

		private Instant now;

		private AdjustableClock(Instant now) {
			this.now = now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
