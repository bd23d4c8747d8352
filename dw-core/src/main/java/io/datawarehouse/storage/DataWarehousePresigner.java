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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

import software.amazon.awssdk.awscore.presigner.PresignRequest;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.AbortMultipartUploadPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.CompleteMultipartUploadPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.CreateMultipartUploadPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.DeleteObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.HeadObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedAbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedCompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedCreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedDeleteObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedHeadObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;
import software.amazon.awssdk.services.s3.presigner.model.PutObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.UploadPartPresignRequest;

import org.springframework.util.Assert;

/**
 * {@link S3Presigner} for a DataWarehouse server. The SDK's presigner cannot be told to
 * encode the path twice, so what it has made is signed again.
 */
final class DataWarehousePresigner implements S3Presigner {

	private static final Duration MAX_EXPIRY = Duration.ofMinutes(15);

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private static final Set<String> SIGNATURE = Set.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date",
			"X-Amz-Expires", "X-Amz-Security-Token", "X-Amz-Signature", "X-Amz-SignedHeaders");

	private final S3Presigner delegate;

	private final ClientSettings settings;

	private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

	DataWarehousePresigner(S3Presigner delegate, ClientSettings settings) {
		this.delegate = delegate;
		this.settings = settings;
	}

	@Override
	public PresignedGetObjectRequest presignGetObject(GetObjectPresignRequest request) {
		check(request);
		PresignedGetObjectRequest signed = this.delegate.presignGetObject(request);
		return signed.toBuilder().httpRequest(again(signed, request)).build();
	}

	@Override
	public PresignedHeadObjectRequest presignHeadObject(HeadObjectPresignRequest request) {
		check(request);
		PresignedHeadObjectRequest signed = this.delegate.presignHeadObject(request);
		return signed.toBuilder().httpRequest(again(signed, request)).build();
	}

	@Override
	public PresignedPutObjectRequest presignPutObject(PutObjectPresignRequest request) {
		check(request);
		PresignedPutObjectRequest signed = this.delegate.presignPutObject(request);
		return signed.toBuilder().httpRequest(again(signed, request)).build();
	}

	@Override
	public PresignedDeleteObjectRequest presignDeleteObject(DeleteObjectPresignRequest request) {
		check(request);
		PresignedDeleteObjectRequest signed = this.delegate.presignDeleteObject(request);
		return signed.toBuilder().httpRequest(again(signed, request)).build();
	}

	@Override
	public PresignedCreateMultipartUploadRequest presignCreateMultipartUpload(
			CreateMultipartUploadPresignRequest request) {
		check(request);
		PresignedCreateMultipartUploadRequest signed = this.delegate.presignCreateMultipartUpload(request);
		return signed.toBuilder().httpRequest(again(signed, request)).build();
	}

	@Override
	public PresignedUploadPartRequest presignUploadPart(UploadPartPresignRequest request) {
		check(request);
		PresignedUploadPartRequest signed = this.delegate.presignUploadPart(request);
		return signed.toBuilder().httpRequest(again(signed, request)).build();
	}

	@Override
	public PresignedCompleteMultipartUploadRequest presignCompleteMultipartUpload(
			CompleteMultipartUploadPresignRequest request) {
		check(request);
		PresignedCompleteMultipartUploadRequest signed = this.delegate.presignCompleteMultipartUpload(request);
		return signed.toBuilder().httpRequest(again(signed, request)).build();
	}

	@Override
	public PresignedAbortMultipartUploadRequest presignAbortMultipartUpload(
			AbortMultipartUploadPresignRequest request) {
		check(request);
		PresignedAbortMultipartUploadRequest signed = this.delegate.presignAbortMultipartUpload(request);
		return signed.toBuilder().httpRequest(again(signed, request)).build();
	}

	private static void check(PresignRequest request) {
		Duration expiry = request.signatureDuration();
		Assert.isTrue(expiry.compareTo(MAX_EXPIRY) <= 0,
				() -> "expiry must be at most 15 minutes, because the DataWarehouse server does not accept presigned "
						+ "URLs that are older, was " + expiry);
	}

	private SdkHttpRequest again(PresignedRequest signed, PresignRequest request) {
		SdkHttpRequest.Builder unsigned = signed.httpRequest().toBuilder();
		SIGNATURE.forEach(unsigned::removeQueryParameter);
		Instant time = DATE.parse(signed.httpRequest().firstMatchingRawQueryParameter("X-Amz-Date").orElseThrow(),
				Instant::from);
		return this.signer
			.sign((sign) -> sign.identity(this.settings.credentials().resolveCredentials())
				.request(unsigned.build())
				.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC))
				.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
				.putProperty(AwsV4HttpSigner.REGION_NAME, this.settings.region().id())
				.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
				.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, request.signatureDuration())
				.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
				.putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
				.putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, true))
			.request();
	}

	@Override
	public void close() {
		this.delegate.close();
	}

}
