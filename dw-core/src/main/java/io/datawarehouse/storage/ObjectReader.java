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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Retrieves objects into memory and as streams.
 */
final class ObjectReader {

	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	private final StorageExecutor executor;

	private final boolean verifyChecksums;

	ObjectReader(StorageExecutor executor, boolean verifyChecksums) {
		this.executor = executor;
		this.verifyChecksums = verifyChecksums;
	}

	byte[] retrieve(DwUri uri, @Nullable ByteRange range) {
		GetObjectRequest request = request(Addresses.requireObject(uri), range);
		return this.executor.call("retrieve", uri, (client, attempt) -> retrieve(client, request));
	}

	Optional<byte[]> retrieveIfPresent(DwUri uri) {
		GetObjectRequest request = request(Addresses.requireObject(uri), null);
		return this.executor.observe("retrieve", uri, () -> {
			try {
				return Optional
					.of(this.executor.retry("retrieve", uri, (client, attempt) -> retrieve(client, request)));
			}
			catch (ObjectNotFoundException ex) {
				return Optional.empty();
			}
		});
	}

	private byte[] retrieve(S3Client client, GetObjectRequest request) {
		return RangeTransformer.retrieve(request, this::readAll, client::getObject);
	}

	/**
	 * Retrieve a version into memory in an attempt of another operation.
	 */
	byte[] retrieve(S3Client client, DwUri uri, String versionId) {
		return retrieve(client, request(uri, null).toBuilder().versionId(versionId).build());
	}

	private byte[] readAll(GetObjectResponse response, InputStream stream) throws IOException {
		byte[] content = readAll(response.contentLength(), stream);
		String md5 = md5ToVerify(response);
		if (md5 != null) {
			MessageDigest digest = Md5.newDigest();
			digest.update(content);
			Md5.verify(digest, md5);
		}
		return content;
	}

	private static byte[] readAll(@Nullable Long length, InputStream stream) throws IOException {
		if (length == null) {
			return stream.readAllBytes();
		}
		byte[] content = new byte[arrayLength(length)];
		int count = stream.readNBytes(content, 0, content.length);
		// The checksum is verified when the end is seen.
		if (count < content.length || stream.read() >= 0) {
			throw new EOFException("Got " + count + " of " + length + " bytes");
		}
		return content;
	}

	private static int arrayLength(long length) throws LocalIoException {
		if (length > MAX_ARRAY) {
			throw new LocalIoException(
					"its " + length + " bytes do not fit into an array, use retrieveStream or downloadFile", null);
		}
		return (int) length;
	}

	ObjectContent retrieveStream(DwUri uri, @Nullable ByteRange range) {
		GetObjectRequest request = request(Addresses.requireObject(uri), range);
		return this.executor.call("retrieve", uri, (client,
				attempt) -> content(uri, answer(client, request), (ex) -> this.executor.failure("retrieve", uri, ex))
					.verifying());
	}

	/**
	 * Open an object in an attempt of another operation, which is made again when reading
	 * fails.
	 */
	ObjectContent open(S3Client client, DwUri uri) {
		return content(uri, answer(client, request(uri, null)), (ex) -> ex);
	}

	/**
	 * As {@link #open(S3Client, DwUri)}, a range of an object that must not have changed.
	 * @throws RangesIgnoredException if the store does not answer with the range
	 */
	ObjectContent open(S3Client client, DwUri uri, ByteRange range, String etag) {
		Answer answer = answer(client, request(uri, range).toBuilder().ifMatch("\"" + etag + "\"").build());
		if (!RangeTransformer.isPartial(answer.response())) {
			answer.stream().abort();
			throw new RangesIgnoredException();
		}
		return content(uri, answer, (ex) -> ex);
	}

	private static Answer answer(S3Client client, GetObjectRequest request) {
		return RangeTransformer.retrieve(request, ResponseTransformer.unmanaged(Answer::new), client::getObject);
	}

	private ObjectContent content(DwUri uri, Answer answer, UnaryOperator<RuntimeException> failures) {
		GetObjectResponse response = answer.response();
		Long length = response.contentLength();
		return new ObjectContent(describe(uri, response), (length != null) ? length : -1, md5ToVerify(response),
				answer.stream(), failures);
	}

	/**
	 * Describe the object, whose size a part of it tells in another place.
	 */
	private static ObjectInfo describe(DwUri uri, GetObjectResponse response) {
		ObjectInfo info = SdkResponses.info(uri, response);
		ContentRange range = ContentRange.parse(response.contentRange());
		return (range == null || range.total() < 0) ? info
				: new ObjectInfo(uri, range.total(), info.etag(), info.lastModified(), info.contentType(),
						info.metadata(), info.versionId(), info.storageClass(), info.checksum());
	}

	/**
	 * The MD5 that the content must have: the ETag, which is the second choice where the
	 * SDK verifies a checksum of the content. Objects that are encrypted with a key of
	 * the user's have an ETag that looks like an MD5 but is none.
	 * @return the MD5 in hexadecimal digits, or {@code null} if there is none to compare
	 */
	private @Nullable String md5ToVerify(GetObjectResponse response) {
		String etag = SdkResponses.etag(response.eTag());
		String encryption = response.serverSideEncryptionAsString();
		boolean plain = response.sseCustomerAlgorithm() == null && (encryption == null || encryption.equals("AES256"));
		return (plain && Md5.isMd5(etag) && isWhole(response) && !isVerifiedBySdk(response)) ? etag : null;
	}

	private static boolean isWhole(GetObjectResponse response) {
		ContentRange range = ContentRange.parse(response.contentRange());
		return (range != null) ? range.isWhole() : !RangeTransformer.isPartial(response);
	}

	private boolean isVerifiedBySdk(GetObjectResponse response) {
		ObjectChecksum checksum = SdkResponses.checksum(response.checksumCRC32(), response.checksumCRC32C(),
				response.checksumCRC64NVME(), response.checksumSHA1(), response.checksumSHA256());
		return this.verifyChecksums && checksum != null && checksum.isOfContent();
	}

	private GetObjectRequest request(DwUri uri, @Nullable ByteRange range) {
		return GetObjectRequest.builder()
			.bucket(uri.bucket())
			.key(uri.key())
			.range((range != null) ? range.toHeader() : null)
			.checksumMode(this.verifyChecksums ? ChecksumMode.ENABLED : null)
			.build();
	}

	/**
	 * What the store answers: its headers, and the content to come.
	 */
	private record Answer(GetObjectResponse response, AbortableInputStream stream) {

	}

}
