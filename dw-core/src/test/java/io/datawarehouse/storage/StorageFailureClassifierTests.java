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
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StorageFailureClassifier}.
 */
class StorageFailureClassifierTests {

	private final StorageFailureClassifier classifier = new StorageFailureClassifier();

	@ParameterizedTest
	@CsvSource({ "408, X, true", "429, X, true", "500, X, true", "502, X, true", "503, X, true", "504, X, true",
			"400, SlowDown, true", "400, BadDigest, true", "400, XAmzContentSHA256Mismatch, true",
			"400, XAmzContentChecksumMismatch, true", "400, IncompleteBody, true", "400, InvalidDigest, false",
			"400, RequestTimeout, true", "200, InternalError, true", "400, X, false", "403, AccessDenied, false",
			"403, RequestTimeTooSkewed, true", "404, NoSuchKey, false", "409, BucketNotEmpty, false",
			"412, PreconditionFailed, false", "501, NotImplemented, false" })
	void answersAreJudgedByStatusAndCode(int status, String code, boolean expected) {
		assertThat(this.classifier.isTransient(answer(status, code, null))).isEqualTo(expected);
	}

	@Test
	void answerWithoutDetailsIsJudgedByStatus() {
		assertThat(this.classifier.isTransient(S3Exception.builder().statusCode(503).build())).isTrue();
		assertThat(this.classifier.isTransient(S3Exception.builder().statusCode(404).build())).isFalse();
	}

	@Test
	void connectionFailuresPass() {
		for (IOException cause : new IOException[] { new ConnectException(), new SocketTimeoutException(),
				new IOException("reset") }) {
			assertThat(this.classifier.isTransient(SdkClientException.create("failed", cause))).isTrue();
		}
		assertThat(this.classifier.isTransient(ApiCallAttemptTimeoutException.create(1))).isTrue();
	}

	@Test
	void localFailuresStay() {
		IOException local = new LocalIoException("disk", new IOException("full"));
		assertThat(this.classifier.isTransient(SdkClientException.create("failed", local))).isFalse();
		assertThat(this.classifier.isTransient(SdkClientException.create("no credentials"))).isFalse();
		assertThat(this.classifier.isTransient(new IllegalArgumentException("bad"))).isFalse();
		StorageFailure facts = new StorageFailure("head", null, 0, null, null, 1);
		assertThat(this.classifier.isTransient(new StorageException("mapped", facts, new IOException()))).isFalse();
	}

	@Test
	void interruptionStays() {
		assertThat(this.classifier.isTransient(AbortedException.create("aborted", new InterruptedException())))
			.isFalse();
		Thread.currentThread().interrupt();
		boolean interrupted = this.classifier.isTransient(new InterruptedIOException());
		assertThat(Thread.interrupted()).isTrue();
		assertThat(interrupted).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "3, PT3S", "0, PT0S", "-5, PT0S", "' 7 ', PT7S" })
	void retryAfterInSeconds(String value, Duration expected) {
		assertThat(this.classifier.retryAfter(answer(503, "SlowDown", value))).isEqualTo(expected);
	}

	@Test
	void retryAfterAsDate() {
		ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1);
		String value = DateTimeFormatter.RFC_1123_DATE_TIME.format(date);
		assertThat(this.classifier.retryAfter(answer(503, "SlowDown", value))).isBetween(Duration.ofSeconds(50),
				Duration.ofSeconds(60));
		String past = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.minusHours(1));
		assertThat(this.classifier.retryAfter(answer(503, "SlowDown", past))).isEqualTo(Duration.ZERO);
	}

	@Test
	void retryAfterThatIsMissingOrNonsense() {
		assertThat(this.classifier.retryAfter(answer(503, "SlowDown", null))).isNull();
		assertThat(this.classifier.retryAfter(answer(503, "SlowDown", "soon"))).isNull();
		assertThat(this.classifier.retryAfter(new IOException())).isNull();
	}

	private static S3Exception answer(int status, String code, String retryAfter) {
		SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
		if (retryAfter != null) {
			response.putHeader("Retry-After", retryAfter);
		}
		AwsErrorDetails details = AwsErrorDetails.builder().errorCode(code).sdkHttpResponse(response.build()).build();
		return (S3Exception) S3Exception.builder().statusCode(status).awsErrorDetails(details).build();
	}

}
