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

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Makes requests of the SDK that store an object with all its options.
 */
final class ObjectRequests {

	private ObjectRequests() {
	}

	static PutObjectRequest.Builder put(DwUri uri, StoreOptions options, @Nullable String contentType) {
		PutObjectRequest.Builder put = PutObjectRequest.builder()
			.bucket(uri.bucket())
			.key(uri.key())
			.contentType(contentType)
			.metadata(options.metadata())
			.ifMatch(options.ifMatchHeader())
			.ifNoneMatch(options.ifNoneMatchHeader())
			.cacheControl(options.headers().cacheControl())
			.contentDisposition(options.headers().contentDisposition())
			.contentEncoding(options.headers().contentEncoding())
			.contentLanguage(options.headers().contentLanguage())
			.expires(options.headers().expires())
			.storageClass(options.storageClass())
			.checksumAlgorithm(checksum(options));
		if (!options.tags().isEmpty()) {
			put.tagging(Tags.toTagging(options.tags()));
		}
		Encryption encryption = options.encryption();
		if (encryption != null) {
			put.serverSideEncryption(encryption.algorithm()).ssekmsKeyId(encryption.kmsKeyId());
		}
		return put;
	}

	/**
	 * The same settings once more, because the two builders of the SDK share no type.
	 */
	static CreateMultipartUploadRequest createUpload(DwUri uri, StoreOptions options, @Nullable String contentType) {
		CreateMultipartUploadRequest.Builder create = CreateMultipartUploadRequest.builder()
			.bucket(uri.bucket())
			.key(uri.key())
			.contentType(contentType)
			.metadata(options.metadata())
			.cacheControl(options.headers().cacheControl())
			.contentDisposition(options.headers().contentDisposition())
			.contentEncoding(options.headers().contentEncoding())
			.contentLanguage(options.headers().contentLanguage())
			.expires(options.headers().expires())
			.storageClass(options.storageClass())
			.checksumAlgorithm(checksum(options));
		if (!options.tags().isEmpty()) {
			create.tagging(Tags.toTagging(options.tags()));
		}
		Encryption encryption = options.encryption();
		if (encryption != null) {
			create.serverSideEncryption(encryption.algorithm()).ssekmsKeyId(encryption.kmsKeyId());
		}
		return create.build();
	}

	/**
	 * The checksum that is asked for, by the name that the SDK's builders take.
	 */
	static @Nullable String checksum(StoreOptions options) {
		ChecksumAlgorithm checksum = options.checksum();
		return (checksum != null) ? checksum.name() : null;
	}

	static CompletedPart completedPart(int number, UploadPartResponse response) {
		return CompletedPart.builder()
			.partNumber(number)
			.eTag(response.eTag())
			.checksumCRC32(response.checksumCRC32())
			.checksumCRC32C(response.checksumCRC32C())
			.checksumCRC64NVME(response.checksumCRC64NVME())
			.checksumSHA1(response.checksumSHA1())
			.checksumSHA256(response.checksumSHA256())
			.build();
	}

	static CompletedPart completedPart(int number, CopyPartResult result) {
		return CompletedPart.builder()
			.partNumber(number)
			.eTag(result.eTag())
			.checksumCRC32(result.checksumCRC32())
			.checksumCRC32C(result.checksumCRC32C())
			.checksumCRC64NVME(result.checksumCRC64NVME())
			.checksumSHA1(result.checksumSHA1())
			.checksumSHA256(result.checksumSHA256())
			.build();
	}

}
