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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

import org.springframework.util.Assert;

/**
 * {@link S3Client} of a DataWarehouse server that answers as if the server were S3.
 */
final class DataWarehouseS3Client extends DelegatingS3Client {

	private static final int NOT_FOUND = 404;

	private static final int SERVER_ERROR = 500;

	DataWarehouseS3Client(S3Client delegate) {
		super(delegate);
	}

	/**
	 * A missing bucket is told as a missing key.
	 */
	@Override
	protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
		try {
			return operation.apply(request);
		}
		catch (S3Exception ex) {
			throw message(ex).startsWith("NoSuchBucket") ? noSuchBucket(ex) : ex;
		}
	}

	/**
	 * The server refuses to be asked for the head of a bucket.
	 */
	@Override
	public HeadBucketResponse headBucket(HeadBucketRequest request) {
		listObjectsV2((list) -> list.bucket(request.bucket()).maxKeys(1));
		return HeadBucketResponse.builder().build();
	}

	/**
	 * A missing object is told as a failure of the server, without a body to tell why.
	 */
	@Override
	public HeadObjectResponse headObject(HeadObjectRequest request) {
		try {
			return super.headObject(request);
		}
		catch (S3Exception ex) {
			throw (ex.statusCode() == SERVER_ERROR) ? missing(ex, request.bucket(), request.key()) : ex;
		}
	}

	/**
	 * The server sends the whole object when it is asked for a range.
	 */
	@Override
	public <R> R getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
		try {
			return RangeTransformer.retrieve(request, transformer, super::getObject);
		}
		catch (S3Exception ex) {
			throw isFailedRetrieve(ex) ? missing(ex, request.bucket(), request.key()) : ex;
		}
	}

	@Override
	public CopyObjectResponse copyObject(CopyObjectRequest request) {
		try {
			return super.copyObject(request);
		}
		catch (S3Exception ex) {
			throw isFailedRetrieve(ex) ? missing(ex, request.sourceBucket(), request.sourceKey()) : ex;
		}
	}

	/**
	 * The server deletes one object at a time.
	 */
	@Override
	public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
		List<DeletedObject> deleted = new ArrayList<>();
		List<S3Error> errors = new ArrayList<>();
		for (ObjectIdentifier object : request.delete().objects()) {
			S3Error error = delete(request.bucket(), object.key());
			if (error != null) {
				errors.add(error);
			}
			else if (!Boolean.TRUE.equals(request.delete().quiet())) {
				deleted.add(DeletedObject.builder().key(object.key()).build());
			}
		}
		return DeleteObjectsResponse.builder().deleted(deleted).errors(errors).build();
	}

	private @Nullable S3Error delete(String bucket, String key) {
		try {
			deleteObject((delete) -> delete.bucket(bucket).key(key));
			return null;
		}
		catch (NoSuchBucketException ex) {
			throw ex;
		}
		catch (S3Exception ex) {
			AwsErrorDetails details = ex.awsErrorDetails();
			String code = (details != null) ? details.errorCode() : Integer.toString(ex.statusCode());
			return S3Error.builder().key(key).code(code).message(message(ex)).build();
		}
	}

	@Override
	public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
		int number = request.partNumber();
		Assert.isTrue(number <= DataWarehouseDialect.PARTS_LIMIT,
				() -> "The DataWarehouse server takes at most " + DataWarehouseDialect.PARTS_LIMIT
						+ " parts per object, this is part " + number + ": store it with larger parts");
		// All parts but the last one are of the same size, and none is larger.
		long least = (number - 1) * body.optionalContentLength().orElse(0L) + 1;
		Assert.isTrue(least < DataWarehouseDialect.MULTIPART_LIMIT,
				() -> "The DataWarehouse server takes less than 2 GiB in parts, this object has at least " + least
						+ " bytes: split it into several objects");
		return super.uploadPart(request, body);
	}

	/**
	 * The server would put a copy of the whole object in the place of the part.
	 */
	@Override
	public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
		throw new IllegalArgumentException(
				"The DataWarehouse server cannot copy parts of '" + request.sourceKey() + "': copy the whole object");
	}

	private static boolean isFailedRetrieve(S3Exception ex) {
		return ex.statusCode() == SERVER_ERROR && message(ex).contains("failed during Retrieve");
	}

	/**
	 * Find out whether the object is missing, or the server did fail.
	 */
	private S3Exception missing(S3Exception failure, String bucket, String key) {
		boolean listed = listObjectsV2((list) -> list.bucket(bucket).prefix(key).maxKeys(1)).contents()
			.stream()
			.anyMatch((object) -> object.key().equals(key));
		return listed ? failure
				: (S3Exception) NoSuchKeyException.builder()
					.message(failure.getMessage())
					.awsErrorDetails(details(failure, "NoSuchKey"))
					.requestId(failure.requestId())
					.statusCode(NOT_FOUND)
					.cause(failure)
					.build();
	}

	private static S3Exception noSuchBucket(S3Exception failure) {
		return (S3Exception) NoSuchBucketException.builder()
			.message(failure.getMessage())
			.awsErrorDetails(details(failure, "NoSuchBucket"))
			.requestId(failure.requestId())
			.statusCode(NOT_FOUND)
			.cause(failure)
			.build();
	}

	private static AwsErrorDetails details(S3Exception failure, String code) {
		AwsErrorDetails details = failure.awsErrorDetails();
		AwsErrorDetails.Builder corrected = (details != null) ? details.toBuilder() : AwsErrorDetails.builder();
		return corrected.errorCode(code).build();
	}

	private static String message(S3Exception ex) {
		AwsErrorDetails details = ex.awsErrorDetails();
		return (details != null && details.errorMessage() != null) ? details.errorMessage() : "";
	}

}
