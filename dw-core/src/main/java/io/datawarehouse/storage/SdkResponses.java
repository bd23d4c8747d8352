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

import java.time.Instant;
import java.util.Map;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Turns answers of the SDK into value types.
 */
final class SdkResponses {

	private SdkResponses() {
	}

	static ObjectInfo info(DwUri uri, GetObjectResponse response) {
		return new ObjectInfo(uri, size(response.contentLength()), etag(response.eTag()), response.lastModified(),
				response.contentType(), metadata(response.metadata()), response.versionId(),
				response.storageClassAsString(), checksum(response.checksumCRC32(), response.checksumCRC32C(),
						response.checksumCRC64NVME(), response.checksumSHA1(), response.checksumSHA256()));
	}

	static ObjectInfo info(DwUri uri, HeadObjectResponse response) {
		return new ObjectInfo(uri, size(response.contentLength()), etag(response.eTag()), response.lastModified(),
				response.contentType(), metadata(response.metadata()), response.versionId(),
				response.storageClassAsString(), checksum(response.checksumCRC32(), response.checksumCRC32C(),
						response.checksumCRC64NVME(), response.checksumSHA1(), response.checksumSHA256()));
	}

	static ObjectInfo info(DwUri listed, S3Object object) {
		Instant lastModified = object.lastModified();
		return new ObjectInfo(listedUri(listed, object.key()), size(object.size()), etag(object.eTag()), lastModified,
				null, Map.of(), null, object.storageClassAsString(), null);
	}

	/**
	 * The address of a listed key. One that {@code dw://} does not allow must not make
	 * the bucket unlistable.
	 */
	static DwUri listedUri(DwUri listed, String key) {
		try {
			return listed.withKey(key);
		}
		catch (IllegalArgumentException ex) {
			return new DwUri(DwUri.S3, listed.bucket(), key);
		}
	}

	static StoredObject stored(DwUri uri, long size, PutObjectResponse response) {
		return new StoredObject(uri, etag(response.eTag()), response.versionId(), size,
				checksum(response.checksumCRC32(), response.checksumCRC32C(), response.checksumCRC64NVME(),
						response.checksumSHA1(), response.checksumSHA256()));
	}

	static StoredObject stored(DwUri uri, long size, CompleteMultipartUploadResponse response) {
		return new StoredObject(uri, etag(response.eTag()), response.versionId(), size,
				checksum(response.checksumCRC32(), response.checksumCRC32C(), response.checksumCRC64NVME(),
						response.checksumSHA1(), response.checksumSHA256()));
	}

	/**
	 * The ETag without the quotes around it, of which some stores send two pairs.
	 */
	static String etag(@Nullable String etag) {
		if (etag == null) {
			return "";
		}
		int start = etag.startsWith("W/") ? 2 : 0;
		int end = etag.length();
		while (start < end && etag.charAt(start) == '"') {
			start++;
		}
		while (end > start && etag.charAt(end - 1) == '"') {
			end--;
		}
		return etag.substring(start, end);
	}

	private static long size(@Nullable Long size) {
		return (size != null) ? size : 0;
	}

	private static Map<String, String> metadata(@Nullable Map<String, String> metadata) {
		return (metadata != null) ? metadata : Map.of();
	}

	static @Nullable ObjectChecksum checksum(@Nullable String crc32, @Nullable String crc32c,
			@Nullable String crc64Nvme, @Nullable String sha1, @Nullable String sha256) {
		if (crc32 != null) {
			return new ObjectChecksum("CRC32", crc32);
		}
		if (crc32c != null) {
			return new ObjectChecksum("CRC32C", crc32c);
		}
		if (crc64Nvme != null) {
			return new ObjectChecksum("CRC64NVME", crc64Nvme);
		}
		if (sha256 != null) {
			return new ObjectChecksum("SHA256", sha256);
		}
		return (sha1 != null) ? new ObjectChecksum("SHA1", sha1) : null;
	}

}
