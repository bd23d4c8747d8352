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
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

import org.springframework.http.MediaType;

/**
 * Copies objects within the store: at once, or part after part when they are large. The
 * source must stay the same meanwhile.
 */
final class ObjectCopier {

	private final StorageExecutor executor;

	private final Dialect dialect;

	private final int concurrency;

	ObjectCopier(StorageExecutor executor, Dialect dialect, int concurrency) {
		this.executor = executor;
		this.dialect = dialect;
		this.concurrency = concurrency;
	}

	StoredObject copy(DwUri source, DwUri target, CopyOptions options) {
		requireTwoObjects(source, target, options);
		return this.executor.observe("copy", source, () -> copy("copy", source, target, options));
	}

	StoredObject move(DwUri source, DwUri target, CopyOptions options) {
		requireTwoObjects(source, target, CopyOptions.defaults());
		return this.executor.observe("move", source, () -> {
			StoredObject copy = copy("move", source, target, options);
			this.executor.retry("move", source, (client, attempt) -> client
				.deleteObject((request) -> request.bucket(source.bucket()).key(source.key())));
			return copy;
		});
	}

	private static void requireTwoObjects(DwUri source, DwUri target, CopyOptions options) {
		Addresses.requireObject(source);
		Addresses.requireObject(target);
		if (options.replacement() == null) {
			Addresses.requireDistinct(source, target);
		}
	}

	private StoredObject copy(String operation, DwUri source, DwUri target, CopyOptions options) {
		HeadObjectResponse head = this.executor.retry(operation, source, (client, attempt) -> head(client, source));
		if (this.dialect.copiesParts() && head.contentLength() > options.multipartThreshold()) {
			return new MultipartCopy(this.executor, operation, source, target, head, this.concurrency).copy(options);
		}
		return this.executor.retry(operation, source, (client, attempt) -> {
			// Another attempt is another copy, maybe of what was stored meanwhile.
			HeadObjectResponse current = (attempt > 1) ? head(client, source) : head;
			return copied(target, current, client.copyObject(request(source, target, options, current)));
		});
	}

	private static HeadObjectResponse head(S3Client client, DwUri uri) {
		return client.headObject((request) -> request.bucket(uri.bucket()).key(uri.key()));
	}

	private static CopyObjectRequest request(DwUri source, DwUri target, CopyOptions options, HeadObjectResponse head) {
		CopyObjectRequest.Builder request = CopyObjectRequest.builder()
			.sourceBucket(source.bucket())
			.sourceKey(source.key())
			.copySourceIfMatch(head.eTag())
			.destinationBucket(target.bucket())
			.destinationKey(target.key());
		StoreOptions replacement = options.replacement();
		return ((replacement != null) ? replace(request, target, replacement) : request).build();
	}

	private static CopyObjectRequest.Builder replace(CopyObjectRequest.Builder request, DwUri target,
			StoreOptions options) {
		request.metadataDirective(MetadataDirective.REPLACE)
			.contentType(ContentTypes.of(target, options, MediaType.APPLICATION_OCTET_STREAM_VALUE))
			.metadata(options.metadata())
			.ifMatch(options.ifMatchHeader())
			.ifNoneMatch(options.ifNoneMatchHeader())
			.cacheControl(options.headers().cacheControl())
			.contentDisposition(options.headers().contentDisposition())
			.contentEncoding(options.headers().contentEncoding())
			.contentLanguage(options.headers().contentLanguage())
			.expires(options.headers().expires())
			.storageClass(options.storageClass())
			.checksumAlgorithm(ObjectRequests.checksum(options));
		if (!options.tags().isEmpty()) {
			request.taggingDirective(TaggingDirective.REPLACE).tagging(Tags.toTagging(options.tags()));
		}
		Encryption encryption = options.encryption();
		if (encryption != null) {
			request.serverSideEncryption(encryption.algorithm()).ssekmsKeyId(encryption.kmsKeyId());
		}
		return request;
	}

	private static StoredObject copied(DwUri target, HeadObjectResponse head, CopyObjectResponse response) {
		CopyObjectResult result = response.copyObjectResult();
		@Nullable String etag = (result != null) ? result.eTag() : head.eTag();
		ObjectChecksum checksum = (result != null) ? SdkResponses.checksum(result.checksumCRC32(),
				result.checksumCRC32C(), result.checksumCRC64NVME(), result.checksumSHA1(), result.checksumSHA256())
				: null;
		return new StoredObject(target, SdkResponses.etag(etag), response.versionId(), head.contentLength(), checksum);
	}

}
