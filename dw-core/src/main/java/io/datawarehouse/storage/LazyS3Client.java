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

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Utilities;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/**
 * {@link S3Client} that leaves to the SDK's client all that this package asks of one, and
 * makes that client for the first such call: it takes many classes and a good part of a
 * second. The SDK's own delegating client needs one that is made already. Who calls an
 * operation of the SDK that is not here yet must add it, or else gets an
 * {@link UnsupportedOperationException} from the interface.
 */
abstract class LazyS3Client implements S3Client {

	private final Lazy<S3Client> sdk;

	LazyS3Client(Lazy<S3Client> sdk) {
		this.sdk = sdk;
	}

	/**
	 * The SDK's client.
	 */
	final S3Client sdk() {
		return this.sdk.get();
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public S3Utilities utilities() {
		return sdk().utilities();
	}

	@Override
	public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
		return sdk().abortMultipartUpload(request);
	}

	@Override
	public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
		return sdk().completeMultipartUpload(request);
	}

	@Override
	public CopyObjectResponse copyObject(CopyObjectRequest request) {
		return sdk().copyObject(request);
	}

	@Override
	public CreateBucketResponse createBucket(CreateBucketRequest request) {
		return sdk().createBucket(request);
	}

	@Override
	public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
		return sdk().createMultipartUpload(request);
	}

	@Override
	public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
		return sdk().deleteBucket(request);
	}

	@Override
	public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
		return sdk().deleteObject(request);
	}

	@Override
	public DeleteObjectTaggingResponse deleteObjectTagging(DeleteObjectTaggingRequest request) {
		return sdk().deleteObjectTagging(request);
	}

	@Override
	public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
		return sdk().deleteObjects(request);
	}

	@Override
	public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
		return sdk().getObjectTagging(request);
	}

	@Override
	public HeadBucketResponse headBucket(HeadBucketRequest request) {
		return sdk().headBucket(request);
	}

	@Override
	public HeadObjectResponse headObject(HeadObjectRequest request) {
		return sdk().headObject(request);
	}

	@Override
	public ListBucketsResponse listBuckets(ListBucketsRequest request) {
		return sdk().listBuckets(request);
	}

	@Override
	public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
		return sdk().listMultipartUploads(request);
	}

	@Override
	public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
		return sdk().listObjectVersions(request);
	}

	@Override
	public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
		return sdk().listObjectsV2(request);
	}

	@Override
	public PutObjectTaggingResponse putObjectTagging(PutObjectTaggingRequest request) {
		return sdk().putObjectTagging(request);
	}

	@Override
	public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
		return sdk().uploadPartCopy(request);
	}

	@Override
	public void close() {
		this.sdk.close();
	}

}
